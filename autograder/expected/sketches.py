"""Sketches of what programs give: one number for each probe, by which those that give the same are found at once."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import NamedTuple

import numpy as np

from autograder.expected.fingerprints import RELATIVE, Fingerprint, Layout

NEGLIGIBLE = 1e-6
"""A number this much smaller than the largest on the way to it counts by its size, not by its logarithm."""
NOT_A_NUMBER, INFINITE, MISSING, FAILED = 1300.0, 1500.0, 1700.0, 1900.0
"""What counts in the place of numbers; a logarithm is never as large."""


class _Terms(NamedTuple):
    """How the numbers of a layout count."""

    scales: np.ndarray
    """From which size on each counts by its logarithm, where it is not negligible."""
    negligible: np.ndarray
    """How large each may be beside the largest on the way to be negligible; 0 for counts and words."""
    weights: np.ndarray
    """What each number (by row) counts for each probe (by column): nothing for those that it is not of."""
    rows: np.ndarray
    """The places of the numbers of each block, in a row that ends with the place after all numbers."""
    in_rows: np.ndarray
    """Where in these rows, one after another, the last number of each number's step stands."""


@lru_cache(maxsize=256)
def terms_of(layout: Layout) -> _Terms:
    """What the sketches of a layout are made with."""
    is_exact = layout.relative == 0
    first = np.array([blocks[0].start for blocks in layout.blocks], dtype=np.int64)
    in_probe = np.arange(len(layout.right)) - first[layout.probe]
    random = Random(0)  # the same numbers wherever Python runs
    weights = np.array([1 + random.random() for _ in range(in_probe.max(initial=-1) + 1)])
    return _Terms(
        np.where(is_exact, 1.0, np.maximum(layout.tolerances / RELATIVE, np.finfo(np.float64).tiny)),
        np.where(is_exact, 0.0, NEGLIGIBLE),
        np.where(layout.probe[:, np.newaxis] == np.arange(len(layout.probes)), weights[in_probe, np.newaxis], 0.0),
        *_rows(layout),
    )


def _rows(layout: Layout) -> tuple[np.ndarray, np.ndarray]:
    blocks = [block for some in layout.blocks for block in some if block.stop > block.start]
    longest = max((block.stop - block.start for block in blocks), default=0)
    rows = np.full((len(blocks), longest), len(layout.right))
    in_rows = np.zeros(len(layout.right), dtype=np.int64)
    for number, block in enumerate(blocks):
        places = np.arange(block.stop - block.start)
        rows[number, places] = block.start + places
        in_rows[block.start : block.stop] = number * longest + (places // block.size + 1) * block.size - 1
    return rows, in_rows


def sketches(fingerprint: Fingerprint, layout: Layout) -> np.ndarray:
    """One number for each probe that stands for all that a program gave there; those of many programs at once, too.

    It is a sum of the numbers' logarithms, each with a weight of its own between 1 and 2: where a number that is not
    negligible changes by some part, the sum changes by one to three times that. So programs whose sums are nearly equal
    give the same, as far as rounding allows; that two differences cancel is as good as impossible.

    Float64, in the shape of the fingerprint's `steps`: programs, if there is an axis for them, by probes.
    """
    numbers, terms = fingerprint.numbers, terms_of(layout)
    if not numbers.size:
        return np.zeros(fingerprint.steps.shape)
    is_finite = np.isfinite(numbers)
    sizes = np.zeros((*numbers.shape[:-1], numbers.shape[-1] + 1))
    np.abs(numbers, out=sizes[..., :-1], where=is_finite)
    so_far = np.maximum.accumulate(sizes[..., terms.rows], axis=-1)
    largest = so_far.reshape(*numbers.shape[:-1], -1)[..., terms.in_rows]
    scales = np.maximum(terms.scales, terms.negligible * largest)
    count = np.copysign(np.log2(1 + sizes[..., :-1] / scales), numbers) + np.log2(scales)
    if not is_finite.all():
        count[np.isinf(numbers)] = INFINITE * np.sign(numbers[np.isinf(numbers)])
        count[np.isnan(numbers)] = NOT_A_NUMBER
    count[layout.at >= fingerprint.steps[..., layout.probe]] = MISSING
    return np.asarray(count @ terms.weights + FAILED * fingerprint.failed)
