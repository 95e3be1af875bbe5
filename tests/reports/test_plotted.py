"""Pictures in a terminal."""

from __future__ import annotations

import pytest

from autograder.model import Picture
from autograder.reports.plotted import ROWS, plotted
from tests.reports.test_pages import PICTURE


@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_picture_fits_and_says_its_signs(width: int, ascii_only: bool) -> None:
    """The grid is no wider than asked, in ASCII where it must be, and each line has its own sign."""
    text = plotted(PICTURE, width, ascii_only=ascii_only)
    *grid, legend = text.split("\n")
    assert max(map(len, grid)) <= max(width, 21)
    assert not ascii_only or text.isascii()
    assert "they part at step 1" in legend
    assert sum(line.count("x") for line in grid) == 2  # the start is common to both


def test_a_flat_line_and_one_that_runs_away_are_drawn() -> None:
    """A line of one height has a grid, and so has one that is left at once."""
    flat = ((0.0, 1.0), (1.0, 1.0), (2.0, 1.0))
    for own, parts in ((flat, None), (((0.0, 1.0), (1.0, 1e300)), 1)):
        assert len(plotted(Picture("f()", "step", "w", flat, own, parts), 60).split("\n")) == ROWS + 4
