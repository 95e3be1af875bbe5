"""A count that comes back as it was given, beside whatever else is wrong: it is set aside, and told by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.grading.diagnosis.judged import places_of
from autograder.grading.observe import Observation
from autograder.model import Carried, FloatArray, Probe


def stopped_counts(observation: Observation) -> tuple[str, ...]:
    """The counts in the state that every call gives back as it got them."""
    wrong = {name for mismatch in observation.mismatches.values() for name in mismatch.names}
    return tuple(name for name in observation.layout.key.state if name in wrong and _stands_still(observation, name))


def _stands_still(observation: Observation, name: str) -> bool:
    layout = observation.layout
    mine = places_of(observation, name)
    if layout.relative[mine].any():  # it is measured, not counted
        return False
    starts = np.array([_start(probe, name) for probe in layout.probes])[layout.probe]
    mine = mine & observation.given
    return bool((observation.fingerprint.numbers[mine] == starts[mine]).all())


def _start(probe: Probe, name: str) -> float:
    """What a count is before the first step of a probe; NaN where no state is known."""
    given = (a.start if isinstance(a, Carried) else a for a in probe.call.arguments)
    return next((float(np.asarray(state[name])) for state in given if isinstance(state, dict)), np.nan)


def without(observation: Observation, names: tuple[str, ...]) -> Observation:
    """What was observed, as if these quantities were right."""
    numbers: FloatArray = observation.fingerprint.numbers.copy()
    for name in names:
        mine = places_of(observation, name)
        numbers[mine] = observation.layout.right[mine]
    return replace(observation, fingerprint=observation.fingerprint._replace(numbers=numbers))
