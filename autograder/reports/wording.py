"""Words and choices that reports for people share."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.model import ExerciseResult, Outcome, Status

_OTHER_WORDS = {Status.MISSING: "not written"}


def word(status: Status) -> str:
    """A status as a student reads it."""
    return _OTHER_WORDS.get(status, status.value)


def telling_check(exercise: ExerciseResult) -> Outcome | None:
    """The check that says most: the first that has the exercise's status and something to say."""
    return next((c for c in exercise.checks if c.status is exercise.status is not Status.PASSED and c.message), None)


def first_open(exercise: ExerciseResult) -> Outcome:
    """The check that gives an exercise its status."""
    return next(check for check in exercise.checks if check.status is exercise.status)


def looks_like(exercise: ExerciseResult) -> Iterator[str]:
    """Each named mistake with its nudge."""
    for part in exercise.diagnosis.parts if exercise.diagnosis else ():
        yield f"It looks like this: {part.title}. {part.hint}"


def explained(exercise: ExerciseResult) -> Iterator[str]:
    """The named mistakes, and where answers depart that nothing explains."""
    yield from looks_like(exercise)
    if exercise.diagnosis and exercise.diagnosis.where:
        yield exercise.diagnosis.where
