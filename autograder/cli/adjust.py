"""`grade adjust`: a correction by hand, with a reason; the list of them; and one taken back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from autograder.cli.gradebook import OUT
from autograder.cli.names import exercises_of, resolved, units_named
from autograder.cli.options import course_at, course_option, say
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.model import Report
    from autograder.model.course import Course
    from autograder.model.policy import Kind

LONGEST_REASON = 1000
MOST_POINTS = 10_000
"""An exercise has no more either."""


@click.command()
@OUT
@click.argument("student", required=False)
@click.option("--exercise", metavar="NAME", help="Correct this exercise; else the total.")
@click.option("--unit", metavar="NAME", help="Correct this unit; else the total.")
@click.option("--points", type=float, metavar="N", help="Give so many points more, or with a minus sign less.")
@click.option("--percent", type=float, metavar="N", help="Give so many percent of the points more, or less.")
@click.option("--set", "exactly", type=float, metavar="N", help="Give exactly so many points.")
@click.option("--why", help="The reason; the student reads it.")
@click.option("--who", default="", help="Who decides; else whoever types this.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take back a correction, by its number.")
@click.option("--from-nbgrader", is_flag=True, help="Take over what was graded by hand in nbgrader's formgrader.")
@course_option
def adjust(
    out: Path,
    student: str | None,
    exercise: str | None,
    unit: str | None,
    points: float | None,
    percent: float | None,
    exactly: float | None,
    why: str | None,
    who: str,
    undo: int | None,
    from_nbgrader: bool,
    course_file: Path | None,
) -> None:
    """Correct the points of STUDENT by hand, with a reason. What is found later changes beneath it, and it stays.

    Without anything to correct, the corrections are listed, of STUDENT or of all.
    """
    course = course_at(course_file, out)
    amounts = {"points": points, "percent": percent, "set": exactly}
    asked = {name: amount for name, amount in amounts.items() if amount is not None}
    if sum([bool(asked), undo is not None, from_nbgrader]) > 1 or len(asked) > 1:
        raise UsageError("one thing at a time: --points, --percent, --set, --undo or --from-nbgrader")
    if from_nbgrader:
        _take_over(out, course, is_named=course_file is not None)
        return
    if student is None:
        if asked or undo is not None:
            raise UsageError("name the student whose points are meant:  grade adjust OUT STUDENT ...")
        _list(out, course)
        return
    if undo is not None:
        from autograder.classroom.adjust import take_back

        _say_change(student, *take_back(out, course, student, undo))
    elif asked:
        from autograder.classroom import adjust as adjusting

        kind, amount = _wanted(*asked.popitem())
        on = _part(course, exercise, unit)
        before, after = adjusting.adjust(out, course, student, on, kind, amount, _reason(why), who.strip())
        _say_change(student, before, after)
        number = max(int(str(made["number"])) for made in after.adjustments)
        say(f"Take it back with  grade adjust {out} {quote(student)} --undo {number}")
    else:
        _list(out, course, student)


def _wanted(option: str, amount: float) -> tuple[Kind, float]:
    """What is to be done; UsageError for what is no such number."""
    from autograder.model.policy import Kind

    kind = {"points": Kind.ADD, "percent": Kind.PERCENT, "set": Kind.SET}[option]
    if not math.isfinite(amount) or (amount == 0 and kind is not Kind.SET):
        raise UsageError(f"--{option} must be a number that changes something, not {amount:g}")
    if abs(amount) > MOST_POINTS:
        raise UsageError(f"--{option} must be at most {MOST_POINTS}, not {amount:g}")
    if kind is Kind.PERCENT and abs(amount) > 100:
        raise UsageError(f"--percent must be from -100 to 100, not {amount:g}")
    if kind is not Kind.PERCENT and 2 * amount % 1:
        raise UsageError(f"--{option} must be a multiple of one half, as all points are, not {amount:g}")
    if kind is Kind.SET and amount < 0:
        raise UsageError(f"--set must be at least 0, not {amount:g}: with  --points {amount:g}  points are taken away")
    return kind, amount


def _part(course: Course, exercise: str | None, unit: str | None) -> str:
    """What is corrected: an exercise, a unit, or nothing for the total."""
    if exercise and unit:
        raise UsageError("--exercise or --unit, not both: a correction is of one thing")
    if exercise:
        return resolved(exercise, exercises_of(course), "the course has no exercise", may_guess=False)
    return resolved(unit, units_named(course.units), "the course has no unit", may_guess=False) if unit else ""


def _reason(why: str | None) -> str:
    reason = " ".join((why or "").split())
    if not reason:
        raise UsageError('a correction needs a reason that the student can read:  --why "..."')
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"--why must be at most {LONGEST_REASON} letters long, not {len(reason)}")
    return reason


def _say_change(student: str, before: Report, after: Report) -> None:
    """What is another now."""
    from autograder.reports.wording import points

    names = {e.name: (e.score, e.max_score) for e in after.exercises}
    names |= {unit.name: (unit.score, unit.max_score) for unit in after.units}
    was = {e.name: e.score for e in before.exercises} | {unit.name: unit.score for unit in before.units}
    lines = [(name, was[name], *now) for name, now in names.items() if repr(was.get(name)) != repr(now[0])]
    lines.append(("total", before.score, after.score, after.max_score))
    for name, old, score, most in lines:
        say(f"{student}: {name} {points(old, most)} -> {points(score, most)}")


def _list(out: Path, course: Course, student: str = "") -> None:
    """The corrections that count."""
    from autograder.classroom.adjust import Graded
    from autograder.classroom.changes import everybody_in
    from autograder.reports.wording import adjusted

    if student:
        reports: Sequence[Report] = [Graded.of(out, course, student).final]
    else:
        reports = everybody_in(out / "results.db", course)
    lines = [f"{made['number']}  {one.student}  {adjusted(made)}" for one in reports for made in one.adjustments]
    for line in lines:
        say(line)
    if not lines:
        say("No points were corrected by hand.")


def _take_over(out: Path, course: Course, *, is_named: bool) -> None:
    from autograder.basics import extras

    extras.require("notebook", "grade adjust --from-nbgrader")
    from autograder.classroom.corrected import in_words
    from autograder.classroom.formgrader import take_over

    taken = take_over(out, course, is_named=is_named)
    for wish in taken.new:
        change = in_words(wish.kind, wish.amount)
        say(f"{wish.student}: {wish.on}, {change}: {wish.why}")
    for one in taken.gone:
        say(f"{one.student}: {one.on}, taken back: {in_words(one.kind, one.amount)}")
    say(f"From formgrader: {len(taken.new)} new, {len(taken.gone)} taken back.")
