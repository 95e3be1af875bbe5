"""The course as a value: the built-in course file, overlaid by an instructor's own."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from autograder._version import __version__
from autograder.basics.ownership import nearest, require_ours
from autograder.catalogue.course_choices import (
    Prices,
    accepted_conventions,
    convention_at,
    formula_shown,
    named_prices,
)
from autograder.catalogue.course_file import CourseFile
from autograder.catalogue.grading_settings import deadlines, limits, seed, shows_solutions, unreadable_is_zero
from autograder.catalogue.load import files_of
from autograder.catalogue.policy_settings import policy
from autograder.catalogue.quiz_settings import quiz_settings
from autograder.catalogue.repair_settings import repair_settings
from autograder.catalogue.unit_settings import in_order, unit_choices, without_unused_units
from autograder.catalogue.used_exercises import with_uses
from autograder.errors import UsageError
from autograder.model import Exercise
from autograder.model.course import Course, Unit
from autograder.texts import Language, language, languages

BUILT_IN = Path(__file__).parent / "course.toml"
FILE_NAME = "course.toml"


def find_course(start: Path) -> Path:
    """The nearest course.toml from `start` up to the home folder or a mount point, else the built-in course."""
    return nearest(FILE_NAME, start) or BUILT_IN


def load_course(file: Path = BUILT_IN) -> Course:
    """Read a course file and overlay it on the built-in one; CourseError names the file, the line and the key."""
    base = CourseFile(BUILT_IN)
    if file.resolve() == BUILT_IN:
        return _course(base, base)
    return _course(base, CourseFile(file))


def course_at(course_file: Path | None, start: Path) -> Course:
    """The course that a command works with: the one that was named, else the one found from `start` upwards.

    One that was named is obeyed, and so are its rule files; one that was found is, where it and they are ours (see
    `ownership`). UsageError where it is not, is wrong, or asks for another version of the grader.
    """
    course = load_course(course_file) if course_file else _found_course(find_course(start))
    if not satisfies(__version__, course.requires):
        raise UsageError(
            f"{course.file} requires grade-descent {course.requires}, but this is {__version__}: "
            f"type  pip install 'grade-descent{course.requires}'"
        )
    return course


def _found_course(file: Path) -> Course:
    """A course that nobody named; none of its rules is loaded before all its files are seen to be ours."""
    if file == BUILT_IN:
        return load_course()
    require_ours(file, file)
    course = load_course(file)
    own = [exercise for exercise in course.exercises if Path(exercise.folder) != BUILT_IN.parent]
    for rule_file in (rule_file for exercise in own for rule_file in files_of(exercise)):
        require_ours(rule_file, file)
    for texts in texts_of(file).glob("*.toml"):
        require_ours(texts, file)
    return course


TOP_LEVEL = (
    "name",
    "extends",
    "requires",
    "language",
    "formula",
    "preset",
    "presets",
    "conventions",
    "exercise",
    "unit",
    "mistakes",
    "limits",
    "deadlines",
    "late",
    "weights",
    "grading",
    "unreadable",
    "quiz",
    "repair",
)
EXERCISE_KEYS = ("unit", "rule", "reference", "points", "use", "convention", "accept", "formula", "uses", "follows")
USUAL_POINTS = 4
"""For an exercise of the instructor's own that does not say."""
MOST_POINTS = 10_000


def _course(base: CourseFile, own: CourseFile) -> Course:
    own.refuse_unknown((), TOP_LEVEL)
    if own.value(("extends",), str, 'the text "default"', "default") != "default":
        raise own.wrong(("extends",), 'must be "default": a course overlays the built-in one')
    exercises = _exercises(base, own)
    units = tuple(dict.fromkeys(exercise.unit for exercise in exercises))
    choices = unit_choices(base, own, units)
    further = {unit for unit, choice in choices.items() if choice.further}
    graded = tuple(dict.fromkeys(exercise.unit for exercise in exercises if exercise.points))
    counted = tuple(unit for unit in graded if unit not in further) or graded
    return Course(
        name=own.value(("name",), str, "text", own.folder.name),
        file=own.file,
        language=_language(base, own),
        requires=_requires(own),
        exercises=exercises,
        limits=limits(base, own),
        deadlines=deadlines(own, set(units)),
        seed=seed(own),
        unreadable_is_zero=unreadable_is_zero(own),
        shows_solutions=shows_solutions(own),
        quiz=quiz_settings(own),
        repair=repair_settings(own),
        policy=policy(own, counted),
        unit_choices=choices,
    )


# ---------------------------------------------------------------- exercises and conventions


def _exercises(base: CourseFile, own: CourseFile) -> tuple[Exercise, ...]:
    names = dict.fromkeys([*base.table("exercise"), *own.table("exercise")])
    conventions = _conventions(base, own, tuple(names))
    prices = named_prices(own, names)
    found = [_exercise(base, own, name, conventions.get(name), prices.get(name, ())) for name in names]
    there = without_unused_units(own, [exercise for exercise in found if exercise is not None])
    exercises = with_uses(base, own, there)
    if not exercises:
        raise own.wrong(("exercise",), "leaves no exercise in the course: every one has use = false")
    _refuse_units_with_one_file(own, exercises)
    return in_order(own, exercises)


def _refuse_units_with_one_file(own: CourseFile, exercises: Sequence[Exercise]) -> None:
    """A file handed in without its unit's folder must belong to one unit only."""
    unit_of: dict[str, str] = {}
    for exercise in exercises:
        name = Unit(exercise.unit).short
        other = unit_of.setdefault(name, exercise.unit)
        if other != exercise.unit:
            raise own.wrong(("exercise", exercise.name, "unit"), f'has the file of "{other}": choose another name')


