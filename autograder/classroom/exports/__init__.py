"""Write the grades of a class for another program: one module a platform, and a line in `TARGETS`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from autograder import extras
from autograder.model import Report
from autograder.model.course import Course


class Target(NamedTuple):
    """A platform: the module of this folder that holds its `export_to`, and the extra that it needs, if any."""

    module: str
    extra: str = ""


TARGETS: Mapping[str, Target] = {"csv": Target("table"), "nbgrader": Target("nbgrader", extra="notebook")}
"""Platform -> what writes for it; loaded when it is asked for."""


def export_to(target: str, reports: Sequence[Report], course: Course, folder: Path, *, is_named: bool) -> Sequence[str]:
    """Write the grades of a class for a platform.

    Args:
        target: one of `TARGETS`.
        reports: those of the last run, one for each student.
        course: the course that was graded.
        folder: the folder in or above which the platform keeps its own files.
        is_named: whether the instructor named the course, and so trusts what lies beside it.

    Returns:
        The lines that say what was done, or the grades themselves.

    Raises:
        UsageError: an extra is not installed, or the platform's files do not fit the course.
    """
    module, extra = TARGETS[target]
    if extra:
        extras.require(extra, f"grade export --to {target}")
    lines: Sequence[str] = import_module(f"{__name__}.{module}").export_to(reports, course, folder, is_named=is_named)
    return lines
