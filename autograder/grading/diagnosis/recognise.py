"""Which of the known wrong programs explain what a student's function returned."""

from __future__ import annotations

import numpy as np

from autograder.expected.faults import FaultDictionary, Programs
from autograder.expected.fingerprints import UNTRIED, Fingerprint, near
from autograder.expected.programs import pair_of, prediction, source_of
from autograder.grading.observe import Observation
from autograder.model import BoolArray, IntArray, Variant

CLOSE = 1e-8
"""How far a sketch may be from that of another program that gives the same: the sum of many times `RELATIVE`."""
FAR = 1e-5
"""How far it may be where all numbers are compared afterwards."""
MOST_CANDIDATES = 32
"""How many of the pairs whose sketches fit are listed."""


def explanations(observation: Observation, faults: FaultDictionary) -> list[Variant]:
    """The variants that explain everything that was observed, of the fewest edits that do."""
    if not observation.given.any():
        return []
    found = _alone(observation, faults) or _pairs(observation, faults)
    if not found and observation.fingerprint.failed.any() and observation.says_enough:
        found = _alone(observation.without_errors, faults) or _pairs(observation.without_errors, faults)
    faults.remember()
    return found


def _alone(observation: Observation, faults: FaultDictionary) -> list[Variant]:
    """Those of one edit, told by the sketches of the probes that were answered to the end, then by every number."""
    exact = observation.complete if observation.is_precise else np.zeros_like(observation.complete)
    rows = alike(faults.alone, observation, in_order(exact, observation, faults), FAR)
    return [faults.variants.alone[row] for row in rows.tolist() if explains(faults.alone.fingerprint(row), observation)]


def _pairs(observation: Observation, faults: FaultDictionary) -> list[Variant]:
    """Those of two edits, told by the sketches of the probes that were answered to the end; none without such probes.

    They are carried out on those that were not. Of numbers in a coarser precision no sketch can be told.
    """
    layout, fingerprint, variants = observation.layout, observation.fingerprint, faults.variants
    told = observation.complete | fingerprint.failed
    if not told.any() or not observation.is_precise:
        return []
    rows = alike(faults.pairs, observation, in_order(told, observation, faults), CLOSE)
    found = [pair_of(variants, row) for row in rows[:MOST_CANDIDATES].tolist()]
    begun = (fingerprint.steps > 0) & ~told
    ids = frozenset(layout.probes[number].id for number in np.flatnonzero(begun))
    return [p for p in found if not ids or explains(prediction(source_of(p, variants), layout, ids), observation)]


def in_order(told: BoolArray, observation: Observation, faults: FaultDictionary) -> list[int]:
    """The numbers of some probes, in the order in which they tell programs apart for the least work.

    `told` says which: bool of shape (probes,).

    Cheap ones come first; of these, those that the student's function does not answer right, because fewer programs
    answer them alike; and of these, those that return most.
    """
    layout, probes = observation.layout, len(observation.layout.probes)
    wrong = np.bincount(layout.probe[~observation.right], minlength=probes) > 0
    sizes = np.bincount(layout.probe, minlength=probes)
    return [number for number in np.lexsort((-sizes, ~wrong, faults.prices)).tolist() if told[number]]


def alike(programs: Programs, observation: Observation, probes: list[int], far: float) -> IntArray:
    """The rows of the programs whose sketches are as observed on some probes, in their order."""
    rows = np.arange(len(programs))
    for probe in probes:
        if rows.size:
            rows = rows[np.abs(programs.sketches(rows, probe) - observation.sketches[probe]) <= far]
    return rows


def explains(given: Fingerprint, observation: Observation) -> bool:
    """Whether a program gives every number that was observed, and ends with an error where the student's did.

    Probes that either was not tried on say nothing, and those at which the student's was stopped, nothing of the end.
    """
    seen, failed = observation.fingerprint.steps, observation.fingerprint.failed
    ends_alike = np.where(failed, given.failed, ~given.failed | ~observation.complete)
    untried = (seen == UNTRIED) | (given.steps == UNTRIED)
    if not ((ends_alike & (given.steps >= seen)) | untried).all():
        return False
    known = observation.given & (given.steps != UNTRIED)[observation.layout.probe]
    numbers = np.where(known, observation.fingerprint.numbers, given.numbers)
    return bool(near(observation.layout, numbers, given.numbers, observation.room).all())
