"""Other ways to write a rule, and which of them explain what a student's function returned."""

from __future__ import annotations

import numpy as np

from autograder.expected.fingerprints import UNTRIED, Fingerprint, near
from autograder.expected.programs import pair_of, prediction, source_of
from autograder.expected.sketches import fingerprint_at
from autograder.grading.observe import Observation
from autograder.model import Variant, Variants

CLOSE = 1e-8
"""How far a checksum may be from that of another program that gives the same: the sum of many times `RELATIVE`."""
FAR = 1e-5
"""How far it may be where all numbers are compared afterwards."""
MOST_CANDIDATES = 32
"""How many of the pairs whose checksums fit are listed."""


# ---------------------------------------------------------------- what they are


# ---------------------------------------------------------------- what explains a student's answers


def explanations(observation: Observation, variants: Variants) -> list[Variant]:
    """The variants that explain everything that was observed, of the fewest edits that do."""
    if not observation.given.any():
        return []
    complete = np.flatnonzero(observation.complete)
    rows = alike(variants.signatures["checksums"], complete, observation.sketches[complete], FAR)
    found = [variants.alone[row] for row in rows if explains(fingerprint_at(variants.signatures, row), observation)]
    return found or _pairs(observation, variants)


def _pairs(observation: Observation, variants: Variants) -> list[Variant]:
    """Those of two edits, told by the checksums of the probes that were answered to the end; none without such probes.

    They are carried out on those that were not, and on those that there are no checksums of.
    """
    layout, signature = observation.layout, observation.fingerprint
    has_sum = np.array([probe.id in variants.columns for probe in layout.probes])
    told = np.flatnonzero((observation.complete | signature.failed) & has_sum)
    if not told.size:
        return []
    columns = np.array([variants.columns[layout.probes[number].id] for number in told])
    rows = alike(variants.pairs["checksums"], columns, observation.sketches[told], CLOSE)
    if not rows.size:
        return []
    found = [pair_of(variants, row) for row in rows[:MOST_CANDIDATES]]
    others = (signature.steps > 0) | signature.failed
    others[told] = False
    ids = frozenset(layout.probes[number].id for number in np.flatnonzero(others))
    return [p for p in found if not ids or explains(prediction(source_of(p, variants), layout, ids), observation)]


def alike(table: np.ndarray, columns: np.ndarray, sketches: np.ndarray, far: float) -> np.ndarray:
    """The rows of a table of checksums that are as observed in some columns, in their order."""
    rows = np.arange(len(table))
    for column, observed in zip(columns.tolist(), sketches.tolist(), strict=True):
        if rows.size:
            sums = table[rows, column] if rows.size < len(table) else table[:, column]
            rows = rows[np.abs(sums - observed) <= far]
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
    return bool(near(observation.layout, numbers, given.numbers).all())
