"""Results that are rounded, and points that come back as they were: told by the numbers, whatever else is computed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograder.grading.diagnosis.inputs import STEPPED, inputs_of
from autograder.grading.diagnosis.judged import places_of
from autograder.grading.observe import Observation
from autograder.model import BoolArray, FloatArray

MOST_PLACES = 9
FEWEST = 4
"""As many numbers have to be cut off, where the right ones have more decimals."""
HALF_A_UNIT = 0.501
"""By how much of a unit of the last place rounding may change the first number of a call that it changes."""


class Rounded(NamedTuple):
    """Which quantities are rounded, and to how many decimals."""

    names: tuple[str, ...]
    places: int


def rounded(observation: Observation) -> Rounded | None:
    """The quantities that are rounded, all to as many decimals; None where there are none."""
    wrong = dict.fromkeys(name for mismatch in observation.mismatches.values() for name in mismatch.names)
    found = {name: _places(observation, places_of(observation, name)) for name in wrong}
    places = {number for number in found.values() if number is not None}
    names = tuple(name for name, number in found.items() if number is not None)
    alone = len(names) == len(found) or bool(observation.layout.chains)  # what is carried on spoils the others
    return Rounded(names, places.pop()) if len(places) == 1 and alone else None


def stays(observation: Observation) -> bool:
    """Whether every wrong answer is the point that was given, where a step should be taken, and others are right."""
    starts = inputs_of(observation.layout).starts
    given = observation.given[starts.places]
    places, start = starts.places[given], starts.values[given]
    wrong = ~observation.right[places]
    names = {name for mismatch in observation.mismatches.values() for name in mismatch.names}
    if not wrong.any() or names != {STEPPED} or set(observation.layout.chains) & set(observation.mismatches):
        return False
    return bool((observation.fingerprint.numbers[places][wrong] == start[wrong]).all() and (~wrong).any())


def _places(observation: Observation, mine: BoolArray) -> int | None:
    """To how many decimals the numbers of a quantity are rounded; None where they are not, or are off by more."""
    layout = observation.layout
    chosen = np.flatnonzero(mine & observation.given & (layout.relative > 0) & np.isfinite(layout.right))
    got, right = observation.fingerprint.numbers[chosen], layout.right[chosen]
    wrong = chosen[~observation.right[chosen]]
    if not wrong.size or not np.isfinite(got).all():
        return None
    first = wrong[np.unique(layout.block[wrong], return_index=True)[1]]  # what comes later goes on with it
    off = np.abs(observation.fingerprint.numbers[first] - layout.right[first])
    for places in range(MOST_PLACES + 1):
        if not (off <= HALF_A_UNIT * 10.0**-places).all():
            return None  # with more places even less may be lost
        if _is_cut(got, places) and _had_more(right, places):
            return places
    return None


def _is_cut(got: FloatArray, places: int) -> bool:
    with np.errstate(over="ignore", invalid="ignore"):  # the largest floats have no decimals to be cut
        return bool((np.abs(got - np.round(got, places)) <= 4 * np.spacing(np.abs(got))).all())


def _had_more(right: FloatArray, places: int) -> bool:
    """Whether many of the right numbers have more decimals."""
    return int(np.count_nonzero(np.abs(right - np.round(right, places)) > 1e-3 * 10.0**-places)) >= FEWEST
