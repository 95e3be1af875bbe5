"""Grades of a class for other programs: one module a platform, from grades to files, and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from autograder.basics import extras
from autograder.classroom.depth import Depth
from autograder.classroom.exports.grades import Exported, Grades
from autograder.errors import UsageError


class Target(NamedTuple):
    """A platform: the module of this folder that holds its `export`, and the extra that it needs, if any."""

    module: str
    file: str = ""
    """The platform's own file that can be filled in, as the command line calls it; empty where there is none."""
    takes_feedback: bool = False
    """Whether pages can go back to students through it."""
    extra: str = ""
    reads: Depth = Depth.POINTS
    """How much of each report it tells of; pages for students hold all of it."""
    compares: bool = False
    """Whether it looks at what was handed in, instead of at the grades."""


TARGETS: Mapping[str, Target] = {
    "csv": Target("spreadsheet", reads=Depth.SCORES),
    "canvas": Target("canvas", file="gradebook", takes_feedback=True),
    "moodle": Target("moodle", file="worksheet", takes_feedback=True, reads=Depth.SENTENCES),
    "brightspace": Target("brightspace", file="gradebook"),
    "blackboard": Target("blackboard", file="gradebook"),
    "gradescope": Target("gradescope", reads=Depth.SENTENCES),
    "classroom50": Target("classroom50", reads=Depth.SENTENCES),
    "jplag": Target("similarity", compares=True),
    "compare50": Target("similarity", compares=True),
    "nbgrader": Target("nbgrader", extra="notebook", reads=Depth.SENTENCES),
}
"""Platform -> what writes for it; loaded when it is asked for."""


def export(target: str, grades: Grades) -> Exported:
    """The files of an export, and what is to be said of it; nbgrader's go into its gradebook.

    Args:
        target: one of `TARGETS`.
        grades: those of the class, and how they are wanted.

    Raises:
        UsageError: an extra is not installed, or the platform's files do not fit the course or the class.
    """
    platform = TARGETS[target]
    if platform.extra:
        extras.require(platform.extra, f"grade export --to {target}")
    if grades.feedback and not platform.takes_feedback:
        known = ", ".join(name for name, other in TARGETS.items() if other.takes_feedback)
        raise UsageError(f"--feedback is for {known}: leave it out with --to {target}")
    exported: Exported = import_module(f"{__name__}.{platform.module}").export(grades)
    return exported
