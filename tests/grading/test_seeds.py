"""A right function is right under every seed, whatever numbers it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.authoring.made_up import by_unit, submission
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseResult, Status
from autograder.model.run import Sandbox
from autograder.sandbox import open_sandbox
from tests.registry import COURSE, EXERCISES

SEEDS = (1, 2**62 + 4711)
"""A small one, and one as `grade run` draws them; `python -m tests.benchmarks.seeds` tries twenty."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox for right functions."""
    with open_sandbox("none") as opened:
        yield opened


def result_under(seed: int, exercise: Exercise, sandbox: Sandbox) -> ExerciseResult:
    """What the right function gets under a seed."""
    grader = Grader(replace(COURSE, exercises=(exercise,)), key_for([exercise], seed), Texts())
    handed_in = submission("ada", by_unit([exercise], {exercise.name: right_answer(exercise)}))
    return grader.grade(handed_in, sandbox).exercises[0]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_right_is_right_whatever_the_seed(exercise: Exercise, seed: int, sandbox: Sandbox) -> None:
    """Every check passes, and every point is given."""
    result = result_under(seed, exercise, sandbox)
    assert [check.message for check in result.checks if check.status is not Status.PASSED] == []
    assert result.score == result.max_score
