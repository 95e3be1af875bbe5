"""A number is written where a hyperparameter, or a count, belongs: whatever the number, it is found.

The right program is asked which number in that place gives what was observed: among those that people write, and, where
two of these lie on both sides, between them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.expected.families.lines import is_a_search
from autograder.expected.families.program import Function, Named, Program, Suspect
from autograder.model import FloatArray
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
MOST_TRIES = 40
CLOSE = 1e-12
"""Numbers found one after the other that are as close as this are the one that is looked for."""
DIGITS = 6
"""To how many digits a number that is found between others is taken for one that somebody has written."""

Off = Callable[[Function], float]
"""How far a function is from what was observed at one place, with a sign; NaN where that cannot be said."""


def of_counts(known: Program) -> Iterator[Suspect]:
    """The program with a number in the place of a hyperparameter that is a whole number, or of a count."""
    for name in known.hyperparameters:
        if known.kind(name) is int:
            numbers = [number for number in COUNTS if number or not any(map(is_a_search, known.lines))]
            yield from (_suspect(name, number, _fixed(known, name, number)) for number in numbers)
    for name in known.counts:
        yield from (_suspect(name, number, _fixed_count(known, name, number)) for number in COUNTS)


def of_numbers(known: Program) -> Iterator[Suspect]:
    """The program with each of the usual numbers in the place of each other hyperparameter."""
    for name in _names(known):
        yield from (_suspect(name, number, _fixed(known, name, number)) for number in USUAL)


def between(known: Program, apart: FloatArray, off: Off) -> Iterator[Suspect]:
    """The program with a number between two usual ones, where one is too small and the other too large.

    `apart` says of each member of `of_numbers` how far it is from what was observed: float64 of shape (members,).
    """
    names = _names(known)
    for name, mine in zip(names, apart.reshape(len(names), len(USUAL)), strict=True):
        sides = np.sign(mine)
        for at in np.flatnonzero(sides[1:] * sides[:-1] < 0)[:2]:
            ends = (USUAL[at], float(mine[at])), (USUAL[at + 1], float(mine[at + 1]))
            found = _root(lambda number, name=name: off(_fixed(known, name, number)), *ends)  # type: ignore[misc]
            for number in dict.fromkeys(float(number_text(found, digits)) for digits in (2, 4, DIGITS)):
                yield _suspect(name, number, _fixed(known, name, number))


def _names(known: Program) -> list[str]:
    return [name for name in known.hyperparameters if known.kind(name) is float]


def _suspect(name: str, number: float, function: Function) -> Suspect:
    return Suspect("literal", function, {"name": name, "number": number_text(number, DIGITS)})


def _root(apart: Callable[[float], float], low: tuple[float, float], high: tuple[float, float]) -> float:
    """Where a function is 0 between two numbers, each given with its value there: by straight lines, one end halved.

    That is Illinois' method (Dahlquist and Bjoerck 1974, section 6.3).
    """
    last = math.inf
    for _ in range(MOST_TRIES):
        (a, at_a), (b, at_b) = low, high
        number = b - at_b * (b - a) / (at_b - at_a)
        distance = apart(number)
        if distance == 0 or not math.isfinite(distance) or abs(number - last) <= CLOSE * abs(number):
            break
        if (distance > 0) == (at_b > 0):
            low, high = (a, at_a / 2), (number, distance)
        else:
            low, high = high, (number, distance)
        last = number
    return number


def _fixed(known: Program, name: str, number: float) -> Function:
    return known.with_inputs(lambda arguments: {**arguments, name: number})


def _fixed_count(known: Program, name: str, number: int) -> Function:
    """The program that computes with a number in the place of a count's new value, and counts on all the same."""

    def answer(given: Named) -> Any:
        quantities = known.apart(known({**given, "state": {**given["state"], name: number - 1}}))
        quantities[1 + known.key.state.index(name)] = given["state"][name] + 1
        return known.together(quantities)

    return known.calling(answer)
