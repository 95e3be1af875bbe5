"""Lines of equal loss, from the gradient alone."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.expected.contours import contours, contours_around


@pytest.mark.parametrize(
    ("gradient", "loss"),
    [
        ("def g(w):\n    x, y = w.T\n    return np.array([2*x, -2*y]).T\n", lambda x, y: x**2 - y**2),
        (
            "def g(w):\n    x, y = w.T\n    return np.array([2*x, y**3 - y]).T\n",
            lambda x, y: x**2 - y**2 / 2 + y**4 / 4,
        ),
    ],
)
def test_along_a_level_the_loss_is_the_same(gradient: str, loss: object) -> None:
    """The loss is recovered from its gradient: along each line it varies little beside how it varies in the picture."""
    assert callable(loss)
    lines = contours("g", gradient, (-2.0, -2.0), (2.0, 2.0))
    spreads = [np.ptp([loss(x, y) for x, y in line]) for line in lines]
    assert len(lines) >= 5
    assert max(spreads) < 0.1
    assert all(len(line) > 2 for line in lines)


def test_the_lines_lie_around_what_is_drawn() -> None:
    """All lines are within the size of some points around them, and finer ones have more pieces."""
    gradient = "def g(w):\n    x, y = w.T\n    return np.array([2*x, 20*y]).T\n"
    coarse, fine = (contours_around("g", gradient, ((0.0, 0.0), (1.0, 2.0)), side=side) for side in (15, 45))
    places = np.array([point for line in coarse for point in line])
    assert (places.min(axis=0) >= (-2, -2)).all()
    assert (places.max(axis=0) <= (3, 4)).all()
    assert sum(map(len, fine)) > 2 * sum(map(len, coarse))
