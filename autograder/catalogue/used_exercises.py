"""Exercises that call the functions of others: which these are, each under the convention that the course chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograder.catalogue.course_file import CourseFile
from autograder.errors import closest
from autograder.model import Exercise


def with_uses(base: CourseFile, own: CourseFile, exercises: Sequence[Exercise]) -> list[Exercise]:
    """The exercises with those that each uses; what uses something that the course leaves out is left out as well.

    CourseError where a course names an exercise that stands nowhere above.
    """
    known = [*base.table("exercise"), *own.table("exercise")]
    found: dict[str, Exercise] = {}
    for exercise in exercises:
        uses, follows = (_given(base, own, exercise.name, key) for key in ("uses", "follows"))
        _refuse_unknown(own, exercise, uses or [], known)
        if follows and follows not in (uses or []):
            raise own.wrong(("exercise", exercise.name, "follows"), f'names "{follows}", which is not among its uses')
        if all(name in found for name in uses or []):
            used = tuple(found[name] for name in uses or [])
            found[exercise.name] = replace(exercise, uses=used, follows=follows or "")
    return list(found.values())


def _given(base: CourseFile, own: CourseFile, name: str, key: str) -> Any:
    """What the course says, else the built-in one; nothing of what the built-in one says of a file of its own."""
    kind, what = (list, "a list of exercises") if key == "uses" else (str, "an exercise")
    is_own = {"rule", "reference"} & {*own.table("exercise", name)}
    usual = None if is_own else base.table("exercise").get(name, {}).get(key)
    return own.value(("exercise", name, key), kind, what, usual)


def _refuse_unknown(own: CourseFile, exercise: Exercise, uses: Sequence[Any], known: Sequence[str]) -> None:
    path = ("exercise", exercise.name, "uses")
    if uses and not exercise.is_reference:
        raise own.wrong(path, "is for an exercise with a reference: a rule says all by itself")
    above = known[: known.index(exercise.name)]
    for name in uses:
        if name not in above:
            like = closest(str(name), above)
            meant = f': did you mean "{like}"?' if like else ""
            raise own.wrong(path, f'names "{name}", which is no exercise above this one{meant}')
