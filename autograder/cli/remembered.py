"""Which exercises passed the last time that a folder was checked, so that a success is seen when it is one.

It is kept in the cache: without it everything works, and no success is celebrated.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from autograder.expected import cache
from autograder.model import Report, Status


def newly_passed(report: Report, paths: Sequence[Path]) -> frozenset[str]:
    """The exercises that pass now and did not the last time; none where it is not known how that was."""
    name = cache.name_of(b"passed", *(str(path.resolve()).encode("utf-8", "surrogateescape") for path in paths))
    kept = cache.kept(name)
    asked = {exercise.name for exercise in report.exercises}
    passed = {exercise.name for exercise in report.exercises if exercise.status is Status.PASSED}
    before = _names(kept)
    cache.keep(name, json.dumps(sorted(passed | ((before or set()) - asked))).encode())
    return frozenset() if before is None else frozenset(passed - before)


def _names(kept: bytes | None) -> set[str] | None:
    """The names of an entry; None where there is none."""
    if kept is None:
        return None
    names: list[str] = json.loads(kept)
    return set(names)
