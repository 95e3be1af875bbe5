"""Other ways to write a rule, and which of them explain what a student's function returned."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.checksums import signature_at, signature_table
from autograder.model import ExerciseKey, Variant, Variants
from autograder.observed import Observed
from autograder.programs import filled, given_by, prediction
from autograder.signature import UNTRIED, Signature, layout_of, near, same_at

CLOSE = 1e-8
"""How far a checksum may be from that of another program that gives the same: the sum of many times `RELATIVE`."""
FAR = 1e-5
"""How far it may be where all numbers are compared afterwards."""
MOST_CANDIDATES = 32
"""How many of the pairs whose checksums fit are listed."""


# ---------------------------------------------------------------- what they are


def source_of(variant: Variant, variants: Variants) -> str:
    """The variant as NumPy source."""
    return filled(variants.template, [variants.table[line] for line in variant.lines])


def signatures_of(variants: Variants, key: ExerciseKey) -> np.ndarray:
    """What the variants of one edit give on the probes of a key, as the rows of a table."""
    layout = layout_of(key)
    return signature_table([given_by(source_of(variant, variants), layout) for variant in variants.alone], layout)


def pair_of(variants: Variants, number: int) -> Variant:
    """The variant with two edits that stands in a row of the pairs."""
    ids, row = list(variants.named), variants.pairs[number]
    return Variant(
        tuple(ids[part] for part in row["parts"]), tuple(line for line in row["lines"].tolist() if line >= 0)
    )


# ---------------------------------------------------------------- what explains a student's answers


def explanations(observed: Observed, variants: Variants) -> list[Variant]:
    """The variants that explain everything that was observed, of the fewest edits that do."""
    if not observed.given.any():
        return []
    complete = np.flatnonzero(observed.complete)
    rows = alike(variants.signatures["checksums"], complete, observed.checksums[complete], FAR)
    found = [variants.alone[row] for row in rows if explains(signature_at(variants.signatures, row), observed)]
    return found or _pairs(observed, variants)


def _pairs(observed: Observed, variants: Variants) -> list[Variant]:
    """Those of two edits, told by the checksums of the probes that were answered to the end; none without such probes.

    They are carried out on those that were not, and on those that there are no checksums of.
    """
    layout, signature = observed.layout, observed.signature
    has_sum = np.array([probe.id in variants.columns for probe in layout.probes])
    told = np.flatnonzero((observed.complete | signature.failed) & has_sum)
    if not told.size:
        return []
    columns = np.array([variants.columns[layout.probes[number].id] for number in told])
    rows = alike(variants.pairs["checksums"], columns, observed.checksums[told], CLOSE)
    if not rows.size:
        return []
    found = [pair_of(variants, row) for row in rows[:MOST_CANDIDATES]]
    others = (signature.steps > 0) | signature.failed
    others[told] = False
    ids = frozenset(layout.probes[number].id for number in np.flatnonzero(others))
    return [p for p in found if not ids or explains(prediction(source_of(p, variants), layout, ids), observed)]


def alike(table: np.ndarray, columns: np.ndarray, checksums: np.ndarray, far: float) -> np.ndarray:
    """The rows of a table of checksums that are as observed in some columns, in their order."""
    rows = np.arange(len(table))
    for column, observed in zip(columns.tolist(), checksums.tolist(), strict=True):
        if rows.size:
            sums = table[rows, column] if rows.size < len(table) else table[:, column]
            rows = rows[np.abs(sums - observed) <= far]
    return rows


def explains(given: Signature, observed: Observed) -> bool:
    """Whether a program gives every number that was observed, and ends with an error where the student's did.

    Probes that either was not tried on say nothing, and those at which the student's was stopped, nothing of the end.
    """
    seen, failed = observed.signature.steps, observed.signature.failed
    ends_alike = np.where(failed, given.failed, ~given.failed | ~observed.complete)
    untried = (seen == UNTRIED) | (given.steps == UNTRIED)
    if not ((ends_alike & (given.steps >= seen)) | untried).all():
        return False
    known = observed.given & (given.steps != UNTRIED)[observed.layout.probe]
    numbers = np.where(known, observed.signature.numbers, given.numbers)
    return bool(near(observed.layout, numbers, given.numbers).all())


def told_apart(key: ExerciseKey, variants: Variants) -> Mapping[str, tuple[str, ...]]:
    """For each probe, the mistakes and conventions, alone, that give another answer to it than the right one."""
    layout = layout_of(key)
    rows = range(len(variants.alone))
    same = [same_at(layout, layout.right_signature, signature_at(variants.signatures, row)) for row in rows]
    return {
        probe.id: tuple(v.parts[0] for v, right in zip(variants.alone, same, strict=True) if not right[index])
        for index, probe in enumerate(layout.probes)
    }
