"""Line charts as SVG, drawn from numbers alone: no scripts, no fonts, and the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

WIDTH, HEIGHT, MARGIN = 560, 320, 64
BLUE, GRAY = "#0969da", "#57606a"
"""The colours of what a chart is about, and of what it is compared with."""
ROOM = 0.06
"""How much of an axis lies beyond the outermost points, on each side."""

Points: TypeAlias = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined by a line; with dots where each of them is of interest."""

    points: Points
    color: str = BLUE
    has_dots: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a word beside it."""

    at: tuple[float, float]
    word: str


def chart(
    title: str,
    across: str,
    up: str,
    lines: Sequence[Line],
    marks: Sequence[Mark] = (),
    *,
    on_white: bool = False,
) -> str:
    """An SVG picture of some lines over common axes.

    Args:
        title: what is read out in the place of the picture.
        across, up: the names of the axes.
        lines: at least one, each of at least one point; coordinates are finite.
        marks: points with a word each.
        on_white: with a white ground and dark ink of its own, for a picture that stands in an `img`; else it takes the
            colour of the text around it.

    Returns:
        The text of an `svg` element, 560 units wide and 320 high.
    """
    everything = [*(point for line in lines for point in line.points), *(mark.at for mark in marks)]
    x, y = _Axis.of([x for x, _ in everything]), _Axis.of([y for _, y in everything])
    ink = "#24292f" if on_white else "currentColor"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="12" fill="{ink}">',
        f"<title>{escape(title)}</title>",
        *([f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'] if on_white else []),
        *_frame(x, y, across, up, ink),
        *(part for line in lines for part in _line(line, x, y)),
        *(part for mark in marks for part in _mark(mark, x, y, ink)),
        "</svg>",
    ]
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Which numbers an axis spans, and which of them are written beside it."""

    low: float
    high: float
    named: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float]) -> _Axis:
        """The axis of some values: with some room, and the outermost values named, and zero where there is space."""
        low, high = min(values), max(values)
        room = ROOM * (high - low) or ROOM * max(1.0, abs(high))
        span = high - low
        has_zero = low < 0 < high and min(-low, high) > span / 8
        return cls(low - room, high + room, tuple(sorted({low, high, *([0.0] if has_zero else [])})))

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def _place(point: tuple[float, float], x: _Axis, y: _Axis) -> tuple[float, float]:
    """A point in the picture's own units, which count downwards."""
    return (
        MARGIN + x.share(point[0]) * (WIDTH - 2 * MARGIN),
        HEIGHT - MARGIN - y.share(point[1]) * (HEIGHT - 2 * MARGIN),
    )


def _frame(x: _Axis, y: _Axis, across: str, up: str, ink: str) -> Iterable[str]:
    """The two axes with their names and numbers."""
    right, bottom = WIDTH - MARGIN, HEIGHT - MARGIN
    yield f'<path d="M{MARGIN},{MARGIN} V{bottom} H{right}" fill="none" stroke="{ink}" opacity=".5"/>'
    for value in x.named:
        yield _text(_place((value, y.low), x, y)[0], bottom + 16, f"{value:.3g}", "middle")
    for value in y.named:
        yield _text(MARGIN - 6, _place((x.low, value), x, y)[1] + 4, f"{value:.3g}", "end")
    yield _text(WIDTH / 2, bottom + 36, across, "middle")
    yield _text(MARGIN, MARGIN - 16, up, "middle")


def _line(line: Line, x: _Axis, y: _Axis) -> Iterable[str]:
    places = [_place(point, x, y) for point in line.points]
    joined = " ".join(f"{left:.1f},{top:.1f}" for left, top in places)
    yield f'<polyline points="{joined}" fill="none" stroke="{line.color}" stroke-width="1.5"/>'
    if line.has_dots:
        for left, top in places:
            yield f'<circle cx="{left:.1f}" cy="{top:.1f}" r="2.5" fill="{line.color}"/>'


def _mark(mark: Mark, x: _Axis, y: _Axis, ink: str) -> Iterable[str]:
    left, top = _place(mark.at, x, y)
    yield f'<circle cx="{left:.1f}" cy="{top:.1f}" r="4" fill="none" stroke="{ink}"/>'
    yield _text(left, top - 8, mark.word, "middle")


def _text(left: float, top: float, words: str, anchor: str) -> str:
    return f'<text x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
