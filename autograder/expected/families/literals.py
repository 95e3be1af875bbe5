"""A number is written where a hyperparameter, or a count, belongs: whatever the number, it is found.

The right program is asked which number in that place gives what was observed: among those that people write, and, where
two of these lie on both sides, between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.expected.families.lines import is_a_search
from autograder.expected.families.program import Function, Named, Program, Suspect
from autograder.model.display import number_text

USUAL = (
    0.0,
    1e-15,
    1e-12,
    1e-10,
    1e-9,
    1e-8,
    1e-7,
    1e-6,
    1e-5,
    1e-4,
    1e-3,
    0.01,
    0.1,
    0.3,
    0.5,
    0.9,
    0.95,
    0.99,
    0.999,
    1.0,
    2.0,
    10.0,
)
COUNTS = (0, 1, 2, 3, 4, 5, 8, 10, 20, 50, 100, 1000)
HALVINGS = 60
DIGITS = 6
"""To how many digits a number that is found between others is taken for one that somebody has written."""

Off = Callable[[Function], float]
"""How far a function is from what was observed at one place, with a sign; NaN where that cannot be said."""


def suspects(known: Program, off: Off) -> Iterator[Suspect]:
    """The program with a number in the place of a hyperparameter or of a count."""
    for name in known.hyperparameters:
        kind = known.kind(name)
        if kind is int:
            numbers = [number for number in COUNTS if number or not any(map(is_a_search, known.lines))]
            yield from (_suspect(name, number, _fixed(known, name, number)) for number in numbers)
        elif kind is float:
            yield from _of_a_number(known, name, off)
    for name in known.counts:
        yield from (_suspect(name, number, _fixed_count(known, name, number)) for number in COUNTS)


def _suspect(name: str, number: float, function: Function) -> Suspect:
    return Suspect("literal", function, {"name": name, "number": number_text(number, DIGITS)})


def _of_a_number(known: Program, name: str, off: Off) -> Iterator[Suspect]:
    apart = [off(_fixed(known, name, number)) for number in USUAL]
    for number, distance in zip(USUAL, apart, strict=True):
        if distance == 0:
            yield _suspect(name, number, _fixed(known, name, number))
    sides = np.sign(np.array(apart))
    for at in np.flatnonzero(sides[1:] * sides[:-1] < 0)[:2]:
        found = _between(lambda number: off(_fixed(known, name, number)), USUAL[at], USUAL[at + 1], apart[at])
        for number in dict.fromkeys(float(number_text(found, digits)) for digits in (2, 4, DIGITS)):
            yield _suspect(name, number, _fixed(known, name, number))


def _between(apart: Callable[[float], float], low: float, high: float, at_low: float) -> float:
    """Where a function changes its sign, by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        distance = apart(middle)
        if distance == 0 or not np.isfinite(distance):
            return middle
        low, high = (middle, high) if (distance > 0) == (at_low > 0) else (low, middle)
    return (low + high) / 2


def _fixed(known: Program, name: str, number: float) -> Function:
    return known.with_inputs(lambda arguments: {**arguments, name: number})


def _fixed_count(known: Program, name: str, number: int) -> Function:
    """The program that computes with a number in the place of a count's new value, and counts on all the same."""

    def answer(given: Named) -> Any:
        quantities = known.apart(known({**given, "state": {**given["state"], name: number - 1}}))
        quantities[1 + known.key.state.index(name)] = given["state"][name] + 1
        return known.together(quantities)

    return known.calling(answer)
