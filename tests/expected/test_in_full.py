"""The right answer to a probe in full."""

from __future__ import annotations

import math

import pytest

from autograder.expected.in_full import in_full
from autograder.expected.lookup import key_for
from autograder.expected.shipped import SHIPPED_SEED
from autograder.model import Exercise
from tests.registry import RULES, name_of


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_the_answer_in_full_is_the_expected_one(exercise: Exercise) -> None:
    """Of each exercise's first probe the 30 digits are the value that is graded with, and the exact one is there."""
    probe = key_for([exercise]).exercises[exercise.name].checks[0].probes[0]
    numbers = in_full(exercise, SHIPPED_SEED, probe)
    assert numbers
    assert all(number.exact for _, _, number in numbers)
    right = probe.expected[0].values
    flat = [right[0]] if isinstance(right, tuple) else right[0].reshape(-1).tolist()
    for (_, _, number), value in zip(numbers, flat, strict=False):
        assert number.decimal == value if isinstance(value, str) else math.isclose(float(number.decimal), value)
