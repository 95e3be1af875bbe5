"""What `grade show` prints, in each of its formats."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from autograder.plots import Line, Mark, plot

if TYPE_CHECKING:
    from autograder.describe import Description, PathPoint, PointShown
    from autograder.explain import Explanation

CURVE, PATH = "#57606a", "#0969da"


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A check as a reader sees it: what it earns (or, for behaviour, costs), and what its probes show."""

    id: str
    title: str
    points: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule explained, the convention that the course grades, the checks if asked for, and the ground of its path."""

    explanation: Explanation
    graded: str
    checks: tuple[CheckShown, ...]
    ground: Description | None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is printed: a rule, a landscape, or both where they have one name."""

    rule: RuleShown | None
    landscape: Description | None


# ---------------------------------------------------------------- text


def _text(shown: Shown) -> str:
    parts = [_rule_text(shown.rule)] if shown.rule else []
    parts += [_landscape_text(shown.landscape)] if shown.landscape else []
    return "\n\n".join("\n".join(lines) for lines in parts)


def _rule_text(shown: RuleShown) -> list[str]:
    e = shown.explanation
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
    if e.path:
        lines += ["", "Path:", *_aligned([("step", "w", "loss"), *_path_rows(e.path)])]
    if shown.checks:
        lines += ["", "What `grade check` tries:"]
    for check in shown.checks:
        lines.append(f"    {check.title}: {check.points} points")
        lines += [f"        {why}" for why in check.shows]
    return lines


def _landscape_text(d: Description) -> list[str]:
    lines = [f"{d.name}: {d.title}", "", f"    {d.formula}{_domain(d)}"]
    lines += [f"    {_rounds(d)}"] if d.rounds else []
    lines += ["", "Gradient:", *(f"    dL/d{v} = {slope}" for v, slope in zip(d.variables, d.gradient, strict=True))]
    lines += ["", *_points_text(d)]
    if d.lowest:
        lines += ["", f"Smallest value: {d.lowest.value} at {_coordinates(d, d.lowest)}"]
    return [*lines, "", *_rates(d)]


def _points_text(d: Description) -> list[str]:
    heads = ("", "where", "value", "curvature")
    rows = [
        (p.kind, _coordinates(d, p), str(p.value), ", ".join(map(str, p.curvatures)))
        for p in (*d.critical_points, *d.ends)
    ]
    if not rows:
        return [_no_points(d)]
    return ["Critical points:" if d.critical_points else _no_points(d), *_aligned([heads, *rows])]


def _no_points(d: Description) -> str:
    return "Critical points: none." if d.are_known else "Critical points: none is known in closed form."


def _rates(d: Description) -> Iterator[str]:
    """What learning rates gradient descent is stable with, in sentences."""
    if d.lipschitz is not None:
        where = " on this domain" if d.domain else ""
        yield f"Lipschitz constant of the gradient{where}: {d.lipschitz}"
    elif not d.rounds:
        yield "Lipschitz constant of the gradient: none is known (the curvature has no bound, or no simple one)."
    if d.stable_lr is not None:
        yield f"Every step of gradient descent lowers the loss for lr < 2/L = {d.stable_lr}"
    for point in d.critical_points:
        if point.stable_lr is not None:
            yield f"It stays near the minimum at {_coordinates(d, point)} for lr < {point.stable_lr}"


def _domain(d: Description) -> str:
    limits = (f"{low} <= {v} <= {high}" for v, (low, high) in zip(d.variables, d.domain, strict=False))
    return f"    for {', '.join(limits)}" if d.domain else ""


def _rounds(d: Description) -> str:
    return f"the mean of the losses that come in turn: {', '.join(d.rounds)}"


def _coordinates(d: Description, point: PointShown) -> str:
    return ", ".join(f"{v} = {x}" for v, x in zip(d.variables, point.at, strict=True))


def _path_rows(path: Sequence[PathPoint]) -> list[tuple[str, str, str]]:
    return [(str(p.step), ", ".join(f"{x:.10g}" for x in p.at), f"{p.loss:.10g}") for p in path]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as columns of text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        f"    {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip() for row in rows
    ]


def _heading(shown: RuleShown) -> str:
    """Which convention is shown, and whether it is the one that counts."""
    e = shown.explanation
    if e.convention == shown.graded:
        return f"{e.title}, as this course writes it: {e.convention} ({e.convention_title})"
    return f"{e.title}, written as {e.convention} ({e.convention_title}); this course grades {shown.graded}"


def _both(exact: str, decimal: str) -> str:
    return decimal if exact in ("", decimal) else f"{exact} = {decimal}"


# ---------------------------------------------------------------- latex and json


def _latex(shown: Shown) -> str:
    return "\n\n".join(
        [
            *([shown.rule.explanation.latex] if shown.rule else []),
            *([shown.landscape.latex] if shown.landscape else []),
        ]
    )


