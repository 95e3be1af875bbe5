"""What is asked: exercises with their points, limits and deadlines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path

from autograder.basics.dataclass import dataclass
from autograder.errors import unknown
from autograder.model.policy import Policy
from autograder.texts import Language


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use; the same for every student of a course."""

    call_seconds: float = 2.0
    """Wall clock for one call of a function, for running one cell, or for running all cells once more."""
    cpu_seconds: float = 20.0
    """CPU time of the whole submission."""
    memory_mib: int = 512
    """Memory the submission may add to what an idle Python with NumPy takes."""
    output_kib: int = 64
    """How much of what the code prints is kept; the rest is dropped and the code goes on."""
    source_kib: int = 256
    """The longest file that is read."""
    read_mib: int = 64
    """All that is read of one submission, unpacked, together."""
    read_entries: int = 10_000
    """How many files a submission may hold, whatever they are."""
    read_places: int = 6
    """In how many places a file of the course may lie in one submission."""
    read_cells: int = 5_000
    """The most cells of one file."""
    read_memory_mib: int = 512
    """Memory that reading one submission may take."""
    read_seconds: float = 20.0
    """Wall clock for reading one submission."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a course, named after its folder: two digits for its place, then the name of its file."""

    name: str
    """"03_adaptive"."""

    @property
    def short(self) -> str:
        """The name without the number: "adaptive"."""
        return self.name.partition("_")[2]

    @property
    def file(self) -> str:
        """The file that students fill in: "adaptive.py"."""
        return f"{self.short}.py"

    @property
    def notebook(self) -> str:
        """The unit as a notebook: "adaptive.ipynb"."""
        return f"{self.short}.ipynb"

    @property
    def files(self) -> tuple[str, str]:
        """Both forms: the file, and the notebook."""
        return self.file, self.notebook


class FormulaShown(StrEnum):
    """When students are shown the formula of an exercise."""

    SHOWN = "shown"
    AFTER_FIRST_TRY = "after_first_try"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One function a student writes, as the course asks for it."""

    name: str
    unit: str
    rule: str
    """The file that holds the rule, relative to the folder of the course file that named it."""
    convention: str
    points: float
    """A multiple of one half, as is every score; 0 for what is there to practise, and counts nowhere."""
    folder: str
    """Absolute folder of the course file that named the rule."""
    accept: tuple[str, ...] = ()
    """Other conventions that earn the same points."""
    is_reference: bool = False
    """Whether that file holds the right function in NumPy instead of a rule."""
    prices: tuple[tuple[str, float], ...] = ()
    """What a named mistake leaves of the points, by its id: a part from 0 to 1."""
    formula: FormulaShown = FormulaShown.SHOWN
    """When students are shown its formula."""
    uses: tuple[Exercise, ...] = ()
    """Other exercises of the course whose functions it calls, each under its convention."""
    follows: str = ""
    """One of these, where it reports what the student's own function of that name gives."""

    @property
    def form(self) -> str:
        """Says what is right of it: its convention, with those of all that it uses."""
        return self.convention + "".join(f" {one.name}={one.form}" for one in self.uses)

    @property
    def accepted(self) -> tuple[Exercise, ...]:
        """The exercise under each of the other conventions that the course accepts."""
        return tuple(replace(self, convention=convention, accept=()) for convention in self.accept)


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """What a course says of a unit."""

    prose_file: str = ""
    """The Markdown that stands at its beginning, relative to the course file; empty for the unit's own."""
    prose: str = ""
    """The text of that file."""
    is_ordered: bool = False
    """Whether the course says in which order its exercises stand."""
    further: bool = False
    """Whether it goes beyond the core of the course: nobody must hand it in, and its points are counted apart."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a unit is due, as written in the course file (ISO 8601)."""

    unit: str
    due: str


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """How a course uses the quiz; the questions themselves are files."""

    required: bool = False
    """Whether a quiz counts where no sheet was handed in."""
    feedback: bool = True
    """Whether students see what is said about their answers before the course is over."""
    penalty: float = 0.0
    """Which part of the points each attempt after the first one costs."""
    seed: int = 0
    """Draws the numbers of the sheets that count."""
    relative: str = "1/1000"
    absolute: str = "1/1000000"
    """How near a number must be, where the question does not say it."""
    questions: tuple[str, ...] = ()
    """The ids of the questions that are asked, in this order; empty for all."""
    points: Mapping[str, float] = field(default_factory=dict)
    """Points by the id of a question, where they are not the question's own."""


@dataclass(frozen=True, slots=True)
class RepairSettings:
    """How a course uses repairs: functions with a mistake in them, to be mended and named."""

    required: bool = False
    """Whether a repair counts where none was handed in."""
    seed: int = 0
    """Draws, together with the student's name, what each one gets."""
    points: float = 2.0
    """Of each unit's repair, a whole number: half of them for the function, half for the name of the mistake."""


@dataclass(frozen=True, slots=True)
class Course:
    """Units and exercises in teaching order, with conventions, points and limits decided."""

    name: str
    file: Path
    language: Language
    requires: str
    exercises: tuple[Exercise, ...]
    limits: Limits
    deadlines: tuple[Deadline, ...]
    seed: int | None = None
    """Draws the numbers of the checks of `grade run`; None where each results folder draws its own."""
    unreadable_is_zero: bool = False
    """Whether `grade run` gives no points for what could not be read; usually it gives no grade."""
    shows_solutions: bool = True
    """Whether who has solved an exercise may see it as its rule says it."""
    quiz: QuizSettings = field(default_factory=QuizSettings)
    repair: RepairSettings = field(default_factory=RepairSettings)
    policy: Policy = field(default_factory=Policy)
    unit_choices: Mapping[str, UnitChoice] = field(default_factory=dict)
    """What the course says of some of its units."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units' folder names in teaching order."""
        return tuple(dict.fromkeys(exercise.unit for exercise in self.exercises))

    @property
    def graded(self) -> Course:
        """The course as a class is graded on it: without what is worth no points."""
        return replace(self, exercises=tuple(exercise for exercise in self.exercises if exercise.points))

    def of_unit(self, unit: str) -> tuple[Exercise, ...]:
        """The exercises of one unit, in order."""
        return tuple(exercise for exercise in self.exercises if exercise.unit == unit)

    def choice(self, unit: str) -> UnitChoice:
        """What the course says of a unit."""
        return self.unit_choices.get(unit, UnitChoice())

    def is_voluntary(self, exercise: Exercise) -> bool:
        """Whether nobody has to do it: it is worth no points, or goes beyond the core of the course."""
        return not exercise.points or self.choice(exercise.unit).further

    @property
    def core(self) -> Course:
        """The course without what goes beyond its core; all of it where there is nothing else."""
        core = tuple(exercise for exercise in self.exercises if not self.choice(exercise.unit).further)
        return replace(self, exercises=core or self.exercises)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name; UsageError says which one may be meant."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise unknown("the course has no exercise", name, [exercise.name for exercise in self.exercises])

    @property
    def digest(self) -> str:
        """Names what points are found by; two courses that grade alike have the same digest, wherever they lie.

        What becomes of the points afterwards, by deadlines and weights, is no part of it: nothing runs again for that.
        """
        decisions = [(e.name, e.unit, e.convention, e.points, e.accept, e.prices) for e in self.exercises]
        further = [unit for unit in self.units if self.choice(unit).further]
        decided = (decisions, further, self.limits, self.quiz, self.repair, self.unreadable_is_zero)
        return hashlib.sha256(repr(decided).encode()).hexdigest()[:16]
