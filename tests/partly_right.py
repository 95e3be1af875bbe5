"""Partly right answers: for every exercise a function that earns some of its points."""

from __future__ import annotations

from functools import cache

from autograder.expected.lookup import key_for
from autograder.expected.printed import mistakes, right_answer
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.points import tally
from autograder.grading.sentences import Texts
from autograder.model import Exercise
from tests.in_process import answers_of, compiled


@cache
def partly_right_answer(exercise: Exercise) -> str:
    """NumPy source of the first listed mistake that some checks let pass, else of a right answer, but in place."""
    key = key_for([exercise]).exercises[exercise.name]
    for source in mistakes(exercise).values():
        answers = answers_of(compiled(source, exercise.name), key)
        outcomes = judge(observe(key, answers, answers), exercise.points, Texts())
        if 0 < tally(exercise.points, key.checks, outcomes).score < exercise.points:
            return source
    return in_place(exercise)


def in_place(exercise: Exercise) -> str:
    """The right answer, but for changing its first argument."""
    return (
        f"{right_answer(exercise)}\n\nright_{exercise.name} = {exercise.name}\n\n\n"
        f"def {exercise.name}(first, *others, **settings):\n"
        f"    value = right_{exercise.name}(first, *others, **settings)\n    first += 1\n    return value\n"
    )
