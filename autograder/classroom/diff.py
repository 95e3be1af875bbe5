"""Compare two states of a gradebook: whose grade changed, by which checks, and because of what."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from autograder.classroom.policy import total_of
from autograder.model import ExerciseResult, Report, Status
from autograder.model.changes import Basis, Cause, Change, Changes, Due, ExerciseChange, UnitChange
from autograder.model.policy import Policy
from autograder.model.report import counted


@dataclass(frozen=True, slots=True)
class Side:
    """A student's grade as it was or is, and what each unit of it was made from."""

    report: Report
    """With the points that count before any correction by hand, or where the terms are not known those found."""
    bases: Mapping[str, Basis]
    policy: Policy = field(default_factory=Policy)
    """By which its units make a total."""


def compare(before: Mapping[str, Side], after: Mapping[str, Side], *, same: int, left: Mapping[str, str]) -> Changes:
    """What is another now.

    Args:
        before: by student, those who may have changed.
        after: by student, at least these.
        same: how many others of those who handed in are as they were.
        left: who is kept without being among the submissions, and since when.
    """
    changed = [
        change for student, now in after.items() if student in before and (change := _change(before[student], now))
    ]
    new = tuple(student for student in after if student not in before)
    others = {change.student for change in changed}.union(new, left)
    return Changes(tuple(changed), new, same + sum(student not in others for student in after), left)


def _change(before: Side, after: Side) -> Change | None:
    """What is another in the units that were graded before and are now; what is graded for the first time is none."""
    units = {unit.name for unit in before.report.units} & {unit.name for unit in after.report.units}
    old, new = _exercises(before.report, units), _exercises(after.report, units)
    pairs = {name: (old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new))}
    other = {name: pair for name, pair in pairs.items() if _differ(*pair)}
    was, old_most = _score(before, before.policy, units)
    now, new_most = _score(after, after.policy, units)
    late = tuple(_late(before, after, units))
    if not other and not late and _same(was, now):
        return None
    causes = {cause for pair in other.values() for cause in _causes(*pair, before.bases, after.bases)}
    causes |= {cause for unit in late for cause in _of_terms(before.bases[unit.name].due, after.bases[unit.name].due)}
    if Cause.SUBMISSION in causes:  # what is handed in anew is handed in at another time
        causes.discard(Cause.TIME)
    if not _same(_score(after, before.policy, units)[0], now):
        causes.add(Cause.WEIGHTS)
    if not causes:  # a quiz has no part that is told apart here
        causes.add(Cause.SUBMISSION)
    known = causes - {Cause.UNKNOWN} or causes
    exercises = tuple(_exercise(name, *pair) for name, pair in other.items())
    in_order = tuple(cause for cause in Cause if cause in known)
    return Change(after.report.student, was, now, exercises, in_order, late, (old_most, new_most))


def _exercises(report: Report, units: Collection[str]) -> dict[str, ExerciseResult]:
    return {exercise.name: exercise for exercise in report.exercises if exercise.unit in units}


def _score(side: Side, policy: Policy, units: Collection[str]) -> tuple[float, float]:
    """The total of some units as a policy makes it, and out of what."""
    some = tuple(unit for unit in side.report.units if unit.name in units)
    points = round(math.fsum(unit.score for unit in counted(some)), 2)
    most = round(math.fsum(unit.max_score for unit in counted(some)), 2)
    return total_of(some, policy, replace(side.report, units=some, score=points, max_score=most))[:2]


def _late(before: Side, after: Side, units: Collection[str]) -> Iterator[UnitChange]:
    """The units of which lateness costs another part than before, where that makes a difference."""
    old = {unit.name: unit for unit in before.report.units}
    for unit in after.report.units:
        if unit.name not in units or _same(old[unit.name].score, unit.score):
            continue
        was, now = (side.bases[unit.name].due if unit.name in side.bases else None for side in (before, after))
        if was and now and was.left != now.left:
            yield UnitChange(unit.name, old[unit.name].score, unit.score, old[unit.name].how, unit.how)


def _differ(old: ExerciseResult | None, new: ExerciseResult | None) -> bool:
    """Whether somebody who had one grade and has the other would ask why."""
    if old is None or new is None:
        return True
    return not _same(old.score, new.score) or old.max_score != new.max_score


def _same(old: float, new: float) -> bool:
    return old == new or (math.isnan(old) and math.isnan(new))


def _exercise(name: str, old: ExerciseResult | None, new: ExerciseResult | None) -> ExerciseChange:
    was, now = _passed(old), _passed(new)
    return ExerciseChange(
        name,
        old.score if old else None,
        new.score if new else None,
        lost=tuple(check for check in was if check not in now) if new else (),
        gained=tuple(check for check in now if check not in was) if old else (),
    )


def _passed(exercise: ExerciseResult | None) -> list[str]:
    checks = exercise.checks if exercise else ()
    return [check.id.partition("/")[2] for check in checks if check.status is Status.PASSED]


def _causes(
    old: ExerciseResult | None, new: ExerciseResult | None, before: Mapping[str, Basis], after: Mapping[str, Basis]
) -> Iterator[Cause]:
    """What is another of all that the grade of an exercise depends on."""
    if old is None or new is None:
        yield Cause.POINTS  # the course, or the run, asks for another exercise
        return
    was, now = before.get(old.unit), after.get(new.unit)
    found = list(_of_exercises(old, new))
    of_bases = _of_bases(old.name, was, now) if was and now else ()
    # another convention is another rule: that is one cause, not two
    found += [cause for cause in of_bases if not (cause is Cause.RULE and Cause.CONVENTION in found)]
    yield from found or [Cause.UNKNOWN]


def _of_exercises(old: ExerciseResult, new: ExerciseResult) -> Iterator[Cause]:
    if old.max_score != new.max_score:
        yield Cause.POINTS
    if old.convention != new.convention:
        yield Cause.CONVENTION


def _of_bases(exercise: str, was: Basis, now: Basis) -> Iterator[Cause]:
    if _is_another(exercise, was.handed_in, now.handed_in):
        yield Cause.SUBMISSION
    if was.seed != now.seed:
        yield Cause.SEED
    elif was.rules and now.rules and was.rules.get(exercise) != now.rules.get(exercise):
        yield Cause.RULE
    if was.version != now.version:
        yield Cause.VERSION
    if was.isolation != now.isolation:
        yield Cause.ISOLATION


def _of_terms(was: Due | None, now: Due | None) -> Iterator[Cause]:
    """Why lateness costs another part of a unit."""
    if was is None or now is None:
        return
    if was.extension != now.extension:
        yield Cause.EXTENSION
    if was.deadline != now.deadline and not (was.extension and now.extension):
        yield Cause.DEADLINE
    if was.late != now.late:
        yield Cause.PENALTY
    if was.handed_in != now.handed_in:
        yield Cause.TIME


def _is_another(exercise: str, was: Mapping[str, str] | None, now: Mapping[str, str] | None) -> bool:
    """Whether something else was handed in for an exercise, as far as that is known."""
    return was is not None and now is not None and any(was.get(what) != now.get(what) for what in ("", exercise))
