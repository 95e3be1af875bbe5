"""What `grade show` prints, in each of its formats."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.reports.sentences import texts_in
from autograder.reports.show.braille import drawn
from autograder.reports.show.html import html
from autograder.reports.show.words import (
    LEFT_TO_YOU,
    PATH,
    POINTS,
    CheckShown,
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
    smallest,
    step_headings,
    worth,
)
from autograder.texts import Texts

if TYPE_CHECKING:
    from autograder.model import Json
    from autograder.model.explanation import Description, Explanation


def _text(shown: Shown) -> str:
    texts = texts_in(shown.language)
    parts = [_rule_text(shown.rule, texts, ascii_only=shown.ascii_only)] if shown.rule else []
    parts += [_landscape_text(shown.landscape)] if shown.landscape else []
    return "\n\n".join("\n".join(lines) for lines in parts)


def _rule_text(shown: RuleShown, texts: Texts, *, ascii_only: bool) -> list[str]:
    e = shown.explanation
    lines = [e.signature, "", heading(shown, texts), ""]
    lines += [f"    {line}" for line in formula_lines(e, texts)]
    if e.other_conventions:
        lines += ["", texts("show.others")]
        lines += [
            f"    {name}: {texts('show.used-by', title=title, used_by=used_by) if used_by else texts.of(title)}"
            for name, title, used_by in e.other_conventions
        ]
    worked = "show.worked-on" if e.landscape else "show.worked"
    lines += ["", texts("show.source", source=e.source), "", texts(worked, landscape=e.landscape)]
    lines += [f"    {name} = {value}" for name, value in e.inputs]
    picture = drawn(e.curve, ascii_only=ascii_only)
    lines += ["", *(f"    {line}".rstrip() for line in picture)] if picture else []
    for place, step in step_headings(e, texts):
        lines += ["", place, *(f"    {q.name} = {q}" for q in step)]
    if e.path:
        lines += ["", texts("show.path"), *_aligned([tuple(map(texts.of, PATH)), *path_rows(e.path)])]
    if shown.checks:
        lines += ["", f"{checks_heading(shown, texts)}:"]
    for check in shown.checks:
        title = texts.sourced(check.title, check.probes[0].why if check.probes else "")
        lines.append(f"    {title}: {worth(check, shown, texts)}")
        for probe in check.probes:
            lines.append(f"        {texts.of(probe.why)}")
            lines += [f"            {line}" for line in (probe.call, separation(probe, texts)) if line]
        lines += [f"        {left_out(check)}"] if check.left_out else []
    return lines


def _landscape_text(d: Description) -> list[str]:
    rows = point_rows(d)
    lines = [f"{d.name}: {d.title}", "", f"    {d.formula}{domain(d)}"]
    lines += [f"    {rounds(d)}"] if d.rounds else []
    slopes = [f"    dL/d{v} = {slope}" for v, slope in zip(d.variables, d.gradient, strict=False)]
    lines += ["", "Gradient:", *(slopes or [f"    {LEFT_TO_YOU}"])]
    lines += ["", "Critical points:" if d.critical_points else no_points(d)]
    lines += _aligned([POINTS, *rows]) if rows else []
    if d.lowest:
        lines += ["", smallest(d)]
    return [*lines, "", *rates(d)]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as columns of text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        f"    {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip() for row in rows
    ]


def _latex(shown: Shown) -> str:
    parts = [_rule_latex(shown.rule.explanation, texts_in(shown.language))] if shown.rule else []
    return "\n\n".join([*parts, *([shown.landscape.latex] if shown.landscape else [])])


def _rule_latex(e: Explanation, texts: Texts) -> str:
    return rf"\text{{{' '.join(formula_lines(e, texts))}}}" if e.withheld else e.latex


def _json(shown: Shown) -> str:
    landscape = _data(shown.landscape) if shown.landscape else None
    if shown.rule is None:
        return json.dumps(landscape, indent=2)
    data = {**_data(shown.rule.explanation), "graded_convention": shown.rule.graded}
    listed = [_data(check) for check in shown.rule.checks]
    checks = {"points": shown.rule.points, "checks": listed} if listed else {}
    facts = {"landscape_facts": landscape} if landscape else {}
    return json.dumps({**data, **checks, **facts}, indent=2)


def _data(shown: Explanation | Description | CheckShown) -> dict[str, Json]:
    return {name: value for name, value in dataclasses.asdict(shown).items() if name not in DRAWN}


DRAWN = ("curve", "levels")
"""Fields that are there for a picture alone."""
FORMATS: Mapping[str, Callable[[Shown], str]] = {"text": _text, "latex": _latex, "json": _json, "html": html}
