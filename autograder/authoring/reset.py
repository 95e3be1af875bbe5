"""Put the stub of an exercise in the place of what a student wrote, in a file's text; the rest stays as it is."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping

from autograder.errors import UsageError
from autograder.model import Json


def function_in(stub: str, name: str) -> str:
    """The unwritten function of an exercise, from its unit's file as handed out."""
    spans = _spans(stub, name)
    if not spans:
        raise UsageError(f"the course's own file holds no {name}")
    first, last = spans[-1]
    return "\n".join(stub.split("\n")[first:last])


def file_reset(text: str, functions: Mapping[str, str]) -> str:
    """A Python file with functions (name -> text) unwritten: the last definition of each is replaced, others go.

    A function that is not there is put at the end, in a cell of its own.
    """
    for name, function in functions.items():
        replaced = _replaced(text, name, function)
        text = replaced if replaced is not None else f"{text.rstrip()}\n\n\n# %% {name}\n{function}\n"
    return text


def notebook_reset(text: str, functions: Mapping[str, str]) -> str:
    """A notebook with functions (name -> text) unwritten; UsageError where a function has no cell, or it is damaged."""
    try:
        notebook = json.loads(text)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("the notebook is damaged: move it away, and type  grade start") from error
    for name, function in functions.items():
        _reset_cell(cells, name, function)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _reset_cell(cells: list[dict[str, Json]], name: str, function: str) -> None:
    written = [(cell, "".join(source)) for cell in cells if isinstance(source := cell.get("source"), str | list)]
    own = [found for found in written if _grade_id(found[0]) == name]
    for cell, source in own or [found for found in written if _spans(found[1], name)]:
        replaced = _replaced(source, name, function)
        cell["source"] = (replaced if replaced is not None else function).splitlines(keepends=True)
        cell["outputs"], cell["execution_count"] = [], None
        return
    raise UsageError(f"the notebook has no cell of {name}: move it away, and type  grade start")


def _grade_id(cell: Mapping[str, Json]) -> Json:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marks.get("grade_id") if isinstance(marks, dict) else None


def _replaced(text: str, name: str, function: str) -> str | None:
    """The text with the function in the place of its last definition; None where it is not defined."""
    spans = _spans(text, name)
    if not spans:
        return None
    lines = text.split("\n")
    for number, (first, last) in enumerate(reversed(spans)):
        lines[first:last] = [] if number else function.split("\n")
    return "\n".join(lines)


def _spans(text: str, name: str) -> list[tuple[int, int]]:
    """First line and end (counted from 0) of each definition at the margin; of code that is no Python too."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return _spans_by_margin(text.split("\n"), name)
    found = [node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name]
    return [(min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1, node.end_lineno or 0) for node in found]


def _spans_by_margin(lines: list[str], name: str) -> list[tuple[int, int]]:
    """A definition goes on to the next line that starts at the margin, but for what closes a bracket."""
    spans = []
    for first, line in enumerate(lines):
        if re.match(rf"(?:async\s+)?def\s+{name}\b", line):
            after = (n for n in range(first + 1, len(lines)) if re.match(r"[^\s)\]}]", lines[n]))
            last = next(after, len(lines))
            while not lines[last - 1].strip():
                last -= 1
            spans.append((first, last))
    return spans
