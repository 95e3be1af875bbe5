"""Charts: what is marked can be read, and what is drawn of a landscape is all there."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.reports.charts import Line, Mark, chart
from tests.cli.grade import Grade

PLANES = [landscape.name for landscape in LANDSCAPES.values() if landscape.dimensions == 2]


def texts_of(svg: str) -> dict[str, tuple[float, float]]:
    """Each word of a chart, with its place."""
    found = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)</text>', svg)
    return {word: (float(x), float(y)) for x, y, word in found}


def charts_of(page: str) -> list[str]:
    """The charts of a page, whole."""
    _, *begun = page.split("<svg xmlns")
    return [f"<svg xmlns{rest[: rest.rindex('</svg>')]}</svg>" for rest in begun]


def test_words_at_one_point_do_not_cover_each_other() -> None:
    """Three marks at one place have their words in three places."""
    words = ("start", "end", "minimum")
    svg = chart("t", "x", "y", [Line([(0.0, 0.0), (1.0, 1.0)])], [Mark((0.5, 0.5), word) for word in words])
    places = texts_of(svg)
    assert len({places[word] for word in words}) == 3


@pytest.mark.parametrize("rises", [True, False])
def test_a_word_gives_way_to_a_line(rises: bool) -> None:
    """Where a line goes up from a point, the word stands beside it, and above it where the line goes down."""
    end = (0.0, 1.0) if rises else (0.0, -1.0)
    svg = chart("t", "x", "y", [Line([(0.0, 0.0), end]), Line([(-1.0, 0.0), (-1.0, 0.0)])], [Mark((0.0, 0.0), "here")])
    (circle,) = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="4"', svg)
    x, y = texts_of(svg)["here"]
    assert (x > float(circle[0]), y < float(circle[1]) - 4) == (rises, not rises)


def test_a_word_gives_way_to_the_numbers_at_the_axes() -> None:
    """In the corner of a picture a mark's word stands on the side where no number is."""
    svg = chart("t", "x", "y", [Line([(0.5, -1.5), (3.0, 1.0)])], [Mark((0.5, -1.5), "differs")])
    (circle,) = re.findall(r'<circle cx="([\d.]+)" cy="[\d.]+" r="4"', svg)
    assert texts_of(svg)["differs"][0] >= float(circle)


@pytest.mark.parametrize("landscape", PLANES)
def test_a_path_in_the_plane_has_its_start_its_end_and_lines_of_equal_loss(grade: Grade, landscape: str) -> None:
    """`grade show --on` draws them, and marks every point where the slope is 0, as the landscape's own page does."""
    shown = grade("show", "gradient_descent", "--on", landscape, "--set", "lr=1/1000", "--format", "html").out
    alone = grade("show", landscape, "--format", "html").out
    path, own = charts_of(shown)[0], charts_of(alone)[0]
    assert {"start", "end"} <= texts_of(path).keys()
    for word in ("minimum", "saddle"):
        assert (word in texts_of(path)) == (word in texts_of(own))
    for svg in (path, own):
        ElementTree.fromstring(svg)
        assert len([line for line in re.findall(r"<polyline[^>]*>", svg) if 'opacity=".35"' in line]) >= 3
