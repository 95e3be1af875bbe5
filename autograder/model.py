"""The nouns: plain immutable values that flow one way, from a course to a report.

    Course -> Exercise -> Check        what is asked, and what a right answer is
    Module -> Request -> Response      what is run in the student's process, and what came back
    Outcome -> ExerciseResult -> Report   what the judge found

Arrays are NumPy float64 unless a field says otherwise; nobody writes to an array once it is inside one of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np

Value: TypeAlias = Any
"""What a student's function takes or returns: None, bool, int, float, str, a NumPy scalar, an ndarray, or a tuple,
list or dict (with str keys) of these."""


# ---------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use; the same for every student of a course."""

    call_seconds: float = 2.0
    """Wall clock for one call of a function, or for running one cell."""
    cpu_seconds: float = 20.0
    """CPU time of the whole submission."""
    memory_mib: int = 512
    """Memory the submission may add to what an idle Python with NumPy takes."""
    output_kib: int = 64
    """How much of what the code prints is kept; the rest is dropped and the code goes on."""
    source_kib: int = 256
    """The longest file that is read."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One function a student writes, as the course asks for it."""

    name: str
    unit: str
    rule: str
    """The file that holds the rule, relative to the folder of the course file that named it."""
    convention: str
    points: float
    folder: str
    """Absolute folder of the course file that named the rule."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a unit is due, as written in the course file (ISO 8601)."""

    unit: str
    due: str


# ---------------------------------------------------------------- what is run


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a student's file, run on its own so that an error costs only this piece."""

    source: str
    line: int = 1
    """Line of the file (counted from 1) on which the source starts."""


@dataclass(frozen=True, slots=True)
class Module:
    """The cells of one unit, which share one namespace."""

    name: str
    cells: tuple[Cell, ...]
    file: str = ""
    """The file's name as the student knows it; used as the filename in messages."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The result of an earlier call of the same request; `item` picks from a returned tuple."""

    call: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class GradientAt:
    """The gradient `name` at an earlier result or a given point; the trusted part of the child evaluates it."""

    name: str
    at: Ref | np.ndarray


@dataclass(frozen=True, slots=True)
class GradientFunction:
    """The gradient `name` of the request, passed as a function; the points it is called at are recorded."""

    name: str


Argument: TypeAlias = Any
"""A Value, a Ref, a GradientAt or a GradientFunction."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one of the student's functions.

    Every call gets fresh copies of its arguments. A call whose Ref points at a call that gave no answer is not made.
    """

    module: str
    function: str
    arguments: tuple[Argument, ...] = ()
    keywords: Mapping[str, Argument] = field(default_factory=dict)
    echo: bool = False
    """Also return the arguments as they are after the call."""


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the student's process is told: the source and the inputs, never an expected value.

    Calls are made in order. Neighbouring calls of one function form its group: a hang or crash ends the group
    (its remaining calls are not made), and the groups after it run in a fresh child.
    """

    modules: tuple[Module, ...]
    calls: tuple[Call, ...]
    gradients: Mapping[str, str] = field(default_factory=dict)
    """Name -> NumPy source of one function `def <name>(w): ...`."""
    limits: Limits = Limits()
    seed: int = 0
    """Seeds `random` and `numpy.random` before every call, so a run can be repeated."""


class AnswerKind(StrEnum):
    """How one call ended."""

    VALUE = "value"
    MISSING = "missing"  # raised NotImplementedError, or the module defines no such function
    ERROR = "error"  # raised something else, or returned what cannot cross (a set, an object array, ...)
    TIMEOUT = "timeout"  # ran out of wall clock or CPU time
    CRASHED = "crashed"  # the process died
    SKIPPED = "skipped"  # not made, because of an earlier call


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one call: plain data, every byte of it as untrusted as the code that made it."""

    kind: AnswerKind
    value: Value = None
    message: str = ""
    """For a person: "ZeroDivisionError: division by zero"; empty for a value."""
    line: int | None = None
    """Line of the student's file where an error was raised."""
    after: tuple[Value, ...] | None = None
    """With `echo`: positional arguments after the call (None in the place of a gradient function)."""
    points: tuple[np.ndarray, ...] = ()
    """Where the call's gradient function was called, in order."""
    defined: bool = True
    """False where there was no such function to call; the message is then that of the cell that failed, if one did."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that could not be run to its end."""

    module: str
    cell: int
    kind: AnswerKind
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What the sandbox returns: one answer for each call of the request, in its order."""

    answers: tuple[Answer, ...]
    cell_errors: tuple[CellError, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """"module.function" -> line of the file on which the function starts."""
    output: str = ""
    """What the code printed, cut at the limit."""
    output_cut: bool = False
    isolation: str = "none"


# ---------------------------------------------------------------- what a right answer is


@dataclass(frozen=True, slots=True)
class Expected:
    """The right value of one returned quantity and how far from it float64 arithmetic may end."""

    name: str
    """The quantity as the stub calls it: "w", "v", "result"."""
    value: Value
    """float64 ndarray (0-d for a scalar), int or str."""
    tolerance: np.ndarray | None = None
    """Elementwise, same shape as the value; None for int and str."""
    exact: str = ""
    """The exact value where it is short, such as "16/5"; else empty."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A chain of calls of one function with the right answer to each."""

    id: str
    why: str
    """What this probe shows that others do not; a sentence for a student."""
    calls: tuple[Call, ...]
    """Refs count from the probe's own first call."""
    expected: tuple[tuple[Expected, ...], ...]
    """For each call, the returned quantities in order."""


