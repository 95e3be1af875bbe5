"""Commands for instructors around a class: `grade init`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import course_at, course_option, say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Also a CI file for students' repositories.")
@course_option
def init(folder: Path, ci: str | None, course_file: Path | None) -> None:
    """Make a course folder in FOLDER: course.toml, and all that nbgrader needs. Files that are there already stay."""
    from autograder import extras
    from autograder.authoring.ci import PLACES, ci_file
    from autograder.authoring.handout import files_of_author, write_new
    from autograder.expected.lookup import key_for
    from autograder.expected.side_by_side import workers

    extras.require("notebook", "grade init")
    from autograder.authoring.course_folder import files_of
    from autograder.classroom.exports.nbgrader_folder import CourseFolder, make_gradebook

    course = course_at(course_file, folder)
    texts = dict(files_of(course, key_for(course.exercises, workers=workers()), folder.resolve().name))
    if course_file is not None:
        texts |= files_of_author(course)
    if ci is not None:
        texts[f"student-repository/{PLACES[ci]}"] = ci_file(ci)
    written = write_new({folder / path: text for path, text in texts.items()})
    make_gradebook(CourseFolder.at(folder.resolve()), course)
    for path in written:
        say(f"  new  {path}")
    say(f"{folder} is a course folder of nbgrader. What comes next, typed in it:")
    say("  nbgrader db student import roster.csv         after you have written your students into it")
    say(f"  nbgrader generate_assignment {course.units[0]}    for each unit")
    say("  grade run submitted -o out                    once their work is collected")
    say("  grade export out --to nbgrader                and the grades are in formgrader")
