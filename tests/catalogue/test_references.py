"""Exercises over functions that are handed in: worked figures, what is proved of them, and paths that rules take."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.made_up import by_unit, submission
from autograder.catalogue.reference_file import reference_of
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import IsolationLevel, Status
from autograder.sandbox import open_sandbox
from autograder.sandbox.child import calls
from tests.in_process import compiled
from tests.registry import COURSE, REFERENCES, name_of

VALLEY = np.array([0.2, 4.0])
"""Curvatures of L = x^2/10 + 2 y^2."""


def function(name: str) -> Callable[..., Any]:
    """The right function of an exercise, as text that stands for itself."""
    return compiled(right_answer(COURSE.exercise(name)), name)


def slope(w: np.ndarray) -> np.ndarray:
    """The valley's gradient."""
    return np.asarray(VALLEY * w)


def loss(w: np.ndarray) -> float:
    """The valley's loss."""
    return float(VALLEY @ (w * w)) / 2


@pytest.mark.parametrize("exercise", REFERENCES, ids=name_of)
def test_at_least_five_wrong_functions_are_known(exercise: Any) -> None:
    """Each has at least five mistakes of its own."""
    assert len(reference_of(exercise).wrong) >= 5


@pytest.mark.parametrize("unit", sorted({exercise.unit for exercise in REFERENCES}))
def test_wrong_functions_beside_a_reference_are_graded(unit: str) -> None:
    """Where each function of a unit gives what is no number, or one too many, none of them is more than wrong."""
    exercises = COURSE.of_unit(unit)
    right = {exercise.name: right_answer(exercise) for exercise in exercises}
    grader = Grader(COURSE, key_for(exercises), Texts())
    with open_sandbox(IsolationLevel.NONE) as sandbox:
        for spoilt in ("np.nan * ", "1 + "):
            answers = {
                name: text.replace("return np.array(", f"return {spoilt}np.array(") for name, text in right.items()
            }
            report = grader.grade(submission("ada", by_unit(exercises, answers)), sandbox)
            assert {one.status for one in report.exercises} <= {Status.PASSED, Status.FAILED, Status.ERROR}


def test_a_line_search_down_the_valley_is_the_worked_one() -> None:
    """From (-5, -2) three searches, each with one halving, lead to (-9/2, 2), (-81/20, -2) and (-729/200, 2)."""
    w = np.array([-5.0, -2.0])
    for expected in ((Fraction(-9, 2), 2), (Fraction(-81, 20), -2), (Fraction(-729, 200), 2)):
        w = function("backtracking")(w, slope, loss, lr=1.0, c=1e-4, shrink=0.5)
        assert w == pytest.approx([float(part) for part in expected], rel=1e-14)


@given(
    start=st.tuples(st.floats(0.5, 8), st.floats(-8, -0.5)),
    lr=st.floats(0.01, 20),
    c=st.floats(0.01, 0.9),
    shrink=st.floats(0.1, 0.9),
)
def test_the_rate_that_is_found_is_not_needlessly_short(
    start: tuple[float, float], lr: float, c: float, shrink: float
) -> None:
    """The loss falls by the share asked for, and the rate is lr or more than shrink 2 (1 - c)/L (Nocedal, Wright)."""
    w = np.array(start)
    reached = function("backtracking")(w, slope, loss, lr=lr, c=c, shrink=shrink)
    rate = float(((w - reached) / slope(w))[0])
    assert loss(reached) <= loss(w) - c * rate * float(slope(w) @ slope(w)) + 1e-9 * loss(w)
    assert rate >= min(lr, shrink * 2 * (1 - c) / VALLEY.max()) * (1 - 1e-9)


@pytest.mark.parametrize(
    ("optimizer", "options", "first"),
    [
        ("momentum", {"beta": 0.9}, {"v": np.zeros(2)}),
        ("rmsprop", {"beta": 0.9, "eps": 1e-8}, {"s": np.zeros(2)}),
        ("adam", {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}, {"m": np.zeros(2), "v": np.zeros(2), "t": 0}),
    ],
)
@pytest.mark.parametrize("schedule", ["cosine_annealing", "linear_decay"])
def test_training_takes_the_path_of_the_rules(
    optimizer: str, options: dict[str, float], first: dict[str, Any], schedule: str
) -> None:
    """With a printed optimizer and a printed schedule, the loop passes the points that they give one after another."""
    step, rate = function(optimizer), function(schedule)
    rates = [rate(k, lr_start=0.25, lr_end=0.01, total_steps=10) for k in range(10)]

    def optimizer_step(w: Any, grad: Any, state: Any, *, lr: float) -> Any:
        return step(w, grad, state or first, lr=lr, **options)

    start = np.array([-5.0, -2.0])
    points = function("train")(optimizer_step, rates.__getitem__, slope, start, steps=10)
    w, state = start, first
    for k, lr in enumerate(rates):
        w, state = step(w, slope(w), state, lr=lr, **options)
        assert np.array_equal(points[k + 1], w)


def test_a_range_test_ends_at_its_largest_rate() -> None:
    """On w^2/2 each loss is the last one times (1 - lr)^2, for rates that grow by one factor from lr_min to lr_max."""
    half_square = function("lr_range_test")
    losses = half_square(np.array([4.0]), lambda w: w, lambda w: float(w @ w) / 2, lr_min=0.3, lr_max=4.8, steps=5)
    factors = losses / np.array([8.0, *losses[:-1]])
    assert factors == pytest.approx([(1 - lr) ** 2 for lr in (0.3, 0.6, 1.2, 2.4, 4.8)], rel=1e-12)


def test_a_function_of_several_arguments_is_handed_in_as_it_is() -> None:
    """Only a function of one point notes where it is called; all others get what they are given, by name too."""
    noted: list[Any] = []

    def step(w: Any, grad: Any, state: Any, *, lr: float) -> Any:
        return w - lr * grad, state

    assert calls._handed_in(step, noted.append) is step
    calls._handed_in(slope, noted.append)([1, 2])
    assert [point.tolist() for point in noted] == [[1.0, 2.0]]
