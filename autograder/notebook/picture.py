"""A small line chart as SVG, drawn from numbers alone: the same numbers give the same bytes everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 520, 240, 48
COLORS = ("#0969da", "#bc4c00", "#8250df", "#1a7f37")
"""One for each line; each line also has its name at its end, so that colour is never alone."""


def line_chart(series: Mapping[str, Sequence[float]], *, across: str) -> str:
    """Lines through numbered points, counted from 0; `across` names the horizontal axis."""
    values = [value for line in series.values() for value in line]
    low, high = min(0.0, *values), max(0.0, *values)
    steps = max(len(line) for line in series.values()) - 1

    def x(step: int) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * step / max(1, steps)

    def y(value: float) -> float:
        return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - low) / ((high - low) or 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<path d="M{x(0):.1f} {y(high):.1f}V{y(low):.1f}M{x(0):.1f} {y(0):.1f}H{x(steps):.1f}" stroke="#57606a"/>',
        *(_label(MARGIN - 6, y(value), f"{value:.4g}", "end") for value in sorted({low, 0.0, high})),
        *(_label(x(step), HEIGHT - MARGIN / 2, str(step), "middle") for step in range(steps + 1)),
        _label(WIDTH / 2, HEIGHT - 6, across, "middle"),
    ]
    for (name, line), color in zip(series.items(), COLORS, strict=False):
        points = [(x(step), y(value)) for step, value in enumerate(line)]
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="{color}"/>' for px, py in points]
        parts.append(_label(points[-1][0] + 8, points[-1][1] - 6, name, "start", color))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _label(x: float, y: float, text: str, anchor: str, color: str = "#24292f") -> str:
    return f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" fill="{color}">{escape(text)}</text>'
