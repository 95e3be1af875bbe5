"""A picture as SVG, and the same in words: a student's line beside the right one, told apart by more than colour."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from autograder.model import Picture
from autograder.model.display import number_text
from autograder.model.picture import Points
from autograder.reports.charts import SMALL, Line, Mark, chart
from autograder.reports.sentences import IN_ENGLISH
from autograder.texts import Texts

RIGHT, OWN = "#0072b2", "#d55e00"
"""Blue and vermilion of Okabe and Ito's palette: told apart by who is colour-blind, on light and on dark ground."""
BEYOND = 2.0
"""How far beyond the right line a student's is followed, in sizes of the right one."""
MOST_IN_WORDS = 6


def svg(picture: Picture, texts: Texts = IN_ENGLISH) -> str:
    """The picture as an `svg` element in the colour of the text around it; a line that runs away ends at the edge."""
    if picture.parts is not None:
        return _drawn(picture, texts)
    # where both lines are the same one is drawn, and a class has the same; 0.0 and -0.0 are written apart
    return _of_class(replace(picture, own=picture.own[:1], call=""), repr(picture.right), texts)


@lru_cache(maxsize=1024)
def _of_class(picture: Picture, right: str, texts: Texts) -> str:
    return _drawn(picture, texts)


def _drawn(picture: Picture, texts: Texts) -> str:
    lines = [Line(level, "currentColor", is_faint=True) for level in picture.levels]
    lines.append(Line(picture.right, RIGHT, has_dots=True))
    ends = [(picture.right[0], "path-starts"), (picture.right[-1], "path-ends")] if picture.levels else []
    marks = [Mark(at, texts(word)) for at, word in ends]
    if picture.parts is not None:
        own = followed(picture.right, picture.own)
        lines.append(Line(own, OWN, has_dots=True, is_dashed=True))
        marks.append(Mark(own[min(picture.parts, len(own) - 1)], texts("differs")))
        marks += (
            [Mark(own[-1], texts("leaves-the-picture"))]
            if own[-1] != picture.own[len(own) - 1] and len(own) > picture.parts + 1
            else []
        )
    drawn = chart(in_words(picture, texts), texts.of(picture.across), texts.of(picture.up), lines, marks, size=SMALL)
    return drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def in_words(picture: Picture, texts: Texts = IN_ENGLISH) -> str:
    """What the picture shows, for who does not see it."""
    said = {"up": picture.up, "across": picture.across, "right": _listed(picture.right, texts)}
    if picture.parts is None:
        return texts("picture.same" if picture.own else "picture", **said)
    x, y = picture.own[picture.parts]
    own = _listed(picture.own, texts)
    return texts("picture.parts", **said, own=own, x=number_text(x, 4), y=number_text(y, 4))


def _listed(points: Points, texts: Texts) -> str:
    shown = [f"({number_text(x, 4)}, {number_text(y, 4)})" for x, y in points[:MOST_IN_WORDS]]
    return ", ".join([*shown, *([texts("and-so-on")] if len(points) > MOST_IN_WORDS else [])])


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
