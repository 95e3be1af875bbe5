"""A Python file in percent format as its cells."""

from __future__ import annotations

import re

from autograder.basics.dataclass import dataclass
from autograder.model import Cell
from autograder.submissions import marimo
from autograder.submissions.commands import Plain, may_hold_what_is_no_python, notes, without_commands
from autograder.submissions.numbered import without_numbers

MARK = re.compile(r"\n#[ \t]*%%(.*)")
PROSE = re.compile(r"\[(markdown|md|raw)\]")


@dataclass(frozen=True, slots=True)
class ReadCells:
    """The cells to run, and sentences about what is unusual."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


def read_file(text: str, name: str) -> ReadCells:
    """The code cells of a file that a student handed in, without what is no Python."""
    plain_text = without_numbers(text)
    text, is_numbered = (text, False) if plain_text is None else (plain_text, True)
    is_marimo = marimo.is_marimo(text)
    cells = split_cells(marimo.as_plain(text) if is_marimo else text)
    if not (is_marimo or is_numbered or may_hold_what_is_no_python("".join([cell.source for cell in cells]))):
        return ReadCells(cells)
    plain = [(cell, without_commands(cell.source)) for cell in cells]
    said = [f"{name} is a marimo notebook: its cells were read as a plain file"] if is_marimo else []
    said += [f"{name}: read without the numbers before its lines"] if is_numbered else []
    return ReadCells(
        tuple(runnable(cell, part) for cell, part in plain if part.is_kept),
        (*said, *notes(name, [(cell.number, part) for cell, part in plain])),
    )


def runnable(cell: Cell, plain: Plain) -> Cell:
    """A cell as it is run: without its commands, or not at all."""
    if plain.source == cell.source and not plain.magic:
        return cell
    why = f"it stands in a cell under %%{plain.magic[:40]}, which is not run" if plain.magic else ""
    return Cell(plain.source, cell.line, cell.number, why)


def split_cells(text: str) -> tuple[Cell, ...]:
    """The code cells of a file; one without `# %%` marks is a single cell. Prose cells and empty ones are left out.

    Each cell knows the line of the file on which its source starts.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    parts = MARK.split(f"\n{text}")
    cells: list[Cell] = []
    line = 1
    for rest, source in zip(("", *parts[1::2]), parts[::2], strict=True):
        if not source.isspace() and source and not ("[" in rest and PROSE.search(rest)):
            cells.append(Cell(source[1:] + "\n", line))
        line += source.count("\n") + 1
    return tuple(cells)
