"""A page of curves, in a table of rows and columns: what somebody's own functions gave, step by step."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from autograder.reports.charts import BLUE, GRAY, SMALL, Line, Points, chart
from autograder.reports.safe import clean, html_text
from autograder.reports.sentences import IN_ENGLISH
from autograder.texts import Texts

Curves: TypeAlias = Mapping[tuple[str, str], Mapping[str, Sequence[float]]]
"""(row, column) -> one or two series of numbers by name, each from step 0 on."""
LOOKS = {"curves.unbroken": (BLUE, False), "curves.broken": (GRAY, True)}
"""How lines are told apart: the sentence that says so -> colour, and whether it is broken."""
STYLE = """
:root { color-scheme: light dark }
body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; line-height: 1.5 }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .8rem; text-align: left; border-bottom: 1px solid #8884 }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem }
figure { margin: 0 } svg { max-width: 100%; height: auto }
"""


def page(title: str, curves: Curves, texts: Texts = IN_ENGLISH) -> str:
    """A page that needs nothing else: a table of the last numbers, and a chart for each row and column.

    Args:
        title: what stands above it.
        curves: by row and column one or two series of finite numbers, each with its name; the second is drawn broken.
        texts: what stands around them.

    Raises:
        ValueError: there is no curve, or one of them has no number, or one that is not finite.
    """
    _require_numbers(curves)
    everything = [value for series in curves.values() for values in series.values() for value in values]
    reach = [(0.0, float(min(everything))), (0.0, float(max(everything)))]
    names = list(dict.fromkeys(name for series in curves.values() for name in series))
    legend = "; ".join(texts(look, name=name) for look, name in zip(LOOKS, names, strict=False))
    return "\n".join(
        [
            f'<!DOCTYPE html><html lang="{texts.language.name}"><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html_text(title)}</title><style>{STYLE}</style>",
            f"<main><h1>{html_text(title)}</h1>",
            f"<h2>{texts('curves.end')}</h2>",
            *_table(names, curves, texts),
            f"<h2>{texts('curves.steps')}</h2><p>{html_text(legend)}.</p>",
            '<div class="charts">',
            *(
                _figure(texts("curves.pair", row=row, column=column), series, reach, texts)
                for (row, column), series in curves.items()
            ),
            "</div></main></html>\n",
        ]
    )


def _require_numbers(curves: Curves) -> None:
    if not curves:
        raise ValueError("there is no curve")
    for pair, series in curves.items():
        if not 1 <= len(series) <= len(LOOKS):
            raise ValueError(f"{' with '.join(pair)}: give it one or two series of numbers, not {len(series)}")
        for name, values in series.items():
            if len(values) == 0 or not all(math.isfinite(value) for value in values):
                raise ValueError(f"{name} of {' with '.join(pair)}: give it one finite number at least, and no other")


def _table(names: Sequence[str], curves: Curves, texts: Texts) -> Iterator[str]:
    """The last number of every series."""
    heads = "".join(f'<th scope="col">{html_text(name)}</th>' for name in names)
    yield '<div class="wide" tabindex="0"><table>'
    yield f'<thead><tr><th scope="col">{texts("curves.with")}</th>{heads}</tr></thead>'
    for (row, column), series in curves.items():
        cells = "".join(f"<td>{_number(series[name][-1]) if name in series else ''}</td>" for name in names)
        yield f'<tr><th scope="row">{html_text(texts("curves.pair", row=row, column=column))}</th>{cells}</tr>'
    yield "</table></div>"


def _figure(pair: str, series: Mapping[str, Sequence[float]], reach: Points, texts: Texts) -> str:
    lines = [
        Line([(float(step), float(value)) for step, value in enumerate(values)], color, is_dashed=is_dashed)
        for values, (color, is_dashed) in zip(series.values(), LOOKS.values(), strict=False)
    ]
    said = [
        texts("curves.course", name=name, **{what: _number(value) for what, value in ends.items()})
        for name, values in series.items()
        for ends in [{"first": values[0], "last": values[-1], "lowest": min(values)}]
    ]
    title = clean(f"{pair}: {'; '.join(said)}")
    drawn = chart(title, texts("head.step"), "", lines, size=SMALL, reach=reach)
    return f"<figure>{drawn}<figcaption>{html_text(pair)}</figcaption></figure>"


def _number(value: float) -> str:
    return f"{value:.4g}"
