"""Lines of equal loss around a path, for a landscape of which only the gradient is at hand.

The loss at a point is, but for a constant, the integral of the gradient along the straight way to it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from autograder.expected.programs import function_of
from autograder.model.picture import Points
from autograder.model.values import FloatArray

SIDE = 25
"""Points of the grid in each direction, for a small picture."""
LEVELS = 6
NODES = 12
DIGITS = 3
ROOM = 1.0
"""How much of the size of what is drawn is shown around it, on each side."""


def contours_around(
    name: str, source: str, points: Points, *, side: int = SIDE, levels: int = LEVELS
) -> tuple[Points, ...]:
    """Lines of equal loss around points of the plane, with as much room on each side as they take up.

    `source` is the NumPy source of the gradient `name` of a loss of two variables; `side` and `levels` say how fine the
    lines are and how many losses they belong to.
    """
    path = np.array(points)
    room = ROOM * max(float(np.ptp(path, axis=0).max()), 1e-6)
    low, high = ((float(f"{x:.6g}"), float(f"{y:.6g}")) for x, y in (path.min(axis=0) - room, path.max(axis=0) + room))
    return contours(name, source, low, high, side=side, levels=levels)


@lru_cache(maxsize=256)
def contours(
    name: str,
    source: str,
    low: tuple[float, float],
    high: tuple[float, float],
    *,
    side: int = SIDE,
    levels: int = LEVELS,
) -> tuple[Points, ...]:
    """Lines along which the loss of two variables is the same, within a rectangle from one corner to the other.

    `source` is the NumPy source of the gradient `name`, which takes points in rows; it is printed from the landscape.
    """
    across, up = (np.linspace(a, b, side) for a, b in zip(low, high, strict=True))
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    losses = _losses(name, source, grid.reshape(-1, 2)).reshape(side, side)
    heights = np.quantile(losses, np.linspace(0, 1, levels + 2)[1:-1])
    return tuple(line for height in np.unique(heights) for line in _lines(grid, losses - height))


def _losses(name: str, source: str, points: FloatArray) -> FloatArray:
    """The loss at each of some points in rows, of shape (n, 2), less that at the first."""
    ways = points - points[0]
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    shares = (nodes + 1) / 2
    on_the_way = points[0] + shares[:, None, None] * ways
    slopes = np.asarray(function_of(source, name)(on_the_way.reshape(-1, 2))).reshape(on_the_way.shape)
    return np.asarray((weights / 2) @ (slopes * ways).sum(axis=-1))


def _lines(grid: FloatArray, heights: FloatArray) -> list[Points]:
    """The lines at height 0 over a grid: what crosses each half of a square of it, joined end to end."""
    ends: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for start, end in _pieces(grid, heights):
        ends.setdefault(start, []).append(end)
        ends.setdefault(end, []).append(start)
    lines = []
    while ends:
        first = next((point for point, others in ends.items() if len(others) == 1), next(iter(ends)))
        line = [first]
        while line[-1] in ends:
            here = line[-1]
            others = ends[here]
            there = others.pop()
            if not others:
                del ends[here]
            ends[there].remove(here)
            if not ends[there]:
                del ends[there]
            line.append(there)
        lines.append(tuple(line))
    return lines


def _pieces(grid: FloatArray, heights: FloatArray) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Where the plane through each half of a square is at height 0: a straight piece, or nothing."""
    pieces = []
    above = (heights > 0).astype(np.int64)
    corners_above = above[:-1, :-1] + above[1:, :-1] + above[:-1, 1:] + above[1:, 1:]
    for row, column in zip(*np.nonzero(corners_above % 4), strict=True):
        corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
        for half in (corners[:3], [corners[0], *corners[2:]]):
            crossed = [
                _crossing(grid[a], grid[b], heights[a], heights[b])
                for a, b in map(sorted, pairwise([*half, half[0]]))
                if above[a] != above[b]
            ]
            if len(crossed) == 2 and crossed[0] != crossed[1]:
                pieces.append((crossed[0], crossed[1]))
    return pieces


def _crossing(start: FloatArray, end: FloatArray, low: float, high: float) -> tuple[float, float]:
    """The point between two at which the height is 0."""
    at = start + (end - start) * (low / (low - high))
    return float(f"{at[0]:.{DIGITS}g}"), float(f"{at[1]:.{DIGITS}g}")
