"""What a file says, as far as parsing shows: whether it is Python, and whether anybody has written in it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence

from autograder.model import Cell

TOO_MUCH = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python's parser raises on text that is not Python, or too deeply nested."""


def parses(source: str) -> bool:
    """Whether the text is Python."""
    return _parsed(source) is not None


def is_written(cells: Sequence[Cell], handed_out: Sequence[Cell]) -> bool:
    """Whether the cells hold anything that was not handed out; docstrings, comments and layout do not count."""
    known = set(_statements(handed_out))
    return any(statement not in known for statement in _statements(cells))


def same_code(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    """Whether two forms of a file say the same to Python."""
    return list(_statements(one)) == list(_statements(other))


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except TOO_MUCH:
        return None


def _statements(cells: Sequence[Cell]) -> Iterator[str]:
    """Each statement at the top, in a form that is equal for equal code; unwritten functions are left out."""
    for cell in cells:
        module = _parsed(cell.source)
        if module is None:
            yield cell.source.strip()
            continue
        for statement in module.body:
            if isinstance(statement, ast.FunctionDef):
                if ast.get_docstring(statement, clean=False) is not None:
                    del statement.body[0]
                if [ast.unparse(line) for line in statement.body] == ["raise NotImplementedError()"]:
                    continue
            yield _dumped(statement)


def _dumped(statement: ast.stmt) -> str:
    try:
        return ast.dump(statement)
    except RecursionError:
        return f"line {statement.lineno}, too deep to look into"
