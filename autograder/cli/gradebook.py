"""Commands on the gradebook of a course: `grade diff` and `grade forget`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.errors import unknown

OUT = click.argument("out", type=click.Path(path_type=Path, file_okay=False, exists=True))


@click.command()
@OUT
@course_option
def diff(out: Path, course_file: Path | None) -> None:
    """Say whose grade the last run changed, by which checks, and because of what."""
    from autograder.classroom.changes import last_changes
    from autograder.reports.changes import names, render

    changes = last_changes(out / "results.db", course_at(course_file, out))
    click.echo(render(changes), nl=False)
    if changes.left:
        say(f"Not in the last run, and kept: {names(sorted(changes.left))}.")


@click.command()
@OUT
@click.argument("student")
@course_option
def forget(out: Path, student: str, course_file: Path | None) -> None:
    """Erase STUDENT: results, what was handed in, pages, and the exports made so far; the log says that it was done."""
    from autograder.classroom.gradebook import read_book
    from autograder.classroom.rewrite import known_as, rewrite
    from autograder.classroom.store import Store

    course, database = course_at(course_file, out), out / "results.db"
    known = read_book(database)
    with Store.open(database) as store:
        if not store.forget(known_as(student, known, database) or student):
            raise unknown(f"{database} knows no student", student, sorted(known))
        with writing_to(out):
            shutil.rmtree(out / "export", ignore_errors=True)
        rewrite(out, course)
    say(f"Erased from {out}, and logged. Remove the submission too, or the next run grades it again.")
