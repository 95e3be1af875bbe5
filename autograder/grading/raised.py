"""An exception that a student's function raised, beside its line: what a row on a mistake in Python looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from autograder.grading.source import Source
from autograder.model import Answer, Call, ExerciseKey

Said = tuple[str, Mapping[str, object]]
"""The id of a sentence, and the values in it."""


class Raised(NamedTuple):
    """An exception, and what it came from."""

    answer: Answer
    call: Call
    key: ExerciseKey
    source: Source

    @property
    def line(self) -> str:
        """The line of the student's file; empty where it is not known."""
        excerpt = self.source.excerpt(self.answer)
        return excerpt.text if excerpt else ""

    @property
    def part(self) -> str:
        """The part of the line that was carried out, or all of it."""
        excerpt = self.source.excerpt(self.answer)
        return (excerpt.text[excerpt.start : excerpt.end] or excerpt.text) if excerpt else ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of what the function is called with."""
        return (*self.key.parameters[: len(self.call.arguments)], *self.call.keywords)


Explains = Callable[[Raised, "re.Match[str]"], Said | None]
"""From an exception, and how its pattern fits, to what is said of it; None where the row does not fit after all."""


def always(id_: str) -> Explains:
    """A sentence for every exception that the pattern fits."""
    return lambda raised, found: (f"python.{id_}", {})


def where(pattern: str, id_: str) -> Explains:
    """A sentence where the line holds a pattern too."""
    return lambda raised, found: (f"python.{id_}", {}) if re.search(pattern, raised.line) else None
