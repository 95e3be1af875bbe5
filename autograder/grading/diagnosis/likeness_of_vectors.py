"""How wrong vectors are like the right ones: in their direction, their length, their order, or in some places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.grading.diagnosis.judged import Vector
from autograder.model import FloatArray, IntArray

CLOSE = 1e-6
"""How far ratios may differ and still count as one."""
PLAIN = 1e-3
"""The part of a vector by which it has to be off, if something is told of its direction or length."""
FEW = 2
"""As many wrong vectors have to show it."""
Said = tuple[str, dict[str, object]]
"""The id of a sentence, and what it speaks of."""


def equal(got: FloatArray, right: FloatArray) -> bool:
    """Whether numbers are the same but for rounding: float64 of shape (n,), both."""
    return bool((np.abs(got - right) <= CLOSE * np.maximum(np.abs(got), np.abs(right))).all())


def direction(some: Sequence[Vector]) -> Said | None:
    """Whether each vector points where it should and has another length, or points the other way."""
    ratios = [_ratio(vector) for vector in some if vector.got.any() or vector.right.any()]
    wrong = [ratio for ratio in ratios if ratio is not None and abs(ratio - 1) > PLAIN]
    if None in ratios or len(wrong) < FEW or all(len(vector.right) == 1 for vector in some):
        return None
    if all(ratio > 0 for ratio in wrong):
        return "right-direction", {}
    return ("other-direction", {}) if all(ratio < 0 for ratio in wrong) else None


def _ratio(vector: Vector) -> float | None:
    """One factor between two vectors; None where there is none."""
    size = float(vector.right @ vector.right)
    factor = float(vector.got @ vector.right) / size if size else 0.0
    is_one = (
        np.isfinite(factor) and np.abs(vector.got - factor * vector.right).max() <= CLOSE * np.abs(vector.got).max()
    )
    return factor if factor and is_one else None


def length(some: Sequence[Vector]) -> Said | None:
    """Whether each vector has the right length, and another direction."""
    lengths = np.array([[np.linalg.norm(vector.got), np.linalg.norm(vector.right)] for vector in some])
    turned = sum(np.linalg.norm(v.got - v.right) > PLAIN * np.linalg.norm(v.right) for v in some if len(v.right) > 1)
    return ("right-length", {}) if turned >= FEW and equal(lengths[:, 0], lengths[:, 1]) else None


def order(some: Sequence[Vector]) -> Said | None:
    """Whether the right numbers are there, at other places."""
    moved = sum(not vector.is_right for vector in some)
    is_so = all(equal(np.sort(vector.got), np.sort(vector.right)) for vector in some)
    return ("right-in-another-order", {}) if is_so and moved >= FEW else None


def one_coordinate(some: Sequence[Vector]) -> Said | None:
    """Whether only the first coordinate of each vector is wrong, or only the last, or always another one."""
    wrong = [vector for vector in some if not vector.is_right]
    return _one_place([(np.flatnonzero(vector.wrong), len(vector.wrong)) for vector in wrong])


def one_row(some: Sequence[Vector]) -> Said | None:
    """Whether only the first of the rows that are returned at once is wrong, or only the last, or always another."""
    wrong = [vector for vector in some if not vector.is_right]
    return (
        _one_place([(vector.wrong_rows, vector.shape[0]) for vector in wrong]) if all(v.shape for v in wrong) else None
    )


def _one_place(wrong: Sequence[tuple[IntArray, int]]) -> Said | None:
    """Where the only wrong place of each vector is; given are the wrong places, and how many there are."""
    if any(len(places) > 1 for places, _ in wrong) or sum(size > 1 for _, size in wrong) < FEW:
        return None
    at = {int(places[0]) for places, _ in wrong}
    if at == {0}:
        return "only-first-number", {}
    if all(places[0] == size - 1 for places, size in wrong):
        return "only-last-number", {}
    return ("only-number", {"number": at.pop()}) if len(at) == 1 else None


def from_a_row_on(some: Sequence[Vector]) -> Said | None:
    """From which row on each is wrong, where that is the same in all that are."""
    wrong = [vector for vector in some if not vector.is_right]
    if len(wrong) < FEW or any(not vector.shape for vector in wrong):
        return None
    first = {int(vector.wrong_rows[0]) for vector in wrong}
    if len(first) != 1 or first == {0}:
        return None
    (row,) = first
    return "second-row-wrong" if row == 1 else "first-wrong-row", {"last": row - 1, "wrong": row}


def all_equal(some: Sequence[Vector]) -> Said | None:
    """Whether all numbers of each vector are the same, although they should not be."""
    wrong = [vector for vector in some if not vector.is_right and len(vector.right) > 1]
    is_so = all(np.ptp(vector.got) == 0 for vector in wrong) and any(np.ptp(vector.right) for vector in wrong)
    return ("all-numbers-equal", {}) if is_so and len(wrong) >= FEW else None
