"""Commands for instructors around a class: `grade init` and `grade export`."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from autograder.cli.options import course_at, course_option
from autograder.model import Report
from autograder.model.course import Course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Also a CI file for students' repositories.")
@course_option
def init(folder: Path, ci: str | None, course_file: Path | None) -> None:
    """Make a course folder in FOLDER: course.toml, and all that nbgrader needs. Files that are there already stay."""
    from autograder.authoring.ci import CI_FILES
    from autograder.authoring.handout import write_new
    from autograder.authoring.notebooks import extra
    from autograder.expected.lookup import key_for, workers

    extra.require("grade init")
    from autograder.authoring.course_folder import files_of
    from autograder.classroom.exports.nbgrader_folder import CourseFolder, make_gradebook

    course = course_at(course_file, folder)
    texts = dict(files_of(course, key_for(course.exercises, workers=workers()), folder.resolve().name))
    if course_file is not None:
        texts["course.toml"] = course_file.read_text(encoding="utf-8-sig")
    if ci is not None:
        place, text = CI_FILES[ci]
        texts[f"student-repository/{place}"] = text
    written = write_new({folder / path: text for path, text in texts.items()})
    make_gradebook(CourseFolder.at(folder.resolve()), course)
    for path in written:
        click.echo(f"  new  {path}")
    click.echo(f"{folder} is a course folder of nbgrader. What comes next, typed in it:")
    click.echo("  nbgrader db student import roster.csv         after you have written your students into it")
    click.echo(f"  nbgrader generate_assignment {course.units[0]}    for each unit")
    click.echo("  grade run submitted -o out                    once their work is collected")
    click.echo("  grade export out --to nbgrader                and the grades are in formgrader")


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--to", "target", type=click.Choice(["csv", "nbgrader"]), required=True, help="Who is to read them.")
@course_option
def export(out: Path, target: str, course_file: Path | None) -> None:
    """Write the grades of the last run in OUT for another program: csv to the terminal, nbgrader into its gradebook."""
    from autograder.classroom.store import last_reports
    from autograder.reports import json

    course = course_at(course_file, out)
    stored = last_reports(out / "results.db")
    reports = [json.from_dict(json_text.loads(text)) for text in stored.values()]
    TARGETS[target](reports, course, out if course_file is None else course_file.parent)


def _to_csv(reports: Sequence[Report], course: Course, folder: Path) -> None:
    from autograder.reports import csv

    names = dict.fromkeys(exercise.name for report in reports for exercise in report.exercises)
    click.echo(csv.grades(reports, tuple(names)), nl=False)


def _to_nbgrader(reports: Sequence[Report], course: Course, folder: Path) -> None:
    from autograder.authoring.notebooks import extra
    from autograder.reports.safe import clean

    extra.require("grade export --to nbgrader")
    from autograder.classroom.exports.nbgrader import export
    from autograder.classroom.exports.nbgrader_folder import CourseFolder

    exported = export(reports, course, CourseFolder.around(folder))
    click.echo(f"{exported.submissions} submissions are in the gradebook, {exported.changed} scores new or changed.")
    for late in exported.late:
        click.echo(f"  late  {clean(late)}")


TARGETS: Mapping[str, Callable[[Sequence[Report], Course, Path], None]] = {"csv": _to_csv, "nbgrader": _to_nbgrader}
