"""What `grade run` says at its end, and before: where everything lies, and who needs the instructor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote as quoted
from typing import TYPE_CHECKING

import click

from autograder.cli.options import say
from autograder.errors import SandboxError
from autograder.model import Standing
from autograder.reports.changes import names
from autograder.reports.safe import clean
from autograder.reports.wording import NOT_A_SUBMISSION, adjusted

if TYPE_CHECKING:
    from autograder.classroom.plan import ClassGrades
    from autograder.classroom.roster import Roster
    from autograder.model.changes import Changes
    from autograder.model.roster import Attendance
    from autograder.model.submission import HandIns
    from autograder.submissions.read import ClassToRead


def say_what_was_graded(grades: ClassGrades, found: ClassToRead, out: Path) -> int:
    """How many were new, where everything lies, and last who needs the instructor; the exit code of the run.

    It is that of a failure of ours where we failed on somebody, so that no silent zero leaves the house.
    """
    from autograder.reports import text

    kept = sum(result.reused for result in grades.graded)
    same = sum(result.same_as_another for result in grades.graded)
    not_run = [f"{kept} unchanged since an earlier run, not run again"] if kept else []
    not_run += [f"{same} the same as another's, run once"] if same else []
    unchanged = f" ({'; '.join(not_run)})" if not_run else ""
    counts = Counter(result.report.status for result in grades.graded)
    others = [
        f"{count} {standing.value}"
        for standing in Standing
        if standing != Standing.GRADED and (count := counts[standing])
    ]
    say(f"{', '.join([f'{counts[Standing.GRADED]} graded', *others])}{unchanged}.")
    for name, file in (("grades", "grades.csv"), ("class", "index.html"), ("students", "students")):
        say(f"  {name:<9} {out / file}")
    say(f"  results   {out / 'results.db'}")
    _say_what_lay_beside(found)
    for sentence in grades.alike:
        say(sentence)
    for warning in _warnings(grades, out):
        say(warning, err=True)
    failed = [result.report.student for result in grades.graded if result.report.status is Standing.WITHHELD]
    if failed:
        say(
            f"grade: the grader itself failed on {_names(failed)}: their grades are withheld, all others are given. "
            "Type the same again to grade only these; if it stays so with rights, disk and network in order, please "
            "report it",
            err=True,
        )
    click.echo(text.render_needs_you([result.report for result in grades.graded]), nl=False)
    return SandboxError.exit_code if failed else 0


def _warnings(grades: ClassGrades, out: Path) -> Iterator[str]:
    """What is not as it was, or not as it should be."""
    if damaged := [result.report.student for result in grades.graded if result.replaces_damaged]:
        yield f"The results of {_names(damaged)} that were kept could not be read, so they were made anew."
    if grades.lost:
        yield f"An earlier result of {names(grades.lost)} cannot be read, and counts no more: grade that unit again."
    if grades.left:
        days = ", ".join(sorted(set(grades.left.values())))
        yield (
            f"Not among the submissions any more: {names(sorted(grades.left))}. Their grades, of {days}, are kept; "
            f"grade forget {out} STUDENT  erases a person."
        )
    for report in grades.adjusted:
        for made in (made for made in report.adjustments if made["stale"]):
            yield (
                f"Corrected by hand, on other grounds than now: {report.student}, {adjusted(made)}. "
                f"grade adjust {out} {quoted(report.student)} --undo {made['number']}  takes it back."
            )
    if grades.attendance:
        yield from _attendance(grades.attendance)
    if not grades.is_kept:
        yield (
            f"grade: {out / 'results.db'} is in use by another program, and does not hold this run: the grades are in "
            "grades.csv and in the pages. Close what uses it, and type the same again to keep them"
        )


def _attendance(found: Attendance) -> Iterator[str]:
    """Who of the roster handed in nothing, and whose work is nobody's of it."""
    if found.absent:
        absent = [person.name or person.id or person.login or person.email for person in found.absent]
        yield f"On the roster, and nothing of theirs was ever handed in: {len(absent)} ({names(absent)})"
    for student, why in found.unknown.items():
        yield f"Not on the roster: {student} {why}"


def say_what_was_found(found: HandIns, exercises: int, *, is_all: bool) -> None:
    """Each student's files, and what is to be said of them."""
    for submission in found.submissions:
        sources = [*submission.files.values(), *submission.elsewhere.values()]
        files = ", ".join(dict.fromkeys(file.problem or file.name for file in sources)) or "nothing"
        origin = submission.origin
        where = ", ".join(filter(None, [origin.id, origin.time])) if origin.platform else ""
        said = f"{submission.student}{f' ({where})' if where else ''}"
        say(clean(f"{said}: {submission.problem or submission.broken or files}"))
        for note in submission.notes:
            say(f"  {clean(note)}")
    _say_what_lay_beside(found)
    end = " Nothing was graded: leave out --dry-run." if is_all else ""
    say(f"{len(found.submissions)} students, {exercises} exercises.{end}")


def say_who_is_who(found: ClassToRead, roster: Roster, out: Path) -> None:
    """Who of the roster has handed in nothing so far, and whose work is nobody's of it."""
    from autograder.classroom.gradebook import read_book
    from autograder.classroom.learners import people_of
    from autograder.classroom.read_only import holds_runs
    from autograder.classroom.roster import attendance

    before = read_book(out / "results.db", texts=False) if holds_runs(out / "results.db") else {}
    for line in _attendance(attendance(people_of(found, before), roster)):
        say(line)


def say_what_would_change(changes: Changes) -> None:
    """Whose grade would be another, and why, and who would be kept though nothing of theirs is there."""
    from autograder.reports.changes import render

    click.echo(render(changes), nl=False)
    if changes.left:
        say(f"Not among the submissions: {names(sorted(changes.left))}. Their grades would be kept.")
    say("Nothing was kept or written: leave out --dry-run.")


def _say_what_lay_beside(found: HandIns | ClassToRead) -> None:
    """How the submissions were read, and what among them is nobody's."""
    for note in found.notes:
        say(clean(note))
    if found.strays:
        said = ", ".join(f"{clean(stray.name)} ({clean(stray.why)})" for stray in found.strays)
        say(f"{NOT_A_SUBMISSION}: {said}")


def _names(students: Sequence[str]) -> str:
    return ", ".join(map(clean, students))