class Behaviour(StrEnum):
    """What is observed of every function, whatever it computes."""

    ARGUMENTS = "arguments"
    FORM = "form"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Check:
    """One property of one exercise: a sentence, its share of the points, and the probes that show it."""

    id: str
    """"momentum/one-step"."""
    title: str
    weight: int
    """Share of the exercise's points relative to its other checks; 0 for a behaviour check."""
    probes: tuple[Probe, ...] = ()
    behaviour: Behaviour | None = None
    """For a behaviour check: which observation it judges."""
    cost: float = 0.0
    """For a behaviour check: the part of the exercise's points that failing it takes away."""


@dataclass(frozen=True, slots=True)
class ExerciseKey:
    """All that grading one exercise needs, derived from its rule: no symbolic mathematics from here on."""

    name: str
    convention: str
    signature: str
    """"momentum(w, grad, state, *, lr, beta)"."""
    returns: str
    """"(w, state)"."""
    formula: str
    """The rule as plain text, a line for each step."""
    latex: str
    docstring: str
    """What a student reads in the stub: task, formula, shapes, source."""
    source: str
    """The paper or book the rule comes from."""
    state: tuple[str, ...]
    """Names of the entries of the returned state; empty where the function returns one value."""
    gradients: Mapping[str, str]
    """NumPy source of the gradients that calls need, by the landscape's name."""
    losses: Mapping[str, str]
    """The same landscapes' formulas as plain text."""
    checks: tuple[Check, ...]


# ---------------------------------------------------------------- what was found


class Status(StrEnum):
    """How a check or an exercise ended, in the order in which one hides another."""

    BROKEN = "broken"  # the grader failed: no grade
    MISSING = "missing"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    ERROR = "error"
    FAILED = "failed"
    SKIPPED = "skipped"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the judge found for one check."""

    id: str
    title: str
    status: Status
    score: float
    max_score: float
    message: str = ""
    expected: str = ""
    got: str = ""


@dataclass(frozen=True, slots=True)
class DiagnosisPart:
    """One named mistake: what it is, where to start thinking, where to look."""

    id: str
    title: str
    hint: str
    place: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The explanation of every answer observed; kind is "mistake", "convention", "behaviour" or "localised"."""

    kind: str
    parts: tuple[DiagnosisPart, ...] = ()
    first_visible_step: int | None = None
    alternatives: tuple[tuple[str, ...], ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """The checks of one exercise and the points they earned."""

    name: str
    unit: str
    convention: str
    status: Status
    score: float
    max_score: float
    file: str | None
    line: int | None
    checks: tuple[Outcome, ...]
    diagnosis: Diagnosis | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The sum over the exercises of one unit."""

    name: str
    score: float
    max_score: float


@dataclass(frozen=True, slots=True)
class GraderInfo:
    """Which grader gave the grade: package version, course name, digest of the expected values, seed."""

    version: str
    course: str
    key: str
    seed: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that any page, table or file about one submission shows."""

    student: str
    isolation: str
    grader: GraderInfo
    score: float
    max_score: float
    units: tuple[UnitScore, ...]
    exercises: tuple[ExerciseResult, ...]
    late: str | None = None
    adjustments: tuple[Mapping[str, Any], ...] = ()
    quiz: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences about the submission as a whole: a file that could not be read, output that was cut."""
    output: str = ""
    """What the student's code printed, cut and made safe to show."""
