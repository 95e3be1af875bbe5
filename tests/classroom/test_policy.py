"""From the points that were found to those that count: lateness, weights, the lowest unit, corrections by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from autograder.classroom.policy import Circumstances, basis_of, final
from autograder.model import Deadline, Report, Standing, UnitScore
from autograder.model.course import Course
from autograder.model.policy import Adjustment, HandedIn, Kind, Lateness, Period, Policy
from autograder.reports import json
from tests.classroom.graded import UNITS, graded
from tests.registry import COURSE

FIRST, SECOND = UNITS
DUE = "2027-01-31T23:59:00+01:00"
PENALTY = Lateness(Fraction(10), Period.DAY, timedelta(minutes=15), Fraction(50))
REPORT = replace(
    graded("ada"), units=(UnitScore(FIRST, 2.0, 2.0), UnitScore(SECOND, 36.0, 40.0)), score=38.0, max_score=42.0
)


def course(late: Lateness = PENALTY, **more: object) -> Course:
    """A course with one deadline and this policy."""
    policy = Policy(late=late, **more)  # type: ignore[arg-type]
    return replace(COURSE, deadlines=(Deadline(SECOND, DUE),), policy=policy)


def handed_in(time: str, *, extended: str = "", called_late: bool = False) -> Report:
    """What becomes of a report of which the second unit was handed in at some time."""
    extensions = {SECOND: extended} if extended else {}
    return final(REPORT, course(), Circumstances({SECOND: HandedIn(time, called_late)}, extensions))


@pytest.mark.parametrize(
    ("time", "score", "late", "how"),
    [
        ("2027-01-31T22:59:00+00:00", 36.0, None, ""),  # the same moment in another zone
        ("2027-02-01T00:14:00+01:00", 36.0, None, ""),  # within the grace
        ("2027-02-01T00:14:00", 36.0, None, ""),  # a time without a zone is of the deadline's
        ("2027-02-01T00:14:01+01:00", 32.5, "16 minutes late", "36 of 40, less 10 % for 1 day late"),
        ("2027-02-01T23:59:00+01:00", 32.5, "1 day late", "36 of 40, less 10 % for 1 day late"),
        ("2027-02-02T02:00:00+01:00", 29.0, "1 day 2 hours 1 minute late", "36 of 40, less 20 % for 2 days late"),
        (
            "2027-02-07T00:00:00+01:00",
            18.0,
            "6 days 1 minute late",
            "36 of 40, less 50 % for 7 days late, the most that it can cost",
        ),
        ("", 36.0, None, ""),
    ],
)
def test_lateness_costs_what_the_course_says(time: str, score: float, late: str | None, how: str) -> None:
    """Each day that has begun costs its percent down to the floor, in halves; who is within the grace is not late."""
    report = handed_in(time)
    unit = report.units[1]
    assert (unit.score, unit.how) == (score, how)
    assert report.score == 2.0 + score
    assert report.late == (late and f"02 momentum: {late}")


def test_an_extension_counts_in_the_place_of_the_deadline() -> None:
    """Who has more time is late from then on only, and the platform's word counts only without one."""
    assert handed_in("2027-02-02T00:00:00Z", extended="2027-02-03T00:00:00Z").late is None
    assert handed_in("2027-02-03T12:00:00Z", extended="2027-02-03T00:00:00Z").units[1].score == 32.5
    assert handed_in("2027-01-31T22:00:00Z", extended="2026-02-03T00:00:00Z").late is None
    assert handed_in("", called_late=True).late is not None
    assert handed_in("", called_late=True).score == 38.0
    assert handed_in("", called_late=True, extended="2027-02-03T00:00:00Z").late is None


def test_nothing_said_changes_nothing() -> None:
    """Without a policy a report is what was found."""
    assert final(REPORT, COURSE, Circumstances()) == REPORT


def test_units_count_by_their_weights() -> None:
    """The total is the weighted part of all the points that there are; a unit that weighs nothing is left out."""
    weighted = final(REPORT, course(weights={FIRST: Fraction(3), SECOND: Fraction(1)}), Circumstances())
    assert (weighted.score, weighted.max_score) == (41.0, 42.0)  # 42 * (3 * 1 + 0.9) / 4, to the nearest half
    assert weighted.how == "units weigh 01 gradient descent 3, 02 momentum 1"
    alone = final(REPORT, course(weights={FIRST: Fraction(0), SECOND: Fraction(1)}), Circumstances())
    assert (alone.score, alone.max_score) == (36.0, 40.0)


