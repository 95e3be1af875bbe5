"""Commands for instructors around a class: `grade init`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.model.course import Course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "classroom50"]), help="Also a repository for students, with CI."
)
@course_option
def init(folder: Path, ci: str | None, course_file: Path | None) -> None:
    """Make a course folder in FOLDER: course.toml, all that nbgrader needs, and with --ci a repository for students.

    Files that are there already stay. Without nbgrader, --ci makes the repository alone.
    """
    from autograder.authoring.ci import repository_files
    from autograder.authoring.handout import files_of_author, missing_notebooks, write_new
    from autograder.basics import extras
    from autograder.expected.lookup import key_for
    from autograder.expected.side_by_side import workers

    if ci is None:
        extras.require("notebook", "grade init")
    course = course_at(course_file, folder)
    key = key_for(course.exercises, workers=workers())
    is_for_nbgrader = extras.is_installed("notebook")
    texts: dict[str, str] = {}
    if is_for_nbgrader:
        from autograder.authoring.course_folder import files_of

        texts |= files_of(course.graded, key, folder.resolve().name)
    if course_file is not None:
        texts |= files_of_author(course)
    if ci is not None:
        texts |= repository_files(course, key, ci)
    with writing_to(folder):
        written = write_new({folder / path: text for path, text in texts.items()})
    for path in written:
        say(f"  new  {path}")
    if is_for_nbgrader:
        _make_gradebook(folder, course.graded)
    if ci is not None:
        _say_what_it_is(folder, ci, missing_notebooks(course))


def _make_gradebook(folder: Path, course: Course) -> None:
    """What nbgrader keeps in a database, and what comes next."""
    from autograder.classroom.exports.nbgrader_folder import CourseFolder, make_gradebook

    make_gradebook(CourseFolder.at(folder.resolve()), course)
    say(f"{folder} is a course folder of nbgrader. What comes next, typed in it:")
    say("  nbgrader db student import roster.csv         after you have written your students into it")
    say(f"  nbgrader generate_assignment {course.units[0]}    for each unit")
    say("  grade run submitted -o out                    once their work is collected")
    say("  grade export out --to nbgrader                and the grades are in formgrader")


def _say_what_it_is(folder: Path, service: str, missing: str) -> None:
    """What the repository is, and what to do with it."""
    from autograder.authoring.ci import CLASSROOM_50, STUDENTS

    say(f"{folder / STUDENTS} is what students get: make it the template of their repositories.")
    if service == CLASSROOM_50:
        say(f"{folder / CLASSROOM_50} goes into CLASSROOM/autograders/ASSIGNMENT/ of your config repository.")
    if missing:
        say(missing)
