"""`grade` without a command: go on where you left off, or how to begin where there are no exercises yet."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import course_at, say
from autograder.model.course import Course, Unit

FIRST = """\
Grade Descent: learn optimizers by writing them.
{count} short functions, no internet needed.

  grade start         put the exercises here, and begin
  grade               later: go on where you left off
  grade show NAME     a rule with its formula, worked out step by step
  grade --help        everything else, and for who teaches a class
"""


def go_on(context: click.Context) -> None:
    """Check what is here, as `grade check` does; where nothing is, say how to begin."""
    course = course_at(None, Path())
    if _has_exercises(course):
        from autograder.cli.students import check

        context.invoke(check)
        return
    say(FIRST.format(count=len(course.exercises)))


def name_worked_on(course: Course) -> str:
    """The exercise that is shown without a command: what is being worked on here; empty where nothing is."""
    if not _has_exercises(course):
        return ""
    from autograder.cli.students import checked
    from autograder.cli.unit_files import saved_at
    from autograder.reports.wording import worked_on

    report = checked([Path()], course, course.exercises).report
    found = worked_on(report, saved_at(report), ())
    return found.name if found else ""


def _has_exercises(course: Course) -> bool:
    """Whether a unit's folder or file is here, or this is one."""
    names = [name for unit in course.units for name in (unit, *Unit(unit).files)]
    return Path.cwd().name in course.units or any(Path(name).exists() for name in names)
