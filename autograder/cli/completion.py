"""What a shell completes on Tab: the names of exercises and units of the course that is worked in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.catalogue.course import course_at
from autograder.errors import GradeDescentError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def names(_: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Exercises and units that begin so; of an option that takes one kind, those; files too where they are taken.

    Where the course cannot be read there are none: the command itself says why.
    """
    from click.shell_completion import CompletionItem  # every command is defined with this, and hardly ever completed

    try:
        course = course_at(None, Path())
    except GradeDescentError:
        return []
    exercises, units = [exercise.name for exercise in course.exercises], list(course.units)
    known = {"only": exercises, "units": units, "repair": units}.get(parameter.name or "", [*exercises, *units])
    found = [CompletionItem(name) for name in known if name.startswith(begun)]
    takes_files = isinstance(parameter.type, click.Path)
    return [CompletionItem(begun, type="file"), *found] if takes_files else found  # bash forgets what stands before it
