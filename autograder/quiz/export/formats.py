"""What the quiz can be exported to: one module for each format, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    losses = [
        f"{asked.question} {asked.blank}: {what}"
        for group in export.groups
        for asked in group.variants
        for what in to.loses(asked)
    ]
    export = with_losses(export, losses)
    return to.write(export), export.lost
