"""Which exercises passed the last time that a folder was checked, and of which a first version was ever checked.

It is kept in the cache: without it everything works, no success is celebrated, and a formula that is shown after a
first try is shown as long as that try stands in the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from autograder.basics import cache
from autograder.model import ExerciseResult, Report, Status
from autograder.model.course import Course

STUCK_AFTER = 3
"""As many versions of a function that did not pass."""


def newly_passed(report: Report, paths: Sequence[Path]) -> frozenset[str]:
    """The exercises that pass now and did not the last time; none where it is not known how that was."""
    name = cache.name_of(b"passed", *(str(path.resolve()).encode("utf-8", "surrogateescape") for path in paths))
    kept = cache.kept(name)
    asked = {exercise.name for exercise in report.exercises}
    passed = {exercise.name for exercise in report.exercises if exercise.status is Status.PASSED}
    before = _names(kept)
    cache.keep(name, json.dumps(sorted(passed | ((before or set()) - asked))).encode())
    return frozenset() if before is None else frozenset(passed - before)


def is_stuck(exercise: ExerciseResult, course: Course, saved: float) -> bool:
    """Whether an exercise, which is shown now, did not pass in several versions one after the other.

    `saved` says when its file was saved last, in seconds: what was not saved since is no further version.
    """
    name = cache.name_of(b"failing", str(course.file.resolve()).encode("utf-8", "surrogateescape"))
    kept = cache.kept(name)
    failing: dict[str, list[float]] = json.loads(kept) if kept else {}
    count, last = failing.pop(exercise.name, (0, 0.0))
    if exercise.status is not Status.PASSED and is_try(exercise):
        failing[exercise.name] = [count + (saved != last), saved]
    now = json.dumps(failing).encode()
    if now != (kept or b"{}"):
        cache.keep(name, now)
    return failing.get(exercise.name, [0])[0] >= STUCK_AFTER


def remember_tries(report: Report, course: Course) -> None:
    """Keep of which exercises a version of the student's own was checked."""
    name = _of_tries(course)
    before = _names(cache.kept(name)) or set()
    tried = before | {exercise.name for exercise in report.exercises if is_try(exercise)}
    if tried != before:
        cache.keep(name, json.dumps(sorted(tried)).encode())


def was_tried(course: Course, exercise: str) -> bool:
    """Whether a version of an exercise of this course was ever checked here."""
    return exercise in (_names(cache.kept(_of_tries(course))) or ())


def is_try(exercise: ExerciseResult) -> bool:
    """Whether there was a function to check."""
    return exercise.status not in (Status.MISSING, Status.SKIPPED, Status.BROKEN)


def _of_tries(course: Course) -> str:
    return cache.name_of(b"tried", str(course.file.resolve()).encode("utf-8", "surrogateescape"))


def _names(kept: bytes | None) -> set[str] | None:
    """The names of an entry; None where there is none."""
    if kept is None:
        return None
    names: list[str] = json.loads(kept)
    return set(names)
