"""Where the grades of a class lie: a histogram, its numbers in words, and each section beside the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.basics.item_statistics import Spread, counts, spread
from autograder.model import Report
from autograder.reports.charts import SMALL, Line, Mark, chart
from autograder.reports.of_class.needs import percent, share_of

BINS = 10
BLUE = "#0072b2"


@dataclass(frozen=True, slots=True)
class Grades:
    """Where the grades of some students lie."""

    name: str
    """Of the section; empty for the class."""
    words: str
    spread: Spread


def grades_of(reports: Sequence[Report], name: str = "") -> Grades | None:
    """Mean, deviation and quartiles as parts of the points; None where nobody has a grade."""
    found = spread(_shares(reports))
    return Grades(name, _in_words(found), found) if found else None


def by_section(reports: Sequence[Report], sections: Mapping[str, str]) -> tuple[Grades, ...]:
    """The grades of each section, by its name; nothing where there are not several."""
    names = sorted({sections.get(report.student, "") for report in reports} - {""})
    if len(names) < 2:
        return ()
    found = (grades_of([r for r in reports if sections.get(r.student) == name], name) for name in names)
    return tuple(grades for grades in found if grades is not None)


def histogram(reports: Sequence[Report]) -> str:
    """How many students have how much of the points, in ten parts, as an `svg` element; empty of nobody."""
    shares = _shares(reports)
    found = spread(shares)
    if found is None:
        return ""
    heights = counts(shares, BINS)
    ends = [(100 * number / BINS, float(height)) for number, height in enumerate(heights)]
    stairs = [(0.0, 0.0), *(p for x, y in ends for p in ((x, y), (x + 100 / BINS, y))), (100.0, 0.0)]
    middle = min(100 * found.median, 100.0)
    drawn = chart(
        f"Students by percent of the points, in tens from 0 to 100: {', '.join(map(str, heights))}. {_in_words(found)}",
        "percent of the points",
        "students",
        [Line(stairs, BLUE, is_filled=True)],
        [Mark((middle, 0.0), "median")],
        size=SMALL,
    )
    return drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def _shares(reports: Sequence[Report]) -> list[float]:
    return [share for share in map(share_of, reports) if not math.isnan(share)]


def _in_words(found: Spread) -> str:
    """The numbers of a class as a sentence."""
    students = "1 student" if found.count == 1 else f"{found.count} students"
    return (
        f"{students} with a grade: mean {percent(found.mean)}, standard deviation {percent(found.deviation)}, "
        f"median {percent(found.median)}; half of them between {percent(found.lower)} and {percent(found.upper)}, "
        f"all between {percent(found.least)} and {percent(found.most)}."
    )
