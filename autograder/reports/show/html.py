"""What `grade show` prints as a page: self-contained, with plots as inline SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from autograder.reports.charts import BLUE, GRAY, Line, Mark, Points, chart
from autograder.reports.sentences import IN_ENGLISH
from autograder.reports.show.words import (
    PATH,
    POINTS,
    ProbeShown,
    RuleShown,
    Shown,
    checks_heading,
    domain,
    formula_lines,
    heading,
    left_out,
    no_points,
    path_rows,
    point_rows,
    rates,
    rounds,
    separation,
    worth,
)

if TYPE_CHECKING:
    from autograder.model.explanation import Description, Explanation, PathPoint


def html(shown: Shown) -> str:
    """A page that needs nothing else."""
    title = shown.rule.explanation.title if shown.rule else shown.landscape.title if shown.landscape else ""
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            "<style>:root { color-scheme: light dark }",
            "body { font-family: system-ui, sans-serif; margin: 1rem auto; padding: 0 1rem; max-width: 60rem }",
            "td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top }",
            "td { overflow-wrap: anywhere } td:nth-child(-n+2) { white-space: nowrap }",
            "pre { overflow-x: auto } svg { max-width: 100%; height: auto }</style>",
            *(_rule_html(shown.rule) if shown.rule else []),
            *(_landscape_html(shown.landscape) if shown.landscape else []),
            "</html>",
        ]
    )


def _rule_html(shown: RuleShown) -> list[str]:
    e = shown.explanation
    numbers = e.places or range(1, len(e.steps) + 1)
    steps = [
        (str(n), q.name, q.put_in, q.exact, q.decimal) for n, step in zip(numbers, e.steps, strict=True) for q in step
    ]
    checks = [
        f"<li>{escape(c.title)}: {worth(c, shown, IN_ENGLISH)}"
        f"<ul>{''.join(map(_probe_html, c.probes))}</ul>{escape(left_out(c))}"
        for c in shown.checks
    ]
    return [
        f"<h1>{escape(e.title)}</h1><p><code>{escape(e.signature)}</code></p>",
        f"<p>{escape(heading(shown, IN_ENGLISH))}</p>",
        f"<pre>{escape(chr(10).join(formula_lines(e, IN_ENGLISH)))}</pre><p>Source: {escape(e.source)}</p>",
        f"<p>{escape(e.landscape)} with {escape(', '.join(f'{n} = {v}' for n, v in e.inputs))}</p>",
        *([chart(e.signature, "step", "lr", [Line(e.curve, BLUE, has_dots=len(e.curve) < 60)])] if e.curve else []),
        *(_path_plots(e, shown.ground, shown.levels) if e.path else []),
        *_table(("step", "quantity", "with numbers", "exact", "decimal"), steps),
        *(_table(PATH, path_rows(e.path)) if e.path else []),
        *([f"<h2>{checks_heading(shown, IN_ENGLISH)}</h2><ul>", *checks, "</ul>"] if checks else []),
    ]


def _probe_html(probe: ProbeShown) -> str:
    return (
        f"<li>{escape(probe.why)}<br><code>{escape(probe.call)}</code><br>{escape(separation(probe, IN_ENGLISH))}</li>"
    )


def _landscape_html(d: Description) -> list[str]:
    rows = point_rows(d)
    return [
        f"<h1>{escape(d.title)}</h1><pre>{escape(d.formula + domain(d))}</pre>",
        *([f"<p>{escape(rounds(d))}</p>"] if d.rounds else []),
        _landscape_plot(d),
        *(_table(POINTS, rows) if rows else [f"<p>{no_points(d)}</p>"]),
        "<ul>",
        *(f"<li>{escape(sentence)}</li>" for sentence in rates(d)),
        "</ul>",
    ]


def _landscape_plot(d: Description) -> str:
    """The graph of a function of one variable, or the plane of two with its lines of equal loss."""
    if d.curve:
        return chart(d.formula, d.variables[0], "L", [Line(d.curve, GRAY)], _marks(d))
    marks = _marks(d)
    if not d.levels or not marks:
        return ""
    title, (x, y) = f"lines of equal loss of {d.formula}", d.variables
    return chart(title, x, y, _levels(d.levels), marks, reach=_corners(d.levels))


def _path_plots(e: Explanation, ground: Description | None, levels: Sequence[Points]) -> list[str]:
    """The path over the function or in its plane, and the loss step by step."""
    path = [p for p in e.path if all(map(math.isfinite, (*p.at, p.loss)))]
    losses = [(float(p.step), p.loss) for p in path]
    pictures = [chart("the loss after each step", "step", "L", [Line(losses, BLUE, has_dots=True)])]
    if ground is not None and len(ground.variables) == len(e.path[0].at) < 3:
        pictures.insert(0, _path_plot(e, ground, path, levels))
    return pictures


def _path_plot(e: Explanation, ground: Description, path: Sequence[PathPoint], levels: Sequence[Points]) -> str:
    """The path with its start, its end and the points around it where the slope is 0."""
    title, is_plane = f"the path over {e.landscape}", len(ground.variables) == 2
    points = [(p.at[0], p.at[1] if is_plane else p.loss) for p in path]
    own = Line(points, BLUE, has_dots=True)
    marks = [Mark(points[0], "start"), Mark(points[-1], "end")]
    if not is_plane:
        return chart(title, "w", "L", [Line(ground.curve, GRAY), own], [*marks, *_marks(ground)])
    x, y = ground.variables
    return chart(title, x, y, [*_levels(levels), own], [*marks, *_marks(ground)])


def _levels(levels: Sequence[Points]) -> list[Line]:
    return [Line(level, GRAY, is_faint=True) for level in levels]


def _corners(levels: Sequence[Points]) -> Points:
    """What the lines of equal loss reach to."""
    points = [point for level in levels for point in level]
    return [(pick(x for x, _ in points), pick(y for _, y in points)) for pick in (min, max)]


def _marks(d: Description) -> list[Mark]:
    """The critical points of a function, over the axis of its variable or in the plane of two."""
    found = [(p.kind, (*p.place, float(p.value.decimal))) for p in d.critical_points if len(p.at) < 3]
    return [Mark((across, up), kind) for kind, (across, up, *_) in found]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def row(tag: str, cells: Sequence[str]) -> str:
        return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"

    return ["<table>", row("th", heads), *(row("td", cells) for cells in rows), "</table>"]
