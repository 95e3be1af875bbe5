"""A Python file in percent format as its cells."""

from __future__ import annotations

import re

from autograder.model import Cell

MARK = re.compile(r"#[ \t]*%%(?P<rest>.*)")
PROSE = re.compile(r"\[(markdown|md|raw)\]")


def split_cells(text: str) -> tuple[Cell, ...]:
    """The code cells of a file; one without `# %%` marks is a single cell. Prose cells and empty ones are left out.

    Each cell knows the line of the file on which its source starts.
    """
    cells: list[Cell] = []
    lines: list[str] = []
    start, prose = 1, False
    for number, line in enumerate([*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), "# %%"], 1):
        mark = MARK.match(line)
        if mark is None:
            lines.append(line)
            continue
        source = "\n".join(lines)
        if source.strip() and not prose:
            cells.append(Cell(source + "\n", start))
        lines, start, prose = [], number + 1, PROSE.search(mark["rest"]) is not None
    return tuple(cells)
