"""Where a returned path contradicts its theorem, or leaves the right path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.compare import Departure, Shown, leaf_departure, parts_of, quantities_of
from autograder.model import Answer, Carried, ExerciseKey, Expected, Probe, Series
from autograder.theorems import THEOREMS, Path


def path_departure(probe: Probe, answer: Answer, key: ExerciseKey) -> Departure | None:
    """The first thing that is wrong with a path: its form, a number that is none, the theorem, a step.

    Of a path that ended early only the form and the steps are looked at.
    """
    (expected,) = probe.expected
    values = _values(expected, answer, key)
    if isinstance(values, Departure):
        return values
    if not len(values):
        return None
    departure = _not_finite(probe, expected, values)
    if departure is None and answer.steps == probe.call.steps:
        with np.errstate(all="ignore"):
            broken = THEOREMS[probe.theorem].breaks(path_through(probe, key.convention, values))
        if broken is not None:
            return Departure((expected.name,), broken.step, "theorem-broken", {"reason": broken.reason})
    return departure or _leaves_the_path(probe, expected, values)


def path_through(probe: Probe, convention: str, values: np.ndarray) -> Path:
    """What a call returned, as theorems see it: a call of one step returns the whole path itself."""
    call = probe.call
    start = _start(probe)
    points = values[0] if call.steps == 1 else values
    points = points if start is None else np.concatenate([start[np.newaxis], points])
    settings = {name: np.array(v.values) if isinstance(v, Series) else v for name, v in call.keywords.items()}
    given = tuple(a.values if isinstance(a, Series) else a for a in call.arguments)
    return Path(points, start is not None or call.steps == 1, settings, probe.facts, convention, given)


def _start(probe: Probe) -> np.ndarray | None:
    """The w at which a run starts whose steps hand w on."""
    return next((a.start for a in probe.call.arguments if isinstance(a, Carried) and a.item != 1), None)


def _values(expected: Expected, answer: Answer, key: ExerciseKey) -> np.ndarray | Departure:
    """The first returned quantity over all steps, or what is wrong with its form, or with the state's."""
    wanted = [expected, *(Expected(name, ()) for name in key.state)]
    found = []
    for start, part in parts_of(answer):
        quantities = quantities_of(wanted, start, part, key)
        if isinstance(quantities, Departure):
            is_of_state = quantities.form == "wrong-type" and quantities.names != (expected.name,)
            details = {**quantities.details, "expected": "a number or an array"} if is_of_state else quantities.details
            return replace(quantities, details=details)
        departure = leaf_departure(expected, start, quantities[0])
        if departure is not None:
            return departure
        found.append(quantities[0].data)
    return np.concatenate(found) if found else np.empty(0)


def _not_finite(probe: Probe, expected: Expected, values: np.ndarray) -> Departure | None:
    """The first step that returns an infinity or NaN."""
    return _first(probe, np.isfinite(values), "not-finite", expected, values)


def _leaves_the_path(probe: Probe, expected: Expected, values: np.ndarray) -> Departure | None:
    """The first step that does not lead to where it should from the one before."""
    assert isinstance(expected.values, np.ndarray)
    assert expected.tolerances is not None
    with np.errstate(all="ignore"):
        near = np.abs(values - expected.values[: len(values)]) <= expected.tolerances[: len(values)]
    follows = probe.call.steps == 1 or _start(probe) is not None
    return _first(probe, near, "leaves-the-path" if follows else "", expected, values)


def _first(probe: Probe, holds: np.ndarray, sentence: str, expected: Expected, values: np.ndarray) -> Departure | None:
    """The first step at which something does not hold, in the words of a sentence."""
    if holds.all():
        return None
    whole = probe.call.steps == 1
    steps = holds[0] if whole else holds
    index = int(np.argmin(steps.reshape(len(steps), -1).all(axis=1)))
    right, got = ((array[0] if whole else array)[index] for array in (expected.values, values))
    shown = Shown(expected.name, right, got)
    return Departure((expected.name,), index + (not whole), sentence, {"name": expected.name}, (shown,))
