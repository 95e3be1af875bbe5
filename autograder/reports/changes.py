"""Whose grade changed, by which checks and because of what, as lines for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from autograder.model.changes import Change, Changes, ExerciseChange, UnitChange
from autograder.reports.safe import clean, number, obeyed_by_none

MOST_NAMES = 10


def render(changes: Changes) -> str:
    """A line for each student whose grade changed, those of units and exercises below it, and how many there are."""
    lines = [line for change in changes.changed for line in _change(change)]
    lines += [f"new: {names(changes.new)}"] if changes.new else []
    lines.append(f"Grades changed: {len(changes.changed)}; new: {len(changes.new)}; as they were: {changes.same}.")
    return obeyed_by_none("\n".join([*lines, ""]))


def names(students: Sequence[str]) -> str:
    """Names in a row; of many, the first ones and how many more there are."""
    shown = ", ".join(map(clean, students[:MOST_NAMES]))
    more = len(students) - MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _change(change: Change) -> Iterator[str]:
    because = ", ".join(change.causes)
    of = [f" of {number(most)}" if change.most[0] != change.most[1] else "" for most in change.most]
    was, now = (f"{number(points)}{most}" for points, most in zip((change.old, change.new), of, strict=True))
    yield f"{clean(change.student)}: {was} -> {now} (because of: {because})"
    yield from (f"  {_unit(unit)}" for unit in change.units)
    yield from (f"  {_exercise(exercise)}" for exercise in change.exercises)


def _unit(change: UnitChange) -> str:
    """How a unit's points came about before, and come about now, where lateness costs something."""
    told = "; ".join(f"{when}: {how}" for when, how in (("before", change.was), ("now", change.now)) if how)
    return f"{clean(change.name)}: {_points(change.old)} -> {_points(change.new)}; {told}"


def _exercise(change: ExerciseChange) -> str:
    said = f"{clean(change.name)}: {_points(change.old)} -> {_points(change.new)}"
    parts = [("passes now", change.gained), ("passes no more", change.lost)]
    told = "; ".join(f"{what}: {', '.join(map(clean, checks))}" for what, checks in parts if checks)
    return f"{said}; {told}" if told else said


def _points(score: float | None) -> str:
    return "not asked" if score is None else "no grade" if math.isnan(score) else number(score)
