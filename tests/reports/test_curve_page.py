"""The page of curves: whole, readable without its pictures, and safe whatever names are in it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from grade_descent.curves import write_curves

from autograder.reports.curve_page import Curves, page

CURVES: Curves = {
    ("adam", "constant"): {"training error": [0.5, 0.25, 0.125], "test error": [0.5, 0.375, 0.4375]},
    ("momentum", "linear_decay"): {"training error": [1], "test error": [0]},
}


def test_the_page_says_in_words_what_it_draws() -> None:
    """Each chart has a text with the first, the last and the lowest number, and a table holds the last ones."""
    text = page("Mine", CURVES)
    titles = re.findall(r"<title>(adam.*?)</title>", text)
    assert titles == [
        "adam with constant: training error from 0.5 to 0.125, at its lowest 0.125; "
        "test error from 0.5 to 0.4375, at its lowest 0.375"
    ]
    assert '<th scope="row">adam with constant</th><td>0.125</td><td>0.4375</td>' in text


def test_the_page_needs_nothing_else() -> None:
    """No script, no address, and pictures that are well formed."""
    text = page("Mine", CURVES)
    assert "<script" not in text
    assert not re.search(r"(?:src|href)=", text)
    pictures = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(pictures) == len(CURVES)
    for picture in pictures:
        ET.fromstring(picture)


def test_all_charts_have_the_same_axes() -> None:
    """What is to be compared is drawn to one scale: the ends of all are named at each."""
    pictures = re.findall(r"<svg.*?</svg>", page("Mine", CURVES), re.DOTALL)
    assert all(re.search(r">0</text>.*>1</text>", picture, re.DOTALL) for picture in pictures)


def test_names_are_text_and_no_markup() -> None:
    """Whatever somebody calls an optimizer, it is shown and not obeyed."""
    hostile = "<script>alert(1)</script>\u202e"
    text = page(hostile, {(hostile, hostile): {hostile: [1.0]}})
    assert "<script" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "curves",
    [
        {},
        {("a", "b"): {}},
        {("a", "b"): {"c": []}},
        {("a", "b"): {"c": [float("nan")]}},
        {("a", "b"): {"c": [1], "d": [1], "e": [1]}},
    ],
)
def test_what_cannot_be_drawn_is_refused(curves: dict[tuple[str, str], dict[str, list[float]]]) -> None:
    """Without a finite number there is no page; the error says for what."""
    with pytest.raises(ValueError, match=r"curve|number"):
        page("Mine", curves)


def test_the_page_is_written_whole_where_it_was_named(tmp_path: Path) -> None:
    """What is returned is the path of the page."""
    written = write_curves(str(tmp_path / "report.html"), "Mine", CURVES)
    assert written == (tmp_path / "report.html").resolve()
    assert written.read_text(encoding="utf-8") == page("Mine", CURVES)
