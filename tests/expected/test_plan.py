"""The plan of checks: what a rule may ask to be checked, and how much each check weighs."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from autograder.catalogue.load import rule_of
from autograder.errors import CourseError
from autograder.expected.derive import exercise_key
from autograder.expected.plan import plan
from autograder.symbolic.cases import MOST_WEIGHT, Case, CaseCheck
from autograder.symbolic.rule import Rule
from tests.registry import COURSE

RULE = rule_of(COURSE.exercise("gradient_descent"))


def with_weight(weight: Any) -> Rule:
    """Gradient descent with a single check that weighs so much."""
    check = CaseCheck("by-hand", "by hand", weight, (Case("one step", {"w": 4, "grad": 8, "lr": "1/10"}),))
    return dataclasses.replace(RULE, cases=lambda _: (check,), theorems=())


@pytest.mark.parametrize("weight", range(1, MOST_WEIGHT + 1))
def test_a_rule_chooses_the_weights_of_its_checks(weight: int) -> None:
    """A whole number from 1 to 5 is taken as it is."""
    assert [check.weight for check in plan(with_weight(weight), 0)] == [weight]


@pytest.mark.parametrize("weight", [0, -1, MOST_WEIGHT + 1, 1.5, 2.0, True, "2", None])
def test_other_weights_are_refused(weight: Any) -> None:
    """Any other weight is an error that names the rule, the check and what to write."""
    with pytest.raises(CourseError, match=r'gradient_descent: the check "by-hand" .* write a whole number from 1 to 5'):
        plan(with_weight(weight), 0)


def test_a_rule_without_checks_is_refused() -> None:
    """A rule of which nothing would be checked is an error, not an exercise that everybody passes."""
    with pytest.raises(CourseError, match=r"gradient_descent: .* give no checks: list at least one CaseCheck"):
        exercise_key(dataclasses.replace(RULE, cases=lambda _: (), theorems=()), "default", 0)


def test_a_rule_that_warms_up_is_asked_for_longer() -> None:
    """Its chains have that many more steps, its counts in the middle of a training are that much larger, no more."""
    rule = rule_of(COURSE.exercise("adam"))
    probes = [
        [probe for check in plan(dataclasses.replace(rule, warm_up=steps), 0) for probe in check.probes]
        for steps in (0, 5)
    ]
    for usual, longer in zip(*probes, strict=True):
        chain = len(usual.calls) > 1
        assert len(longer.calls) == len(usual.calls) + 5 * chain
        counts = [probe.calls[0].get("state", {}).get("t", 0) for probe in (usual, longer)]
        assert counts[1] - counts[0] == 5 * ("state" in usual.calls[0])
