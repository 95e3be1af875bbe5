"""What is run in the student's process, and what comes back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

from autograder.basics.dataclass import dataclass
from autograder.model.course import Limits

if TYPE_CHECKING:
    from autograder.model.returned import Returned
    from autograder.model.values import FloatArray, Value


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a student's file, run on its own so that an error costs only this piece."""

    source: str
    line: int = 1
    """Line of the file (counted from 1) on which the source starts."""
    number: int = 0
    """Which cell of a notebook it is, counted from 1; 0 in a file, where the line says it."""
    left_out: str = ""
    """Why it is not run at all."""


@dataclass(frozen=True, slots=True)
class Module:
    """The cells of one unit, which share one namespace."""

    name: str
    cells: tuple[Cell, ...]
    file: str = ""
    """The file's name as the student knows it; used as the filename in messages."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Files of the student's own that its code can import: name of the module -> source."""


@dataclass(frozen=True, slots=True)
class Series:
    """An argument that is another at each step: the first step gets the first value, and so on."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What the step before returned; `item` picks from a returned tuple. The first step gets `start`."""

    start: Value
    item: int | None = None


PlainArgument: TypeAlias = "Value | Series | Carried"
"""An argument that needs no gradient."""


@dataclass(frozen=True, slots=True)
class GradientAt:
    """The gradient `name` at another argument's value; the trusted part of the child evaluates it."""

    name: str
    at: PlainArgument


@dataclass(frozen=True, slots=True)
class GradientFunction:
    """The gradient `name` of the request, passed as a function; the points it is called at are recorded."""

    name: str


Argument: TypeAlias = "PlainArgument | GradientAt | GradientFunction"
"""What a call gives a function for one of its parameters."""


@dataclass(frozen=True, slots=True)
class Call:
    """One of the student's functions, called for a number of steps in a row.

    Every step gets fresh copies of its arguments. The steps end where one of them gives no value.
    """

    module: str
    function: str
    arguments: tuple[Argument, ...] = ()
    keywords: Mapping[str, Argument] = field(default_factory=dict)
    steps: int = 1
    echo: bool = False
    """Also return the first step's arguments as they are after it."""

    @property
    def is_chain(self) -> bool:
        """Whether a step depends on the one before it."""
        return any(isinstance(argument, Carried) for argument in self.arguments)


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the student's process is told: the source and the inputs, never an expected value.

    Calls are made in order, those of `unaided` functions first. A hang or crash ends the calls of its function (those
    that are left are not made), and what comes after it runs in a fresh child.
    """

    modules: tuple[Module, ...]
    calls: tuple[Call, ...]
    gradients: Mapping[str, str] = field(default_factory=dict)
    """Name -> NumPy source of one function `def <name>(w): ...`."""
    kept_back: Mapping[str, str] = field(default_factory=dict)
    """Further gradients, each the answer to an exercise: no process but this one's ever holds them."""
    unaided: frozenset[str] = frozenset()
    """Names of functions of which all calls are answered before the process gets the gradients that are kept back."""
    limits: Limits = field(default_factory=Limits)
    seed: int = 0
    """Seeds `random` and `numpy.random` wherever another function is called, so a run can be repeated."""
    again: tuple[Call, ...] = ()
    """Calls that are made after the others, when all cells have been run anew in namespaces of their own."""

    def call(self, number: int) -> Call:
        """The call of a number, counted over both sorts."""
        return self.calls[number] if number < len(self.calls) else self.again[number - len(self.calls)]


class IsolationLevel(StrEnum):
    """How far students' code is locked in, the safest first."""

    FULL = "full"  # namespaces, Landlock, seccomp
    RESTRICTED = "restricted"  # no namespaces of its own
    NONE = "none"  # nothing but limits on time, memory and output


class AnswerKind(StrEnum):
    """How one call ended."""

    VALUE = "value"
    MISSING = "missing"  # raised NotImplementedError, or the module defines no such function
    ERROR = "error"  # raised something else, or returned what cannot cross (a set, an object array, ...)
    TIMEOUT = "timeout"  # ran out of wall clock or CPU time
    CRASHED = "crashed"  # the process died
    SKIPPED = "skipped"  # not made, because of an earlier call


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What came back from one call: plain data, every byte of it as untrusted as the code that made it."""

    kind: AnswerKind
    """How the last step ended."""
    returned: tuple[Returned, ...] = ()
    """The steps that gave a value, in order; all steps of the call where the kind is VALUE."""
    message: str = ""
    """For a person: "ZeroDivisionError: division by zero"; empty for a value."""
    line: int | None = None
    """Line of the student's file where an error was raised."""
    columns: tuple[int, int] | None = None
    """From where to where on that line, in bytes of UTF-8; up to its end where the second is -1."""
    within: str = ""
    """The name of the function that the line stands in."""
    meant: str = ""
    """What is most like a name that is not there, or the import that is missing: "velocity", "import math"."""
    printed: str = ""
    """What the call printed, cut to what a person reads."""
    after: tuple[Value, ...] | None = None
    """With `echo`: the first step's positional arguments after it (None in the place of a gradient function)."""
    overwritten: bool = False
    """Whether a later step changed what the first one had returned."""
    points: tuple[FloatArray, ...] = ()
    """Where the call's gradient function was called, in order."""
    defined: bool = True
    """False where there was no such function to call; the message is then that of the cell that failed, if one did."""

    @property
    def steps(self) -> int:
        """How many steps gave a value."""
        return sum(part.steps for part in self.returned)

    @property
    def values(self) -> tuple[Value, ...]:
        """What the steps returned, one after another."""
        return tuple(part.value(step) for part in self.returned for step in range(part.steps))


@dataclass(frozen=True, slots=True)
class CellError:
    """A statement of a cell that failed, so that what it defines is missing."""

    module: str
    cell: int
    kind: AnswerKind
    message: str
    line: int | None = None
    number: int = 0
    """Which cell of a notebook it stands in, counted from 1; 0 in a file."""
    text: str = ""
    """The line of the source."""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        line = f"line {self.line}" if self.line else ""
        return ", ".join(filter(None, (f"cell {self.number}" if self.number else "", line)))


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
    isolation: IsolationLevel = IsolationLevel.NONE
    again: tuple[Answer, ...] = ()
    """The answers to the calls that the request makes again."""
    missing: tuple[str, ...] = ()
    """Libraries that are not available, and that the files use outside of their functions."""


class Sandbox(Protocol):
    """Runs students' code; one request at a time. Not for use by several threads at once."""

    @property
    def isolation(self) -> IsolationLevel:
        """How far the code is locked in."""
        ...

    def run(self, request: Request) -> Response:
        """Run a request; SandboxError only where we fail, never because of what the code does."""
        ...

    def close(self) -> None:
        """End every process."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...
