"""A picture as SVG, and the same in words: a student's line beside the right one, told apart by more than colour."""

from __future__ import annotations

from autograder.model import Picture
from autograder.model.display import number_text
from autograder.model.picture import Points
from autograder.reports.charts import SMALL, Line, Mark, chart

RIGHT, OWN = "#0072b2", "#d55e00"
"""Blue and vermilion of Okabe and Ito's palette: told apart by who is colour-blind, on light and on dark ground."""
BEYOND = 2.0
"""How far beyond the right line a student's is followed, in sizes of the right one."""
MOST_IN_WORDS = 6
PARTS, LEAVES = "differs", "leaves the picture"


def svg(picture: Picture) -> str:
    """The picture as an `svg` element in the colour of the text around it; a line that runs away ends at the edge."""
    own = followed(picture.right, picture.own)
    lines = [Line(level, "currentColor", is_faint=True) for level in picture.levels]
    lines.append(Line(picture.right, RIGHT, has_dots=True))
    marks = []
    if picture.parts is not None:
        lines.append(Line(own, OWN, has_dots=True, is_dashed=True))
        marks.append(Mark(own[min(picture.parts, len(own) - 1)], PARTS))
        marks += (
            [Mark(own[-1], LEAVES)] if own[-1] != picture.own[len(own) - 1] and len(own) > picture.parts + 1 else []
        )
    drawn = chart(in_words(picture), picture.across, picture.up, lines, marks, size=SMALL)
    return drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def in_words(picture: Picture) -> str:
    """What the picture shows, for who does not see it."""
    axes = f"{picture.up} over {picture.across}"
    right = f"{axes}, right: {_listed(picture.right)}"
    if picture.parts is None:
        return f"{right}; yours is the same." if picture.own else f"{right}."
    first = picture.own[picture.parts]
    where = f"{picture.across} {number_text(first[0], 4)}, {picture.up} {number_text(first[1], 4)}"
    return f"{right}; yours: {_listed(picture.own)}; they part at {where}."


def _listed(points: Points) -> str:
    shown = [f"({number_text(x, 4)}, {number_text(y, 4)})" for x, y in points[:MOST_IN_WORDS]]
    return ", ".join([*shown, *(["and so on"] if len(points) > MOST_IN_WORDS else [])])


def followed(right: Points, own: Points) -> Points:
    """A student's points up to the first that lies far outside, which is moved to the edge."""
    bounds = [_bounds([point[axis] for point in right]) for axis in (0, 1)]
    kept = []
    for point in own:
        across, up = (min(max(value, low), high) for value, (low, high) in zip(point, bounds, strict=True))
        kept.append((across, up))
        if (across, up) != point:
            break
    return tuple(kept)


def _bounds(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = BEYOND * (high - low) or max(1.0, abs(high))
    return low - room, high + room
