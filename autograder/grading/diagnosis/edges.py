"""A known mistake of which one edge was mended: everywhere else it explains every number, "apart from step 0"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.faults import FaultDictionary
from autograder.expected.fingerprints import UNTRIED, Fingerprint, near, near_at_all
from autograder.grading.diagnosis.at_steps import asked_of
from autograder.grading.diagnosis.inputs import UNKNOWN, inputs_of
from autograder.grading.diagnosis.recognise import FAR, in_order
from autograder.grading.observe import Observation
from autograder.grading.sentences import ENGLISH
from autograder.model import BoolArray, IntArray
from autograder.model.display import value_text

FEWEST = 4
"""As many wrong numbers have to be explained."""
MOST = 1 / 4
"""How many of all numbers may lie on the edge, beside those that are explained."""


@dataclass(frozen=True, eq=False)
class Edges:
    """The edges of one observation: numbers that one condition on the inputs singles out."""

    observation: Observation

    def edge(self, given: Fingerprint) -> str:
        """Where what a program gives is not what was observed, in English words; empty where no edge explains that."""
        observation, layout = self.observation, self.observation.layout
        known = observation.given & (given.steps != UNTRIED)[layout.probe]
        if not known.any():
            return ""
        same = near(
            layout, np.where(known, observation.fingerprint.numbers, given.numbers), given.numbers, observation.room
        )
        off, wrong = known & ~same, known & ~observation.right
        explained = int(np.count_nonzero(wrong & same))
        if not off.any() or explained < max(FEWEST, np.count_nonzero(off) / MOST / 2):
            return ""
        if not np.isfinite(observation.fingerprint.numbers[wrong & same]).any():
            return ""
        fitting = (
            (np.count_nonzero(held & known), at, words)
            for at, (words, held) in enumerate(self._conditions.items())
            if not (off & ~held).any()
            and np.count_nonzero(held & known) <= MOST * np.count_nonzero(known)
            and np.count_nonzero(wrong & same & ~held) >= FEWEST
        )
        return min(fitting, default=(0, 0, ""))[2]

    def likely(self, given: Sequence[Fingerprint]) -> IntArray:
        """The places of the programs of which an edge may explain the rest; of the others none does."""
        layout, seen = self.observation.layout, self.observation.fingerprint.numbers
        numbers = np.array([one.numbers for one in given], dtype=np.float64).reshape(len(given), len(seen))
        tried = np.array([one.steps != UNTRIED for one in given], dtype=bool).reshape(len(given), len(layout.probes))
        known = self.observation.given & tried[:, layout.probe]
        off = known & ~near_at_all(layout, seen, numbers, self.observation.room)
        few = off.sum(axis=1) <= MOST * known.sum(axis=1)
        return np.flatnonzero(few & ((known & ~off & ~self.observation.right).sum(axis=1) >= FEWEST))

    def candidates(self, faults: FaultDictionary) -> IntArray:
        """The rows of the known mistakes of one edit that an edge may explain, told by the sketches of a few probes.

        No edge holds on all of these, so whatever it is, one of them is answered as by the mistake.
        """
        rows, probes = np.arange(len(faults.alone)), self._on_no_one_edge(faults)
        seen = self.observation.sketches
        close = [np.abs(faults.alone.sketches(rows, probe) - seen[probe]) <= FAR for probe in probes]
        return rows[np.any(close, axis=0)] if close else rows

    def _on_no_one_edge(self, faults: FaultDictionary) -> list[int]:
        """The numbers of a few cheap probes that lie on no edge together; none where all that there are do."""
        if not self.observation.is_precise:
            return []
        layout, found = self.observation.layout, list[int]()
        left = [np.bincount(layout.probe[held], minlength=len(layout.probes)) > 0 for held in self._conditions.values()]
        for probe in in_order(self.observation.complete, self.observation, faults):
            without = [touched for touched in left if touched[probe]]
            if np.isfinite(self.observation.sketches[probe]) and (len(without) < len(left) or not found):
                found.append(probe)
                left = without
            if found and not left:
                return found
        return []

    @cached_property
    def _conditions(self) -> Mapping[str, BoolArray]:
        """In words, and for each number whether it holds."""
        return dict(self._of_inputs())

    def _of_inputs(self) -> Iterator[tuple[str, BoolArray]]:
        layout, inputs = self.observation.layout, inputs_of(self.observation.layout)
        asked = np.full(len(layout.right), UNKNOWN)
        for some in asked_of(layout):
            starts = np.append(some.starts, len(some.places))
            asked[some.places] = np.repeat(np.array(some.steps), np.diff(starts))
        for step in (0, 1):
            yield ENGLISH["edge-of-step"].format(step=step), asked == step
        settings = [
            (name, value, setting.of_steps == place)
            for name, setting in inputs.settings.items()
            for place, value in enumerate(setting.values)
        ]
        for name, value, held in sorted(settings, key=lambda setting: not isinstance(setting[1], int)):  # counts first
            yield f"{name} = {value_text(value)}", held[layout.step]
        yield ENGLISH["edge-of-zeros"], (inputs.carries == 0)[layout.step]