def _exercise(base: CourseFile, own: CourseFile, name: str, convention: str | None, prices: Prices) -> Exercise | None:
    path = ("exercise", name)
    own.refuse_unknown(path, EXERCISE_KEYS)
    built_in = base.table("exercise").get(name, {})
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise own.wrong(path, "must be a Python function's name in small letters")

    def read(key: str, kind: type | tuple[type, ...], what: str) -> Any:
        return own.value((*path, key), kind, what, built_in.get(key))

    use, unit = read("use", bool, "true or false"), read("unit", str, "a unit")
    if {"rule", "reference"} <= {*own.table(*path)}:
        raise own.wrong((*path, "reference"), "stands beside rule: an exercise has one of the two")
    reference = None if "rule" in own.table(*path) else read("reference", str, "a file")
    rule, key = (read("rule", str, "a file"), "rule") if reference is None else (reference, "reference")
    points = read("points", (int, float), "a number")
    points = USUAL_POINTS if points is None else points
    for needed, value in (("unit", unit), ("rule", rule)):
        if value is None:
            also = " (or reference = ...)" if needed == "rule" else ""
            raise own.wrong(path, f'needs {needed} = ...{also}: the built-in course has no exercise "{name}"')
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", unit):
        raise own.wrong((*path, "unit"), 'must look like "03_adaptive": two digits, then the name of the file')
    is_practice = points == 0 == built_in.get("points")
    if not (is_practice or 0 < points <= MOST_POINTS) or 2 * points % 1:
        what = f"must be more than 0, at most {MOST_POINTS}, and a multiple of one half"
        raise own.wrong((*path, "points"), f"{what}, not {points}: write points = {_nearest_points(points):g}")
    owner = own if key in own.table(*path) else base
    if PurePath(rule).is_absolute() or ".." in PurePath(rule).parts:
        raise owner.wrong((*path, key), f'must be a file in the folder of the course file, not "{rule}"')
    if not (owner.folder / rule).is_file():
        raise owner.wrong((*path, key), f'names a file that is not there: "{rule}"')
    if reference is not None and {"convention", "accept"} & {*own.table(*path)}:
        raise own.wrong((*path, "reference"), "has one form: leave out its convention and accept")
    chosen = "default" if reference is not None else convention or built_in.get("convention", "default")
    folder = str(owner.folder)
    if use is False:
        return None
    accept = tuple(other for other in accepted_conventions(own, name) if other != chosen)
    shown = formula_shown(base, own, name)
    return Exercise(name, unit, rule, chosen, float(points), folder, accept, reference is not None, prices, shown)


def _nearest_points(points: float) -> float:
    """The valid points that are nearest to those that a course file has; the usual ones for what is no number."""
    if math.isnan(points):
        return USUAL_POINTS
    return round(2 * min(max(points, 0.5), MOST_POINTS)) / 2


def _conventions(base: CourseFile, own: CourseFile, names: tuple[str, ...]) -> dict[str, str]:
    """Conventions by exercise: the preset's, then those said with an exercise, then those of [conventions]."""
    own_presets = {preset: _named(own, ("presets", preset), names) for preset in own.table("presets")}
    presets = {**base.table("presets"), **own_presets}
    preset = own.value(("preset",), str, "a preset's name", "default")
    if preset not in presets:
        raise own.wrong(("preset",), f'is not known: "{preset}"; known are {", ".join(presets)}')
    exercises = [name for name in own.table("exercise") if "convention" in own.table("exercise", name)]
    with_exercises = {name: convention_at(own, ("exercise", name, "convention"), name) for name in exercises}
    return {**presets[preset], **with_exercises, **_named(own, ("conventions",), names)}


def _named(own: CourseFile, table: tuple[str, ...], names: tuple[str, ...]) -> dict[str, str]:
    """A table of conventions by exercise; each must name an exercise of the course."""
    for name in own.table(*table):
        if name not in names:
            raise own.wrong((*table, name), "names no exercise of the course")
    return {name: convention_at(own, (*table, name), name) for name in own.table(*table)}


# ---------------------------------------------------------------- language, version


def _language(base: CourseFile, own: CourseFile) -> Language:
    name: str = own.value(("language",), str, 'a language code such as "en"', base.data["language"])
    folder = texts_of(own.file)
    if name not in (known := languages(folder)):
        raise own.wrong(("language",), f'is not known: "{name}"; known are {", ".join(known)}')
    return language(name, folder)


def texts_of(file: Path) -> Path:
    """The folder beside a course file in which it may have texts of its own, a file for each language."""
    return file.resolve().parent / "texts"


def in_language(course: Course, name: str) -> Course:
    """The course in another language; CourseError where there are no texts in it."""
    return replace(course, language=language(name, texts_of(course.file)))


def _requires(own: CourseFile) -> str:
    text: str = own.value(("requires",), str, 'a version such as ">=1.0"', "")
    try:
        satisfies("0", text)
    except ValueError:
        raise own.wrong(("requires",), f'must look like ">=1.0" or ">=1.0,<2", not "{text}"') from None
    return text


def satisfies(version: str, requirement: str) -> bool:
    """Whether a version, pre-releases included, meets a requirement such as ">=1.0,<2"; ValueError where it is not one.

    Versions and requirements are those of Python packages (PEP 440); nothing is required by an empty text.
    """
    if not requirement:
        return True
    from packaging.specifiers import SpecifierSet  # only where a course asks: the commands start quickly

    return SpecifierSet(requirement).contains(version, prereleases=True)
