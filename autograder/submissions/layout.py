"""Which of the files found in a submission are the units' files, wherever its layout puts them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.model import Limits
from autograder.model.course import Unit
from autograder.model.submission import SheetFile, SourceFile, Submission
from autograder.submissions.budget import Budget
from autograder.submissions.cells import read_file, split_cells
from autograder.submissions.files import UnreadableError, decode
from autograder.submissions.names import shown
from autograder.submissions.notebooks import MOST_BYTES, read_notebook, too_many_cells
from autograder.submissions.own import with_own
from autograder.submissions.source import is_written, same_code

MOST_NOTES = 6
MOST_SHEETS = 50
"""Of the quiz; more are none that a course gave out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the course's units, as large as files may be, and the units' files as handed out."""

    units: Sequence[str]
    limits: Limits
    handed_out: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a submission that may be one of the course."""

    parts: tuple[str, ...]
    """Its path below the student's folder, at least its own name."""
    label: str
    """Its path as the student knows it."""
    read: Callable[[str], bytes]
    """Its bytes; takes the name for the sentence of the UnreadableError that says why there are none."""


def is_unit_folder(name: str) -> bool:
    """Whether a folder is named like a unit of some course."""
    return re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", name) is not None


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path belongs to a system or an editor and not to a student."""
    return any(part.startswith(".") or part in ("__MACOSX", "__pycache__") for part in parts)


def most_bytes(name: str, limits: Limits) -> int:
    """As large as a file of that name may be: a notebook also holds outputs."""
    return MOST_BYTES if name.endswith(".ipynb") else limits.source_kib << 10


def chosen(student: str, found: Sequence[Found], wanted: Wanted) -> Submission:
    """The units' files among those found."""
    budget = Budget(wanted.limits.read_mib)
    files = {unit: file for unit in wanted.units if (file := _of_unit(unit, found, wanted, budget)) is not None}
    files = {unit: with_own(file, found, lambda one: _content(one, budget)) for unit, file in files.items()}
    notes = [note for file in files.values() for note in file.notes]
    return Submission(student, files, tuple(notes[:MOST_NOTES]), "", sheets=tuple(_sheets(found, budget)))


def _content(one: Found, budget: Budget) -> bytes:
    data = one.read(one.parts[-1])
    budget.spend(len(data))
    return data


def _of_unit(unit: str, found: Sequence[Found], wanted: Wanted, budget: Budget) -> SourceFile | None:
    """The file of a unit in the form that the student wrote in."""
    forms = [
        _one_of(candidates, name, wanted.limits, budget)
        for name in Unit(unit).files
        if (candidates := _places(found, unit, name))
    ]
    if len(forms) < 2:
        return forms[0] if forms else None
    handed_out = split_cells(wanted.handed_out.get(unit, ""))
    written = [form for form in forms if not form.problem and is_written(form.cells, handed_out)]
    if len(written) == 2 and not same_code(written[0].cells, written[1].cells):
        names = " and ".join(shown(form.name) for form in forms)
        question = f"{names} both hold work of yours, and differ: which one counts? Hand in only that one"
        return SourceFile(Unit(unit).file, None, question, ())
    unreadable = [form for form in forms if form.problem]
    return (written or unreadable or forms)[0]


def is_sheet(name: str) -> bool:
    """Whether a file is called like a sheet of a quiz: quiz.toml, or with something between, as browsers add it."""
    return re.fullmatch(r"quiz[^/]{0,60}\.toml", name, re.IGNORECASE) is not None


def _sheets(found: Sequence[Found], budget: Budget) -> Iterator[SheetFile]:
    for one in [one for one in found if is_sheet(one.parts[-1])][:MOST_SHEETS]:
        try:
            content = one.read(one.parts[-1])
            budget.spend(len(content))
            yield SheetFile(one.label, content)
        except UnreadableError as error:
            yield SheetFile(one.label, b"", str(error))


def stray_notes(submission: Submission, found: Sequence[Found], units: Sequence[str]) -> tuple[str, ...]:
    """Sentences about files that may have been meant for a unit that is not there."""
    missing = ", ".join(Unit(unit).file for unit in units if unit not in submission.files)
    known = {name for unit in submission.files for name in Unit(unit).files}
    strays = [f for f in found if f.parts[-1] not in known and not _is_of_another_unit(f.parts)] if missing else []
    return tuple(_stray_notes(strays, missing))[:MOST_NOTES]


def _stray_notes(strays: Sequence[Found], missing: str) -> Iterator[str]:
    for stray in strays:
        if stray.parts[-1].lower().endswith((".py", ".ipynb")):
            yield f"{shown(stray.label)} was not read; still missing: {missing}"
        elif stray.parts[-1].lower().endswith(".zip"):
            yield f"{shown(stray.label)} was not opened; still missing: {missing}"


def _is_of_another_unit(parts: tuple[str, ...]) -> bool:
    is_in_unit = len(parts) > 1 and is_unit_folder(parts[-2])
    return is_in_unit and parts[-1] in Unit(parts[-2]).files


def _places(found: Sequence[Found], unit: str, file: str) -> list[Found]:
    """The files in their proper places; only where there is none, those one folder deeper."""
    proper = ((file,), (unit, file))
    return [f for f in found if f.parts in proper] or [
        f for f in found if f.parts[1:] in proper and not is_unit_folder(f.parts[0])
    ]


def _one_of(candidates: Sequence[Found], name: str, limits: Limits, budget: Budget) -> SourceFile:
    """The only candidate, or the first of equal ones; where they differ, the sentence names all."""
    if len(candidates) > limits.read_places:
        return SourceFile(name, None, f"{name} is there in {len(candidates)} places: keep the one that counts", ())
    files = [_source(candidate, name, limits, budget) for candidate in candidates]
    if all((file.text, file.problem) == (files[0].text, files[0].problem) for file in files):
        return files[0]
    labels = " and ".join(shown(candidate.label) for candidate in candidates)
    return SourceFile(name, None, f"{labels} differ: keep the one that counts, and remove the others", ())


def _source(found: Found, name: str, limits: Limits, budget: Budget) -> SourceFile:
    """A file as source; whatever is wrong with it becomes its problem."""
    try:
        data = found.read(name)
        budget.spend(len(data))
        if name.endswith(".ipynb"):
            notebook = read_notebook(data, name, limits)
            text = json.dumps([cell.source for cell in notebook.cells])
            return SourceFile(found.label, text, "", notebook.cells, notebook.notes)
        text = decode(data, name)
        read = read_file(text, found.label)
        if len(read.cells) > limits.read_cells:
            raise too_many_cells(name, limits)
    except UnreadableError as error:
        return SourceFile(found.label, None, str(error), ())
    return SourceFile(found.label, text, "", read.cells, read.notes)
