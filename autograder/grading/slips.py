"""What Python accepts and nobody means: `w =- step`, a comma that makes a tuple, a `return` inside the loop.

Each kind is one function of a table (`slips_of_statements.py`, `slips_of_values.py`): from a function's source to the
part that is meant, as the id of a sentence and its values. It is looked for only where the answers are wrong, and says
only what is true of the line.
"""

from __future__ import annotations

import ast

from autograder.grading.slip import Finds, Slip, Written
from autograder.grading.slips_of_statements import OF_STATEMENTS
from autograder.grading.slips_of_values import OF_VALUES
from autograder.grading.source import Source, returns_of
from autograder.model import Excerpt, Status

SLIPS: tuple[Finds, ...] = (*OF_VALUES, *OF_STATEMENTS)
"""What is looked for, in this order: those that explain most come first."""


def slips_of(source: Source, name: str) -> tuple[Slip, ...]:
    """The slips in the last definition of a function, those that explain most first, at their lines of the file."""
    found, (cell, tree) = source.definition(name), source.cell_of(name)
    if found is None or cell is None or tree is None or isinstance(found[0], ast.ClassDef):
        return ()
    outside = tuple(node for node in tree.body if isinstance(node, ast.Return))
    written = Written(found[0], cell.source, outside)
    slips = [slip for find in SLIPS for slip in find(written)]
    return tuple(
        Slip(s.id, s.node, s.values, s.columns, s.further, cell.line + getattr(s.node, "lineno", 1) + s.further - 1)
        for s in slips
    )


def telling_slip(source: Source, name: str, status: Status, line: int | None = None) -> Slip | None:
    """What of a function explains a verdict: of an exception on its own line, of a loop that does not end, or else."""
    if status not in (Status.FAILED, Status.TIMEOUT, Status.ERROR):
        return None
    slips = slips_of(source, name)
    if status is Status.TIMEOUT:
        return next((slip for slip in slips if slip.is_endless), None)
    if status is Status.ERROR:
        return next((slip for slip in slips if slip.line == line), None)
    return next((slip for slip in slips if slip.id != "slip.forever"), None)


def shown(slip: Slip, source: Source, within: str) -> Excerpt | None:
    """The line of a slip, with the part that is meant."""
    node = slip.node
    start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0)
    if getattr(node, "end_lineno", None) != getattr(node, "lineno", None):
        end = -1
    columns = slip.columns or ((0, 0) if slip.further else (start, end))
    return source.excerpt_at(slip.line, columns, within)


def only_return(source: Source, name: str) -> Excerpt | None:
    """The only `return` of a function; None where it has several or none."""
    definition = source.definition(name)
    returns = returns_of(definition[0]) if definition else []
    if definition is None or len(returns) != 1:
        return None
    line = definition[1] + returns[0].lineno - definition[0].lineno
    return shown(Slip("", returns[0].value or returns[0], line=line), source, name)
