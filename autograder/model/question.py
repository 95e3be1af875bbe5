"""A question as `quiz.toml` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.model.quiz import Kind, Tolerance


@dataclass(frozen=True, slots=True)
class Run:
    """A rule of the catalogue carried out, or a landscape looked at. Values are formulas over what is drawn."""

    rule: str = ""
    """The exercise whose rule it is; empty where only a landscape is looked at."""
    convention: str = ""
    """The form of the rule; empty for the course's own."""
    on: str = ""
    """The landscape that gives loss and gradient."""
    steps: str = "1"
    """How many calls of the rule."""
    until: str = ""
    """A condition after which no more calls are made; `steps` is then the most that are made."""
    set: Mapping[str, object] = field(default_factory=dict)
    """Arguments, hyperparameters and entries of the state, by name: a formula, or nested lists of them."""
    each: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Arguments that change from call to call: one value for each call."""
    free: tuple[str, ...] = ()
    """Arguments that stay names, so that what comes out is a formula in them."""
    settled: str = ""
    """The quantity of the state that has come to rest: the value that the rule's line gives back as it is."""
    mistake: str = ""
    """A mistake of the rule's that is made in this run; "{name}" where it is drawn."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer that no mistake of the catalogue explains, as a formula, and what is said of it."""

    value: str
    says: str


@dataclass(frozen=True, slots=True)
class Option:
    """What may be chosen. `right` is "true", "false" or a condition over what the runs gave."""

    text: str
    right: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together: what stands on the left, and what is looked for."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the things to be put in order, and the names of those that must come before it."""

    name: str
    text: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartOfQuestion:
    """One thing that is asked."""

    id: str
    kind: Kind
    text: str
    line: int
    """Where it stands in the file."""
    ask: str = ""
    """The right answer, as a formula over what is drawn and what the runs gave."""
    of_line: str = ""
    """Of a formula: the quantity whose line in the rule is asked for."""
    mistakes: tuple[str, ...] = ()
    """The rule's mistakes (and `convention-...`) whose answers are known, without the rule's name."""
    wrong: tuple[Wrong, ...] = ()
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    extra: tuple[str, ...] = ()
    """What may be matched and belongs to nothing."""
    pieces: tuple[Piece, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of a formula, and from where to where each goes: "0.1 3", or "1..9" for whole numbers."""
    tolerance: Tolerance | None = None
    show: str = "values"
    """Of a choice without options: whether it is among the "values" of wrong answers, or among the "mistakes"."""
    follows: bool = True
    """Whether the student's own answers to the parts before are carried on."""
    shuffled: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of `quiz.toml`."""

    id: str
    """"momentum/two-steps": the unit's short name, and the id in its file."""
    unit: str
    title: str
    text: str
    file: str
    line: int
    parts: tuple[PartOfQuestion, ...]
    points: float
    draw: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is drawn for each student, by name; names with a blank between them are drawn together."""
    where: str = ""
    """A condition that drawn numbers must meet."""
    runs: Mapping[str, Run] = field(default_factory=dict)
    """By the prefix of its quantities; the only run of a question has none."""
    feedback: str = ""
    """The explanation that everybody sees once the answer counts."""
    version: str = ""
    """Names what the question says: another text, another version."""
