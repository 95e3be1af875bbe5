"""Every worked number of the handouts that concerns the first two units: L(w) = w^2, w = 4, lr 0.1, beta 0.9."""

from __future__ import annotations

import pytest

from autograder.course import load_course
from autograder.explain import Explanation, explain
from autograder.rule_files import rule_of


def worked(name: str, convention: str, steps: int) -> Explanation:
    """The worked example of the handouts, carried on for some steps."""
    return explain(rule_of(load_course().exercise(name)), convention, steps=steps, settings={})


def exact(explanation: Explanation, quantity: str) -> list[str]:
    """The exact values of one quantity, step by step."""
    return [q.exact for step in explanation.steps for q in step if q.name == quantity]


@pytest.mark.parametrize(
    ("name", "convention", "quantity", "values"),
    [
        ("gradient_descent", "default", "grad", ["8", "32/5"]),
        ("gradient_descent", "default", "w", ["16/5", "64/25", "256/125", "1024/625"]),
        ("momentum", "lr_inside", "v", ["4/5", "34/25"]),
        ("momentum", "lr_inside", "w", ["16/5", "46/25", "31/125", "-1543/1250", "-29021/12500"]),
        ("momentum", "heavy_ball", "w", ["16/5", "46/25", "31/125", "-1543/1250", "-29021/12500"]),
        ("momentum", "descent_velocity", "w", ["16/5", "46/25", "31/125"]),
        ("momentum", "ema", "w", ["98/25", "2356/625", "55607/15625"]),
        ("nesterov", "lr_outside", "w", ["16/5", "248/125"]),
        ("nesterov", "lr_inside", "w", ["16/5", "248/125"]),
    ],
)
def test_worked_numbers(name: str, convention: str, quantity: str, values: list[str]) -> None:
    """The handouts' numbers, and those that follow from them, come out of the rules exactly."""
    assert exact(worked(name, convention, len(values)), quantity) == values


def test_decimals_of_the_handout() -> None:
    """The decimals that the handout prints for gradient descent and momentum are the exact values."""
    decimals = {
        (name, q.name): q.decimal
        for name, convention in (("gradient_descent", "default"), ("momentum", "lr_inside"))
        for q in worked(name, convention, 2).steps[-1]
    }
    assert decimals["gradient_descent", "w"] == "2.56"
    assert decimals["momentum", "v"] == "1.36"
    assert decimals["momentum", "w"] == "1.84"


def test_momentum_does_not_avoid_oscillations() -> None:
    """The handout's claim is refuted by its own example: within four steps w has changed its sign."""
    last = worked("momentum", "lr_inside", 4).steps[-1]
    assert next(q.exact for q in last if q.name == "w") == "-1543/1250"
