"""What was found: outcomes, diagnoses and the report that every page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING

from autograder.basics.dataclass import dataclass
from autograder.model.picture import Picture
from autograder.model.run import IsolationLevel
from autograder.texts import ENGLISH, Language

if TYPE_CHECKING:
    from autograder.model.plain import Json


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


class Standing(StrEnum):
    """What became of a submission as a whole."""

    GRADED = "graded"
    NOTHING = "handed in nothing"
    UNREADABLE = "could not be read"  # all of it, or a file that counts: who grades must look at it
    WITHHELD = "withheld"  # the grader failed


NEEDS_YOU = frozenset([Standing.UNREADABLE, Standing.WITHHELD])
"""What nobody but the instructor can mend."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the judge found for one check: `score` is its weight where it passed, else 0; `max_score` is its weight.

    The observations of behaviour weigh nothing; what fails there costs points, as its message says. Both are counts of
    weight, not points; `score` is NaN where the grader failed.
    """

    id: str
    title: str
    status: Status
    score: float
    max_score: float
    message: str = ""
    expected: str = ""
    got: str = ""
    short: str = ""
    """Of a theorem's check, what it is called in a few words; empty for the others."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a student's own source, without its margin, and the part of it that is pointed at."""

    line: int
    """Its number in the file, or in the cell of a notebook."""
    text: str
    start: int = 0
    end: int = 0
    """From where to where it is pointed at, in characters; nowhere where both are the same."""


@dataclass(frozen=True, slots=True)
class DiagnosisPart:
    """One named mistake: what it is, where to start thinking, where to look."""

    id: str
    title: str
    hint: str
    place: str


class DiagnosisKind(StrEnum):
    """What a diagnosis says."""

    MISTAKE = "mistake"  # one or two mistakes, which its parts name
    CONVENTION = "convention"  # another convention than the course's, and nothing else
    BEHAVIOUR = "behaviour"  # what is wrong beside the numbers: form, arguments, repetition
    LOCALISED = "localised"  # no mistake that is known: where it goes wrong


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The explanation of every answer observed."""

    kind: DiagnosisKind
    parts: tuple[DiagnosisPart, ...] = ()
    first_visible_step: int | None = None
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Ids of other mistakes, or pairs, that would give the same answers."""
    where: str = ""
    """Of a localised one where the answers depart from the right ones, else what the alternatives do: sentences."""


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """The checks of one exercise and the points they earned, a multiple of one half; NaN where there is no grade.

    There is none where the grader failed, and none for a class where the file could not be read.
    """

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
    tally: str = ""
    """How the points add up, in a sentence, where some checks passed and some did not."""
    latex: str = ""
    """The formula for pages."""
    excerpt: Excerpt | None = None
    """The line of the student's file that a verdict speaks of, where one is known."""
    printed: str = ""
    """What the call printed that is told of."""
    picture: Picture | None = None
    """What the function gave, drawn beside what is right; None where nothing can be drawn."""
    also_true: str = ""
    """Of a right function for which no theorem was tried: a property that it has."""
    question: str = ""
    """What there is to think on, once it is right."""


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The sum over the exercises of one unit."""

    name: str
    score: float
    max_score: float
    further: bool = False
    """Whether it goes beyond the core of the course, so that its points are counted apart."""
    how: str = ""
    """How the score came about, where it is not the sum: "36 of 40, less 10 % for 1 day late"."""


def counted(units: Iterable[UnitScore]) -> tuple[UnitScore, ...]:
    """The units whose points add up to a report's: those of the core; all where there is nothing else."""
    units = tuple(units)
    return tuple(unit for unit in units if not unit.further) or units


@dataclass(frozen=True, slots=True)
class GraderInfo:
    """Which grader gave the grade: package version, course name, digest of the expected values, seed.

    The seed is None where it is not the one that everybody has: who knows it knows all that will be asked.
    """

    version: str
    course: str
    key: str
    seed: int | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What a student's answer to one question of the quiz is worth."""

    id: str
    status: str
    score: float
    max_score: float
    message: str = ""
    mistakes: tuple[str, ...] = ()
    """Ids of the mistakes that explain the answer."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RepairResult:
    """What a student's repair of a unit is worth: a function with a mistake in it, to be mended and named."""

    id: str
    """"adaptive/repair"."""
    unit: str
    exercise: str
    """The function that was to be mended; empty where nothing was handed in."""
    status: str
    score: float
    max_score: float
    mended: bool = False
    """Whether the function passes all of its exercise's checks."""
    named: bool = False
    """Whether the mistake is named rightly."""
    message: str = ""
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that any page, table or file about one submission shows."""

    student: str
    isolation: IsolationLevel
    grader: GraderInfo
    score: float
    max_score: float
    units: tuple[UnitScore, ...]
    exercises: tuple[ExerciseResult, ...]
    status: Standing = Standing.GRADED
    late: str | None = None
    """Which units are late, and by how much; None where none is."""
    adjustments: tuple[Mapping[str, Json], ...] = ()
    """Corrections by hand: number, on, change, before, after, why, who, when, and "stale", which says what has changed
    since; "on" is an exercise, a unit, or "total"."""
    quiz: tuple[QuestionResult, ...] = ()
    repairs: tuple[RepairResult, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences about the submission as a whole: a file that could not be read, output that was cut."""
    output: str = ""
    """What the student's code printed, cut and made safe to show."""
    how: str = ""
    """How the total came about, where it is not the sum of the units."""
    language: Language = ENGLISH
    """That of its sentences, in which the rest of a page is to be."""

    @property
    def beside(self) -> tuple[QuestionResult | RepairResult, ...]:
        """What is graded beside the exercises: the quiz, and repairs."""
        return (*self.quiz, *self.repairs)


RECORD_FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (
        Report,
        GraderInfo,
        UnitScore,
        ExerciseResult,
        Outcome,
        Diagnosis,
        DiagnosisPart,
        QuestionResult,
        RepairResult,
        Picture,
        Excerpt,
    )
}
"""What a report is made of: each kind of record, and the names of its fields."""
