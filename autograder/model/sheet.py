"""A student's sheet as it was handed in: answers as they were typed, and what is unusual about the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswersTo:
    """What a sheet answers to one question."""

    question: str
    version: str
    """The version of the question that the sheet was made for; empty where it does not say."""
    texts: Mapping[str, str]
    """What was typed, by the ids of the blanks."""
    line: int
    attempts: int = 1
    notes: tuple[str, ...] = ()
    """What was read otherwise than a file of this kind says, with its line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's answers. `problem` is a sentence where nothing of it can be read."""

    name: str
    """The file, as the student knows it."""
    unit: str
    student: str
    seed: int | None
    answers: tuple[AnswersTo, ...]
    notes: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is answered in it, as it was given out."""
        return not any(text.strip() for given in self.answers for text in given.texts.values())
