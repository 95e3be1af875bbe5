"""Headings with sentences below, for a terminal and as a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from autograder.model.section import Section
from autograder.reports.pages import page
from autograder.reports.safe import clean, obeyed_by_none


def as_text(sections: Sequence[Section], width: int) -> str:
    """Lines no longer than so many characters."""
    return obeyed_by_none(
        "\n".join(line for section in sections for line in _lines(section, width)).lstrip("\n") + "\n"
    )


def _lines(section: Section, width: int) -> Iterator[str]:
    yield from ("", clean(section.heading), "-" * min(len(section.heading), width))
    for sentence in section.sentences:
        shift = len(sentence) - len(sentence.lstrip())
        start = " " * shift
        yield from textwrap.wrap(
            clean(sentence.strip()), max(width, 20), initial_indent=start, subsequent_indent=f"{start}  "
        ) or [""]


def as_page(sections: Sequence[Section], title: str) -> str:
    """A page that lies among what the pages of a results folder share."""
    return page("sections.html", title=title, assets=".", sections=sections)
