"""The steps that can be judged by themselves, as vectors: what each returned of one quantity beside the right one.

Of a run these are the steps up to the first that is wrong: what comes later goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.expected.fingerprints import Layout
from autograder.grading.diagnosis.inputs import STEPPED, inputs_of
from autograder.grading.observe import Observation
from autograder.model import BoolArray, FloatArray, IntArray


class Vector(NamedTuple):
    """What one step returned of a quantity, beside the right one; float64 of shape (size,)."""

    got: FloatArray
    right: FloatArray
    wrong: BoolArray
    """Which numbers are."""
    shape: tuple[int, ...]
    """That of the quantity."""
    is_right: bool
    """Whether all numbers are right."""

    @property
    def wrong_rows(self) -> IntArray:
        """The numbers of the rows in which something is wrong: int64 of shape (rows,)."""
        return np.flatnonzero(self.wrong.reshape(self.shape[0], -1).any(axis=1))

    def less(self, start: FloatArray) -> Vector:
        """The given and the right vector as seen from a point: float64 of shape (size,)."""
        return self._replace(got=self.got - start, right=self.right - start)


def places_of(observation: Observation, name: str) -> BoolArray:
    """Which numbers are those of one quantity."""
    return _places_of(observation.layout, name)


@lru_cache(maxsize=1024)
def _places_of(layout: Layout, name: str) -> BoolArray:
    mine = np.zeros(len(layout.right), dtype=bool)
    for probe, blocks in zip(layout.probes, layout.blocks, strict=True):
        for quantity, block in zip(probe.expected, blocks, strict=True):
            mine[block.start : block.stop] = quantity.name == name
    mine.flags.writeable = False
    return mine


def vectors(observation: Observation, name: str) -> list[Vector]:
    """The vectors of a quantity at all steps that can be judged, in the order of the probes."""
    return [vector for _, vector in _placed(observation, name)]


def steps_taken(observation: Observation) -> list[Vector]:
    """The ways that w goes at the first step of each probe; empty where nothing is taken a step further."""
    starts = inputs_of(observation.layout).starts
    if not starts.places.size:
        return []
    at = np.full(len(observation.layout.right), np.nan)
    at[starts.places] = starts.values
    placed = _placed(observation, STEPPED)
    return [
        vector.less(at[place : place + len(vector.right)])
        for place, vector in placed
        if not np.isnan(at[place : place + len(vector.right)]).any()
    ]


def _placed(observation: Observation, name: str) -> Iterator[tuple[int, Vector]]:
    """Each vector with the place of its first number in the layout."""
    layout = observation.layout
    numbers, right = (_without_dust(some, observation) for some in (observation.fingerprint.numbers, layout.right))
    for number, (probe, blocks) in enumerate(zip(layout.probes, layout.blocks, strict=True)):
        for quantity, block in zip(probe.expected, blocks, strict=True):
            if quantity.name == name:
                for step in range(_judged(observation, number)):
                    place = slice(block.start + step * block.size, block.start + (step + 1) * block.size)
                    wrong = ~observation.right[place]
                    shape, is_right = np.shape(quantity.values)[1:], not wrong.any()
                    yield place.start, Vector(numbers[place], right[place], wrong, shape, is_right)


def _without_dust(numbers: FloatArray, observation: Observation) -> FloatArray:
    """The numbers, with 0 in the place of those that rounding cannot tell from it."""
    return np.where(np.abs(numbers) <= observation.layout.tolerances, 0.0, numbers)


def _judged(observation: Observation, number: int) -> int:
    """How many steps of a probe can be judged."""
    probe, given = observation.layout.probes[number], max(0, int(observation.fingerprint.steps[number]))
    mismatch = observation.mismatches.get(probe.id)
    is_run = mismatch is not None and probe.id in observation.layout.chains
    return min(given, mismatch.step) if mismatch is not None and is_run else given
