"""Line charts as SVG, drawn from numbers alone: no scripts, no fonts, and the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple, TypeAlias

BLUE, GRAY = "#0969da", "#57606a"
"""The colours of what a chart is about, and of what it is compared with."""
ROOM = 0.06
"""How much of an axis lies beyond the outermost points, on each side."""

LETTER = 6.0
"""How wide a letter is, about, in a picture's units; a line of text is twice as high."""
MOST_PARTS = 100
BESIDE = ((0, -8, "middle"), (8, 4, "start"), (-8, 4, "end"), (0, 18, "middle"), (7, -7, "start"), (-7, -7, "end"),
          (7, 15, "start"), (-7, 15, "end"), (0, -24, "middle"), (0, 34, "middle"))  # fmt: skip
"""Where a word may stand beside its point, the usual place first: how far to the right and down, and what is there."""

Points: TypeAlias = Sequence[tuple[float, float]]


class Size(NamedTuple):
    """How large a chart is, and how much of it stays free around the axes."""

    width: int
    height: int
    margin: int


USUAL = Size(560, 320, 64)
SMALL = Size(420, 260, 60)
"""For a narrow column, in which letters must not become small."""


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined by a line; with dots where each of them is of interest."""

    points: Points
    color: str = BLUE
    has_dots: bool = False
    is_dashed: bool = False
    """Broken, with squares for dots: to be told from another line without its colour."""
    is_faint: bool = False
    """Thin, behind what matters."""
    is_filled: bool = False
    """The area between it and its ends is shaded."""


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
    size: Size = USUAL,
    reach: Points = (),
) -> str:
    """An SVG picture of some lines over common axes.

    Args:
        title: what is read out in the place of the picture.
        across, up: the names of the axes.
        lines: at least one, each of at least one point; coordinates are finite. Faint ones do not count for the axes.
        marks: points with a word each.
        on_white: with a white ground and dark ink of its own, for a picture that stands in an `img`; else it takes the
            colour of the text around it.
        size: how large it is; usually 560 units wide and 320 high.
        reach: points that the axes reach to as well, for pictures that are to be compared.

    Returns:
        The text of an `svg` element.
    """
    everything = [
        *(point for line in lines if not line.is_faint for point in line.points),
        *(mark.at for mark in marks),
        *reach,
    ]
    plane = _Plane(_Axis.of([x for x, _ in everything]), _Axis.of([y for _, y in everything]), size)
    ink = "#24292f" if on_white else "currentColor"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}" width="{size.width}" '
        f'height="{size.height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="{ink}">',
        f"<title>{escape(title)}</title>",
        *([f'<rect width="{size.width}" height="{size.height}" fill="#ffffff"/>'] if on_white else []),
        *_behind(lines, plane),
        *_frame(plane, across, up, ink),
        *(part for line in lines if not line.is_faint for part in _line(line, plane)),
        *_marks(marks, lines, plane, ink),
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


@dataclass(frozen=True, slots=True)
class _Plane:
    """Two axes in a picture's own units, which count downwards."""

    x: _Axis
    y: _Axis
    size: Size

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point lies."""
        width, height, margin = self.size
        return (
            margin + self.x.share(point[0]) * (width - 2 * margin),
            height - margin - self.y.share(point[1]) * (height - 2 * margin),
        )


def _frame(plane: _Plane, across: str, up: str, ink: str) -> Iterable[str]:
    """The two axes with their names and numbers."""
    width, height, margin = plane.size
    right, bottom = width - margin, height - margin
    yield f'<path d="M{margin},{margin} V{bottom} H{right}" fill="none" stroke="{ink}" opacity=".5"/>'
    yield from (_text(box.left, box.top, words, box.anchor) for words, box in _numbers(plane))
    yield _text(width / 2, bottom + 36, across, "middle")
    yield _text(margin, margin - 16, up, "middle")


def _numbers(plane: _Plane) -> Iterable[tuple[str, _Box]]:
    """The numbers at the axes, and where each stands."""
    _, height, margin = plane.size
    for value in plane.x.named:
        at = plane.place((value, plane.y.low))[0]
        yield _number(value), _Box.of(_number(value), at, height - margin + 16, "middle")
    for value in plane.y.named:
        at = plane.place((plane.x.low, value))[1] + 4
        yield _number(value), _Box.of(_number(value), margin - 6, at, "end")


def _number(value: float) -> str:
    """A number at an axis: three digits, but whole thousands in full."""
    return f"{value:.0f}" if 1000 <= abs(value) < 1e5 else f"{value:.3g}"


def _behind(lines: Sequence[Line], plane: _Plane) -> Iterable[str]:
    """Faint lines, as far as they lie within the axes."""
    faint = [line for line in lines if line.is_faint]
    if not faint:
        return
    width, height, margin = plane.size
    inner = f'x="{margin}" y="{margin}" width="{width - 2 * margin}" height="{height - 2 * margin}"'
    yield f'<svg {inner} viewBox="{margin} {margin} {width - 2 * margin} {height - 2 * margin}">'
    for line in faint:
        color = f'stroke="{line.color}" stroke-width="1" opacity=".35"'
        yield f'<polyline points="{_joined(line, plane)}" fill="none" {color}/>'
    yield "</svg>"


def _line(line: Line, plane: _Plane) -> Iterable[str]:
    dashes = ' stroke-dasharray="6 4"' if line.is_dashed else ""
    width = "2" if line.is_dashed else "1.5"
    joined = _joined(line, plane)
    if line.is_filled:
        yield f'<polygon points="{joined}" fill="{line.color}" opacity=".25"/>'
    yield f'<polyline points="{joined}" fill="none" stroke="{line.color}" stroke-width="{width}"{dashes}/>'
    for left, top in map(plane.place, line.points) if line.has_dots else ():
        if line.is_dashed:
            yield f'<rect x="{left - 3:.1f}" y="{top - 3:.1f}" width="6" height="6" fill="{line.color}"/>'
        else:
            yield f'<circle cx="{left:.1f}" cy="{top:.1f}" r="2.5" fill="{line.color}"/>'


def _joined(line: Line, plane: _Plane) -> str:
    return " ".join(f"{left:.1f},{top:.1f}" for left, top in map(plane.place, line.points))


def _marks(marks: Sequence[Mark], lines: Sequence[Line], plane: _Plane, ink: str) -> Iterable[str]:
    """Circles, each with its word where nothing else is drawn, as far as there is such a place."""
    places = [plane.place(mark.at) for mark in marks]
    taken = [*places, *(dot for line in lines if not line.is_faint for dot in _dense(line, plane))]
    taken += [place for _, box in _numbers(plane) for place in box.outline()]
    for (left, top), mark in zip(places, marks, strict=True):
        yield f'<circle cx="{left:.1f}" cy="{top:.1f}" r="4" fill="none" stroke="{ink}"/>'
        boxes = [_Box.of(mark.word, left + across, top + up, anchor) for across, up, anchor in BESIDE]
        box = min(boxes, key=lambda one: one.holds(taken) + (len(taken) + 1) * one.is_outside(plane.size))
        yield _text(box.left, box.top, mark.word, box.anchor)
        taken += box.outline()


def _dense(line: Line, plane: _Plane) -> list[tuple[float, float]]:
    """Places along a line, near enough to each other for no word to lie between them."""
    places = list(map(plane.place, line.points))
    found = places[:1]
    for (left, top), (right, bottom) in pairwise(places):
        parts = 1 + min(int(max(abs(right - left), abs(bottom - top)) / LETTER), MOST_PARTS)
        found += [(left + (right - left) * k / parts, top + (bottom - top) * k / parts) for k in range(1, parts + 1)]
    return found


class _Box(NamedTuple):
    """The room that a word takes up beside a mark."""

    left: float
    top: float
    anchor: str
    low: float
    width: float

    @classmethod
    def of(cls, word: str, left: float, top: float, anchor: str) -> _Box:
        width = LETTER * len(word)
        return cls(left, top, anchor, left - {"start": 0, "middle": width / 2, "end": width}[anchor], width)

    def holds(self, places: Iterable[tuple[float, float]]) -> int:
        """How many of some places lie in it."""
        high, bottom = self.low + self.width, self.top + LETTER / 2
        return sum(self.low <= x <= high and self.top - 2 * LETTER <= y <= bottom for x, y in places)

    def is_outside(self, size: Size) -> bool:
        """Whether a part of it lies outside the picture."""
        return not (self.low >= 0 and self.low + self.width <= size.width and self.top >= 2 * LETTER)

    def outline(self) -> list[tuple[float, float]]:
        """Places in it that no other word may cover."""
        return [(self.low + self.width * k / 4, self.top - LETTER * row) for k in range(5) for row in (0, 1, 1.5)]


def _text(left: float, top: float, words: str, anchor: str) -> str:
    return f'<text x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
