"""A small line chart as SVG, drawn from numbers alone: the same numbers give the same bytes everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeAlias

Points: TypeAlias = Sequence[tuple[float, float]]

WIDTH, HEIGHT, MARGIN = 520, 260, 56
LINE, FRAME, INK = "#0969da", "#8c959f", "#24292f"


def line_chart(points: Points, *, across: str, up: str) -> str:
    """A line through the points in their order, each of them marked; zero and the outermost values are named."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(0.0, *ys), max(0.0, *ys)

    def place(x: float, y: float) -> tuple[str, str]:
        share_x, share_y = (x - left) / ((right - left) or 1), (y - low) / ((high - low) or 1)
        return (
            f"{MARGIN + share_x * (WIDTH - 2 * MARGIN):.1f}",
            f"{HEIGHT - MARGIN - share_y * (HEIGHT - 2 * MARGIN):.1f}",
        )

    placed = [place(x, y) for x, y in points]
    (x0, y0), (x1, _), (_, top), (_, bottom) = place(left, 0), place(right, 0), place(left, high), place(left, low)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<path d="M{x0} {top}V{bottom}M{x0} {y0}H{x1}" stroke="{FRAME}"/>',
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in placed)}" fill="none" stroke="{LINE}" stroke-width="2"/>',
        *(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{LINE}"/>' for x, y in placed),
        *(_label(MARGIN - 8, float(place(left, y)[1]) + 4, f"{y:.4g}", "end") for y in sorted({low, 0.0, high})),
        *(_label(float(place(x, low)[0]), HEIGHT - MARGIN + 20, f"{x:.4g}", "middle") for x in sorted({left, right})),
        _label(WIDTH / 2, HEIGHT - 12, across, "middle"),
        _label(MARGIN / 2, MARGIN - 16, up, "start"),
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(text)}</text>'
