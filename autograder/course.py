"""The course as a value: the built-in course file, overlaid by an instructor's own."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.errors import CourseError, UsageError
from autograder.model import Deadline, Exercise, Limits

BUILT_IN = Path(__file__).parent / "course.toml"
KEYS = Path(__file__).parent / "keys"
FILE_NAME = "course.toml"


@dataclass(frozen=True, slots=True)
class Course:
    """Units and exercises in teaching order, with conventions, points and limits decided."""

    name: str
    file: Path
    language: str
    requires: str
    exercises: tuple[Exercise, ...]
    limits: Limits
    deadlines: tuple[Deadline, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units' folder names in teaching order."""
        return tuple(dict.fromkeys(exercise.unit for exercise in self.exercises))

    def of_unit(self, unit: str) -> tuple[Exercise, ...]:
        """The exercises of one unit, in order."""
        return tuple(exercise for exercise in self.exercises if exercise.unit == unit)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name; UsageError lists the known ones."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        known = ", ".join(exercise.name for exercise in self.exercises)
        raise UsageError(f'the course has no exercise "{name}"; it has {known}')

    @property
    def digest(self) -> str:
        """Names the course's decisions; two courses that grade alike have the same digest, wherever they lie."""
        decisions = [(e.name, e.unit, e.convention, e.points) for e in self.exercises]
        return hashlib.sha256(repr((decisions, self.limits, self.deadlines)).encode()).hexdigest()[:16]


def find_course(start: Path) -> Path:
    """The nearest course.toml from `start` upwards, else the built-in course."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
    return BUILT_IN


def load_course(file: Path = BUILT_IN) -> Course:
    """Read a course file and overlay it on the built-in one; CourseError names the file, the line and the key."""
    base = _Reader(BUILT_IN)
    if file.resolve() == BUILT_IN:
        return _course(base, base)
    return _course(base, _Reader(file))


def course_at(course_file: Path | None, start: Path) -> Course:
    """The course that a command works with; UsageError where it asks for another version of the grader."""
    course = load_course(course_file or find_course(start))
    if not satisfies(__version__, course.requires):
        raise UsageError(
            f"{course.file} requires grade-descent {course.requires}, but this is {__version__}: "
            f"type  pip install 'grade-descent{course.requires}'"
        )
    return course


class _Reader:
    """A course file with the means to say on which line a key stands."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self.text = file.read_text(encoding="utf-8-sig")
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError) as error:
            raise CourseError(f"{file}: the course file cannot be read: {error}") from error
        except tomllib.TOMLDecodeError as error:
            raise CourseError(f"{file}: this is not valid TOML: {error}") from error

    def wrong(self, path: tuple[str, ...], what: str) -> CourseError:
        return CourseError(f"{self.file}, line {self.line_of(path)}: {'.'.join(path)} {what}")

    def line_of(self, path: tuple[str, ...]) -> int:
        """The line of a key (or of its table, where the key itself is not found); 1 if neither is."""
        table: tuple[str, ...] = ()
        best = 1
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
                table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
                if path[: len(table)] == table:
                    best = number
            elif (key := re.match(r"\s*([\w.\"'-]+)\s*=", line)) and (*table, *_parts(key[1])) == path[
                : len(table) + 1
            ]:
                return number
        return best

    def value(self, path: tuple[str, ...], kind: type | tuple[type, ...], what: str, fallback: Any) -> Any:
        """The value at a path, of the right type, or the fallback."""
        data: Any = self.data
        for key in path[:-1]:
            data = data.get(key, {})
        value = data.get(path[-1], fallback)
        if value is not fallback and (not isinstance(value, kind) or isinstance(value, bool) != (kind is bool)):
            raise self.wrong(path, f"must be {what}, not {value!r}")
        return value

    def table(self, *path: str) -> dict[str, Any]:
        """The table at a path; empty where there is none."""
        data: Any = self.data
        for depth, key in enumerate(path, 1):
            data = data.get(key, {})
            if not isinstance(data, dict):
                raise self.wrong(path[:depth], f"must be a table, written as [{'.'.join(path[:depth])}]")
        return dict(data)

    def refuse_unknown(self, path: tuple[str, ...], known: tuple[str, ...]) -> None:
        for key in self.table(*path):
            if key not in known:
                raise self.wrong((*path, key), f"is not known here; known are {', '.join(known)}")


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in dotted.split(".")]


TOP_LEVEL = (
    "name",
    "extends",
    "requires",
    "language",
    "preset",
    "presets",
    "conventions",
    "exercise",
    "limits",
    "deadlines",
)
EXERCISE_KEYS = ("unit", "rule", "points", "use", "convention")


def _course(base: _Reader, own: _Reader) -> Course:
    own.refuse_unknown((), TOP_LEVEL)
    if own.value(("extends",), str, 'the text "default"', "default") != "default":
        raise own.wrong(("extends",), 'must be "default": a course overlays the built-in one')
    exercises = _exercises(base, own)
    return Course(
        name=own.value(("name",), str, "text", own.file.resolve().parent.name),
        file=own.file,
        language=own.value(("language",), str, 'a language code such as "en"', base.data["language"]),
        requires=_requires(own),
        exercises=exercises,
        limits=_limits(base, own),
        deadlines=_deadlines(own, {exercise.unit for exercise in exercises}),
    )


