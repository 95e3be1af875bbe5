"""Line plots as inline SVG: no scripts, no fonts, no colours of their own but those named here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, MARGIN = 560, 320, 48
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined by a line; with dots where each of them is of interest."""

    points: Points
    color: str
    has_dots: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a word beside it."""

    at: tuple[float, float]
    word: str


def plot(title: str, across: str, up: str, lines: Sequence[Line], marks: Sequence[Mark] = ()) -> str:
    """An SVG picture of some lines over common axes, which span all points."""
    everything = [point for line in lines for point in line.points] + [mark.at for mark in marks]
    frame = _Frame(*_span([x for x, _ in everything]), *_span([y for _, y in everything]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">',
        f"<title>{escape(title)}</title>",
        *frame.axes(across, up),
    ]
    for line in lines:
        places = [frame.place(point) for point in line.points]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{joined}" fill="none" stroke="{line.color}" stroke-width="1.5"/>')
        if line.has_dots:
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{line.color}"/>' for x, y in places]
    for mark in marks:
        x, y = frame.place(mark.at)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="none" stroke="currentColor"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{escape(mark.word)}</text>')
    return "\n".join([*parts, "</svg>"])


def _span(values: Sequence[float]) -> tuple[float, float]:
    """From the least to the greatest value, with some room on both sides."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.06 * (high - low) or max(1.0, abs(high)) * 0.06
    return low - room, high + room


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the axes lie, and so where each point does."""

    left: float
    right: float
    bottom: float
    top: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point in the picture's own units, which count downwards."""
        x = MARGIN + (point[0] - self.left) / (self.right - self.left) * (WIDTH - 2 * MARGIN)
        y = HEIGHT - MARGIN - (point[1] - self.bottom) / (self.top - self.bottom) * (HEIGHT - 2 * MARGIN)
        return x, y

    def axes(self, across: str, up: str) -> list[str]:
        """The frame with its names and the numbers at its ends."""
        right, bottom = WIDTH - MARGIN, HEIGHT - MARGIN
        numbers = [
            (MARGIN, bottom + 16, "middle", f"{self.left:.3g}"),
            (right, bottom + 16, "middle", f"{self.right:.3g}"),
            (MARGIN - 6, bottom, "end", f"{self.bottom:.3g}"),
            (MARGIN - 6, MARGIN + 4, "end", f"{self.top:.3g}"),
            (WIDTH / 2, bottom + 32, "middle", across),
            (MARGIN, MARGIN - 12, "middle", up),
        ]
        return [
            f'<path d="M{MARGIN},{MARGIN} V{bottom} H{right}" fill="none" stroke="currentColor" opacity=".5"/>',
            *(f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(word)}</text>' for x, y, anchor, word in numbers),
        ]
