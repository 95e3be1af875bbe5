"""How a class did in each exercise: how many ended how, how hard it is, and how well it tells who knows more."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.basics.item_statistics import discrimination, facility
from autograder.model import ExerciseResult, Report, Status
from autograder.reports.of_class.mistakes import is_written


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """How a class did in one exercise."""

    name: str
    unit: str
    counts: Mapping[Status, int]
    """How many ended how, of all who were graded in it."""
    most: float
    """The points that it gives."""
    mean: float
    """The mean points of all who were graded in it; NaN where nobody has a grade."""
    wrote: int
    facility: float | None
    """Of those who wrote it, the mean part of the points."""
    discrimination: float | None
    """Of those who wrote it, how it goes with the points in all other exercises."""


def items_of(reports: Sequence[Report]) -> tuple[ItemStatistics, ...]:
    """The statistics of every exercise, in the order of the course."""
    totals = {report.student: math.fsum(_grades(report)) for report in reports}
    found: dict[str, list[tuple[str, ExerciseResult]]] = {}
    for report in reports:
        for exercise in report.exercises:
            found.setdefault(exercise.name, []).append((report.student, exercise))
    items = [_item(results, totals) for results in found.values()]
    return tuple(sorted(items, key=lambda item: item.unit))


def _grades(report: Report) -> Iterator[float]:
    return (exercise.score for exercise in report.exercises if not math.isnan(exercise.score))


def _item(results: Sequence[tuple[str, ExerciseResult]], totals: Mapping[str, float]) -> ItemStatistics:
    first = results[0][1]
    scores = [exercise.score for _, exercise in results if not math.isnan(exercise.score)]
    written = [(s, e.score) for s, e in results if is_written(e) and not math.isnan(e.score)]
    points = [score for _, score in written]
    counts = dict.fromkeys(Status, 0)
    for _, exercise in results:
        counts[exercise.status] += 1
    return ItemStatistics(
        name=first.name,
        unit=first.unit,
        counts=counts,
        most=first.max_score,
        mean=math.fsum(scores) / len(scores) if scores else math.nan,
        wrote=len(written),
        facility=facility(points, first.max_score),
        discrimination=discrimination(points, [totals[student] - score for student, score in written]),
    )
