"""A mistake: what people write in the place of some of a rule's lines, and the words with which it is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autograder.symbolic.formulas import Vocabulary
from autograder.symbolic.lines import LineError, read_edit
from autograder.symbolic.steps import Edit, Everywhere

Entry = tuple[str, str, str, str, str | Everywhere]
"""A mistake as it is listed: its id, what the code does, where to look, a question, and the lines."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong version of the rule that people really write.

    `hint` is a nudge that leads to the line, `place` says where to look; neither gives the answer away.
    """

    id: str
    title: str
    hint: str
    place: str
    edit: Edit | Everywhere


def read_mistakes(entries: Iterable[Entry], words: Vocabulary, assigned: Collection[str]) -> tuple[Mistake, ...]:
    """The mistakes that are listed, for a rule that assigns some names.

    LineError where one has not all its parts, or a line of it cannot be read.
    """
    return tuple(_mistake(entry, words, assigned) for entry in entries)


def _mistake(entry: Entry, words: Vocabulary, assigned: Collection[str]) -> Mistake:
    if not (isinstance(entry, tuple) and len(entry) == 5):
        raise LineError(str(entry)[:60], "a mistake is (id, what the code does, where to look, a question, the lines)")
    id_, title, place, hint, lines = entry
    return Mistake(id_, title, hint, place, read_edit(lines, words, assigned) if isinstance(lines, str) else lines)
