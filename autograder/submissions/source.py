"""What a file says, token by token: whether anybody has written in it, and whether two forms of it say the same.

Students' code is never built into a tree for this: a tree can take more memory, depth or time than its text shows.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from autograder.model import Cell

Line: TypeAlias = tuple[str, ...]
"""A line as Python counts lines: its tokens, whatever the layout."""

NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python's parser raises on text that is not Python, or too deeply nested."""
LAYOUT = frozenset([tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER])
UNWRITTEN: Line = ("raise", "NotImplementedError", "(", ")")


def parses(source: str) -> bool:
    """Whether the text is Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except NOT_PYTHON:
        return False
    return True


def is_written(cells: Sequence[Cell], handed_out: Sequence[Cell]) -> bool:
    """Whether the cells hold anything that was not handed out; docstrings, comments and layout do not count."""
    known = set(_statements(handed_out))
    return any(statement not in known for statement in _statements(cells))


def same_code(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    """Whether two forms of a file say the same to Python."""
    return list(_statements(one)) == list(_statements(other))


def _statements(cells: Sequence[Cell]) -> Iterator[tuple[Line, ...]]:
    """Each statement at the top as its lines; text that stands alone and unwritten functions are left out."""
    for cell in cells:
        try:
            lines = list(_lines(cell.source))
        except (tokenize.TokenError, SyntaxError):  # it is not Python
            yield ((cell.source.strip(),),)
            continue
        for statement in _together(lines):
            if statement[0][0] != "def" or statement[1:] != (UNWRITTEN,):
                yield statement


def _lines(source: str) -> Iterator[tuple[bool, Line]]:
    """The lines that say something, and whether each belongs to a statement above it."""
    depth, tokens, is_text = 0, list[str](), True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        depth += {tokenize.INDENT: 1, tokenize.DEDENT: -1}.get(token.type, 0)
        if token.type == tokenize.NEWLINE:
            if not is_text:
                yield depth > 0, tuple(tokens)
            tokens, is_text = [], True
        elif token.type not in LAYOUT:
            tokens.append(token.string)
            is_text = is_text and token.type == tokenize.STRING


def _together(lines: Sequence[tuple[bool, Line]]) -> Iterator[tuple[Line, ...]]:
    """Lines as statements: each at the top with those that belong to it."""
    statement: list[Line] = []
    for is_inside, line in lines:
        if statement and not is_inside:
            yield tuple(statement)
            statement = []
        statement.append(line)
    if statement:
        yield tuple(statement)
