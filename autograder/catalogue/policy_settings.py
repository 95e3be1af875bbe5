"""What a course file says of what becomes of the points: [late], [weights], and parts of [grading]."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from autograder.catalogue.course_file import CourseFile
from autograder.errors import closest
from autograder.model.policy import Feedback, Lateness, Period, Policy

LATE = ("percent", "per", "grace_minutes", "floor")
KEYS = ("drop_lowest", "feedback", "release")
"""Those of [grading]."""
MOST_MINUTES = 60 * 24 * 365
MOST_WEIGHT = 1_000_000
EXAMPLE = "2027-02-07T12:00:00+01:00"


def policy(own: CourseFile, units: Sequence[str]) -> Policy:
    """The policy of a course; CourseError names the file, the line and the key."""
    return Policy(
        late=_late(own),
        weights=_weights(own, units),
        drop_lowest=_drop_lowest(own, len(units)),
        feedback=Feedback(_one_of(own, ("grading", "feedback"), Feedback, Feedback.FULL)),
        release=_release(own),
    )


def _late(own: CourseFile) -> Lateness:
    own.refuse_unknown(("late",), LATE)
    if own.table("late") and "percent" not in own.table("late"):
        raise own.wrong(("late",), "needs percent = ...: what each hour or day costs; write  percent = 10")
    return Lateness(
        percent=_number(own, ("late", "percent"), 100),
        per=Period(_one_of(own, ("late", "per"), Period, Period.DAY)),
        grace=datetime.timedelta(minutes=float(_number(own, ("late", "grace_minutes"), MOST_MINUTES))),
        floor=_number(own, ("late", "floor"), 100),
    )


def _weights(own: CourseFile, units: Sequence[str]) -> dict[str, Fraction]:
    """A share for each unit: one that is not named could be meant to count as it is, or not at all."""
    path, given = ("weights",), own.table("weights")
    for name in given:
        if name not in units:
            like = closest(name, units)
            meant = f"did you mean {like}?" if like else f"there are {', '.join(units)}"
            raise own.wrong((*path, name), f"names no unit of the course: {meant}")
    if not given:
        return {}
    if lacking := [unit for unit in units if unit not in given]:
        raise own.wrong(path, f"must name each unit: write  {lacking[0]} = 0  if it is not to count")
    weights = {unit: _number(own, (*path, unit), MOST_WEIGHT) for unit in units}
    if not any(weights.values()):
        raise own.wrong(path, "leaves no unit that counts: every weight is 0")
    return weights


def _drop_lowest(own: CourseFile, units: int) -> int:
    path = ("grading", "drop_lowest")
    chosen: int = own.value(path, int, "a whole number", 0)
    if not 0 <= chosen < units:
        raise own.wrong(path, f"must be from 0 to {units - 1}, so that one of {units} units is left, not {chosen}")
    return chosen


def _release(own: CourseFile) -> str:
    path = ("grading", "release")
    time = own.value(path, datetime.datetime, f"a date and time such as {EXAMPLE}", None)
    if time is None:
        return ""
    if time.tzinfo is None:
        raise own.wrong(path, f"must say its time zone, as in {EXAMPLE}")
    text: str = time.isoformat()
    return text


def _number(own: CourseFile, path: tuple[str, ...], most: int) -> Fraction:
    """A number from 0 to the most that there may be, exactly as it is written; 0 where there is none."""
    given: Any = own.value(path, (int, float), "a number", 0)
    if not 0 <= given <= most:
        raise own.wrong(path, f"must be from 0 to {most}, not {given}")
    return Fraction(str(given))


def _one_of(own: CourseFile, path: tuple[str, ...], known: type[Feedback] | type[Period], usual: str) -> str:
    names = " or ".join(f'"{name.value}"' for name in known)
    chosen: str = own.value(path, str, names, usual)
    if chosen not in list(known):
        raise own.wrong(path, f'must be {names}, not "{chosen}"')
    return chosen
