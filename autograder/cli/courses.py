"""Commands for instructors around a class: `grade init` and `grade export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.classroom.exports import TARGETS, export_to
from autograder.cli.options import course_at, course_option, say
from autograder.errors import GraderError, StoreError

if TYPE_CHECKING:
    from autograder.model import Report


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Also a CI file for students' repositories.")
@course_option
def init(folder: Path, ci: str | None, course_file: Path | None) -> None:
    """Make a course folder in FOLDER: course.toml, and all that nbgrader needs. Files that are there already stay."""
    from autograder import extras
    from autograder.authoring.ci import PLACES, ci_file
    from autograder.authoring.handout import write_new
    from autograder.expected.lookup import key_for
    from autograder.expected.side_by_side import workers

    extras.require("notebook", "grade init")
    from autograder.authoring.course_folder import files_of
    from autograder.classroom.exports.nbgrader_folder import CourseFolder, make_gradebook

    course = course_at(course_file, folder)
    texts = dict(files_of(course, key_for(course.exercises, workers=workers()), folder.resolve().name))
    if course_file is not None:
        texts["course.toml"] = course_file.read_text(encoding="utf-8-sig")
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


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--to", "target", type=click.Choice(list(TARGETS)), required=True, help="Who is to read them.")
@course_option
def export(out: Path, target: str, course_file: Path | None) -> None:
    """Write the grades of the last run in OUT for another program: csv to the terminal, nbgrader into its gradebook."""
    from autograder.classroom.store import last_reports

    course = course_at(course_file, out)
    stored = last_reports(out / "results.db")
    reports = [_report(student, text, out) for student, text in stored.items()]
    folder = out if course_file is None else course_file.parent
    for line in export_to(target, reports, course, folder, is_named=course_file is not None):
        click.echo(line)  # the platform's module knows what each line may hold


def _report(student: str, text: str, out: Path) -> Report:
    """A stored report; StoreError that says whose it is where it cannot be read."""
    from autograder.reports import json

    try:
        return json.from_text(text)
    except GraderError as error:
        raise StoreError(
            f"the result of {student} in {out / 'results.db'} cannot be used ({error}): grade the class again"
        ) from error
