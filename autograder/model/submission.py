"""What students handed in, as plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field

from autograder.basics.dataclass import dataclass
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
    own: Mapping[str, str] = field(default_factory=dict)
    """Files of the student's own that it imports: name of the module -> source."""


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A quiz's sheet as it was handed in. `problem` is a sentence where it cannot be read; `content` is then empty."""

    name: str
    content: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the platform that a hand-in was downloaded from says about it; each part is empty where it says nothing."""

    platform: str = ""
    """Its name as `--from` takes it."""
    id: str = ""
    """Whose it is there: the number or login that grades go back under."""
    attempt: str = ""
    """Which of the student's attempts counts, as the platform counts or names them."""
    time: str = ""
    """When it was handed in: ISO 8601, with a time zone only where the platform gives one."""
    late: bool = False
    """Whether the platform itself calls it late."""
    times: Mapping[str, str] = field(default_factory=dict)
    """Unit -> when that was handed in, where each has a time of its own: ISO 8601 in UTC."""


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
    repairs: tuple[SourceFile, ...] = ()
    """Files `repair.py`, of whatever units: functions with a mistake in them, to be mended and named."""
    elsewhere: Mapping[str, SourceFile] = field(default_factory=dict)
    """By the exercise's name: the file that holds its function, where that is another than its unit's in `files`."""
    origin: Origin = Origin()
    in_vain: str = ""
    """Said where something was handed in that may be the work, and nothing of the course could be read."""

    def file_of(self, unit: str, exercise: str) -> SourceFile | None:
        """The file that the function of an exercise is taken from; None where there is none."""
        return self.elsewhere.get(exercise) or self.files.get(unit)

    @property
    def is_each_ones_own(self) -> bool:
        """Whether it holds what was drawn for this student: of another it would be worth something else."""
        return bool(self.sheets or self.repairs)

    @property
    def digest(self) -> str:
        """Names the content, whoever handed it in and in which form: SHA-256 as hexadecimal digits."""
        sources = [*sorted(self.files.items()), *sorted(self.elsewhere.items())]
        files = [(name, file.text, file.problem, file.notes, *sorted(file.own.items())) for name, file in sources]
        sheets = [(sheet.name, sheet.content.hex(), sheet.problem) for sheet in self.sheets]
        repairs = [["repair", repair.name, repair.text, repair.problem] for repair in self.repairs]
        return hashlib.sha256(json.dumps([self.problem, files, *sheets, *repairs]).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that lies among the submissions of a class and is nobody's: its name there, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class HandIns:
    """All that was found where a class's submissions lie: each entry is somebody's, or a stray."""

    submissions: tuple[Submission, ...]
    """Sorted by the student's name."""
    strays: tuple[Stray, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences for the instructor on how it was read: as which platform's download, from which folder."""
    alike: tuple[str, ...] = ()
    """Sentences on who handed in the same."""
