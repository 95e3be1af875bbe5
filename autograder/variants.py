"""Other ways to write a rule, and which of them explain what a student's function returned."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping

import numpy as np

from autograder.model import ExerciseKey, Variant, Variants
from autograder.observed import Observed
from autograder.programs import filled, given_by, prediction
from autograder.signature import (
    UNTRIED,
    Layout,
    Signature,
    layout_of,
    near,
    same_at,
    signature_at,
    signature_table,
)

COARSE = 1e-5
"""How far the numbers of a fingerprint may differ, relative to their size: they are kept with few digits."""
NEARLY_ZERO = 1e-12
"""How far they may differ whatever their size is."""
MOST_CANDIDATES = 32
"""How many of the pairs whose fingerprints fit are carried out."""


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
    told = {probe for probe, _ in variants.telling}
    if not told <= {probe.id for probe in observed.layout.probes}:
        return []  # a rule that has other probes with another seed
    columns = telling_places(variants, observed.layout)
    known = observed.given[columns]
    if not known.any():
        return []
    numbers = observed.signature.numbers[columns[known]]
    rows = alike(variants.signatures["numbers"], columns[known], numbers)
    found = [variants.alone[row] for row in rows if explains(signature_at(variants.signatures, row), observed)]
    if found:
        return found
    with np.errstate(over="ignore"):
        rows = alike(variants.pairs["fingerprint"], np.flatnonzero(known), numbers.astype(np.float32))
    if variants.pairs["may_fail"].shape[1] == len(observed.layout.probes):
        rows = rows[~(observed.signature.failed & ~variants.pairs["may_fail"][rows]).any(axis=1)]
    pairs = (pair_of(variants, row) for row in rows[:MOST_CANDIDATES])
    return [pair for pair in pairs if _program_explains(source_of(pair, variants), observed, told)]


def _program_explains(source: str, observed: Observed, told: Container[str]) -> bool:
    """Whether a program gives every number that was observed.

    One that does not is mostly found out on the shortest of the probes that its fingerprint does not come from.
    """
    layout = observed.layout
    others = [probe for probe in layout.probes if probe.id not in told]
    fewest = min((probe.call.steps for probe in others), default=0)
    short = frozenset(probe.id for probe in others if probe.call.steps == fewest)
    return all(explains(prediction(source, layout, only), observed) for only in (short, None))


def telling_places(variants: Variants, layout: Layout) -> np.ndarray:
    """The places in a layout of the numbers that tell most variants apart."""
    first = {probe.id: blocks[0].start for probe, blocks in zip(layout.probes, layout.blocks, strict=True)}
    return np.array([first[probe] + place for probe, place in variants.telling], dtype=np.int64)


def alike(table: np.ndarray, columns: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """The rows of a table that hold what was observed in some columns, in their order."""
    rows = np.arange(len(table))
    with np.errstate(all="ignore"):
        for column, wanted in zip(columns.tolist(), observed.tolist(), strict=True):
            values = table[rows, column]
            if math.isfinite(wanted):
                rows = rows[np.abs(values - wanted) <= COARSE * abs(wanted) + NEARLY_ZERO]
            else:
                rows = rows[np.isnan(values) if math.isnan(wanted) else values == wanted]
            if not rows.size:
                break
    return rows


def explains(given: Signature, observed: Observed) -> bool:
    """Whether a program gives every number that was observed, and ends with an error where the student's did.

    Probes that either was not tried on say nothing.
    """
    seen, failed = observed.signature.steps, observed.signature.failed
    as_far = np.where(seen > 0, (given.failed == failed) & (given.steps >= seen), given.failed | ~failed)
    if not (as_far | (seen == UNTRIED) | (given.steps == UNTRIED)).all():
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
