"""A right function is right under every seed, whatever numbers it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.authoring.made_up import by_unit, submission
from autograder.catalogue.load import rule_of
from autograder.expected.lookup import key_for
from autograder.expected.plan import plan
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseResult, Status
from autograder.model.run import Sandbox
from autograder.sandbox import open_sandbox
from tests.registry import COURSE, EXERCISES, RULES

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


FOR_EVERYBODY = {"least_squares_gradient", "classify_critical_point", "newton"}
"""Exercises with a check that has the same numbers under every seed: there is no learning rate in it to draw."""


@pytest.mark.parametrize("exercise", RULES, ids=lambda exercise: exercise.name)
def test_no_table_of_shipped_answers_passes_under_another_seed(exercise: Exercise) -> None:
    """Under another seed no check asks for the shipped numbers only, and of three exercises at most one does."""
    shipped, other = (plan(rule_of(exercise), seed) for seed in (0, SEEDS[1]))
    same = [
        a.id for a, b in zip(shipped, other, strict=True) if [p.calls for p in a.probes] == [p.calls for p in b.probes]
    ]
    assert len(same) <= (exercise.name in FOR_EVERYBODY)
