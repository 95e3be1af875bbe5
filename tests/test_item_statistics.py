"""The statistics of a class, beside values that are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.basics.item_statistics import correlation, counts, discrimination, facility, in_words, spread

POINTS = st.lists(st.floats(0, 100), min_size=1, max_size=40)


def test_facility_is_the_part_of_who_is_right() -> None:
    """Of right and wrong it is the part that is right; half points count half; without anybody there is none."""
    assert facility([1, 1, 0, 1], 1) == 0.75
    assert facility([4, 2, 0], 4) == 0.5
    assert facility([], 4) is None
    assert facility([0, 0], 0) is None


def test_discrimination_is_the_point_biserial_correlation() -> None:
    """Of right and wrong it is (mean of the right ones - mean of the wrong ones)/deviation*sqrt(p*q)."""
    right, rest = [1, 0, 1, 1, 0, 0, 1], [9, 4, 7, 8, 5, 6, 3]
    means = np.mean([9, 7, 8, 3]) - np.mean([4, 5, 6])
    assert discrimination(right, rest) == pytest.approx(means / np.std(rest) * np.sqrt(4 / 7 * 3 / 7))


@pytest.mark.parametrize(
    ("xs", "ys", "r"),
    [
        ([1, 2, 3], [2, 4, 6], 1),
        ([1, 2, 3], [3, 2, 1], -1),
        ([43, 21, 25, 42, 57, 59], [99, 65, 79, 75, 87, 81], 0.529809),
        ([1, 2], [1, 2], None),
        ([1, 1, 1], [1, 2, 3], None),
    ],
)
def test_correlation_is_pearsons_or_none(xs: list[float], ys: list[float], r: float | None) -> None:
    """It is 1 and -1 on a line, what is known of an example, and nothing where nothing varies."""
    assert correlation(xs, ys) == (r if r is None else pytest.approx(r, abs=1e-6))


@pytest.mark.parametrize(
    ("value", "word"), [(0.4, "very good"), (0.399, "very good"), (0.3, "good"), (0.2, "fair"), (-0.1, "poor")]
)
def test_ebels_words_go_by_what_is_shown(value: float, word: str) -> None:
    """The word is that of the number as it is shown, with two digits."""
    assert in_words(value) == word
    assert in_words(None) == "not defined"


@given(POINTS)
def test_where_grades_lie_is_as_numpy_says(points: list[float]) -> None:
    """Mean, deviation and quartiles are NumPy's."""
    found = spread(points)
    assert found is not None
    assert (found.lower, found.median, found.upper) == pytest.approx(tuple(np.quantile(points, [0.25, 0.5, 0.75])))
    assert (found.mean, found.deviation) == pytest.approx((np.mean(points), np.std(points)), abs=1e-6)
    assert spread([]) is None


@given(POINTS)
def test_everybody_is_counted_once(points: list[float]) -> None:
    """The counts of the parts add up, whatever the shares are."""
    assert sum(counts([point / 100 for point in points], 10)) == len(points)


def test_a_part_holds_its_lower_end() -> None:
    """0.3 lies in the fourth of ten parts, also where it was added up; 1 lies in the last, and so does a bonus."""
    assert counts([0.1 + 0.2, 0.3 - 1e-16, 1.0, 1.2], 10) == (0, 0, 0, 2, 0, 0, 0, 0, 0, 2)
