"""What a course file says of rules: which convention is asked for, what else earns points, when a formula is shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from autograder.catalogue.course_file import CourseFile
from autograder.errors import closest
from autograder.model.course import FormulaShown

KEYS = Path(__file__).parent / "derived"
"""Files named after each built-in exercise and convention; what is known of their mistakes stands in some."""
ANY = "any"

Prices = tuple[tuple[str, float], ...]
"""What named mistakes leave of an exercise's points, by their ids: parts from 0 to 1."""


def convention_at(own: CourseFile, path: tuple[str, ...], exercise: str) -> str:
    """The convention at a path; a built-in rule must have it (an instructor's own is not loaded for that)."""
    convention: str = own.value(path, str, "a convention's name", None)
    _refuse_unknown(own, path, exercise, convention)
    return convention


def accepted_conventions(own: CourseFile, exercise: str) -> tuple[str, ...]:
    """The conventions of an exercise that earn its points: those listed, or all of them for "any"."""
    path, what = ("exercise", exercise, "accept"), f'a list of conventions, or "{ANY}"'
    given: Any = own.value(path, (list, str), what, [])
    if given == ANY:
        known = _conventions_of(own, exercise)
        if not known:
            raise own.wrong(path, "must list the conventions of a rule of your own by their names")
        return known
    if isinstance(given, str) or not all(isinstance(name, str) for name in given):
        raise own.wrong(path, f"must be {what}, not {given!r}")
    for name in given:
        _refuse_unknown(own, path, exercise, name)
    return tuple(dict.fromkeys(given))


def _refuse_unknown(own: CourseFile, path: tuple[str, ...], exercise: str, convention: str) -> None:
    known = _conventions_of(own, exercise)
    if known and convention not in known:
        raise own.wrong(path, f'is not known: "{convention}"; known are {", ".join(known)}')


def _conventions_of(own: CourseFile, exercise: str) -> tuple[str, ...]:
    """The conventions of a built-in exercise; none of one whose rule is the instructor's own."""
    if {"rule", "reference"} & {*own.table("exercise", exercise)}:
        return ()
    return tuple(sorted({file.name.split(".")[1] for file in KEYS.glob(f"{exercise}.*.json")}))


# ---------------------------------------------------------------- formulas


def formula_shown(base: CourseFile, own: CourseFile, exercise: str) -> FormulaShown:
    """When the formula of an exercise is shown: as the file says of it, of all, or as the built-in course does."""
    known = tuple(FormulaShown)
    said = base.table("exercise").get(exercise, {}).get("formula", FormulaShown.SHOWN)
    for path in (("formula",), ("exercise", exercise, "formula")):
        said = own.value(path, str, f"one of {', '.join(known)}", said)
        if said not in known:
            listed = ", ".join(f'"{one}"' for one in known)
            raise own.wrong(path, f'must be one of {listed}, not "{said}"')
    return FormulaShown(said)


# ---------------------------------------------------------------- mistakes


def named_prices(own: CourseFile, exercises: Collection[str]) -> Mapping[str, Prices]:
    """What is left of the points where a mistake is named, by exercise: the table [mistakes]."""
    found: dict[str, list[tuple[str, float]]] = {}
    for id_ in own.table("mistakes"):
        path = ("mistakes", id_)
        exercise, slash, mistake = id_.partition("/")
        if not slash or exercise not in exercises:
            raise own.wrong(path, 'must name an exercise of the course and its mistake, as in "adam/eps-inside"')
        known = _mistakes_of(own, exercise)
        if known and mistake not in known:
            like = closest(mistake, known)
            meant = f'did you mean "{exercise}/{like}"? ' if like else ""
            raise own.wrong(path, f"is not known: {meant}`grade show {exercise} --checks` lists the mistakes")
        part = own.value(path, (int, float), "a number from 0 to 1", None)
        if not 0 <= part <= 1:
            raise own.wrong(path, f"must be the part of the points that is left, from 0 to 1, not {part}")
        found.setdefault(exercise, []).append((id_, float(part)))
    return {exercise: tuple(prices) for exercise, prices in found.items()}


def _mistakes_of(own: CourseFile, exercise: str) -> frozenset[str]:
    """The mistakes of a built-in exercise, in any of its forms; none of one whose rule is the instructor's own."""
    if {"rule", "reference"} & {*own.table("exercise", exercise)}:
        return frozenset()
    files = KEYS.glob(f"{exercise}.*.variants.json")
    named = (json.loads(file.read_text(encoding="utf-8"))["named"] for file in files)
    return frozenset(id_.partition("/")[2] for some in named for id_, kind, *_ in some if kind == "mistake")
