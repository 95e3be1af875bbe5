"""`grade explain`: how grading decides; for one exercise; for one person of a results folder."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.names import exercises_of, resolved
from autograder.cli.options import course_at, course_option, terminal_width
from autograder.errors import UsageError
from autograder.model.course import Course
from autograder.model.section import Section


@click.command()
@click.argument("what", required=False)
@click.argument("student", required=False)
@course_option
def explain(what: str | None, student: str | None, course_file: Path | None) -> None:
    """Say how grading decides: in general, of the exercise WHAT, or of one STUDENT of the results folder WHAT."""
    from autograder.reports.sections import as_text

    is_folder = what is not None and (Path(what) / "results.db").is_file()
    course = course_at(course_file, Path(what) if what and is_folder else Path.cwd())
    if what is None:
        sections = _all(course)
    elif is_folder and student:
        sections = _of_person(Path(what), course, student)
    elif is_folder:
        raise UsageError(f"name a student of {what}:  grade explain {what} STUDENT")
    elif student:
        raise UsageError(f"{what} holds no results: grade a class first, with  grade run SUBMISSIONS -o {what}")
    else:
        sections = _of_exercise(course, what)
    click.echo(as_text(sections, min(terminal_width(), 100)), nl=False)


def _all(course: Course) -> tuple[Section, ...]:
    from autograder.classroom.explained import LOOKED_AFTER, how_grading_decides, said_in
    from autograder.expected.lookup import key_for

    decides = how_grading_decides(course, key_for(course.exercises).exercises)
    return (*decides, *said_in(course.language, LOOKED_AFTER))


def _of_exercise(course: Course, name: str) -> tuple[Section, ...]:
    from autograder.expected.lookup import key_for
    from autograder.grading.explained import explaining, how_exercises_are_graded, how_it_is_graded

    exercise = course.exercise(resolved(name, exercises_of(course), "the course has no exercise"))
    key = key_for([exercise]).exercises[exercise.name]
    texts = explaining(course.language)
    return (how_it_is_graded(exercise, key, texts), *how_exercises_are_graded(texts))


def _of_person(out: Path, course: Course, name: str) -> tuple[Section, ...]:
    from autograder.classroom.adjust import Graded
    from autograder.classroom.explained import how_it_came_about, said_in
    from autograder.classroom.gradebook import read_book

    one = Graded.of(out, course, name)
    of = one.finals.circumstances(one.student)
    runs = tuple(
        f"Graded on {entry.day}, in run {entry.graded_in}: {', '.join(entry.units) or 'every unit'}; "
        f"what was handed in has the digest {(entry.source or 'that was not kept')[:16]}."
        for entry in read_book(out / "results.db")[one.student]
    )
    return said_in(course.language, how_it_came_about(one.final, course, dict(of.handed_in), dict(of.extensions), runs))
