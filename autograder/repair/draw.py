"""Which function a student is to mend: drawn from name and seed, the same on every computer and for ever.

Whatever could be drawn has a number that follows from the student, the seed and its own name, and the largest one is
drawn. So where the catalogue grows, nobody gets another function but those who draw what is new.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from autograder.expected.lookup import variants_for
from autograder.model import EditKind, Named
from autograder.model.course import Course
from autograder.repair.pool import Broken, is_fit, suitable, suitable_pairs

ANYBODY = ""
"""The student of a file that is the same for all."""
ONE_IN = 4
"""So many students have a function with one mistake, and one of them a function with two."""
MOST_CHOICES = 8
"""As many mistakes there are to choose from."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one student is to mend in a unit."""

    unit: str
    broken: Broken
    choices: tuple[Named, ...]
    """The mistakes that the student chooses from, sorted by name; those that are there among them."""

    @property
    def version(self) -> str:
        """Names the function as it is handed out; it says nothing that the function does not say itself."""
        return version_of(self.broken)


def version_of(broken: Broken) -> str:
    """Names a broken function, by its text alone."""
    return sha256(f"{broken.exercise.name}\n{broken.source}".encode()).hexdigest()[:12]


def short_name(id_: str) -> str:
    """A mistake as a student writes it: "no-root" for "adam/no-root"."""
    return id_.partition("/")[2]


def units_with_repair(course: Course) -> tuple[str, ...]:
    """The units of a course that have something to mend, in its order."""
    return tuple(unit for unit in course.units if any(map(suitable, course.graded.of_unit(unit))))


def drawn(course: Course, unit: str, student: str = ANYBODY) -> Drawn | None:
    """What a student is to mend in a unit; None where the unit has nothing that suits."""
    draw = _Draw(student, course.repair.seed, unit)
    exercises = [exercise for exercise in course.graded.of_unit(unit) if suitable(exercise)]
    if not exercises:
        return None
    exercise = draw.first(exercises, lambda one: (one.name,))
    wanted = suitable_pairs(exercise) if draw.number(("two",)) % ONE_IN == 0 else ()
    broken = next(filter(is_fit, draw.ordered(wanted, lambda one: one.mistakes)), None)
    return _with_choices(unit, broken or draw.first(suitable(exercise), lambda one: one.mistakes), draw)


def of_version(course: Course, unit: str, version: str, student: str) -> Drawn | None:
    """What was handed out under a version, whoever drew it; None where there is nothing like it today."""
    for exercise in course.graded.of_unit(unit):
        for broken in (*suitable(exercise), *suitable_pairs(exercise)):
            if version_of(broken) == version:
                return _with_choices(unit, broken, _Draw(student, course.repair.seed, unit))
    return None


def _with_choices(unit: str, broken: Broken, draw: _Draw) -> Drawn:
    """The draw with what there is to choose from: nothing that is true of a part of what is wrong."""
    variants = variants_for(broken.exercise)
    wrong = set(broken.lines) - set(variants.right)
    others = [
        variant.parts[0]
        for variant in variants.alone
        if variants.named[variant.parts[0]].kind is EditKind.MISTAKE
        if variant.parts[0] not in broken.mistakes and wrong.isdisjoint(variant.lines)
    ]
    # first those that might as well have been drawn: what is refuted at a glance is no choice
    might_be = {one.mistakes[0] for one in suitable(broken.exercise)}
    by_number = sorted(draw.ordered(others, lambda id_: ("choice", id_)), key=lambda id_: id_ not in might_be)
    chosen = by_number[: MOST_CHOICES - len(broken.mistakes)]
    return Drawn(unit, broken, tuple(variants.named[id_] for id_ in sorted((*broken.mistakes, *chosen))))


@dataclass(frozen=True, slots=True)
class _Draw:
    """One student's numbers for a unit."""

    student: str
    seed: int
    unit: str

    def number(self, names: Iterable[str]) -> int:
        """The number of what has some names, below 2**64."""
        text = "\0".join(("repair", folded(self.student), str(self.seed), self.unit, *names))
        return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")

    def ordered(self, some: Iterable[_T], names: Callable[[_T], tuple[str, ...]]) -> Iterator[_T]:
        """Some things by their numbers, the largest first."""
        yield from sorted(some, key=lambda one: self.number(names(one)), reverse=True)

    def first(self, some: Iterable[_T], names: Callable[[_T], tuple[str, ...]]) -> _T:
        """The one with the largest number; there must be one."""
        return max(some, key=lambda one: self.number(names(one)))


def folded(name: str) -> str:
    """What names have in common that differ in case, in spaces around them, or in how accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()
