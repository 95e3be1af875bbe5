"""`grade show`: a rule with its formula, conventions and worked steps, for people and for programs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import course_at, course_option
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.explain import Explanation


@click.command()
@click.argument("name")
@click.option("--steps", type=click.IntRange(1, 100), default=1, show_default=True, help="How many steps to work out.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="An input: --set w=4 --set lr=1/10.")
@click.option("--on", metavar="LANDSCAPE", help="The function to run on; usually L(w) = w^2.")
@click.option("--convention", help="Another convention than the course's.")
@click.option(
    "--format", "form", type=click.Choice(["text", "latex", "json", "html"]), default="text", show_default=True
)
@course_option
def show(
    name: str,
    steps: int,
    settings: tuple[str, ...],
    on: str | None,
    convention: str | None,
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
    click.echo(FORMATS[form](explanation))


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set {text}: write it as --set NAME=VALUE, for example --set lr=1/10")
    return name.strip(), value.strip()


def _text(e: Explanation) -> str:
    lines = [e.signature, "", f"{e.title}, as this course writes it: {e.convention} ({e.convention_title})", ""]
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
    return "\n".join(lines)


def _both(exact: str, decimal: str) -> str:
    return decimal if exact in ("", decimal) else f"{exact} = {decimal}"


def _latex(e: Explanation) -> str:
    return e.latex


def _json(e: Explanation) -> str:
    return json.dumps(dataclasses.asdict(e), indent=2)


def _html(e: Explanation) -> str:
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
            f"<p>Convention: {escape(e.convention)} ({escape(e.convention_title)})</p>",
            f"<pre>{escape(e.formula)}</pre><p>Source: {escape(e.source)}</p>",
            f"<p>{escape(e.landscape)} with {escape(', '.join(f'{n} = {v}' for n, v in e.inputs))}</p>",
            "<table><tr><th>step</th><th>quantity</th><th>exact</th><th>decimal</th></tr>",
            *rows,
            "</table></html>",
        ]
    )


FORMATS: Mapping[str, Callable[[Explanation], str]] = {"text": _text, "latex": _latex, "json": _json, "html": _html}
