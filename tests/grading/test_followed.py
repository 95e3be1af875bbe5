"""An exercise that reports what the student's own function gives is judged by that, and not by what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from autograder.authoring.made_up import submission, unit_text
from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import ExerciseResult, Status
from autograder.model.run import Sandbox
from autograder.sandbox import open_sandbox
from tests.arrangements.capstone import BY_COUNTING, OF_COUNTS
from tests.registry import COURSE

UNIT = "09_capstone"
OFTEN_WRONG = BY_COUNTING.replace("w = w - lr * v / (1", "w = w + lr * v / (1")
"""Adam climbs; all else is right."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A process for all that is run here."""
    with open_sandbox("none") as opened:
        yield opened


def checked(sandbox: Sandbox, functions: list[str], only: tuple[str, ...] = ()) -> Mapping[str, ExerciseResult]:
    """The results of a unit's file that holds some functions, by the exercise's name."""
    exercises = tuple(one for one in COURSE.of_unit(UNIT) if not only or one.name in only)
    grader = Grader(replace(COURSE, exercises=exercises), key_for(exercises), Texts())
    return {one.name: one for one in grader.grade(submission("ada", {UNIT: unit_text(functions)}), sandbox).exercises}


@pytest.mark.parametrize("only", [(), ("results",)], ids=["all", "alone"])
def test_a_copied_table_is_refused_where_the_function_gives_another(sandbox: Sandbox, only: tuple[str, ...]) -> None:
    """The right table is wrong for whoever's own function gives other numbers, also where nothing else is asked."""
    result = checked(sandbox, [OFTEN_WRONG, OF_COUNTS], only)["results"]
    failed = [check.id for check in result.checks if check.status is not Status.PASSED]
    assert failed == ["results/adam"]


def test_a_true_table_of_a_wrong_function_is_right(sandbox: Sandbox) -> None:
    """Who notes what a wrong function gives has noted it well; the function itself stays wrong."""
    honest = "def results(optimizer, schedule):\n    return final_errors(optimizer, schedule, seed=0, steps=150)\n"
    results = checked(sandbox, [OFTEN_WRONG, honest])
    assert results["results"].status is Status.PASSED
    assert results["final_errors"].status is Status.FAILED


def test_without_the_function_the_table_is_compared_with_the_right_one(sandbox: Sandbox) -> None:
    """A table is no worse for a function that is missing."""
    results = checked(sandbox, [OF_COUNTS])
    assert (results["results"].status, results["final_errors"].status) == (Status.PASSED, Status.MISSING)


@pytest.mark.parametrize("answer", ["np.zeros(3)", "'none'", "None", "np.array([np.nan, np.inf])", "1 / 0"])
def test_whatever_the_function_gives_the_table_is_judged(sandbox: Sandbox, answer: str) -> None:
    """What is no pair of numbers is followed by nobody."""
    nonsense = f"def final_errors(optimizer, schedule, *, seed, steps):\n    return {answer}\n"
    assert checked(sandbox, [nonsense, OF_COUNTS])["results"].status is Status.PASSED


def test_followed_probes_ask_the_same() -> None:
    """Each probe of an exercise that follows another has one there under the same name, for the same arguments."""
    for exercise in (one for one in COURSE.exercises if one.follows):
        key = key_for([exercise])
        followed = {p.id: p for check in key.exercises[exercise.follows].checks for p in check.probes}
        probes = [probe for check in key.exercises[exercise.name].checks for probe in check.probes]
        assert probes
        for probe in probes:
            other = followed[f"{exercise.follows}/{probe.id.partition('/')[2]}"]
            assert other.call.arguments == probe.call.arguments
            assert other.expected[0].values.tolist() == probe.expected[0].values.tolist()  # type: ignore[union-attr]
