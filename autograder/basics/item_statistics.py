"""How a class did in a test and in each item of it: the definitions of textbooks, for exercises and for questions.

Robert L. Ebel and David A. Frisbie, Essentials of Educational Measurement, 5th edition (1991), chapters 11 and 13.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 3
"""Of so many a correlation may be told; two points always lie on a line."""
FLAT = 1e-12


def facility(points: Sequence[float], most: float) -> float | None:
    """The mean part of the points that were earned, from 0 to 1; None where there are no points to be had, or nobody.

    Of an item that is right or wrong it is the part of those who have it right, the index p of classical test theory.
    """
    return math.fsum(points) / len(points) / most if points and most else None


def discrimination(points: Sequence[float], rest: Sequence[float]) -> float | None:
    """How well an item tells who knows more: its correlation with the points of all others, from -1 to 1.

    This is the corrected item-total correlation; of an item that is right or wrong, the point-biserial one. `rest`
    holds for each student the sum over the other items. None where one of the two does not vary, or there are fewer
    than three students.
    """
    return correlation(points, rest)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's correlation; None where one of the two does not vary, or there are fewer than three."""
    if len(xs) < FEWEST:
        return None
    mean_x, mean_y = (math.fsum(values) / len(values) for values in (xs, ys))
    deviations = [(x - mean_x, y - mean_y) for x, y in zip(xs, ys, strict=True)]
    spread = math.sqrt(math.fsum(x * x for x, _ in deviations) * math.fsum(y * y for _, y in deviations))
    return math.fsum(x * y for x, y in deviations) / spread if spread > FLAT else None


def in_words(discriminates: float | None) -> str:
    """What Ebel's guide says of a discrimination: very good from 0.40, good from 0.30, fair from 0.20, poor below."""
    if discriminates is None:
        return "not defined"
    bounds = ((0.4, "very good"), (0.3, "good"), (0.2, "fair"))
    return next((word for bound, word in bounds if round(discriminates, 2) >= bound), "poor")


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the grades of a class lie."""

    count: int
    mean: float
    deviation: float
    """The standard deviation of these grades, not that of a sample."""
    least: float
    lower: float
    """A quarter lie below."""
    median: float
    upper: float
    """A quarter lie above."""
    most: float


def spread(values: Sequence[float]) -> Spread | None:
    """Mean, deviation, quartiles and range; None of nobody.

    Quartiles are interpolated between the two nearest values (type 7 of Hyndman and Fan 1996, as NumPy does).
    """
    if not values:
        return None
    lower, median, upper = (
        statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
    )
    return Spread(
        count=len(values),
        mean=statistics.fmean(values),
        deviation=statistics.pstdev(values),
        least=min(values),
        lower=lower,
        median=median,
        upper=upper,
        most=max(values),
    )


def counts(shares: Sequence[float], bins: int) -> tuple[int, ...]:
    """How many of some shares lie in each of `bins` equal parts from 0 to 1; the last holds 1 too, and what is above.

    A part holds its lower end: of ten, the third counts from 0.2 to below 0.3, also where rounding left 0.2 a bit less.
    """
    found = [0] * bins
    for share in shares:
        found[min(max(math.floor(share * bins + FLAT), 0), bins - 1)] += 1
    return tuple(found)
