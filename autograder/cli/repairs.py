"""What `grade start --repair`, `grade build --repair` and `grade check` do with repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.completion import names
from autograder.cli.names import resolved, units_named
from autograder.cli.options import say, writing_to
from autograder.errors import UsageError
from autograder.model import Exercise, Report, Standing
from autograder.model.course import Course
from autograder.model.marks import Verdict
from autograder.model.submission import Submission
from autograder.submissions.repairs import is_repair

if TYPE_CHECKING:
    from autograder.grading.sentences import Texts
    from autograder.model.run import Sandbox

repair_option = click.option(
    "--repair",
    "repair",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[UNIT]",
    shell_complete=names,
    help="A function with a mistake in it, to mend and to name: repair.py of UNIT.",
)
"""`--repair`, with or without a unit: None where it was not given, empty without one."""


# ---------------------------------------------------------------- handing out


def start_repair(course: Course, folder: Path, unit: str, student: str | None) -> None:
    """Write a student's own repair of a unit, where there is none yet, and say what to do with it."""
    from autograder.authoring.handout import write_new
    from autograder.repair.handout import FILE_NAME, repair_files

    chosen = _named(course, unit) if unit else _next_unit(course, folder)
    home = folder.resolve()
    above = folder if home.name != chosen else folder / ".."
    found = repair_files(course, (chosen,), above, _who(student))
    shown = {(folder / FILE_NAME if home.name == chosen else path): text for path, text in found.items()}
    with writing_to(folder):
        written = write_new(shown)
    (path,) = shown
    say(f"  new  {path}" if written else f"{path} is there already, and stays as it is.")
    say("It holds a function that was right once. Mend it, and say at its end which mistake it was.")
    say(f"Then type:  {_check(path)}")


def _check(path: Path) -> str:
    """The command that checks a file."""
    return f'grade check "{path}"' if " " in str(path) else f"grade check {path}"


def build_repairs(course: Course, out: Path, unit: str, roster: Path | None) -> None:
    """Write the repairs of a unit, or of all, for each student of a roster, or one that is the same for all."""
    from autograder.authoring.handout import write_new
    from autograder.quiz.roster import students_of
    from autograder.repair.draw import ANYBODY, units_with_repair
    from autograder.repair.handout import repair_files
    from autograder.submissions import safe_file_name

    units = (_named(course, unit),) if unit else units_with_repair(course)
    students = students_of(roster) if roster else (ANYBODY,)
    written = total = 0
    with writing_to(out):
        for student in students:
            files = repair_files(course, units, out / safe_file_name(student) if student else out, student)
            written, total = written + len(write_new(files)), total + len(files)
    kept = f"; {total - written} were there already and stay as they are" if total > written else ""
    whose = f" for {len(students)} students" if roster else ", the same for everybody"
    say(f"{written} repairs{whose} in {out}{kept}.")
    say("Hand them out; when they are back, type  grade run")


def _who(student: str | None) -> str:
    """The student's name: as it was given, or asked for on a terminal; nobody's elsewhere."""
    import sys

    if student is not None:
        return student.strip()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    say("Your name or number, as your course has it, draws what you get. Without one you get what everybody gets.")
    return str(click.prompt("Name", default="", show_default=False)).strip()


def _named(course: Course, name: str) -> str:
    """The unit that is meant; UsageError where it has nothing to mend."""
    from autograder.repair.draw import units_with_repair

    folder = Path(name).name or name
    unit = resolved(folder, units_named(course.units), "the course has no unit")
    having = units_with_repair(course)
    if unit not in having:
        raise UsageError(f"there is no repair of {unit}: there is one of {', '.join(having) or 'no unit'}")
    return unit


def _next_unit(course: Course, folder: Path) -> str:
    """The unit whose folder this is, or else the first that has no repair there yet."""
    from autograder.repair.draw import units_with_repair
    from autograder.repair.handout import FILE_NAME

    units = units_with_repair(course)
    if not units:
        raise UsageError("this course has nothing to repair: none of its exercises has enough mistakes that suit")
    here = folder.resolve().name
    if here in units:
        return here
    return next((unit for unit in units if not (folder / unit / FILE_NAME).exists()), units[0])


# ---------------------------------------------------------------- checking


def are_repairs(paths: Sequence[Path]) -> bool:
    """Whether files of repairs were named, and nothing else."""
    return bool(paths) and all(path.is_file() and is_repair(path.name) for path in paths)


def marked_alone(submission: Submission, course: Course, texts: Texts, sandbox: Sandbox) -> Report:
    """The report on repairs and nothing else."""
    from autograder.expected.lookup import key_for
    from autograder.grading.grade import Grader
    from autograder.repair.marking import RepairMarker

    key = key_for(())
    nothing = Grader(replace(course, exercises=()), key, texts).grade(Submission("", {}, (), ""), sandbox)
    marker = RepairMarker(Grader(course, key, texts), tells_of_untouched=True)
    return marker.added(nothing, replace(submission, student=""), sandbox, course.units)


def is_whole(meant: Sequence[Exercise], course: Course) -> bool:
    """Whether units are checked as wholes, and so with their repairs."""
    return all(exercise in meant for unit in {one.unit for one in meant} for exercise in course.of_unit(unit))


def has_broken(report: Report) -> bool:
    """Whether we failed at a repair ourselves."""
    return any(repair.status == Verdict.BROKEN for repair in report.repairs)


def has_open(report: Report, *, started: bool) -> bool:
    """Whether a repair is not done, or cannot be read; with `started`, one that nobody has touched does not count."""
    if report.status is Standing.UNREADABLE or not (report.exercises or report.repairs):
        return True
    passing = (Verdict.RIGHT, Verdict.OPEN) if started else (Verdict.RIGHT,)
    return any(repair.status not in passing for repair in report.repairs)
