"""How wrong numbers are like the right ones: by a factor, in their sign, size, direction or digits, or in some places.

Of each quantity the first likeness that holds at every step that can be judged is told, and nothing beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from autograder.grading.diagnosis.factors import common_factor
from autograder.grading.diagnosis.inputs import STEPPED
from autograder.grading.diagnosis.judged import Vector, steps_taken, vectors
from autograder.grading.diagnosis.likeness_of_vectors import (
    CLOSE,
    FEW,
    Said,
    all_equal,
    direction,
    equal,
    from_a_row_on,
    length,
    one_coordinate,
    one_row,
    order,
)
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import FloatArray
from autograder.model.display import number_text

FEWEST_DIGITS = 2
"""From how many right digits on numbers look rounded."""
FEWEST_OF_LARGEST = 5
"""The same, where only the largest number of a vector, or of a series, has so many."""

OF_STEPS = "-of-steps"
"""How the ids of sentences on steps end."""
_NOT_ALWAYS = {"right-size", "right-direction", "other-direction"}
"""Sentences on what is sometimes wrong."""
Kind = Callable[[Sequence[Vector]], Said | None]


class Likeness(NamedTuple):
    """What is said, and whether it leaves open where it is wrong."""

    sentence: str
    is_open: bool


def likeness(observation: Observation, names: Sequence[str], texts: Texts) -> Likeness | None:
    """What is still right about the first of some wrong quantities of which anything can be said."""
    for name in names:
        of_steps = _of_steps(observation) if name == STEPPED else None
        said = of_steps or _of_values(observation, name)
        if said is not None:
            return Likeness(texts(said[0], name=name, **said[1]), said[0].removesuffix(OF_STEPS) in _NOT_ALWAYS)
    return None


def _kind(observation: Observation, name: str) -> str:
    """Whether a quantity is measured, a count or a word."""
    expected = next(q for probe in observation.layout.probes for q in probe.expected if q.name == name)
    return "word" if isinstance(expected.values, tuple) else "count" if expected.tolerances is None else "measured"


def _of_steps(observation: Observation) -> Said | None:
    """How the steps that are taken are like the right ones."""
    steps = steps_taken(observation)
    found = _first_of(_OF_DIRECTIONS, steps)
    return _first_of((_factor_of_steps,), steps) or (found and (found[0] + OF_STEPS, found[1]))


def _of_values(observation: Observation, name: str) -> Said | None:
    """How the numbers of a quantity are like the right ones."""
    kinds = {"word": (), "count": _OF_COUNTS}.get(_kind(observation, name))
    if kinds is None:
        of_weights = observation.layout.key.parameters[:1] == (STEPPED,)
        kinds = (*_OF_NUMBERS, *((*_OF_DIRECTIONS, *_OF_PLACES) if of_weights else _OF_ROWS))
    return _first_of(kinds, vectors(observation, name))


def _first_of(kinds: Sequence[Kind], some: Sequence[Vector]) -> Said | None:
    """The first that holds; nothing where something wrong is not finite. An infinity that is right says nothing."""
    wrong = sum(not vector.is_right for vector in some)
    finite = _finite(some) if wrong else some
    if not wrong or sum(not vector.is_right for vector in finite) < wrong:
        return None
    with np.errstate(all="ignore"):
        return next((said for kind in kinds if (said := kind(finite)) is not None), None)


def _finite(some: Sequence[Vector]) -> Sequence[Vector]:
    """The vectors of which all numbers are finite, or become so."""
    if all(np.isfinite(numbers).all() for numbers in _joined(some)):
        return some
    sized = [_with_infinities(vector) for vector in some]
    return [vector for vector in sized if np.isfinite(vector.got).all() and np.isfinite(vector.right).all()]


def _joined(some: Sequence[Vector]) -> tuple[FloatArray, FloatArray]:
    """All numbers, and the right ones."""
    return np.concatenate([vector.got for vector in some]), np.concatenate([vector.right for vector in some])


def _with_infinities(vector: Vector) -> Vector:
    """Where only the sign of an infinity is wrong, the signs stand for both."""
    both = np.isinf(vector.got) & np.isinf(vector.right) & vector.wrong
    got, right = (np.where(both, np.sign(some), some) for some in (vector.got, vector.right))
    return vector._replace(got=got, right=right)


# ---------------------------------------------------------------- all numbers


def _factor_of_steps(some: Sequence[Vector]) -> Said | None:
    factor = common_factor(*_joined(some))
    if factor is None:
        return None
    return {0.0: ("does-not-move", {}), -1.0: ("goes-the-other-way", {})}.get(
        factor, ("times-too-large", {"factor": number_text(factor, 6)})
    )


def _factor(some: Sequence[Vector]) -> Said | None:
    factor = common_factor(*_joined(some))
    if factor is None:
        return None
    return {0.0: ("quantity-always-0", {}), -1.0: ("other-sign", {})}.get(
        factor, ("always-times", {"factor": number_text(factor, 6)})
    )


def _constant(some: Sequence[Vector]) -> Said | None:
    got, right = _joined(some)
    if len(got) > FEW and np.ptp(got) == 0 and np.ptp(right) > 0:
        return "always-the-same", {"value": number_text(float(got[0]))}
    return None


def _sizes(some: Sequence[Vector]) -> Said | None:
    got, right = _joined(some)
    return ("right-size", {}) if equal(np.abs(got), np.abs(right)) else None


def _distance(some: Sequence[Vector]) -> Said | None:
    """One number by which everything is off, as far as it is not lost beside large numbers."""
    got, right = _joined(some)
    apart, sizes = got - right, np.abs(right)
    if len(got) <= FEW or np.ptp(apart) > 3 * (CLOSE * np.max(np.abs(apart)) + 1e-12 * np.max(sizes)):
        return None  # whatever stands in the middle, some are farther from it
    off = float(np.median(apart))
    if not off or (np.abs(apart - off) > CLOSE * abs(off) + 1e-12 * sizes).any():
        return None
    return "always-more" if off > 0 else "always-less", {"distance": number_text(abs(off), 6)}


def _function(some: Sequence[Vector]) -> Said | None:
    """The square, the root or the inverse of what is right."""
    got, right = _joined(some)
    if len(got) <= FEW or not np.ptp(right):
        return None
    found = {"always-square": right**2, "always-root": np.sqrt(right), "always-inverse": 1 / right}
    fitting = (id_ for id_, expected in found.items() if np.isfinite(expected).all() and equal(got, expected))
    return next(((id_, {}) for id_ in fitting), None)


def _digits(some: Sequence[Vector]) -> Said | None:
    """To how many digits all numbers are right.

    Where a number comes down to 0 nothing is said of its own digits, but of those of the largest beside it.
    """
    wrong = [vector for vector in some if not vector.is_right]
    got, right = _joined(wrong)
    gaps, sizes = np.abs(got - right), np.abs(right)
    own = _right_digits(gaps, sizes)
    if own < FEWEST_DIGITS and np.max(gaps) > 2 * 10.0**-FEWEST_OF_LARGEST * np.max(sizes):
        return None  # not even beside the largest of all
    of_largest = np.concatenate([np.full(len(v.right), np.max(np.abs(v.right), initial=0.0)) for v in wrong])
    if all(len(vector.right) == 1 for vector in wrong):
        of_largest = np.full(len(right), np.max(np.abs(right), initial=0.0))
    at_all = _right_digits(gaps, of_largest)
    if at_all >= FEWEST_OF_LARGEST > own:
        return "right-to-digits-of-largest", {"digits": at_all}
    return ("right-to-digits", {"digits": own}) if own >= FEWEST_DIGITS else None


def _right_digits(gaps: FloatArray, sizes: FloatArray) -> int:
    """To how many digits numbers are right that are so far off, measured by some sizes; 0 where one is not."""
    worst = float(np.max(np.where(gaps == 0, 0, gaps / sizes), initial=0.0))
    return int(-math.log10(worst)) if 0 < worst < 1 else 0


_OF_NUMBERS: tuple[Kind, ...] = (_factor, _constant, _distance, _digits, _sizes, _function)
_OF_COUNTS: tuple[Kind, ...] = (_factor, _constant, _distance)
_OF_DIRECTIONS: tuple[Kind, ...] = (direction, length)
_OF_PLACES: tuple[Kind, ...] = (one_coordinate, all_equal, order)
_OF_ROWS: tuple[Kind, ...] = (one_row, all_equal, order, from_a_row_on)
