"""Where a returned path contradicts its theorem, or leaves the right path."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems import THEOREMS, Trajectory
from autograder.catalogue.theorems.path import path_through
from autograder.expected.fingerprints import within
from autograder.grading.compare import ComparedValue, Mismatch, Reading
from autograder.grading.lossless import room_for
from autograder.model import Expected, Probe
from autograder.model.values import BoolArray, FloatArray


def path_mismatch(probe: Probe, reading: Reading, convention: str) -> Mismatch | None:
    """The first thing that is wrong with a path: that it cannot be read, a number that is none, the theorem, a step.

    Of a path that ended early only the steps are looked at, and of one in a coarser precision than float64: theorems
    hold for the right path, and are exact.
    """
    if reading.end is not None or not reading.steps:
        return reading.end
    values = np.concatenate([leaves[0].data for leaves in reading.parts])
    path = path_through(probe, convention, values)
    return (
        _not_finite(probe, values)
        or _contradiction(probe, reading, path)
        or _off_the_path(probe, reading, path, values)
    )


def _not_finite(probe: Probe, values: FloatArray) -> Mismatch | None:
    """The first step that returns an infinity or NaN."""
    return _first(probe, np.isfinite(values), "not-finite", values)


def _contradiction(probe: Probe, reading: Reading, path: Trajectory) -> Mismatch | None:
    """Where a path that was walked to its end, in full precision, contradicts the theorem."""
    if reading.steps < probe.call.steps or _room(reading) > 1:
        return None
    with np.errstate(all="ignore"):
        broken = THEOREMS[probe.theorem].breaks(path)
    if broken is None:
        return None
    return Mismatch((_quantity(probe).name,), broken.step, "theorem-broken", {"reason": broken.reason})


def _off_the_path(probe: Probe, reading: Reading, path: Trajectory, values: FloatArray) -> Mismatch | None:
    """The first step that does not lead to where it should from the one before."""
    expected, steps = _quantity(probe), len(values)
    assert isinstance(expected.values, np.ndarray)
    assert expected.tolerances is not None
    should_be = np.asarray(expected.values[:steps], dtype=np.float64)
    right = within(values, should_be, expected.tolerances[:steps] * _room(reading))
    return _first(probe, right, "leaves-the-path" if path.starts else "", values)


def _room(reading: Reading) -> float:
    """How many times its tolerance a number of the path may be off."""
    return max(room_for(leaves[0]) for leaves in reading.parts)


def _first(probe: Probe, holds: BoolArray, sentence: str, values: FloatArray) -> Mismatch | None:
    """The first step at which something does not hold, in the words of a sentence."""
    if holds.all():
        return None
    expected, whole = _quantity(probe), probe.call.steps == 1
    steps = holds[0] if whole else holds
    index = int(np.argmin(steps.reshape(len(steps), -1).all(axis=1)))
    right, got = ((array[0] if whole else array)[index] for array in (expected.values, values))
    shown = ComparedValue(expected.name, right, got)
    return Mismatch((expected.name,), index + (not whole), sentence, {"name": expected.name}, (shown,))


def _quantity(probe: Probe) -> Expected:
    """What shows the path: the one quantity that is expected of a theorem's run."""
    (expected,) = probe.expected
    return expected
