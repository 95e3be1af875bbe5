"""What the quiz can be exported to: one module for each format, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from autograder.model.items import Frozen
from autograder.quiz.export import canvas, moodle, qti21
from autograder.quiz.export.portable import Asked
from autograder.quiz.export.variants import Export, export_of, with_losses


class Format(NamedTuple):
    """How one system reads a quiz."""

    suffix: str
    """Of the file."""
    write: Callable[[Export], bytes]
    loses: Callable[[Asked], Iterable[str]]
    """Sentences about what this format cannot carry of a question."""


EXPORTS: Mapping[str, Format] = {
    "moodle": Format(".xml", moodle.write, moodle.loses),
    "canvas": Format(".zip", canvas.write, canvas.loses),
    "qti21": Format(".zip", qti21.write, qti21.loses),
}


def exported(title: str, items: Iterable[Frozen], to: Format) -> tuple[bytes, tuple[str, ...]]:
    """The file that carries some items with their variants, and sentences about what it does not carry."""
    export = export_of(title, items)
    export = with_losses(export, list(_losses(export, to)))
    return to.write(export), export.lost


def _losses(export: Export, to: Format) -> Iterator[str]:
    """What a format cannot carry, each said once, with the questions and their places for answers."""
    places: dict[str, dict[str, dict[str, None]]] = {}
    for asked in (asked for group in export.groups for asked in group.variants):
        for what in (*asked.lost, *to.loses(asked)):
            places.setdefault(what, {}).setdefault(asked.question, {})[asked.blank] = None
    for what, questions in places.items():
        where = (f"{question} ({', '.join(blanks)})" for question, blanks in questions.items())
        yield f"{what}: {', '.join(where)}"
