"""What is said of a right function beside its verdict: one thing that is true of it, and one question."""

from __future__ import annotations

from pathlib import Path

from autograder.catalogue.afterwards import AFTERWARDS, OF_ANY
from autograder.catalogue.course import BUILT_IN
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseKey


def said_afterwards(exercise: Exercise, key: ExerciseKey, texts: Texts) -> tuple[str, str]:
    """A property that all right answers have, empty where a theorem was checked, which says more; and a question.

    Of an exercise that a course has of its own it is what was found: how many calls gave what is right.
    """
    is_ours = Path(exercise.folder) == BUILT_IN.parent
    after = AFTERWARDS.get(exercise.name) if is_ours else None
    question = texts.of(after.question if after else OF_ANY)
    if any(probe.theorem for check in key.checks for probe in check.probes):
        return "", question
    if after and after.true:
        return texts.of(after.true.sentence), question
    return texts("right-in-all", count=sum(len(check.probes) for check in key.checks)), question
