"""`grade show`: a rule with its formula, conventions and worked steps, for people and for programs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import course_at, course_option
from autograder.errors import UsageError
from autograder.model import Exercise

if TYPE_CHECKING:
    from autograder.explain import Explanation


@click.command()
@click.argument("name")
@click.option("--steps", type=click.IntRange(1, 100), help="How many steps to work out; usually one.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="An input: --set w=4 --set lr=1/10.")
@click.option("--on", metavar="LANDSCAPE", help="The function to run on; usually L(w) = w^2.")
@click.option("--convention", help="Another convention than the course's.")
@click.option("--checks", "with_checks", is_flag=True, help="What `grade check` tries, and the points for it.")
@click.option(
    "--format", "form", type=click.Choice(["text", "latex", "json", "html"]), default="text", show_default=True
)
@course_option
def show(
    name: str,
    steps: int | None,
    settings: tuple[str, ...],
    on: str | None,
    convention: str | None,
    with_checks: bool,
    form: str,
    course_file: Path | None,
) -> None:
    """Show the rule NAME: its formula and conventions, and its first steps with exact values."""
    from autograder.explain import explain
    from autograder.rule_files import rule_of

    exercise = course_at(course_file, Path.cwd()).exercise(name)
    explanation = explain(
        rule_of(exercise),
        convention or exercise.convention,
        steps=steps,
        settings=dict(map(_setting, settings)),
        on=on,
    )
    checks = checks_of(exercise) if with_checks else ()
    click.echo(FORMATS[form](Shown(explanation, exercise.convention, checks)))


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A check as a reader sees it: what it earns (or, for behaviour, costs), and what its probes show."""

    id: str
    title: str
    points: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is printed: the rule explained, the convention that the course grades, and the checks if asked for."""

    rule: Explanation
    graded: str
    checks: tuple[CheckShown, ...]


def checks_of(exercise: Exercise) -> tuple[CheckShown, ...]:
    """The checks of an exercise with their points, as `grade check` will judge them."""
    from autograder.judge import split_points
    from autograder.key import key_for
    from autograder.reports.safe import number

    checks = key_for([exercise]).exercises[exercise.name].checks
    shares = iter(split_points(exercise.points, [check.weight for check in checks if check.weight]))
    return tuple(
        CheckShown(
            check.id,
            check.title,
            f"costs up to {number(check.cost * exercise.points)}" if check.behaviour else f"{number(next(shares))}",
            tuple(probe.why for probe in check.probes),
        )
        for check in checks
    )


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set {text}: write it as --set NAME=VALUE, for example --set lr=1/10")
    return name.strip(), value.strip()


def _text(shown: Shown) -> str:
    e = shown.rule
    lines = [e.signature, "", _heading(shown), ""]
    lines += [f"    {line}" for line in e.formula.splitlines()]
    if e.other_conventions:
        lines += ["", "Other conventions:"]
        lines += [f"    {name}: {title} ({used_by})" for name, title, used_by in e.other_conventions]
    lines += ["", f"Source: {e.source}", "", f"Worked out{f' on {e.landscape}' if e.landscape else ''}, with"]
    lines += [f"    {name} = {value}" for name, value in e.inputs]
    width = max(len(q.name) for step in e.steps for q in step)
    for number, step in enumerate(e.steps, 1):
        lines += ["", f"step {number}"]
        lines += [f"    {q.name:<{width}} = {_both(q.exact, q.decimal)}" for q in step]
    if shown.checks:
        lines += ["", "What `grade check` tries:"]
    for check in shown.checks:
        lines.append(f"    {check.title}: {check.points} points")
        lines += [f"        {why}" for why in check.shows]
    return "\n".join(lines)


def _heading(shown: Shown) -> str:
    """Which convention is shown, and whether it is the one that counts."""
    e = shown.rule
    if e.convention == shown.graded:
        return f"{e.title}, as this course writes it: {e.convention} ({e.convention_title})"
    return f"{e.title}, written as {e.convention} ({e.convention_title}); this course grades {shown.graded}"


def _both(exact: str, decimal: str) -> str:
    return decimal if exact in ("", decimal) else f"{exact} = {decimal}"


def _latex(shown: Shown) -> str:
    return shown.rule.latex


def _json(shown: Shown) -> str:
    data = {**dataclasses.asdict(shown.rule), "graded_convention": shown.graded}
    checks = {"checks": [dataclasses.asdict(check) for check in shown.checks]} if shown.checks else {}
    return json.dumps({**data, **checks}, indent=2)


def _html(shown: Shown) -> str:
    e = shown.rule
    checks = [
        f"<li>{escape(c.title)}: {escape(c.points)} points<ul>{''.join(f'<li>{escape(w)}</li>' for w in c.shows)}</ul>"
        for c in shown.checks
    ]
    rows = [
        f"<tr><td>{number}</td><td>{escape(q.name)}</td><td>{escape(q.exact)}</td><td>{escape(q.decimal)}</td></tr>"
        for number, step in enumerate(e.steps, 1)
        for q in step
    ]
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8">',
            f"<title>{escape(e.title)}</title>",
            "<style>body { font-family: system-ui, sans-serif; margin: 2rem; max-width: 60rem }",
            "td, th { padding: .2rem .8rem; text-align: left }</style>",
            f"<h1>{escape(e.title)}</h1><p><code>{escape(e.signature)}</code></p>",
            f"<p>{escape(_heading(shown))}</p>",
            f"<pre>{escape(e.formula)}</pre><p>Source: {escape(e.source)}</p>",
            f"<p>{escape(e.landscape)} with {escape(', '.join(f'{n} = {v}' for n, v in e.inputs))}</p>",
            "<table><tr><th>step</th><th>quantity</th><th>exact</th><th>decimal</th></tr>",
            *rows,
            "</table>",
            *(["<h2>What grade check tries</h2><ul>", *checks, "</ul>"] if checks else []),
            "</html>",
        ]
    )


FORMATS: Mapping[str, Callable[[Shown], str]] = {"text": _text, "latex": _latex, "json": _json, "html": _html}
