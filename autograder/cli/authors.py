"""Commands for authors: `grade build` and `grade verify`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.catalogue.course import BUILT_IN
from autograder.cli.options import course_at, course_option, seed_option, writing_to
from autograder.cli.repairs import build_repairs, repair_option
from autograder.errors import UsageError
from autograder.model import IsolationLevel
from autograder.model.course import Course


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit with 1 if something is out of date.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Write a course's files for students here."
)
@click.option(
    "--overwrite", "may_overwrite", is_flag=True, help="With -o: files that are out of date are written anew."
)
@repair_option
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With -o and --repair: who gets a repair, each another one; a list of names, or a table.",
)
@course_option
@click.pass_context
def build(
    context: click.Context,
    only_check: bool,
    out: Path | None,
    may_overwrite: bool,
    repair: str | None,
    roster: Path | None,
    course_file: Path | None,
) -> None:
    """Make what is derived: with -o the students' files of a course, else (in a checkout) all the repository keeps."""
    from autograder.authoring.checkout import expected_files, names_of, out_of_date, require_checkout, write
    from autograder.catalogue.course import load_course
    from autograder.expected.side_by_side import workers

    if roster is not None and repair is None:
        raise UsageError("--roster is for repairs: type it with  --repair")
    if repair is not None:
        if out is None or only_check or may_overwrite:
            raise UsageError("--repair writes new files into a folder: name it with -o, and leave out other options")
        build_repairs(course_at(course_file, Path.cwd()), out, repair, roster)
        return
    if out is not None:
        context.exit(_build_for_students(course_at(course_file, Path.cwd()), out, only_check, may_overwrite))
    if may_overwrite:
        raise UsageError("--overwrite is for a course's files for students: name their folder with -o")
    checkout = require_checkout("grade build without -o")
    files = expected_files(load_course(BUILT_IN), checkout, workers=workers())
    changed = out_of_date(files) if only_check else write(files)
    for name in names_of(changed, checkout.root):
        click.echo(f"  {'out of date' if only_check else 'changed'}  {name}")
    if only_check and changed:
        click.echo("Type  grade build  to bring them up to date.")
        context.exit(1)
    click.echo(f"{len(files)} files are up to date.")


def _build_for_students(course: Course, out: Path, only_check: bool, may_overwrite: bool) -> int:
    """Write what is new, say what is out of date or write it anew; the exit code, 1 where a check finds either."""
    from autograder.authoring.handout import course_files, different, missing_notebooks, overwrite, write_new
    from autograder.expected.lookup import key_for, left_out
    from autograder.expected.side_by_side import workers

    key = key_for(course.exercises, workers=workers())
    for line in left_out(key):
        click.echo(line)
    with writing_to(out):
        files = course_files(course, key, out)
        stale = different(files)
        new = [path for path in files if not path.exists()] if only_check else write_new(files)
        if may_overwrite and not only_check:
            overwrite(files, stale)
    for path in new:
        click.echo(f"  {'missing' if only_check else 'new'}  {path}")
    is_written = may_overwrite and not only_check
    for path in stale:
        click.echo(f"  {'written anew' if is_written else 'out of date'}  {path}")
    if only_check:
        click.echo(f"{len(new)} missing, {len(stale)} out of date, of {len(files)} files.")
        return 1 if new or stale else 0
    anew = f", {len(stale)} of them anew" if is_written else ""
    count = len(new) + len(stale) * is_written
    click.echo(f"{count} files written to {out}{anew}; files that were there stay as they are.")
    if stale and not is_written:
        click.echo("What is out of date is not what this course asks for: type the same with  --overwrite")
    if sentence := missing_notebooks(course):
        click.echo(sentence)
    return 0


@click.command()
@click.option("--only", multiple=True, metavar="NAME", help="Prove only this exercise.")
@course_option
@seed_option
@click.pass_context
def verify(context: click.Context, only: tuple[str, ...], course_file: Path | None, seed: int) -> None:
    """Prove the course: every stub fails, every right answer passes, every mistake loses points or is named."""
    from autograder.authoring.checkout import require_checkout
    from autograder.authoring.prove import Verifier
    from autograder.model.display import listed
    from autograder.sandbox import open_sandbox

    course = course_at(course_file, Path.cwd())
    built_in = course.file.resolve() == BUILT_IN
    checkout = require_checkout("grade verify of the built-in course") if built_in and not only else None
    holds = True
    with open_sandbox(IsolationLevel.NONE) as sandbox:
        verifier = Verifier(course, sandbox, seed).restricted_to(only)
        for line in verifier.left_out():
            click.echo(line)
        claims = [verifier.claims(), verifier.checkout_claims(checkout)] if checkout else [verifier.claims()]
        for claim in (claim for group in claims for claim in group):
            click.echo(f"{'holds' if claim.holds else 'FAILS':<6} {claim.title} ({claim.tried} tried)")
            for problem in claim.problems:
                click.echo(f"       {problem}")
            holds = holds and claim.holds
    what = listed(list(only)) if only else "The course"
    verb, fails = ("prove themselves", "do not all hold") if len(only) > 1 else ("proves itself", "does not hold")
    click.echo(f"{what} {verb}." if holds else f"{what} {fails}: see above.")
    context.exit(0 if holds else 1)
