"""The mistakes of a class, the most frequent first, with the students behind each and a sentence for the lecture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.model import DiagnosisPart, ExerciseResult, Report, Status
from autograder.model.display import listed
from autograder.reports.wording import is_unwritten

MOST_TOLD = 3
"""In a sentence as many exercises are named."""


@dataclass(frozen=True, slots=True)
class ClassMistake:
    """One mistake, in whichever exercises it was made."""

    title: str
    hint: str
    students: Mapping[str, tuple[str, ...]]
    """Who made it -> in which exercises."""
    made: Mapping[str, int]
    """Exercise -> how many made it there, the most first."""
    wrote: Mapping[str, int]
    """Exercise -> how many wrote it."""

    @property
    def for_lecture(self) -> str:
        """What to say in the next lecture: how many do what, where, and what to ask them."""
        told = [f"{name} ({made} of {self.wrote[name]} who wrote it)" for name, made in self.made.items()]
        more = [f"{len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
        return f"In {listed([*told[:MOST_TOLD], *more])}: {self.title}. Ask them: {self.hint}"


def mistakes_of(reports: Sequence[Report]) -> tuple[ClassMistake, ...]:
    """Every mistake that was named in some report, ordered by how many students made it.

    One mistake in several exercises is one, where it is told in the same words.
    """
    found: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for report in reports:
        for exercise, part in _named(report):
            kind = (part.id.rpartition("/")[2], part.title, part.hint)
            found.setdefault(kind, {}).setdefault(report.student, []).append(exercise.name)
    wrote = who_wrote(reports)
    made = (_mistake(title, hint, students, wrote) for (_, title, hint), students in found.items())
    return tuple(sorted(made, key=lambda mistake: (-len(mistake.students), mistake.for_lecture)))


def _named(report: Report) -> Iterator[tuple[ExerciseResult, DiagnosisPart]]:
    """Each mistake that a report names, once for each exercise."""
    for exercise in report.exercises:
        if exercise.diagnosis:
            yield from ((exercise, part) for part in {part.id: part for part in exercise.diagnosis.parts}.values())


def _mistake(title: str, hint: str, students: Mapping[str, Sequence[str]], wrote: Mapping[str, int]) -> ClassMistake:
    counts: dict[str, int] = {}
    for exercise in (exercise for some in students.values() for exercise in some):
        counts[exercise] = counts.get(exercise, 0) + 1
    made = dict(sorted(counts.items(), key=lambda one: -one[1]))
    behind = {student: tuple(exercises) for student, exercises in students.items()}
    return ClassMistake(title, hint, behind, made, {exercise: wrote[exercise] for exercise in made})


def who_wrote(reports: Sequence[Report]) -> dict[str, int]:
    """How many wrote each exercise."""
    counts: dict[str, int] = {}
    for exercise in (exercise for report in reports for exercise in report.exercises):
        counts[exercise.name] = counts.get(exercise.name, 0) + is_written(exercise)
    return counts


def is_written(exercise: ExerciseResult) -> bool:
    """Whether there is something of an exercise that can be right or wrong."""
    return exercise.file is not None and exercise.status is not Status.BROKEN and not is_unwritten(exercise)


def unexplained(reports: Sequence[Report]) -> dict[str, tuple[str, ...]]:
    """Exercise -> whose wrong answers no mistake explains that is known."""
    found: dict[str, list[str]] = {}
    for report in reports:
        for exercise in report.exercises:
            if exercise.status is Status.FAILED and not (exercise.diagnosis and exercise.diagnosis.parts):
                found.setdefault(exercise.name, []).append(report.student)
    return {name: tuple(students) for name, students in sorted(found.items(), key=lambda one: -len(one[1]))}
