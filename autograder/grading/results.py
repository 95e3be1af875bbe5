"""What outcomes make: the result of an exercise, and what became of a submission as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from autograder.grading.afterwards import said_afterwards
from autograder.grading.judge import judge
from autograder.grading.observe import MOST_KEPT, Observation
from autograder.grading.pictures import picture_of
from autograder.grading.points import in_words, overall_status, tally
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseKey, ExerciseResult, Outcome, Standing, Status
from autograder.model.course import FormulaShown
from autograder.model.submission import Submission


@lru_cache(maxsize=MOST_KEPT)
def passed(exercise: Exercise, observation: Observation, texts: Texts) -> ExerciseResult:
    """The result where all is right, but for the file; kept, because it is the same for most of a class."""
    outcomes = judge(observation, exercise.points, texts)
    result = summed(exercise, observation.layout.key, outcomes, texts)
    true, question = said_afterwards(exercise, observation.layout.key, texts)
    return replace(result, picture=picture_of(observation), also_true=true, question=question)


def summed(
    exercise: Exercise, key: ExerciseKey, outcomes: tuple[Outcome, ...], texts: Texts, left: Fraction | None = None
) -> ExerciseResult:
    """The result that some outcomes make, or the part of the points that the course leaves."""
    added_up = tally(exercise.points, key.checks, outcomes, left)
    formula = _formula(exercise, key, overall_status(outcomes), texts)
    return ExerciseResult(
        name=exercise.name,
        unit=exercise.unit,
        convention=exercise.convention,
        status=overall_status(outcomes),
        score=added_up.score,
        max_score=exercise.points,
        file=None,
        line=None,
        checks=outcomes,
        formula=formula,
        latex=key.latex if formula is key.formula else "",
        tally=in_words(added_up, texts),
    )


def _formula(exercise: Exercise, key: ExerciseKey, status: Status, texts: Texts) -> str:
    """The formula, or in its place why the course does not show it."""
    if exercise.formula is FormulaShown.SHOWN or exercise.is_reference:
        return key.formula
    if exercise.formula is FormulaShown.HIDDEN:
        return texts("formula-hidden")
    return texts("formula-after-first-try") if status in (Status.MISSING, Status.SKIPPED) else key.formula


def standing(submission: Submission, results: Sequence[ExerciseResult]) -> Standing:
    """What became of the submission as a whole; of a quiz that was handed in nothing is known here."""
    if any(result.status is Status.BROKEN for result in results):
        return Standing.WITHHELD
    sources = [*submission.files.values(), *submission.elsewhere.values()]
    if submission.problem or submission.in_vain or any(file.problem for file in sources):
        return Standing.UNREADABLE
    return Standing.GRADED if sources else Standing.NOTHING
