"""Commands for instructors: `grade run`."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click

from autograder.catalogue.course import BUILT_IN
from autograder.catalogue.grading_settings import MOST_SEED
from autograder.cli.graders import graders_at
from autograder.cli.names import several, units_named
from autograder.cli.options import (
    course_at,
    course_option,
    say,
    terminal_width,
    use_ascii,
    use_color,
)
from autograder.cli.run_summary import say_what_was_found, say_what_was_graded, say_what_would_change, say_who_is_who
from autograder.cli.same_level import OtherLevelError, level_before
from autograder.errors import UsageError
from autograder.expected.side_by_side import workers as cores
from autograder.model import IsolationLevel
from autograder.model.course import Course

if TYPE_CHECKING:
    from autograder.classroom.plan import ClassGrades, ClassRun
    from autograder.classroom.results import Workers
    from autograder.classroom.roster import Roster
    from autograder.classroom.workers import GradeEach
    from autograder.expected.lookup import Key
    from autograder.model.changes import Changes
    from autograder.model.submission import HandIns
    from autograder.processes import Crew
    from autograder.submissions.read import ClassToRead

PLATFORMS = ("canvas", "moodle", "blackboard", "brightspace", "gradescope", "ilias", "nbgrader", "folders")
FEW = 8
"""For more students than these, all that is known of mistakes is read, else what is needed."""
LEVELS = ("auto", *(level.value for level in IsolationLevel))


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where the results go."
)
@click.option("--unit", "units", multiple=True, metavar="NAME", help="Grade only this unit.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="How many to grade side by side; usually one for each core."
)
@click.option(
    "--isolation", type=click.Choice(LEVELS), default="auto", show_default=True, help="How students' code is locked in."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    help="Draws the numbers of the checks; else the course's, else the one that OUT was first graded with.",
)
@click.option("--excel", is_flag=True, help="Write grades.csv so that Excel shows all names rightly.")
@click.option(
    "--from",
    "platform",
    type=click.Choice(PLATFORMS),
    help="Where the submissions were downloaded, if that is not recognised; folders: one folder or zip for each.",
)
@click.option(
    "--roster",
    "roster_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Who is in the class (id, login, name, email, section, extensions): says who is absent or unknown.",
)
@click.option("--anonymous", is_flag=True, help="Name pseudonyms instead of students on pages and in grades.csv.")
@click.option("--no-pages", is_flag=True, help="Write grades.csv and index.html, and no page for each student.")
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Grade on a Dask cluster: its scheduler's address or scheduler file, or `local` to start one here.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be graded, and whose grade would change; keep nothing.")
@course_option
@click.pass_context
def run(
    context: click.Context,
    submissions: Path,
    out: Path,
    units: tuple[str, ...],
    workers: int | None,
    isolation: str,
    seed: int | None,
    excel: bool,
    platform: str | None,
    roster_file: Path | None,
    anonymous: bool,
    no_pages: bool,
    dask: str | None,
    dry_run: bool,
    course_file: Path | None,
) -> None:
    """Grade a class: a folder (or zip) of students' folders and zips, or the download of a platform."""
    # a course file inside the submissions is a student's, so the search starts above them
    whole = course_at(course_file, submissions.resolve().parent)
    course = whole.graded
    if course.file == BUILT_IN:
        say("Course: the built-in one", err=True)
    chosen = several(units, units_named(whole.units), "the course has no unit") if units else ()
    if not course.exercises or not set(chosen) <= set(course.units):
        what = " and ".join(unit for unit in chosen or whole.units if unit not in course.units)
        raise UsageError(f"{what} is there to practise and worth no points: there is nothing to grade")
    _refuse_results_among(submissions, out)
    from autograder.classroom.learners import extensions_for
    from autograder.classroom.read_only import holds_runs
    from autograder.classroom.roster import read_roster

    roster = read_roster(roster_file, course.units) if roster_file else None
    only_look = dry_run and not holds_runs(out / "results.db")
    from autograder.classroom.results import Workers
    from autograder.processes import Crew
    from autograder.submissions import Wanted, find_class, read_class

    asked, workers = chosen or course.units, workers or cores()
    wanted = Wanted.of(whole, asked)
    with Crew(workers) as crew, ExitStack() as opened:
        before = level_before(out) if isolation == "auto" and not dry_run else None
        graders = None if only_look else opened.enter_context(graders_at(dask, isolation, crew, before))
        found = find_class(submissions, wanted, platform or "")
        if dry_run:
            if roster:
                say_who_is_who(found, roster, out)
            read = read_class(submissions, wanted, crew, platform or "")
            say_what_was_found(read, exercises=sum(e.unit in asked for e in course.exercises), is_all=only_look)
        if graders is None:
            return
        plan = plan_for(course, chosen, seed=_seed_for(out, course, seed), isolation=graders.level, workers=workers)
        if dry_run:
            extensions = extensions_for(found, roster, out / "results.db")
            say_what_would_change(changes_of(read, plan, out, graders.grade, extensions))
            return
        plan = replace(plan, workers=graders.at_once, excel=excel, anonymous=anonymous, pages=not no_pages)
        at_work = Workers(forked_with(plan, crew, len(found.students)), graders.grade)
        try:
            grades = grade_and_show(found, plan, out, at_work, roster)
        except OtherLevelError as other:
            grades = grade_and_show(found, replace(plan, isolation=other.level), out, at_work, roster)
    code = say_what_was_graded(grades, found, out)
    if anonymous:
        say("Pages and grades.csv name pseudonyms; whose each is stands in results.db alone, so keep that to yourself.")
    context.exit(code)


