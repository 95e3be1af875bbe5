"""Read the typical mistakes: what is wrong, a function that does it, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from textwrap import indent

from autograder.expected.families.others import Relative, relatives_of
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.judge import judge
from autograder.grading.observe import Observation, observe
from autograder.grading.sentences import Texts
from autograder.model import Diagnosis, Exercise, Status
from tests.in_process import answers_of, compiled
from tests.registry import EXERCISES

FOLDER = Path(__file__).parent
TEXTS = Texts()
_BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


@dataclass(frozen=True)
class Attempt:
    """A wrong function."""

    exercise: Exercise
    what: str
    """What is wrong with it."""
    body: str

    @property
    def id(self) -> str:
        """The exercise and what is wrong."""
        return f"{self.exercise.name}: {self.what}"

    @property
    def source(self) -> str:
        """The function as a student's file has it."""
        signature = key_for([self.exercise]).exercises[self.exercise.name].signature
        return f"import math\n\nimport numpy as np\n\ndef {signature}:\n{indent(self.body, '    ')}\n"

    @cached_property
    def observation(self) -> Observation:
        """What is observed of the function."""
        key = key_for([self.exercise]).exercises[self.exercise.name]
        first, again = (answers_of(compiled(self.source, self.exercise.name), key) for _ in range(2))
        return observe(key, first, again)

    @cached_property
    def passes(self) -> bool:
        """Whether no check fails."""
        outcomes = judge(self.observation, self.exercise.points, TEXTS)
        return all(outcome.status in (Status.PASSED, Status.SKIPPED) for outcome in outcomes)

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """What its author is told."""
        key = self.observation.layout.key
        faults = faults_for(self.exercise, key, 0)
        return diagnose(self.observation, lambda: faults, TEXTS, lambda: relatives(self.exercise))


@cache
def relatives(exercise: Exercise) -> tuple[Relative, ...]:
    """The programs of the other exercises of a unit."""
    others = [other for other in EXERCISES if other.unit == exercise.unit and other != exercise]
    keys = key_for(others).exercises
    return tuple(chain.from_iterable(relatives_of(keys[other.name], variants_for(other)) for other in others))


@cache
def attempts() -> tuple[Attempt, ...]:
    """All of them, in the order of the course."""
    files = sorted(FOLDER.glob("[0-9]*.txt"))
    return tuple(attempt for file in files for attempt in _read(file.read_text(encoding="utf-8")))


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """By what each of them may be named: the ids of the parts joined by a plus, without the function's name."""
    lines = (FOLDER / "names.txt").read_text(encoding="utf-8").splitlines()
    told = (line.rpartition(" = ") for line in lines if line and not line.startswith("#"))
    return {attempt: tuple(name.split(" | ")) for attempt, _, name in told}


def _read(text: str) -> Iterator[Attempt]:
    exercise: Exercise | None = None
    for paragraph in text.strip().split("\n\n"):
        if paragraph.startswith("["):
            exercise = _BY_NAME[paragraph.strip("[]")]
            continue
        assert exercise is not None
        what, _, body = paragraph.partition("\n")
        yield Attempt(exercise, what, body)
