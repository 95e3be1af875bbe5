"""Words and choices that reports for people share."""

from __future__ import annotations

from autograder.model import ExerciseResult, Outcome, Status

_OTHER_WORDS = {Status.MISSING: "not written"}


def word(status: Status) -> str:
    """A status as a student reads it."""
    return _OTHER_WORDS.get(status, status.value)


def telling_check(exercise: ExerciseResult) -> Outcome | None:
    """The check that says most: the first that has the exercise's status and something to say."""
    return next((c for c in exercise.checks if c.status is exercise.status is not Status.PASSED and c.message), None)