# ---------------------------------------------------------------- exercises and conventions


def _exercises(base: _Reader, own: _Reader) -> tuple[Exercise, ...]:
    names = dict.fromkeys([*base.table("exercise"), *own.table("exercise")])
    conventions = _conventions(base, own, tuple(names))
    found = [_exercise(base, own, name, conventions.get(name)) for name in names]
    exercises = [exercise for exercise in found if exercise is not None]
    if not exercises:
        raise own.wrong(("exercise",), "leaves no exercise in the course: every one has use = false")
    return tuple(sorted(exercises, key=lambda exercise: exercise.unit))


def _exercise(base: _Reader, own: _Reader, name: str, convention: str | None) -> Exercise | None:
    path = ("exercise", name)
    own.refuse_unknown(path, EXERCISE_KEYS)
    built_in = base.table("exercise").get(name, {})
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise own.wrong(path, "must be a Python function's name in small letters")

    def read(key: str, kind: type | tuple[type, ...], what: str) -> Any:
        return own.value((*path, key), kind, what, built_in.get(key))

    use, unit, rule = read("use", bool, "true or false"), read("unit", str, "a unit"), read("rule", str, "a file")
    points = read("points", (int, float), "a number")
    for key, value in (("unit", unit), ("rule", rule), ("points", points)):
        if value is None:
            raise own.wrong(path, f'needs {key} = ...: the built-in course has no exercise "{name}"')
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", unit):
        raise own.wrong((*path, "unit"), 'must look like "03_adaptive": two digits, then the name of the file')
    if not 0 < points < 10_000:
        raise own.wrong((*path, "points"), f"must be more than 0, not {points}")
    owner = own if "rule" in own.table(*path) else base
    if not (owner.file.resolve().parent / rule).is_file():
        raise owner.wrong((*path, "rule"), f'names a file that is not there: "{rule}"')
    chosen = convention or read("convention", str, "a convention's name") or "default"
    folder = str(owner.file.resolve().parent)
    return None if use is False else Exercise(name, unit, rule, chosen, float(points), folder)


def _conventions(base: _Reader, own: _Reader, names: tuple[str, ...]) -> dict[str, str]:
    presets = {**base.table("presets"), **own.table("presets")}
    preset = own.value(("preset",), str, "a preset's name", "default")
    if preset not in presets:
        raise own.wrong(("preset",), f'is not known: "{preset}"; known are {", ".join(presets)}')
    chosen: dict[str, str] = dict(presets[preset])
    for name in own.table("conventions"):
        if name not in names:
            raise own.wrong(("conventions", name), "names no exercise of the course")
        chosen[name] = own.value(("conventions", name), str, "a convention's name", None)
        known = sorted(file.name.split(".")[1] for file in KEYS.glob(f"{name}.*.json"))
        if known and chosen[name] not in known and "rule" not in own.table("exercise", name):
            raise own.wrong(("conventions", name), f'is not known: "{chosen[name]}"; known are {", ".join(known)}')
    return chosen


# ---------------------------------------------------------------- limits, deadlines, version


def _limits(base: _Reader, own: _Reader) -> Limits:
    names = tuple(field.name for field in dataclasses.fields(Limits))
    own.refuse_unknown(("limits",), names)
    values: dict[str, Any] = {}
    for name in names:
        fallback = base.table("limits")[name]
        kind, what = ((int, float), "a number") if name.endswith("seconds") else (int, "a whole number")
        values[name] = own.value(("limits", name), kind, what, fallback)
        if not values[name] > 0:
            raise own.wrong(("limits", name), "must be more than 0")
    return Limits(**values)


def _deadlines(own: _Reader, units: set[str]) -> tuple[Deadline, ...]:
    own.refuse_unknown(("deadlines",), tuple(sorted(units)))
    what = "a date and time such as 2027-01-31T23:59:00+01:00"
    times = {unit: own.value(("deadlines", unit), datetime.datetime, what, None) for unit in own.table("deadlines")}
    return tuple(Deadline(unit, time.isoformat()) for unit, time in sorted(times.items()))


def _requires(own: _Reader) -> str:
    text: str = own.value(("requires",), str, 'a version such as ">=1.0"', "")
    try:
        satisfies("0", text)
    except ValueError:
        raise own.wrong(("requires",), f'must look like ">=1.0" or ">=1.0,<2", not "{text}"') from None
    return text


_COMPARE: Mapping[str, Callable[[list[int], list[int]], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
}


def satisfies(version: str, requirement: str) -> bool:
    """Whether a version meets a requirement such as ">=1.0,<2"; ValueError where it is not one."""

    def numbers(text: str) -> list[int]:
        parts = [int(part) for part in text.split(".")]
        return parts + [0] * (4 - len(parts))

    for clause in filter(None, (part.strip() for part in requirement.split(","))):
        matched = re.fullmatch(r"(>=|<=|==|!=|>|<)\s*(\d+(?:\.\d+){0,3})", clause)
        if matched is None:
            raise ValueError(clause)
        if not _COMPARE[matched[1]](numbers(version), numbers(matched[2])):
            return False
    return True
