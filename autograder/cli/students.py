"""Commands for students: `grade start` and `grade check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from autograder.cli.check_shown import Checked, Typed, as_started, check_command, exit_code, rendered, view_of
from autograder.cli.completion import names
from autograder.cli.names import asked_by_name, exercises_of, several, units_named
from autograder.cli.options import (
    course_at,
    course_option,
    in_words,
    say,
    writing_to,
)
from autograder.cli.repairs import (
    are_repairs,
    is_whole,
    marked_alone,
    repair_option,
    start_repair,
)
from autograder.cli.unit_files import (
    OutOfPlace,
    nothing_found,
    out_of_place,
    refuse_what_is_not_there,
    units_of,
)
from autograder.errors import UsageError
from autograder.model import Exercise, IsolationLevel, Report
from autograder.model.course import Course, Unit
from autograder.model.submission import Submission
from autograder.processes.early import Begun


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@repair_option
@click.option("--student", metavar="NAME", help="With --repair: your name or number, which draws what you get.")
@course_option
def start(folder: Path, repair: str | None, student: str | None, course_file: Path | None) -> None:
    """Unpack the exercises into FOLDER (default: here). Files that are there already stay as they are.

    \b
    grade start --repair            a function with a mistake in it, to mend and to name
    grade start --repair adaptive   one of that unit
    """
    from autograder.authoring.handout import course_files, missing_notebooks, write_new
    from autograder.expected.lookup import key_for

    course = course_at(course_file, folder)
    if repair is not None:
        start_repair(course, folder, repair, student)
        return
    if student is not None:
        raise UsageError("--student draws a repair: type it with  --repair")
    with writing_to(folder):
        written = write_new(course_files(course, key_for(course.exercises), folder))
    for home, files in _by_folder(written):
        say(f"  new  {home}: {', '.join(files)}")
    if not written:
        say(f"Everything is there already in {folder}; nothing was changed.")
    if sentence := missing_notebooks(course):
        say(sentence)
    first = folder / course.units[0] / Unit(course.units[0]).file
    say(f"{len(course.exercises)} functions to write, in the files or in the notebooks beside them.")
    say(f"Open {first}, then type:  {check_command([folder])}")


def _by_folder(paths: Sequence[Path]) -> list[tuple[Path, list[str]]]:
    """Folders, with the names of the files in them."""
    return [
        (home, [path.name for path in paths if path.parent == home]) for home in dict.fromkeys(p.parent for p in paths)
    ]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), shell_complete=names)
@click.option("--all", "show_all", is_flag=True, help="Show every exercise in full, with its checks.")
@click.option("-v", "--details", is_flag=True, help="List the checks of the exercise that is shown.")
@click.option(
    "--only",
    multiple=True,
    shell_complete=names,
    metavar="NAME",
    help="Check only this exercise; part of its name is enough.",
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    shell_complete=names,
    metavar="NAME",
    help="Check only this unit, by name or number.",
)
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
    details: bool,
    only: tuple[str, ...],
    units: tuple[str, ...],
    started: bool,
    watch: bool,
    hint: bool,
    form: str,
    course_file: Path | None,
) -> None:
    """Check your functions: an exercise or a unit by name, a file, a folder, or (default) everything here.

    \b
    grade check                what you are working on
    grade check momentum       one exercise
    grade check --unit 2 -v    a unit, with the list of checks
    """
    course = course_at(course_file, paths[0] if paths and paths[0].exists() else Path())
    files, names, numbers = asked_by_name(paths, course)
    typed = Typed(tuple(files) or (Path(),), (*only, *names), (*units, *numbers))
    paths, only, units = typed.paths, typed.only, typed.units
    asked = _asked(course, only, units)

    if watch:
        if form != "text":
            raise UsageError("--watch shows text: leave out --format, or leave out --watch")
        _watch(paths, course, asked, name=only[0] if len(only) == 1 else "", hint=hint, show_all=show_all)
        return
    load = partial(import_module, "autograder.reports.screen") if form == "text" else None
    found = checked(paths, course, asked, context.find_object(Begun), meanwhile=load)
    report = as_started(found) if started and form in ("junit", "github") else found.report
    shown = replace(found, report=report)
    view = view_of(shown, typed, course, hint=hint, details=details, show_all=show_all) if form == "text" else None
    click.echo(rendered(shown, form, view), nl=False)
    context.exit(exit_code(found, started))


def _asked(course: Course, only: Sequence[str], units: Sequence[str]) -> tuple[Exercise, ...]:
    """The exercises asked for; UsageError for names that the course does not have."""
    chosen = several(only, exercises_of(course), "the course has no exercise") or [
        exercise.name for exercise in course.exercises
    ]
    wanted = several(units, units_named(course.units), "the course has no unit") or course.units
    exercises = tuple(e for e in course.exercises if e.name in chosen and e.unit in wanted)
    if not exercises:
        raise UsageError(f"no exercise is both --only {' '.join(only)} and --unit {' '.join(units)}: leave one out")
    return exercises


def checked(
    paths: Sequence[Path],
    course: Course,
    asked: Sequence[Exercise],
    begun: Begun | None = None,
    *,
    meanwhile: Callable[[], object] | None = None,
) -> Checked:
    """Check what the paths stand for: where they name no unit, every exercise that is asked for, there or not.

    `meanwhile` is called while the student's code runs.
    """
    from autograder.sandbox import open_sandbox

    refuse_what_is_not_there(paths, course)
    with open_sandbox(IsolationLevel.NONE, begun, meanwhile) as sandbox:  # first, so that it warms up while we read
        from autograder.expected.lookup import key_for
        from autograder.grading.grade import Grader
        from autograder.grading.sentences import Texts
        from autograder.submissions import Wanted, read_student

        texts = Texts(language=course.language)
        if are_repairs(paths):
            return Checked(marked_alone(read_student(paths, Wanted.of(course)), course, texts, sandbox), OutOfPlace())
        meant = _meant(paths, course, asked)
        submission = read_student(paths, Wanted.of(course, tuple(dict.fromkeys(exercise.unit for exercise in meant))))
        if submission.repairs and not (submission.files or submission.elsewhere):
            return Checked(marked_alone(submission, course, texts, sandbox), OutOfPlace())
        exercises = _there(submission, meant, course)
        said = _out_of_place(submission, paths, exercises)
        narrowed = replace(course, exercises=exercises)
        key = key_for(exercises, with_variants=False)
        report = Grader(narrowed, key, texts).grade(submission, sandbox)
        if submission.repairs and is_whole(meant, course):
            from autograder.repair.marking import RepairMarker  # hardly any check needs it

            marker = RepairMarker(Grader(course, key, texts), tells_of_untouched=True)
            report = marker.added(report, replace(submission, student=""), sandbox)
        return Checked(replace(report, notes=(*said.said.values(), *_made_by_demo(submission), *report.notes)), said)


def _made_by_demo(submission: Submission) -> Iterator[str]:
    """A sentence where files hold the mark of `grade demo`."""
    from autograder.submissions.demo_mark import is_marked

    files = [one.name for one in submission.files.values() if is_marked("\n".join(cell.source for cell in one.cells))]
    if files:
        yield f"Made by grade demo, and recognised where it is handed in: {', '.join(files)}"


def _meant(paths: Sequence[Path], course: Course, asked: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """The exercises that are asked for, of the units that the paths stand for; UsageError where that is none."""
    units = units_of(paths, course)
    exercises = tuple(exercise for exercise in asked if exercise.unit in units)
    if not exercises:
        raise UsageError(nothing_found(paths, asked))
    return exercises


def _there(submission: Submission, exercises: Sequence[Exercise], course: Course) -> tuple[Exercise, ...]:
    """The exercises without what nobody has to do and lies in no file, if any are left."""
    there = (e for e in exercises if not course.is_voluntary(e) or submission.file_of(e.unit, e.name))
    return tuple(there) or tuple(exercises)


def _out_of_place(submission: Submission, paths: Sequence[Path], exercises: Sequence[Exercise]) -> OutOfPlace:
    """The units whose file is not where it belongs; UsageError where there is no file at all."""
    if not any(submission.file_of(exercise.unit, exercise.name) for exercise in exercises):
        raise UsageError(nothing_found(paths, exercises))
    return out_of_place(submission, paths, exercises)


def _watch(
    paths: Sequence[Path], course: Course, asked: Sequence[Exercise], *, name: str, hint: bool, show_all: bool
) -> None:
    """Check what was saved again and again, in one sandbox that stays warm."""
    from autograder.cli.show import steps_of
    from autograder.cli.watch import Watched, Wish, watch
    from autograder.live.desk import Desk, Progress
    from autograder.reports.screen import CheckView

    exercises = _meant(paths, course, asked)
    with Desk(paths[0], course, paths) as desk:
        exercises = _there(desk.read(), exercises, course)
        progress = Progress(desk, exercises)

        def again() -> Report:
            refuse_what_is_not_there(paths, course)
            submission = desk.read()
            said = _out_of_place(submission, paths, exercises).said
            progress.update(submission)
            report = progress.together()
            return replace(report, notes=(*said.values(), *report.notes))

        watched = Watched(
            paths,
            check=again,
            shown=lambda report, every, hints: rendered(
                Checked(report, OutOfPlace()),
                "text",
                CheckView(details=every, hint=hints, command=check_command(paths), in_words=in_words()),
            ),
            steps=lambda of: steps_of(course, of),
            prepare=desk.prepare,
        )
        watch(watched, Wish(name, hint=hint, all=show_all))
