"""From the points that were found to those that count: one pure function, `final`.

Corrections of exercises come first, then what lateness costs a unit, corrections of units, the total of what the units
weigh, and corrections of the total. Whatever is a part of some points is rounded to the nearest half point, of two the
larger. What was found stays in `results.db` as it is; what is said of it here is never kept there.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.classroom.corrected import Corrected, corrected
from autograder.classroom.lateness import Late, lateness_of, plain
from autograder.model import ExerciseResult, Report, Standing, UnitScore
from autograder.model.course import Course, Unit
from autograder.model.halves import nearest_half
from autograder.model.policy import Adjustment, HandedIn, Period, Policy
from autograder.model.report import NEEDS_YOU, counted
from autograder.reports.safe import number

NO_LIMIT = math.inf
"""A unit, or the total, may get more points than there are: a bonus."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the grade of one student depends on beside what was found."""

    handed_in: Mapping[str, HandedIn] = field(default_factory=dict)
    """Unit -> when."""
    extensions: Mapping[str, str] = field(default_factory=dict)
    """Unit -> until when this person may hand it in."""
    adjustments: tuple[Adjustment, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    """Unit -> what was handed in for it, as text; needed only where there are adjustments."""

    def on(self, what: str) -> tuple[Adjustment, ...]:
        """The corrections of an exercise or a unit, or with no name of the total."""
        return tuple(one for one in self.adjustments if one.on == what)


def final(report: Report, course: Course, of: Circumstances) -> Report:
    """A student's report with the points that count, and in words how each came about.

    Args:
        report: what was found.
        course: whose policy counts.
        of: when it was handed in, until when it might be, and what was corrected by hand.
    """
    bases = {one.number: basis_of(report, one.on, of.sources) for one in of.adjustments}
    points = {
        e.name: corrected(e.score, e.max_score, by_hand, e.score, bases)
        for e in report.exercises
        if (by_hand := of.on(e.name))
    }
    exercises = tuple(replace(e, score=points[e.name].points) if e.name in points else e for e in report.exercises)
    late = {
        unit.name: lateness_of(unit.name, of.handed_in.get(unit.name, HandedIn()), course, of.extensions)
        for unit in report.units
    }
    in_time = {unit.name: _in_time(unit, report, exercises) for unit in report.units}
    left = {name: _left(in_time[name], is_late) for name, is_late in late.items()}
    by_unit = {
        unit.name: corrected(left[unit.name], NO_LIMIT, of.on(unit.name), unit.score, bases) for unit in report.units
    }
    units = tuple(
        replace(
            unit,
            score=by_unit[unit.name].points,
            how=_how(
                f"{_points(in_time[unit.name])} of {number(unit.max_score)}",
                _of_exercises(exercises, unit.name, points),
                late[unit.name],
                by_unit[unit.name],
                course.policy.late.per,
            ),
        )
        for unit in report.units
    )
    sum_, most, counting = total_of(units, course.policy, report)
    total = corrected(sum_, NO_LIMIT, of.on(""), report.score, bases)
    made = [one for some in (*points.values(), *by_unit.values(), total) for one in some.by]
    is_decided = report.status in NEEDS_YOU and bool(made) and not math.isnan(total.points)
    how = _how(f"{_points(sum_)} of {number(most)}", "", None, total, course.policy.late.per)
    return replace(
        report,
        exercises=exercises,
        units=units,
        score=total.points,
        max_score=most,
        late="; ".join(f"{_title(unit)}: {one.in_words()}" for unit, one in late.items() if one) or None,
        adjustments=tuple(one.as_plain for one in sorted(made, key=lambda one: one.made.number)),
        status=Standing.GRADED if is_decided else report.status,
        how="; ".join(filter(None, (counting, how))),
    )


def basis_of(report: Report, on: str, sources: Mapping[str, str]) -> str:
    """The digest of what a correction rests on: what was handed in, and what the checks found of it."""
    exercises = [e for e in report.exercises if on in ("", e.name, e.unit)]
    found = [
        (e.name, e.max_score, str(e.score), [(check.id, check.status.value) for check in e.checks]) for e in exercises
    ]
    questions = [(q.id, str(q.score)) for q in report.beside if on in ("", q.unit)]
    handed_in = [sources.get(unit, "") for unit in dict.fromkeys(e.unit for e in exercises)]
    return hashlib.sha256(repr((found, questions, handed_in)).encode()).hexdigest()[:16]


def found_in(report: Report, on: str) -> float:
    """The points that were found of an exercise, a unit or the whole."""
    parts = {**{e.name: e.score for e in report.exercises}, **{u.name: u.score for u in report.units}}
    return parts[on] if on else report.score


# ---------------------------------------------------------------- units


def _in_time(unit: UnitScore, report: Report, exercises: Sequence[ExerciseResult]) -> float:
    """The points of a unit if it is not late, with the corrections of its exercises."""
    if exercises == report.exercises:
        return unit.score
    before = [e.score for e in report.exercises if e.unit == unit.name]
    after = [e.score for e in exercises if e.unit == unit.name]
    if before == after or any(map(math.isnan, after)):
        return unit.score
    beside = [one.score for one in report.beside if one.unit == unit.name]
    return round(math.fsum([*after, *beside]), 2)


def _left(points: float, late: Late | None) -> float:
    """What lateness leaves of some points, in halves."""
    if late is None or late.left == 1 or math.isnan(points):
        return points
    return min(points, nearest_half(Fraction(str(points)) * late.left))


def _of_exercises(exercises: Sequence[ExerciseResult], unit: str, points: Mapping[str, Corrected]) -> str:
    """What was corrected of a unit's exercises."""
    said = ((e.name, points[e.name].in_words()) for e in exercises if e.unit == unit and e.name in points)
    return ", ".join(f"{name} {words}" for name, words in said if words)


def _how(found: str, exercises: str, late: Late | None, by_hand: Corrected, per: Period) -> str:
    """How points came about: "36 of 40, less 10 % for 1 day late"; empty where they are what was found."""
    steps = filter(None, (late.cost_in_words(per) if late else "", by_hand.in_words()))
    said = [f"{found} (with {exercises})" if exercises else found, *steps]
    return ", ".join(said) if len(said) > 1 or exercises else ""


# ---------------------------------------------------------------- the total


def total_of(units: Sequence[UnitScore], policy: Policy, report: Report) -> tuple[float, float, str]:
    """The total of what units weigh, out of what, and in words how units count where that is not by their points.

    A total with weights, or without the lowest units, is the part of the points that the units that count have in the
    mean, of all the points that there are.
    """
    counting = [unit for unit in counted(units) if policy.weights.get(unit.name, 1) > 0 and unit.max_score > 0]
    if not counting or not (policy.weights or policy.drop_lowest):
        same = [unit.score for unit in units] == [unit.score for unit in report.units]
        changed = round(math.fsum(unit.score for unit in counted(units)), 2)
        return report.score if same else changed, report.max_score, ""
    most = round(math.fsum(unit.max_score for unit in counting), 2)
    kept, dropped = _dropped(counting, policy.drop_lowest)
    words = "; ".join(_counting(counting, dropped, policy))
    if any(math.isnan(unit.score) for unit in kept):
        return math.nan, most, words
    weights = {unit.name: _weight(unit, policy) for unit in kept}
    part = sum((weights[unit.name] * _part(unit) for unit in kept), Fraction(0)) / sum(weights.values())
    return nearest_half(part * Fraction(str(most))), most, words


def _weight(unit: UnitScore, policy: Policy) -> Fraction:
    return policy.weights.get(unit.name, Fraction(str(unit.max_score)))


def _part(unit: UnitScore) -> Fraction:
    return Fraction(str(unit.score)) / Fraction(str(unit.max_score))


def _dropped(units: Sequence[UnitScore], lowest: int) -> tuple[list[UnitScore], list[UnitScore]]:
    """The units that count, of which one is always left, and those with the smallest part of their points."""
    graded = [unit for unit in units if not math.isnan(unit.score)]
    dropped = sorted(graded, key=_part)[: min(lowest, len(units) - 1)]
    return [unit for unit in units if unit not in dropped], dropped


def _counting(units: Sequence[UnitScore], dropped: Sequence[UnitScore], policy: Policy) -> Iterator[str]:
    if policy.weights:
        yield f"units weigh {', '.join(f'{_title(unit.name)} {plain(_weight(unit, policy))}' for unit in units)}"
    lowest = "the lowest" if policy.drop_lowest == 1 else f"one of the {policy.drop_lowest} lowest"
    for unit in dropped:
        yield f"{_title(unit.name)} does not count, as {lowest}"


def _title(unit: str) -> str:
    return f"{unit.partition('_')[0]} {Unit(unit).short.replace('_', ' ')}"


def _points(points: float) -> str:
    return "no grade" if math.isnan(points) else number(points)
