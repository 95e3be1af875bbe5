"""Which of the files found in a submission are the units' files, wherever its layout puts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from autograder.submissions.base import SourceFile, Submission
from autograder.submissions.cells import split_cells
from autograder.submissions.files import UnreadableError, decode
from autograder.submissions.names import shown

MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a submission that may be one of the course."""

    parts: tuple[str, ...]
    """Its path below the student's folder, at least its own name."""
    label: str
    """Its path as the student knows it."""
    read: Callable[[str], bytes]
    """Its bytes; takes the name for the sentence of the UnreadableError that says why there are none."""


def file_name(unit: str) -> str:
    """The file of a unit: its name without the number."""
    return f"{unit.partition('_')[2]}.py"


def notebook_name(unit: str) -> str:
    """The notebook of a unit."""
    return f"{unit.partition('_')[2]}.ipynb"


def is_unit_folder(name: str) -> bool:
    """Whether a folder is named like a unit of some course."""
    return re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", name) is not None


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path belongs to a system or an editor and not to a student."""
    return any(part.startswith(".") or part in ("__MACOSX", "__pycache__") for part in parts)


def chosen(student: str, found: Sequence[Found], units: Sequence[str]) -> Submission:
    """The units' files among those found."""
    files: dict[str, SourceFile] = {}
    for unit in units:
        if candidates := _places(found, unit, file_name(unit)):
            files[unit] = _one_of(candidates, unit)
        elif notebooks := _places(found, unit, notebook_name(unit)):
            problem = f"{notebook_name(unit)} cannot be read yet: hand in {file_name(unit)}"
            files[unit] = SourceFile(notebooks[0].label, None, problem, ())
    return Submission(student, files, (), "")


def notes_on(submission: Submission, found: Sequence[Found], units: Sequence[str]) -> tuple[str, ...]:
    """Sentences about files that may have been meant for a unit that is not there."""
    missing = ", ".join(file_name(unit) for unit in units if unit not in submission.files)
    known = {file_name(unit) for unit in submission.files}
    strays = [f for f in found if f.parts[-1] not in known and not _is_of_another_unit(f.parts)] if missing else []
    return tuple(_stray_notes(strays, missing))[:MOST_NOTES]


def _stray_notes(strays: Sequence[Found], missing: str) -> Iterator[str]:
    for stray in strays:
        if stray.parts[-1].lower().endswith(".py"):
            yield f"{shown(stray.label)} was not read; still missing: {missing}"
        elif stray.parts[-1].lower().endswith(".zip"):
            yield f"{shown(stray.label)} was not opened; still missing: {missing}"


def _is_of_another_unit(parts: tuple[str, ...]) -> bool:
    return len(parts) > 1 and is_unit_folder(parts[-2]) and parts[-1] == file_name(parts[-2])


def _places(found: Sequence[Found], unit: str, file: str) -> list[Found]:
    """The files in their proper places; only where there is none, those one folder deeper."""
    proper = ((file,), (unit, file))
    return [f for f in found if f.parts in proper] or [
        f for f in found if f.parts[1:] in proper and not is_unit_folder(f.parts[0])
    ]


def _one_of(candidates: Sequence[Found], unit: str) -> SourceFile:
    """The only candidate, or the first of equal ones; where they differ, the sentence names all."""
    files = [_source(candidate, file_name(unit)) for candidate in candidates]
    if all((file.text, file.problem) == (files[0].text, files[0].problem) for file in files):
        return files[0]
    labels = " and ".join(shown(candidate.label) for candidate in candidates)
    return SourceFile(file_name(unit), None, f"{labels} differ: keep the one that counts, and remove the others", ())


def _source(found: Found, name: str) -> SourceFile:
    """A file as source; whatever is wrong with it becomes its problem."""
    try:
        text = decode(found.read(name), name)
    except UnreadableError as error:
        return SourceFile(found.label, None, str(error), ())
    return SourceFile(found.label, text, "", split_cells(text))