def _json(shown: Shown) -> str:
    landscape = _data(shown.landscape) if shown.landscape else None
    if shown.rule is None:
        return json.dumps(landscape, indent=2)
    data = {**_data(shown.rule.explanation), "graded_convention": shown.rule.graded}
    checks = {"checks": [_data(check) for check in shown.rule.checks]} if shown.rule.checks else {}
    facts = {"landscape_facts": landscape} if landscape else {}
    return json.dumps({**data, **checks, **facts}, indent=2)


def _data(shown: Any) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(shown).items() if name != "curve"}


# ---------------------------------------------------------------- html


def _html(shown: Shown) -> str:
    title = shown.rule.explanation.title if shown.rule else shown.landscape.title if shown.landscape else ""
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8">',
            f"<title>{escape(title)}</title>",
            "<style>body { font-family: system-ui, sans-serif; margin: 2rem; max-width: 60rem }",
            "td, th { padding: .2rem .8rem; text-align: left } svg { max-width: 100% }</style>",
            *(_rule_html(shown.rule) if shown.rule else []),
            *(_landscape_html(shown.landscape) if shown.landscape else []),
            "</html>",
        ]
    )


def _rule_html(shown: RuleShown) -> list[str]:
    e = shown.explanation
    steps = [(str(n), q.name, q.exact, q.decimal) for n, step in enumerate(e.steps, 1) for q in step]
    checks = [
        f"<li>{escape(c.title)}: {escape(c.points)} points<ul>{''.join(f'<li>{escape(w)}</li>' for w in c.shows)}</ul>"
        for c in shown.checks
    ]
    return [
        f"<h1>{escape(e.title)}</h1><p><code>{escape(e.signature)}</code></p>",
        f"<p>{escape(_heading(shown))}</p>",
        f"<pre>{escape(e.formula)}</pre><p>Source: {escape(e.source)}</p>",
        f"<p>{escape(e.landscape)} with {escape(', '.join(f'{n} = {v}' for n, v in e.inputs))}</p>",
        *_table(("step", "quantity", "exact", "decimal"), steps),
        *([*_path_plots(e, shown.ground), *_table(("step", "w", "loss"), _path_rows(e.path))] if e.path else []),
        *(["<h2>What grade check tries</h2><ul>", *checks, "</ul>"] if checks else []),
    ]


def _landscape_html(d: Description) -> list[str]:
    rows = [
        (p.kind, _coordinates(d, p), str(p.value), ", ".join(map(str, p.curvatures)))
        for p in (*d.critical_points, *d.ends)
    ]
    picture = plot(d.formula, d.variables[0], "L", [Line(d.curve, CURVE)], _marks(d)) if d.curve else ""
    return [
        f"<h1>{escape(d.title)}</h1><pre>{escape(d.formula + _domain(d))}</pre>",
        *([f"<p>{escape(_rounds(d))}</p>"] if d.rounds else []),
        picture,
        *(_table(("", "where", "value", "curvature"), rows) if rows else [f"<p>{_no_points(d)}</p>"]),
        "<ul>",
        *(f"<li>{escape(sentence)}</li>" for sentence in _rates(d)),
        "</ul>",
    ]


def _path_plots(e: Explanation, ground: Description | None) -> list[str]:
    """The path over the function or in its plane, and the loss step by step."""
    path = [p for p in e.path if all(map(math.isfinite, (*p.at, p.loss)))]
    losses = [(float(p.step), p.loss) for p in path]
    pictures = [plot("the loss after each step", "step", "L", [Line(losses, PATH, has_dots=True)])]
    if ground is not None and len(ground.variables) == 1 and len(e.path[0].at) == 1:
        over = Line([(p.at[0], p.loss) for p in path], PATH, has_dots=True)
        pictures.insert(0, plot(f"the path over {e.landscape}", "w", "L", [Line(ground.curve, CURVE), over], _marks(ground)))
    elif ground is not None and len(ground.variables) == 2:
        points = [(p.at[0], p.at[1]) for p in path]
        marks = [
            Mark((float(p.at[0].decimal), float(p.at[1].decimal)), p.kind) for p in ground.critical_points
        ]
        pictures.insert(0, plot(f"the path over {e.landscape}", *ground.variables, [Line(points, PATH, True)], marks))
    return pictures


def _marks(d: Description) -> list[Mark]:
    """The critical points of a function of one variable."""
    return [Mark((float(p.at[0].decimal), float(p.value.decimal)), p.kind) for p in d.critical_points]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def row(tag: str, cells: Sequence[str]) -> str:
        return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"

    return ["<table>", row("th", heads), *(row("td", cells) for cells in rows), "</table>"]


FORMATS: Mapping[str, Callable[[Shown], str]] = {"text": _text, "latex": _latex, "json": _json, "html": _html}