def test_the_lowest_unit_is_dropped_and_one_is_always_left() -> None:
    """What counts is what is left, out of as many points as before, so that a class has one scale."""
    report = final(REPORT, course(drop_lowest=1), Circumstances())
    assert (report.score, report.max_score) == (42.0, 42.0)
    assert report.how == "02 momentum does not count, as the lowest"
    one = replace(REPORT, units=REPORT.units[1:], score=36.0, max_score=40.0)
    assert final(one, course(drop_lowest=5), Circumstances()).score == 36.0


# ---------------------------------------------------------------- corrections by hand


def made(number: int, on: str, kind: Kind, amount: float, basis: str = "") -> Adjustment:
    """A correction by hand."""
    return Adjustment(number, "ada", on, kind, amount, "why", "jane", "2027-02-01T10:00:00Z", 1.5, basis)


@pytest.mark.parametrize(
    ("on", "kind", "amount", "points", "total"),
    [
        ("momentum", Kind.ADD, 0.5, 2.0, 4.0),
        ("momentum", Kind.ADD, -5.0, 0.0, 2.0),
        ("momentum", Kind.SET, 9.0, 2.0, 4.0),
        ("momentum", Kind.PERCENT, -50.0, 1.0, 3.0),  # 0.75, of two halves that are as near the larger
        (SECOND, Kind.ADD, 3.0, 4.5, 6.5),
        ("", Kind.PERCENT, -10.0, 3.0, 3.0),
    ],
)
def test_a_correction_is_of_an_exercise_a_unit_or_the_total(
    on: str, kind: Kind, amount: float, points: float, total: float
) -> None:
    """Its points count from there upwards: in halves, never below 0, and an exercise has no more than its own."""
    report = final(graded("ada"), COURSE, Circumstances(adjustments=(made(1, on, kind, amount),)))
    parts = {e.name: e.score for e in report.exercises} | {u.name: u.score for u in report.units}
    assert parts.get(on, report.score) == points
    assert report.score == total
    assert report.adjustments[0]["on"] == (on or "total")
    assert json.from_text(json.render(report)) == report


def test_corrections_come_one_after_the_other_and_before_lateness() -> None:
    """What is corrected of an exercise is late too; what is corrected of its unit is not."""
    adjustments = (made(1, "momentum", Kind.SET, 2.0), made(2, SECOND, Kind.ADD, 1.0), made(3, SECOND, Kind.ADD, 0.5))
    of = Circumstances({SECOND: HandedIn("2027-02-07T00:00:00+01:00")}, adjustments=adjustments)
    report = final(graded("ada"), course(), of)
    assert report.units[1].score == 2.5
    assert report.units[1].how == (
        "2 of 2 (with momentum set to 2 points by hand), less 50 % for 7 days late, the most that it can cost, "
        "1 point more, 0.5 points more by hand"
    )


def test_a_correction_says_when_what_it_rests_on_has_changed() -> None:
    """It stays, and tells that the checks gave other points, or that something else was handed in."""
    basis = basis_of(graded("ada"), "momentum", {SECOND: "code"})
    adjustment = made(1, "momentum", Kind.ADD, 0.5, basis)

    def stale(report: Report, source: str) -> object:
        of = Circumstances(adjustments=(adjustment,), sources={SECOND: source})
        return final(report, COURSE, of).adjustments[0]["stale"]

    assert stale(graded("ada"), "code") == ""
    assert stale(graded("ada", first=0.0), "code") == ""
    assert "give 1 points now" in str(stale(graded("ada", momentum=1.0), "code"))
    assert "something else" in str(stale(graded("ada"), "other code"))


def test_points_by_hand_are_a_grade_where_there_was_none() -> None:
    """A unit that could not be read gets its points from a person, and then needs nobody any more."""
    unread = graded("ada", momentum=math.nan)
    report = replace(unread, score=math.nan, status=Standing.UNREADABLE)
    mended = final(report, COURSE, Circumstances(adjustments=(made(1, "momentum", Kind.SET, 1.0),)))
    assert (mended.score, mended.status) == (3.0, Standing.GRADED)
    added = final(report, COURSE, Circumstances(adjustments=(made(1, "momentum", Kind.ADD, 1.0),)))
    assert math.isnan(added.score)
    assert added.status is Standing.UNREADABLE
