"""Whether two answers to the same call, or two plain values, differ."""

from __future__ import annotations

import numpy as np

from autograder.expected.fingerprints import within
from autograder.model import Answer, Value


def answers_differ(first: Answer, second: Answer, tolerance: float) -> bool:
    """Whether two answers to the same call differ in form, or in a number by more than the tolerance."""
    if first.kind is not second.kind or len(first.returned) != len(second.returned):
        return True
    return any(
        a.steps != b.steps or a.form != b.form or differs(a.data, b.data, tolerance)
        for a, b in zip(first.returned, second.returned, strict=True)
    )


def differs(first: Value, second: Value, tolerance: float = 0.0) -> bool:
    """Whether two plain values differ in structure, type, or a number by more than the tolerance; NaN equals NaN."""
    of_numpy = [isinstance(value, (np.ndarray, np.generic)) for value in (first, second)]
    if any(of_numpy) and not all(of_numpy):
        return True
    if all(of_numpy):
        a, b = np.asarray(first), np.asarray(second)
        return a.shape != b.shape or a.dtype != b.dtype or not _equal(a, b, tolerance)
    if type(first) is not type(second):
        return True
    match first:
        case dict():
            return list(first) != list(second) or any(differs(first[key], second[key], tolerance) for key in first)
        case list() | tuple():
            pairs = zip(first, second, strict=False)
            return len(first) != len(second) or any(differs(a, b, tolerance) for a, b in pairs)
        case float():
            return not _equal(np.asarray(first), np.asarray(second), tolerance)
    return bool(first != second)


def _equal(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    if a.tobytes() == b.tobytes():
        return True
    if a.dtype.kind != "f":
        return bool(np.array_equal(a, b))
    return bool(np.all(within(a, b, tolerance) | (np.isnan(a) & np.isnan(b))))
