"""A notebook as its code cells, read without Jupyter: no outputs, no magics, no test cells.

Solution cells are known by their grade_id. What the student did to them otherwise (deleted, duplicated, moved, turned
into text) becomes a note; their code is run in the order of the notebook, as nbgrader's autograder does.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from autograder.basics.dataclass import dataclass
from autograder.model import Cell, Json, Limits
from autograder.submissions.cells import ReadCells, runnable
from autograder.submissions.commands import notes, without_commands
from autograder.submissions.files import UnreadableError, as_utf8
from autograder.submissions.kinds import NOTEBOOK, kind_of, line_of_conflict
from autograder.submissions.names import shown

MOST_BYTES = 32 << 20
"""A notebook with its outputs; the code in it may be no larger than a file."""
MOST_BRACKETS = 1_000_000
"""Lists and dicts take many times the memory of their text, so they are counted before they are made."""
CHECK = "-check"
INSTALL = "grade-descent"
"""The grade_id of the cell that installs and imports the package; like a test cell it is not the student's."""
_AS_MAIN = re.compile(r"^if[ ]__name__[ ]?==[ ]?(['\"])__main__\1[ ]?:", re.MULTILINE)
"""What a notebook runs: it is never imported by the name of its file."""
_DEFINED_INSIDE = re.compile(r"^[ \t]+(?:async[ ]+)?def[ ]", re.MULTILINE)
_DEFINES = re.compile(r"\s*+(?:(?:import|from|#).*\n\s*+)*+(?:async[ ]+)?def[ ]+(\w+)\(")
"""How a cell of code begins that holds a function, and hardly a text."""


@dataclass(frozen=True, slots=True)
class _RawCell:
    kind: str
    source: str
    grade_id: str
    is_solution: bool
    is_test: bool


def read_notebook(data: bytes, name: str, limits: Limits) -> ReadCells:
    """The code cells of a notebook, each with lines counted from 1; UnreadableError says what is wrong."""
    limit = limits.source_kib << 10
    raw = list(_raw_cells(data, name, limits))
    run = [(n, cell) for n, cell in enumerate(raw, 1) if cell.is_solution or (cell.kind == "code" and not cell.is_test)]
    if sum(len(cell.source) for _, cell in run) > limit:
        raise UnreadableError(f"{name} holds more than {limit >> 10} KiB of code: hand in your own code only")
    sources = [(number, _with_main(cell.source)) for number, cell in run]
    plain = [(Cell(source, 1, number), without_commands(source)) for number, source in sources]
    cells = tuple(runnable(cell, part) for cell, part in plain if part.is_kept)
    left_out = notes(name, [(cell.number, part) for cell, part in plain])
    return ReadCells(cells, (*(f"{name}: {note}" for note in _unusual(raw)), *left_out))


def _with_main(source: str) -> str:
    """A cell that is run as Jupyter runs it where its main part defines functions; what only tries them out is not."""
    main = _AS_MAIN.search(source)
    return _AS_MAIN.sub("if True:", source) if main and _DEFINED_INSIDE.search(source, main.end()) else source


def too_many_cells(name: str, limits: Limits) -> UnreadableError:
    """The sentence for a file of more cells than are read."""
    return UnreadableError(f"{name} holds more than {limits.read_cells} cells: hand in your own code only")


def _raw_cells(data: bytes, name: str, limits: Limits) -> Iterator[_RawCell]:
    if data.count(b"{") + data.count(b"[") > MOST_BRACKETS:
        raise UnreadableError(f"{name} holds too much: in Jupyter, clear all outputs, save it, and hand it in again")
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableError(_no_notebook(data, name)) from None
    cells = _list_of_cells(notebook)
    if cells is None:
        raise UnreadableError(f"{name} holds no cells: save the notebook again in Jupyter, and hand that in")
    if len(cells) > limits.read_cells:
        raise too_many_cells(name, limits)
    return map(_raw_cell, cells)


def _no_notebook(data: bytes, name: str) -> str:
    """What else the bytes are that should be a notebook."""
    if line := line_of_conflict(data):
        return f"{name} has an unsolved merge conflict in line {line}: keep one version, with git checkout"
    if (kind := kind_of(data)) and kind != NOTEBOOK:
        return f"{name} is {kind}, not a notebook: save the notebook itself in Jupyter, and hand that in"
    if not data.strip(b"\0 \r\n\t"):
        return f"{name} is damaged, it is empty: save it again in Jupyter, and hand that in"
    as_utf8(data, name)  # where its encoding is at fault, this says so
    return f"{name} is damaged, it is no notebook that can be read: save it again in Jupyter, and hand that in"


def _list_of_cells(notebook: Json) -> list[Mapping[str, Json]] | None:
    """The cells of any version of the format; before version 4 they were in worksheets."""
    if not isinstance(notebook, dict):
        return None
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return [cell for cell in cells if isinstance(cell, dict)]
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        return None
    inside = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in inside if isinstance(cells, list) for cell in cells if isinstance(cell, dict)]


def _raw_cell(cell: Mapping[str, Json]) -> _RawCell:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grading = marks if isinstance(marks, dict) else {}
    is_solution = grading.get("solution") is True
    return _RawCell(
        kind=str(cell.get("cell_type")),
        source=_source(cell.get("source", cell.get("input"))),
        grade_id=str(grading.get("grade_id", "")),
        is_solution=is_solution,
        is_test=not is_solution and (grading.get("grade") is True or grading.get("grade_id") == INSTALL),
    )


def _source(source: Json) -> str:
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    # JSON can hold half of a character pair, which no Python source can
    return text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


# ---------------------------------------------------------------- what is unusual


def _unusual(cells: Sequence[_RawCell]) -> Iterator[str]:
    places = {cell.grade_id: place for place, cell in enumerate(cells) if cell.is_solution}
    for grade_id, count in Counter(cell.grade_id for cell in cells if cell.is_solution).items():
        if count > 1:
            yield f"the cell of {shown(grade_id)} is there {count} times, and the last one counts"
    for number, cell in enumerate(cells, 1):
        if cell.kind != "code" and not cell.is_solution and (defined := _DEFINES.match(cell.source)):
            yield f"cell {number} is marked as text and was not run, though it defines {shown(defined[1])}"
    for place, cell in enumerate(cells):
        exercise = cell.grade_id.removesuffix(CHECK)
        if cell.is_solution and cell.kind != "code":
            yield f"the cell of {shown(cell.grade_id)} is marked as text; it is read as code all the same"
        if not cell.is_test or not cell.grade_id.endswith(CHECK):
            continue
        if exercise not in places:
            yield f"the cell of {shown(exercise)} is gone or renamed; another cell may define the function"
        elif places[exercise] > place:
            yield f"the cell of {shown(exercise)} stands below its test cell; it is read all the same"
