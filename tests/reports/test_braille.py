"""A schedule as a picture in a terminal."""

from autograder.reports.show.braille import COLUMNS, ROWS, drawn


def test_a_falling_line_goes_from_the_first_corner_to_the_last() -> None:
    """In braille and in stars, in as many lines and no more columns than there is room for."""
    for ascii_only in (False, True):
        lines = drawn([(0.0, 1.0), (10.0, 0.0)], ascii_only=ascii_only)
        assert len(lines) == ROWS
        assert lines[0].strip()[0] == lines[0][0]
        assert len(lines[-1]) == COLUMNS
        assert all(line.isascii() for line in lines) == ascii_only


def test_a_constant_is_drawn_and_a_single_point_is_not() -> None:
    """A curve that never changes is a level line; of one point there is none."""
    assert "".join(drawn([(0.0, 2.0), (1.0, 2.0)])).strip()
    assert drawn([(0.0, 2.0)]) == []
