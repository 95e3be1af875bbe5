"""The right answer to one probe in full: as exact numbers, and to 30 digits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.load import rule_of
from autograder.expected.derive import MOST_DRAWS
from autograder.expected.exact import floats_of, follow
from autograder.expected.plan import ProbePlan, plan
from autograder.model import Exercise, Probe
from autograder.model.explanation import Number
from autograder.symbolic.carry_out import Trace
from autograder.symbolic.evaluate import EXACT
from autograder.symbolic.rule import Rule

DIGITS = 30
MOST_STEPS = 3
LONGEST = 500
"""Characters of an exact value that are still printed; fractions double in length with every step."""


def in_full(exercise: Exercise, seed: int, probe: Probe) -> tuple[tuple[str, str, Number], ...]:
    """The quantities after each of the first steps: name with the step, place in the array, and number.

    Empty for the run of a theorem, which has no single right answer, and for an exercise without a rule.
    """
    if exercise.is_reference:
        return ()
    rule = rule_of(exercise).under(exercise.convention)
    for planned in _plans(rule, seed, probe):
        traces = list(islice(follow(rule, planned, EXACT), MOST_STEPS))
        right = np.asarray(probe.expected[0].values)
        if right.dtype.kind in "US" or np.array_equal(floats_of(traces[0].result), right[0]):
            return tuple(_numbers(rule, traces))
    return ()


def _plans(rule: Rule, seed: int, probe: Probe) -> Iterator[ProbePlan]:
    """What may have been planned for a probe: numbers are drawn again where rounding could decide something."""
    for draw in range(MOST_DRAWS):
        for check in plan(rule, seed, draw):
            for number, planned in enumerate(check.probes, 1):
                if probe.id == f"{rule.name}/{check.id}/{number}":
                    yield planned


def _numbers(rule: Rule, traces: list[Trace]) -> Iterator[tuple[str, str, Number]]:
    for step, trace in enumerate(traces, 1):
        for name, value in {rule.returned.name: trace.result, **trace.state}.items():
            array = np.asarray(value, dtype=object)
            for place, element in np.ndenumerate(array):
                yield f"{name}, step {step}", str(list(place)) if place else "", _in_full(element)


def _in_full(value: Any) -> Number:
    if isinstance(value, str):
        return Number(value, value)
    number = sp.sympify(value)
    digits = str(sp.N(number, DIGITS))
    if isinstance(number, sp.Rational) and max(abs(number.p), number.q) >= 10**LONGEST:  # too long even to be written
        return Number(f"(a fraction of more than {LONGEST} digits)", digits)
    exact = str(number)
    return Number(exact if len(exact) <= LONGEST else f"({len(exact)} characters)", digits)
