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

import click

from autograder._clash import ADVICE, other_distribution
from autograder._version import __version__

EXTRAS = {"notebook": ("nbgrader", "jupytext"), "pytest": ("pytest",)}
CORE = ("numpy", "sympy", "click", "rich")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    state: str
    """"ok", "note" or "problem"."""
    found: str
    advice: str = ""


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what this machine can do: versions, isolation, extras, and what is in the way."""
    signs = list(_signs())
    for sign in signs:
        click.echo(f"{sign.state:<8} {sign.name}: {sign.found}")
        if sign.advice:
            click.echo(f"         {sign.advice}")
    problems = sum(sign.state == "problem" for sign in signs)
    click.echo(f"{problems} problem{'' if problems == 1 else 's'} found." if problems else "Nothing is in the way.")
    context.exit(1 if problems else 0)


def _signs() -> Iterator[Diagnostic]:
    yield Diagnostic("grade-descent", "ok", __version__)
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
        return Diagnostic("Python", "note", found, "this is not a virtual environment: python -m venv .venv makes one")
    return Diagnostic("Python", "ok", found)


def _distribution(name: str) -> Diagnostic:
    try:
        return Diagnostic(name, "ok", importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Diagnostic(name, "problem", "not installed", "type  pip install grade-descent")


def _name_clash() -> Diagnostic:
    owners = set(importlib.metadata.packages_distributions().get("autograder", ())) - {"grade-descent"}
    found = other_distribution() or ", ".join(sorted(owners))
    if found:
        return Diagnostic("package name", "problem", f"{found} also installs a package `autograder`", ADVICE)
    return Diagnostic("package name", "ok", "no other distribution installs a package `autograder`")


def _expected_values() -> Diagnostic:
    """Whether those that ship hold, and whether others can be kept."""
    from autograder.catalogue.course import BUILT_IN, load_course
    from autograder.expected.shipped import out_of_date

    old = [exercise.name for exercise in out_of_date(load_course(BUILT_IN).exercises)]
    if old:
        found = f"not up to date with the rules of {', '.join(old)}, so they are derived anew"
        return Diagnostic("expected values", "note", found, "type  grade build")
    return Diagnostic("expected values", "ok", "shipped")


def _cache() -> Diagnostic:
    """Whether what is derived here is kept."""
    from autograder.expected.cache import cache_folder, why_not_used

    reason = why_not_used()
    if reason:
        advice = "see that only you may write there (chmod go-w), or let GRADE_DESCENT_CACHE name another folder"
        return Diagnostic("cache", "note", f"{cache_folder()} is not used, for {reason}", advice)
    return Diagnostic("cache", "ok", f"{cache_folder()}")


def _isolation() -> Iterator[Diagnostic]:
    """The best level that works here, tried with a small submission; why not more, and what would help."""
    from autograder.sandbox.levels import LOCKED_IN, PROMISES, advice, find_best, refused

    finding = find_best()
    yield Diagnostic(
        "isolation", "ok" if finding.best in LOCKED_IN else "note", f"{finding.best}: {PROMISES[finding.best]}"
    )
    for refusal in finding.refusals:
        help_ = "\n         ".join(advice(refusal))
        yield Diagnostic("isolation", "note", f"not {refusal.level}: {refusal.part}: {refusal.why}", help_)
    if finding.best not in LOCKED_IN:
        yield Diagnostic("isolation", "note", "so grade run refuses, unless it is told  --isolation none")
    problem = refused("none")
    if problem is not None:
        yield Diagnostic("students' process", "problem", problem.why, "please report this")
    else:
        yield Diagnostic("students' process", "ok", "starts and answers")


def _extra(extra: str, names: tuple[str, ...]) -> Diagnostic:
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        return Diagnostic(
            f"extra {extra}",
            "note",
            f"{' and '.join(missing)} not installed",
            f"if needed:  pip install 'grade-descent[{extra}]'",
        )
    return Diagnostic(f"extra {extra}", "ok", ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names))


def _cores() -> Diagnostic:
    terminal = shutil.get_terminal_size().columns
    return Diagnostic(
        "machine", "ok", f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {terminal} columns"
    )
