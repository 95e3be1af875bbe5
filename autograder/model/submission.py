"""What one student handed in, as plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.model import Cell


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One unit's file. `problem` is a sentence for the student where it cannot be read; `text` is then None."""

    name: str
    text: str | None
    problem: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    """Sentences about what is unusual in it."""


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A quiz's sheet as it was handed in. `problem` is a sentence where it cannot be read; `content` is then empty."""

    name: str
    content: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's files by unit. `problem` is a sentence where nothing of it can be graded.

    `broken` says why where the grader itself failed to read it: then there is no grade, not even a zero.
    """

    student: str
    files: Mapping[str, SourceFile]
    notes: tuple[str, ...]
    problem: str
    broken: str = ""
    sheets: tuple[SheetFile, ...] = ()
    """Sheets of the quiz, of whatever units."""

    @property
    def digest(self) -> str:
        """Names the content, whoever handed it in and in which form: SHA-256 as hexadecimal digits."""
        files = [(unit, file.text, file.problem, file.notes) for unit, file in sorted(self.files.items())]
        sheets = [(sheet.name, sheet.content.hex(), sheet.problem) for sheet in self.sheets]
        return hashlib.sha256(json.dumps([self.problem, files, *sheets]).encode("ascii")).hexdigest()
