"""Names as people type them: in capitals, by a unit's number, cut short, or with a letter too few."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from autograder.cli.options import say
from autograder.errors import UsageError, closest, unknown
from autograder.model.course import Course, Unit


def resolved(name: str, known: Mapping[str, str], what: str, *, are_all: bool = False, may_guess: bool = True) -> str:
    """The name that was meant; UsageError where none is like it, or several begin with it.

    `known` holds every way to write a name, and the name itself; `what` is half a sentence, such as "the course has no
    exercise". What was only guessed is said; where a guess could do harm, it is asked for instead.
    """
    exact = _as_written(name, known)
    if exact:
        return exact
    begun = dict.fromkeys(meant for alias, meant in known.items() if alias.startswith(_folded(name)) and name)
    if len(begun) == 1:
        return next(iter(begun))
    if begun:
        raise UsageError(f'several names begin with "{name}": {", ".join(begun)}')
    like = None if name.strip().isdecimal() else closest(_folded(name), known)  # no number is meant for another
    if like is None or not may_guess:
        raise unknown(what, name, list(dict.fromkeys(known.values())), are_all=are_all)
    say(f'grade: "{name}" is taken for {known[like]}', err=True)
    return known[like]


def several(names: Iterable[str], known: Mapping[str, str], what: str) -> tuple[str, ...]:
    """Names given by the user, each resolved; `what` is half a sentence, as there."""
    return tuple(resolved(name, known, what) for name in names)


def exercises_of(course: Course) -> dict[str, str]:
    """Every way to write an exercise's name."""
    return same(exercise.name for exercise in course.exercises)


def units_named(units: Sequence[str]) -> dict[str, str]:
    """Every way to write a unit's name: as it is, without its number, and the number alone."""
    ways = ((way, unit) for unit in units for way in (unit, Unit(unit).short, *_numbers(unit)))
    return {_folded(way): unit for way, unit in ways}


def same(names: Iterable[str]) -> dict[str, str]:
    """Names that are written in one way only."""
    return {_folded(name): name for name in names}


def asked_by_name(paths: Sequence[Path], course: Course) -> tuple[list[Path], list[str], list[str]]:
    """What stands in the place of paths: those that are paths, and the names of exercises and of units."""
    files: list[Path] = []
    exercises: list[str] = []
    units: list[str] = []
    for path in paths:
        name = str(path)
        if path.exists() or path.suffix or len(path.parts) != 1:
            files.append(path)
        elif meant := _as_written(name, exercises_of(course)):
            exercises.append(meant)
        elif meant := _as_written(name, units_named(course.units)):
            units.append(meant)
        else:
            both = {**units_named(course.units), **exercises_of(course)}
            found = resolved(name, both, f"{name} does not exist, and the course has no exercise or unit")
            (units if found in course.units else exercises).append(found)
    return files, exercises, units


def _as_written(name: str, known: Mapping[str, str]) -> str:
    return known.get(_folded(name), "")


def _folded(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def _numbers(unit: str) -> Collection[str]:
    number = unit.partition("_")[0]
    return (number, str(int(number))) if number.isdecimal() else ()
