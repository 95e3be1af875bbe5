"""What a course file says of its units: whether they are in it, in which order, and with which prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from autograder.catalogue.course_file import CourseFile
from autograder.errors import closest
from autograder.model import Exercise
from autograder.model.course import UnitChoice

KEYS = ("use", "prose", "order", "further")
TABLE = "unit"


def without_unused_units(own: CourseFile, exercises: Sequence[Exercise]) -> list[Exercise]:
    """The exercises that are in the course: of units with `use = false` only those that say `use = true` themselves."""
    units = list(dict.fromkeys(exercise.unit for exercise in exercises))
    for name in own.table(TABLE):
        own.refuse_unknown((TABLE, name), KEYS)
        if name not in units:
            like = closest(name, units)
            raise own.wrong((TABLE, name), "is no unit of the course" + (f': did you mean "{like}"?' if like else ""))
    used = {unit: own.value((TABLE, unit, "use"), bool, "true or false", True) for unit in units}

    def is_used(exercise: Exercise) -> bool:
        return own.value(("exercise", exercise.name, "use"), bool, "true or false", used[exercise.unit])

    return list(filter(is_used, exercises))


def in_order(own: CourseFile, exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """The exercises by unit; within a unit those that `order` names first, in its order."""
    orders = {name: _order(own, name, exercises) for name in own.table(TABLE)}

    def place(exercise: Exercise) -> tuple[str, int]:
        order = orders.get(exercise.unit, ())
        return exercise.unit, order.index(exercise.name) if exercise.name in order else len(order)

    return tuple(sorted(exercises, key=place))


def _order(own: CourseFile, unit: str, exercises: Sequence[Exercise]) -> tuple[str, ...]:
    path = (TABLE, unit, "order")
    given: Any = own.value(path, list, "a list of exercises", [])
    known = [exercise.name for exercise in exercises if exercise.unit == unit]
    for name in given:
        if not isinstance(name, str) or name not in known:
            like = closest(str(name), known)
            meant = f': did you mean "{like}"?' if like else f"; the unit has {', '.join(known) or 'none'}"
            raise own.wrong(path, f'names "{name}", which is no exercise of the unit{meant}')
        if given.count(name) > 1:
            raise own.wrong(path, f'names "{name}" twice')
    return tuple(given)


def unit_choices(base: CourseFile, own: CourseFile, units: Sequence[str]) -> Mapping[str, UnitChoice]:
    """What is chosen for the units of the course that the built-in file, or the course's own, speaks of."""
    names = dict.fromkeys([*base.table(TABLE), *own.table(TABLE)])
    return {
        name: UnitChoice(
            *_prose(own, name),
            is_ordered=bool(own.table(TABLE, name).get("order")),
            further=own.value(
                (TABLE, name, "further"), bool, "true or false", base.table(TABLE, name).get("further", False)
            ),
        )
        for name in names
        if name in units
    }


def _prose(own: CourseFile, unit: str) -> tuple[str, str]:
    """The file with a unit's prose, and its text; CourseError where it cannot stand in a unit's file."""
    path = (TABLE, unit, "prose")
    name: str = own.value(path, str, "a file of Markdown", "")
    if not name:
        return "", ""
    if PurePath(name).is_absolute() or ".." in PurePath(name).parts:
        raise own.wrong(path, f'must be a file in the folder of the course file, not "{name}"')
    file = own.file.resolve().parent / name
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise own.wrong(path, f'names a file that cannot be read: "{name}" ({error.strerror})') from error
    except UnicodeDecodeError:
        raise own.wrong(path, f'names a file that is not UTF-8: "{name}"') from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("%%") or "{{" in line:
            raise own.wrong(
                path, f'names "{name}", whose line {number} holds "%%" or "{{{{", which have a meaning here'
            )
    return name, text.strip()
