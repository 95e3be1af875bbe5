"""Where a returned path contradicts its theorem, or leaves the right path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.catalogue.theorems import THEOREMS
from autograder.catalogue.theorems.path import _start, path_through
from autograder.grading.compare import Mismatch, Shown, leaf_mismatch, parts_of, quantities_of
from autograder.model import Answer, ExerciseKey, Expected, Probe


def path_mismatch(probe: Probe, answer: Answer, key: ExerciseKey) -> Mismatch | None:
    """The first thing that is wrong with a path: its form, a number that is none, the theorem, a step.

    Of a path that ended early only the form and the steps are looked at.
    """
    (expected,) = probe.expected
    values = _values(expected, answer, key)
    if isinstance(values, Mismatch):
        return values
    if not len(values):
        return None
    mismatch = _not_finite(probe, expected, values)
    if mismatch is None and answer.steps == probe.call.steps:
        with np.errstate(all="ignore"):
            broken = THEOREMS[probe.theorem].breaks(path_through(probe, key.convention, values))
        if broken is not None:
            return Mismatch((expected.name,), broken.step, "theorem-broken", {"reason": broken.reason})
    return mismatch or _leaves_the_path(probe, expected, values)


def _values(expected: Expected, answer: Answer, key: ExerciseKey) -> np.ndarray | Mismatch:
    """The first returned quantity over all steps, or what is wrong with its form, or with the state's."""
    wanted = [expected, *(Expected(name, ()) for name in key.state)]
    found = []
    for start, part in parts_of(answer):
        quantities = quantities_of(wanted, start, part, key)
        if isinstance(quantities, Mismatch):
            is_of_state = quantities.form == "wrong-type" and quantities.names != (expected.name,)
            details = {**quantities.details, "expected": "a number or an array"} if is_of_state else quantities.details
            return replace(quantities, details=details)
        mismatch = leaf_mismatch(expected, start, quantities[0])
        if mismatch is not None:
            return mismatch
        found.append(quantities[0].data)
    return np.concatenate(found) if found else np.empty(0)


def _not_finite(probe: Probe, expected: Expected, values: np.ndarray) -> Mismatch | None:
    """The first step that returns an infinity or NaN."""
    return _first(probe, np.isfinite(values), "not-finite", expected, values)


def _leaves_the_path(probe: Probe, expected: Expected, values: np.ndarray) -> Mismatch | None:
    """The first step that does not lead to where it should from the one before."""
    assert isinstance(expected.values, np.ndarray)
    assert expected.tolerances is not None
    with np.errstate(all="ignore"):
        near = np.abs(values - expected.values[: len(values)]) <= expected.tolerances[: len(values)]
    follows = probe.call.steps == 1 or _start(probe) is not None
    return _first(probe, near, "leaves-the-path" if follows else "", expected, values)


def _first(probe: Probe, holds: np.ndarray, sentence: str, expected: Expected, values: np.ndarray) -> Mismatch | None:
    """The first step at which something does not hold, in the words of a sentence."""
    if holds.all():
        return None
    whole = probe.call.steps == 1
    steps = holds[0] if whole else holds
    index = int(np.argmin(steps.reshape(len(steps), -1).all(axis=1)))
    right, got = ((array[0] if whole else array)[index] for array in (expected.values, values))
    shown = Shown(expected.name, right, got)
    return Mismatch((expected.name,), index + (not whole), sentence, {"name": expected.name}, (shown,))
