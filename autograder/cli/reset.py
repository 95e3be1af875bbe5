"""`grade reset`: an exercise as it was handed out, with a backup of what was written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import click

from autograder.cli.completion import names
from autograder.cli.names import exercises_of, resolved, units_named
from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.errors import UsageError
from autograder.model import Exercise
from autograder.model.course import Course, Unit


@click.command()
@click.argument("name", shell_complete=names)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".")
@course_option
def reset(name: str, folder: Path, course_file: Path | None) -> None:
    """Start the exercise (or unit) NAME in FOLDER again: its function unwritten, and a backup beside the file."""
    course = course_at(course_file, folder)
    exercises = _meant(course, name)
    unit = Unit(exercises[0].unit)
    there = [path for home in (folder / unit.name, folder) for file in unit.files if (path := home / file).is_file()]
    if not there:
        raise UsageError(f"there is no {unit.file} in {folder}: to get it, type  grade start")
    for path in there:
        _reset(path, course, exercises)


def _meant(course: Course, name: str) -> Sequence[Exercise]:
    """The exercise of that name, or all of a unit."""
    known = {**units_named(course.units), **exercises_of(course)}
    chosen = resolved(name, known, "the course has no exercise or unit", may_guess=False)
    if chosen in course.units:
        return course.of_unit(chosen)
    return [course.exercise(chosen)]


def _reset(path: Path, course: Course, exercises: Sequence[Exercise]) -> None:
    """Write one file anew; one that is unwritten already stays as it is."""
    from autograder.authoring.handout import key_of_unit
    from autograder.authoring.reset import file_reset, function_in, notebook_reset
    from autograder.authoring.stubs import stub_of_unit
    from autograder.basics.atomic import write_whole
    from autograder.expected.lookup import key_for

    unit = exercises[0].unit
    stub = stub_of_unit(unit, key_of_unit(course, key_for(course.of_unit(unit)), unit))
    functions = {exercise.name: function_in(stub, exercise.name) for exercise in exercises}
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not in UTF-8: move it away, and type  grade start") from error
    end = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    new = (notebook_reset if path.suffix == ".ipynb" else file_reset)(plain, functions)
    names = ", ".join(functions)
    if new == plain:
        say(f"{names}: not written yet in {path}; nothing was changed.")
        return
    backup = _free(path)
    with writing_to(path.parent):
        write_whole(backup, content)
        write_whole(path, new.replace("\n", end))
    say(f"{names}: as handed out again in {path}. What you had is in {backup}.")


def _free(path: Path) -> Path:
    """A name beside the file that is not taken; it is none of a hand-in."""
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in count())
    return next(name for name in names if not name.exists())
