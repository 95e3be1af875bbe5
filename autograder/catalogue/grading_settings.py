"""What a course file says of how a class is graded: limits, deadlines, [grading]."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from collections.abc import Mapping
from typing import Any

from autograder.catalogue import policy_settings
from autograder.catalogue.course_file import CourseFile
from autograder.model import Deadline, Limits
from autograder.model.course import Course

MOST_SEED = 2**63 - 1
MOST: Mapping[str, float] = {
    "call_seconds": 3_600,
    "cpu_seconds": 86_400,
    "memory_mib": 1 << 20,
    "output_kib": 1 << 14,
    "source_kib": 1 << 14,
    "read_mib": 1 << 14,
    "read_entries": 1_000_000,
    "read_places": 1_000,
    "read_cells": 1_000_000,
    "read_memory_mib": 1 << 20,
    "read_seconds": 3_600,
}
"""Limits above these are slips of the keyboard, or more than a system call takes."""
EXAMPLE = "2027-01-31T23:59:00+01:00"
SEED = ("grading", "seed")
KEYS = ("seed", "unreadable", "solutions", *policy_settings.KEYS)
UNREADABLE = ("blank", "zero")
"""What a class is given for what could not be read: no grade, or no points."""


def limits(base: CourseFile, own: CourseFile) -> Limits:
    """What one submission may use; CourseError names the file, the line and the key."""
    names = tuple(field.name for field in dataclasses.fields(Limits))
    own.refuse_unknown(("limits",), names)
    values: dict[str, Any] = {}
    for name in names:
        fallback = base.table("limits")[name]
        kind, what = ((int, float), "a number") if name.endswith("seconds") else (int, "a whole number")
        values[name] = own.value(("limits", name), kind, what, fallback)
        if not 0 < values[name] <= MOST[name]:
            raise own.wrong(("limits", name), f"must be more than 0 and at most {MOST[name]}")
    return Limits(**values)


def deadlines(own: CourseFile, units: set[str]) -> tuple[Deadline, ...]:
    """When units are due. CourseError for a time without its zone: a night would be won or lost by it."""
    own.refuse_unknown(("deadlines",), tuple(sorted(units)))
    what = f"a date and time such as {EXAMPLE}"
    times = {unit: own.value(("deadlines", unit), datetime.datetime, what, None) for unit in own.table("deadlines")}
    for unit, time in times.items():
        if time.tzinfo is None:
            raise own.wrong(("deadlines", unit), f"must say its time zone: by this machine's clock {_here(time)}")
    return tuple(Deadline(unit, time.isoformat()) for unit, time in sorted(times.items()))


def _here(time: datetime.datetime) -> str:
    """A time without a zone as one of the zone of this machine."""
    try:
        return time.astimezone().isoformat()
    except (OverflowError, OSError, ValueError):  # a year that no clock reaches
        return EXAMPLE


def seed(own: CourseFile) -> int | None:
    """What draws the numbers of a class; None where each results folder draws its own."""
    own.refuse_unknown(SEED[:1], KEYS)
    chosen: int | None = own.value(SEED, int, "a whole number", None)
    if chosen is not None and not 0 <= chosen <= MOST_SEED:
        raise own.wrong(SEED, f"must be from 0 to {MOST_SEED}")
    return chosen


def unreadable_is_zero(own: CourseFile) -> bool:
    """Whether what could not be read has no points, and not no grade; said in [grading] or above all tables."""
    said = "blank"
    for path in (("unreadable",), ("grading", "unreadable")):
        said = own.value(path, str, '"blank" or "zero"', said)
        if said not in UNREADABLE:
            raise own.wrong(path, f'must be "blank" (no grade) or "zero", not "{said}"')
    return said == "zero"


def shows_solutions(own: CourseFile) -> bool:
    """Whether who has solved an exercise may compare with ours."""
    shown: bool = own.value(("grading", "solutions"), bool, "true or false", True)
    return shown


def text_for_students(course: Course, named: Mapping[str, str]) -> str:
    """The course file without the seed: who knows it can work out every number that is asked, and the answers.

    `named` are the files that students get in the place of references, by exercise.
    """
    own = CourseFile(course.file)
    lines = own.text.splitlines(keepends=True)
    for name, file in named.items():
        path = ("exercise", name, "reference")
        at = own.line_of(path) - 1
        lines[at] = lines[at].replace(course.exercise(name).rule, file)
        if tomllib.loads("".join(lines))["exercise"][name]["reference"] != file:
            raise own.wrong(path, "must stand in a line of its own, so that students get no function with it")
    if course.seed is None:
        return "".join(lines)
    del lines[own.line_of(SEED) - 1]
    text = "".join(lines)
    if "seed" in tomllib.loads(text).get("grading", {}):
        raise own.wrong(SEED, "must stand in a line of its own, so that it can be left out for students")
    return text
