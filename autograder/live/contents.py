"""What the page of a unit holds beside live results: its prose, in the order of the file that students fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt

from autograder.authoring.stubs import stub_of_unit
from autograder.model import ExerciseKey
from autograder.model.course import UnitChoice


@dataclass(frozen=True, slots=True)
class Prose:
    """A passage as HTML, printed from Markdown in which no HTML is allowed."""

    html: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exercise stands among the prose."""

    name: str


def contents(unit: str, keys: Mapping[str, ExerciseKey], choice: UnitChoice) -> Iterator[Prose | Place]:
    """The passages and exercises of a unit, in the order of its file."""
    markdown = MarkdownIt("commonmark", {"html": False})
    for cell in re.split(r"(?m)^(?=# %%)", stub_of_unit(unit, keys, choice)):
        head, _, body = cell.partition("\n")
        title = head.removeprefix("# %%").strip()
        if title == "[markdown]":
            text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in body.strip().split("\n"))
            yield Prose(markdown.render(_one_level_down(text)))
        elif title in keys:
            yield Place(title)


def _one_level_down(text: str) -> str:
    """Headings below the page's own."""
    return re.sub(r"(?m)^(#+) ", r"#\1 ", text)
