"""What `grade run` says at its end, and before: where everything lies, and who needs the instructor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import say
from autograder.errors import SandboxError

if TYPE_CHECKING:
    from autograder.classroom.plan import Graded
    from autograder.model.submission import HandIns


def say_what_was_graded(graded: Sequence[Graded], out: Path) -> int:
    """How many were new, where everything lies, and last who needs the instructor; the exit code of the run.

    It is that of a failure of ours where we failed on somebody, so that no silent zero leaves the house.
    """
    from autograder.model import Standing
    from autograder.reports import text
    from autograder.reports.safe import clean

    kept = sum(result.reused for result in graded)
    unchanged = f" ({kept} unchanged since an earlier run, not run again)" if kept else ""
    say(f"{len(graded)} graded{unchanged}.")
    if damaged := [clean(result.report.student) for result in graded if result.replaces_damaged]:
        say(f"The results of {', '.join(damaged)} that were kept could not be read, so they were made anew.", err=True)
    say(f"  grades    {out / 'grades.csv'}")
    say(f"  class     {out / 'index.html'}")
    say(f"  students  {out / 'students'}")
    say(f"  results   {out / 'results.db'}")
    failed = [clean(result.report.student) for result in graded if result.report.status is Standing.WITHHELD]
    if failed:
        say(
            f"grade: the grader itself failed on {', '.join(failed)}: their grades are withheld, all others are given. "
            "Type the same again to grade only these; if it stays so, please report it",
            err=True,
        )
    click.echo(text.render_needs_you([result.report for result in graded]), nl=False)
    return SandboxError.exit_code if failed else 0


def say_what_was_found(found: HandIns, exercises: int) -> None:
    """Each student's files, and what is to be said of them."""
    from autograder.reports.safe import clean

    for submission in found.submissions:
        files = ", ".join(file.problem or file.name for file in submission.files.values()) or "nothing"
        say(clean(f"{submission.student}: {submission.problem or submission.broken or files}"))
        for note in submission.notes:
            say(f"  {clean(note)}")
    say(f"{len(found.submissions)} students, {exercises} exercises. Nothing was graded: leave out --dry-run.")
