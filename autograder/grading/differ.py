"""Whether two answers to the same call, or two plain values, differ."""

from __future__ import annotations

import numpy as np

from autograder.expected.fingerprints import within
from autograder.model import Answer, Array, Leaf, Tree, Value

OF_NUMPY = (np.ndarray, np.generic)


def answers_differ(first: Answer, second: Answer, tolerance: float = 0.0) -> bool:
    """Whether two answers to the same call differ in form, or in a number by more than the tolerance."""
    if first.kind is not second.kind or len(first.returned) != len(second.returned):
        return True
    return any(
        a.steps != b.steps or differs(a.tree, b.tree, tolerance)
        for a, b in zip(first.returned, second.returned, strict=True)
    )


def differs(first: Value | Tree, second: Value | Tree, tolerance: float = 0.0) -> bool:
    """Whether two values, or what some steps returned, differ in structure, in type, or in a number by more.

    `tolerance` is how far numbers may be apart. NaN equals NaN.
    """
    if isinstance(first, Leaf) and isinstance(second, Leaf):
        return first.kind is not second.kind or differs(first.data, second.data, tolerance)
    is_numpy = isinstance(first, OF_NUMPY)
    if is_numpy is not isinstance(second, OF_NUMPY):
        return True
    if is_numpy:
        a, b = np.asarray(first), np.asarray(second)
        return a.shape != b.shape or a.dtype != b.dtype or not _equal(a, b, tolerance)
    if type(first) is not type(second):
        return True
    if isinstance(first, dict) and isinstance(second, dict):
        return list(first) != list(second) or any(differs(first[key], second[key], tolerance) for key in first)
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        pairs = zip(first, second, strict=False)
        return len(first) != len(second) or any(differs(a, b, tolerance) for a, b in pairs)
    if isinstance(first, float):
        return not _equal(np.asarray(first), np.asarray(second), tolerance)
    return bool(first != second)


def _equal(a: Array, b: Array, tolerance: float) -> bool:
    if a.tobytes() == b.tobytes():
        return True
    if a.dtype.kind != "f":
        return bool(np.array_equal(a, b))
    numbers, others = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    return bool(np.all(within(numbers, others, tolerance) | (np.isnan(numbers) & np.isnan(others))))