def _refuse_results_among(submissions: Path, out: Path) -> None:
    """The next run would take results that lie among the submissions for a student."""
    if out.resolve().is_relative_to(submissions.resolve()):
        raise UsageError(f"-o {out} lies inside {submissions}: name a folder beside it")


def plan_for(course: Course, units: tuple[str, ...], *, seed: int, isolation: IsolationLevel, workers: int) -> ClassRun:
    """How to grade a class on some units of a course, or on all where none is named."""
    from autograder.classroom.plan import ClassRun
    from autograder.expected.lookup import key_for
    from autograder.grading.grade import Grader
    from autograder.grading.sentences import Texts
    from autograder.quiz.course_quiz import CourseQuiz

    asked = [exercise for exercise in course.exercises if not units or exercise.unit in units]
    with _progress("deriving the right answers to this class's own numbers") as progress:
        key = key_for(asked, seed, workers=workers, on_derived=progress)
    grader = Grader(course, key, Texts(language=course.language))
    handed_out = {unit: _handed_out(unit, course, key) for unit in units or course.units}
    return ClassRun(grader, isolation, workers, units, CourseQuiz.of(course, units), handed_out=handed_out)


def forked_with(plan: ClassRun, crew: Crew, students: int) -> Crew:
    """A crew whose workers have the plan from the start. Now: while nothing of the class or of OUT is open here.

    For more than a few students, what is known of mistakes is read before, once for all workers.

    The same workers read what was handed in and grade it. Who could make a reader say something else than what lies
    there could do so before as well, and be graded for it; and a reader runs nothing, takes each submission within its
    limits, and is replaced where it does not come to an end.
    """
    prepare = plan.grader.prepare if students > FEW else lambda: None
    crew.fork_from_here(prepare, plan.grader, plan.quiz)
    return crew


def _handed_out(unit: str, course: Course, key: Key) -> str:
    """What a file of a unit holds before anybody has written into it, more or less, as it stands in JSON."""
    from autograder.authoring.stubs import packaged_master

    docstrings = (key.exercises[exercise.name].docstring for exercise in course.of_unit(unit))
    return json.dumps("\n".join([*(indent(text, "    ") for text in docstrings), packaged_master(unit) or ""]))[1:-1]


def changes_of(
    found: HandIns, plan: ClassRun, out: Path, grade: GradeEach, extensions: Mapping[str, Mapping[str, str]]
) -> Changes:
    """Whose grade would change; nothing is kept or written. `extensions` are by student and unit."""
    from autograder.classroom.run import try_class

    done = count(1)
    with _progress("grading") as progress:
        return try_class(found, plan, out, grade, lambda _: progress(next(done), len(found.submissions)), extensions)


def grade_and_show(
    found: ClassToRead, plan: ClassRun, out: Path, workers: Workers, roster: Roster | None = None
) -> ClassGrades:
    """Grade a class, with a progress bar on a terminal, and print its table."""
    from autograder.classroom.run import grade_class
    from autograder.reports import text

    done = count(1)
    total = len(found.students)
    try:
        with _progress("grading") as progress:
            grades = grade_class(found, plan, out, workers, lambda _: progress(next(done), total), roster)
    except KeyboardInterrupt:
        kept = min(next(done) - 1, total)
        say(f"{kept} of {total} are graded and kept: type the same again, and it goes on there", err=True)
        raise
    reports = [result.report for result in grades.graded]
    click.echo(text.render_class(reports, width=terminal_width(), color=use_color(), ascii_only=use_ascii()), nl=False)
    return grades


@contextmanager
def _progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, only where that is a terminal and there is something to do."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None, visible=False, rate="")

        def show(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.3g} a second" if speed else ""
            bar.update(task, completed=done, total=total, visible=True, rate=rate)

        yield show


def _seed_for(out: Path, course: Course, asked: int | None) -> int:
    """The seed that is asked for, the course's, the one that OUT was graded with before, or one that nobody knows."""
    from autograder.classroom.read_only import last_seed

    for seed in (asked, course.seed, last_seed(out / "results.db")):
        if seed is not None:
            return seed
    return 1 + secrets.randbelow(MOST_SEED)
