"""What a student's function returned on the probes of a key, laid out beside the right answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.expected.fingerprints import UNTRIED, Fingerprint, Layout
from autograder.expected.sketches import sketches
from autograder.grading.compare import Mismatch
from autograder.model import Probe


@dataclass(frozen=True, eq=False)
class Observed:
    """The signature of a student's function, with where each probe that it answered departs from the right answer."""

    layout: Layout
    signature: Fingerprint
    departures: Mapping[str, Mismatch]

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """The probes that the function was tried on."""
        return tuple(p for p, steps in zip(self.layout.probes, self.signature.steps, strict=True) if steps != UNTRIED)

    @cached_property
    def wrong_probes(self) -> tuple[Probe, ...]:
        """Those at which it departs."""
        return tuple(probe for probe in self.probes if probe.id in self.departures)

    @cached_property
    def complete(self) -> np.ndarray:
        """For each probe, whether every step gave a value."""
        return np.asarray(self.signature.steps == self.layout.right_fingerprint.steps)

    @cached_property
    def sketches(self) -> np.ndarray:
        """One number for each probe that stands for all that was given there."""
        return sketches(self.signature, self.layout)

    @cached_property
    def given(self) -> np.ndarray:
        """For each number, whether it was given."""
        return np.asarray(self.layout.at < self.signature.steps[self.layout.probe])

    @cached_property
    def right(self) -> np.ndarray:
        """For each number, whether it is the right one; NaN never is, the same infinity is."""
        numbers, right = self.signature.numbers, self.layout.right
        with np.errstate(all="ignore"):
            return np.asarray((np.abs(numbers - right) <= self.layout.tolerances) | (numbers == right))
