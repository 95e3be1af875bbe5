"""`grade doctor`: what this machine can do, and what is in the way."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import click

from autograder._clash import ADVICE, other_distribution
from autograder._version import __version__
from autograder.basics.extras import PACKAGES

EXTRAS = {**PACKAGES, "pytest": ("pytest",)}
CORE = ("numpy", "sympy", "click", "rich")


class Health(StrEnum):
    """How well a thing is that was looked at."""

    OK = "ok"
    NOTE = "note"  # it works, but could do better
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    state: Health
    found: str
    advice: str = ""


@click.command()
@click.option("--mend", is_flag=True, help="Take another package `autograder` away, and put ours in order.")
@click.pass_context
def doctor(context: click.Context, mend: bool) -> None:
    """Say what this machine can do: versions, isolation, extras, and what is in the way."""
    if mend:
        from grade_descent.mend import mend as put_in_order

        context.exit(put_in_order())
    signs = list(_signs())
    for sign in signs:
        click.echo(f"{sign.state:<8} {sign.name}: {sign.found}")
        if sign.advice:
            click.echo(f"         {sign.advice}")
    problems = sum(sign.state is Health.PROBLEM for sign in signs)
    click.echo(f"{problems} problem{'' if problems == 1 else 's'} found." if problems else "Nothing is in the way.")
    context.exit(1 if problems else 0)


def _signs() -> Iterator[Diagnostic]:
    yield Diagnostic("grade-descent", Health.OK, __version__)
    yield _python()
    yield from map(_distribution, CORE)
    yield _name_clash()
    yield _expected_values()
    yield _cache()
    yield from _isolation()
    for extra, names in EXTRAS.items():
        yield _extra(extra, names)
    yield _cores()


def _python() -> Diagnostic:
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.prefix == sys.base_prefix:
        return Diagnostic(
            "Python", Health.NOTE, found, "this is not a virtual environment: python -m venv .venv makes one"
        )
    return Diagnostic("Python", Health.OK, found)


def _distribution(name: str) -> Diagnostic:
    try:
        return Diagnostic(name, Health.OK, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Diagnostic(name, Health.PROBLEM, "not installed", "type  pip install grade-descent")


def _name_clash() -> Diagnostic:
    owners = set(importlib.metadata.packages_distributions().get("autograder", ())) - {"grade-descent"}
    found = other_distribution() or ", ".join(sorted(owners))
    if found:
        return Diagnostic("package name", Health.PROBLEM, f"{found} also installs a package `autograder`", ADVICE)
    return Diagnostic("package name", Health.OK, "no other distribution installs a package `autograder`")


def _expected_values() -> Diagnostic:
    """Whether those that ship hold, and whether others can be kept."""
    from autograder.catalogue.course import BUILT_IN, load_course
    from autograder.expected.shipped import out_of_date

    old = [exercise.name for exercise in out_of_date(load_course(BUILT_IN).exercises)]
    if old:
        found = f"not up to date with the rules of {', '.join(old)}, so they are derived anew"
        return Diagnostic("expected values", Health.NOTE, found, "type  grade build")
    return Diagnostic("expected values", Health.OK, "shipped")


def _cache() -> Diagnostic:
    """Whether what is derived here is kept."""
    from autograder.basics.cache import cache_folder, why_not_kept

    reason = why_not_kept()
    if reason:
        advice = "see that you and only you may write there, or let GRADE_DESCENT_CACHE name another folder"
        return Diagnostic("cache", Health.NOTE, f"{cache_folder()} is not used, for {reason}", advice)
    return Diagnostic("cache", Health.OK, f"{cache_folder()}")


def _isolation() -> Iterator[Diagnostic]:
    """The best level that works here, tried with a small submission; why not more, and what would help."""
    from autograder.model import IsolationLevel
    from autograder.sandbox.levels import LOCKED_IN, PROMISES, advice, find_best, refused

    finding = find_best()
    yield Diagnostic(
        "isolation",
        Health.OK if finding.best in LOCKED_IN else Health.NOTE,
        f"{finding.best}: {PROMISES[finding.best]}",
    )
    for refusal in finding.refusals:
        help_ = "\n         ".join(advice(refusal))
        yield Diagnostic("isolation", Health.NOTE, f"not {refusal.level}: {refusal.part}: {refusal.why}", help_)
    if finding.best not in LOCKED_IN:
        yield Diagnostic("isolation", Health.NOTE, "so grade run refuses, unless it is told  --isolation none")
    problem = refused(IsolationLevel.NONE)
    if problem is not None:
        yield Diagnostic("students' process", Health.PROBLEM, problem.why, "please report this")
    else:
        yield Diagnostic("students' process", Health.OK, "starts and answers")


def _extra(extra: str, names: tuple[str, ...]) -> Diagnostic:
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        return Diagnostic(
            f"extra {extra}",
            Health.NOTE,
            f"{' and '.join(missing)} not installed",
            f"if needed:  pip install 'grade-descent[{extra}]'",
        )
    return Diagnostic(
        f"extra {extra}", Health.OK, ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    )


def _cores() -> Diagnostic:
    terminal = shutil.get_terminal_size().columns
    return Diagnostic(
        "machine",
        Health.OK,
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {terminal} columns",
    )
