"""Commands for students: `grade start` and `grade check`."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.options import (
    course_at,
    course_option,
    several,
    terminal_width,
    use_ascii,
    use_color,
)
from autograder.course import Course
from autograder.errors import UsageError
from autograder.model import Report, Status


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@course_option
def start(folder: Path, course_file: Path | None) -> None:
    """Unpack the exercises into FOLDER (default: here). Files that are there already stay as they are."""
    from autograder.build import write_course
    from autograder.key import key_for
    from autograder.notebook import extra

    course = course_at(course_file, folder)
    written = write_course(course, key_for(course.exercises), folder)
    files = sum(len(course.of_unit(unit)) for unit in course.units)
    for path in written:
        click.echo(f"  new  {path}")
    if not written:
        click.echo(f"Everything is there already in {folder}; nothing was changed.")
    if not extra.is_installed():
        click.echo(f"For notebooks as well, type  {extra.INSTALL}  and the same again.")
    click.echo(f"{files} functions to write. Open the first file, then type:  {_check_command(folder)}")


def _check_command(folder: Path) -> str:
    return "grade check" if folder == Path() else f"grade check {folder}"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "show_all", is_flag=True, help="Show every exercise in full.")
@click.option("--only", multiple=True, metavar="NAME", help="Check only this exercise.")
@click.option("--unit", "units", multiple=True, metavar="NAME", help="Check only this unit.")
@click.option("--started", is_flag=True, help="Functions that are not written yet do not fail.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; end with Ctrl-C.")
@click.option("--hint", is_flag=True, help="Say where to look.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "junit", "github"]), default="text", show_default=True
)
@course_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    show_all: bool,
    only: tuple[str, ...],
    units: tuple[str, ...],
    started: bool,
    watch: bool,
    hint: bool,
    form: str,
    course_file: Path | None,
) -> None:
    """Check your functions: a file, a unit's folder, or (default) everything here."""
    paths = paths or (Path(),)
    course = _narrowed(course_at(course_file, paths[0]), only, units)

    def once() -> Report:
        report = _check(paths, course)
        click.echo(_rendered(report, form, paths, show_all=show_all or bool(only), hint=hint), nl=False)
        return report

    report = once()
    if watch:
        _watch(paths, once)
    context.exit(_exit_code(report, started))


def _narrowed(course: Course, only: Sequence[str], units: Sequence[str]) -> Course:
    """The course with only the exercises asked for; UsageError for names it does not have."""
    from dataclasses import replace

    names = tuple(exercise.name for exercise in course.exercises)
    chosen = several(tuple(only), names, "exercise") if only else names
    wanted = several(tuple(units), course.units, "unit") if units else course.units
    exercises = tuple(e for e in course.exercises if e.name in chosen and e.unit in wanted)
    if not exercises:
        raise UsageError(f"no exercise is both --only {' '.join(only)} and --unit {' '.join(units)}")
    return replace(course, exercises=exercises)


def _check(paths: Sequence[Path], course: Course) -> Report:
    from autograder.sandbox import open_sandbox

    with open_sandbox("none") as sandbox:  # first, so that it warms up while we read
        from autograder.grade import Grader
        from autograder.key import key_for
        from autograder.stubs import handed_out
        from autograder.submissions import read_student
        from autograder.texts import Texts

        submission = read_student(paths, course.units, course.limits, handed_out(course.units))
        if not submission.files:
            raise UsageError(_nothing_found(paths, course))
        units = tuple(unit for unit in course.units if unit in submission.files)
        key = key_for([exercise for exercise in course.exercises if exercise.unit in units])
        return Grader(course, key, Texts.in_language(course.language)).grade(submission, sandbox, units=units)


def _nothing_found(paths: Sequence[Path], course: Course) -> str:
    where = " or ".join(str(path) for path in paths)
    wanted = " or ".join(f"{unit.partition('_')[2]}.py" for unit in course.units)
    return f"there is no {wanted} in {where}: to get the exercises, type  grade start"


def _rendered(report: Report, form: str, paths: Sequence[Path], *, show_all: bool, hint: bool) -> str:
    from autograder.reports import document

    if form == "github":
        from autograder.reports import github

        _add_step_summary(github.summary(report))
    if form != "text":
        return document(report, form)
    from autograder.reports import text

    view = text.CheckView(show_all=show_all, hint=hint, command=_again(paths))
    return text.render(report, view=view, width=terminal_width(), color=use_color(), ascii_only=use_ascii())


def _again(paths: Sequence[Path]) -> str:
    return " ".join(["grade check", *(str(path) for path in paths if path != Path())])


def _add_step_summary(markdown: str) -> None:
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(markdown)


def _exit_code(report: Report, started: bool) -> int:
    statuses = {exercise.status for exercise in report.exercises}
    if Status.BROKEN in statuses:
        return 3
    allowed = {Status.PASSED, Status.MISSING} if started else {Status.PASSED}
    return 0 if statuses <= allowed else 1


def _watch(paths: Sequence[Path], again: object) -> None:
    """Check again after each change, until Ctrl-C."""
    assert callable(again)
    seen = _stamps(paths)
    try:
        while True:
            time.sleep(0.4)
            now = _stamps(paths)
            if now != seen:
                seen = now
                click.clear()
                again()
    except KeyboardInterrupt:
        click.echo("\nstopped watching")


def _stamps(paths: Sequence[Path]) -> dict[Path, int]:
    files = [file for path in paths for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    return {file: file.stat().st_mtime_ns for file in files if file.suffix in (".py", ".ipynb") and file.exists()}
