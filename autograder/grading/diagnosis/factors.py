"""One factor between the numbers that a function gave and the right ones, if there is one."""

from __future__ import annotations

import numpy as np

from autograder.model import FloatArray

NEARLY_1 = 1e-4
"""A factor this close to 1 is no factor to speak of."""
CLOSE = 1e-6
"""How far ratios may differ and still count as one factor."""
KNOWN_FACTORS = (-1.0, 2.0, 0.5, 10.0, 0.1, -2.0, -0.5, 100.0, 0.01)


def common_factor(given: FloatArray, right: FloatArray) -> float | None:
    """What numbers are as a multiple of the right ones, where that is the same for all that are not 0, and not 1.

    Both are float64 of shape (n,). None where there is no such factor, or where a number is not finite.
    """
    with np.errstate(all="ignore"):
        ratios = (given / right)[(given != 0) | (right != 0)]
    if len(ratios) < 2 or not np.isfinite(ratios).all():
        return None
    if np.ptp(ratios) > 2 * CLOSE * max(abs(ratios[0]), CLOSE):
        return None
    factor = float(np.median(ratios))
    if abs(factor - 1) < NEARLY_1:
        return None
    if abs(factor) < CLOSE:
        return 0.0
    return next((known for known in KNOWN_FACTORS if abs(known - factor) <= CLOSE * abs(known)), factor)
