"""Which functions of a file are written, and which versions of one are the same, token by token.

Students' code is never built into a tree for this: a tree can take more memory, depth or time than its text shows.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from autograder.basics.dataclass import dataclass
from autograder.model import Cell

Line: TypeAlias = tuple[str, ...]
"""A line as Python counts lines: its tokens, whatever the layout."""
Statement: TypeAlias = tuple[Line, ...]
"""A statement at the top, line by line; docstrings, comments and layout are left out."""

_AT_THE_TOP = re.compile(r"\n(?:[ \t]*+(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|([^\s#].*))")
LONGEST_KEPT = 20_000
"""Characters of a cell whose statements are remembered."""
LAYOUT = frozenset([tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER])
NOTHING: frozenset[Line] = frozenset([("pass",), ("...",)])
"""Bodies that do nothing."""
IMPORT = frozenset(["from", "import"])
COMPOUND = frozenset(["if", "elif", "else", "try", "except", "finally", "with", "for", "while"])
DEFINES = re.compile(r"(?:async )?(?:def|class) (\w+)|(\w+) (?:=|:) ")
HELPER = re.compile(r"(?:async )?(?:def|class) (\w+)")
INSIDE = re.compile(r"(?:^|\n)(?:async )?(?:def|class) (\w+) ")
TOP = re.compile(r"(?m)^(?=(?:async[ \t]+def|def|class|@)\b)")


@dataclass(frozen=True, slots=True)
class Version:
    """How a function is written in one file: what it says, and what the helpers say that it calls."""

    statements: frozenset[Statement]
    is_finished: bool
    """False where it still ends in NotImplementedError and returns nothing, or is taken from another file."""


def versions(cells: Sequence[Cell], functions: Sequence[str]) -> Mapping[str, Version]:
    """Those of some functions that are written in a file, each in its last version."""
    defined: dict[str, Statement] = {}
    helpers: dict[str, Statement] = {}
    for cell in cells:
        short = len(cell.source) <= LONGEST_KEPT
        for statement in _kept_statements(cell.source) if short else _statements(cell.source):
            text = "\n".join(" ".join(line) for line in statement)
            for name in _defined_by(statement, text):
                (defined if name in functions else helpers)[name] = statement
    return {
        name: Version(frozenset(_with_helpers(statement, helpers)), is_finished)
        for name, statement in defined.items()
        if (is_finished := _is_finished(statement)) is not None
    }


def may_be_bound(source: str, names: Sequence[str]) -> Iterator[str]:
    """Those of some names that source may bind: by a definition at any depth, or by a line at the margin.

    All that it mentions where an import goes on over several lines.
    """
    if "import (" in source or "\\\n" in source:
        yield from (name for name in names if name in source)
        return
    found = _AT_THE_TOP.findall(f"\n{source}")
    defined = {name for name, _ in found}
    others = "".join([line for _, line in found])
    yield from (name for name in names if name in defined or name in others)


def _defined_by(statement: Statement, text: str) -> Iterator[str]:
    """The names that a statement at the top gives to functions and values."""
    first = statement[0][0]
    if first in IMPORT:
        yield from statement[0][1:]
    elif first in COMPOUND:
        yield from INSIDE.findall(text + " ")
    elif match := DEFINES.match(text + " "):
        yield match[1] or match[2]
    elif first == "@":
        yield from INSIDE.findall(text + " ")


def _is_finished(statement: Statement) -> bool | None:
    """Whether a function is written to its end; None for one that is not begun."""
    head, *body = statement
    if head[0] in IMPORT:
        return False
    if "def" not in head[:2] and head[0] != "@":
        return True
    if head[0] == "@":
        body = list(statement[next((n for n, line in enumerate(statement) if "def" in line[:2]), 0) + 1 :])
    if not body:
        return None if head[-1] in ("pass", "...", ":") or "NotImplementedError" in head else True
    is_open = body[-1][:2] == ("raise", "NotImplementedError")
    if all(line in NOTHING or line[:2] == ("raise", "NotImplementedError") for line in body):
        return None
    return not is_open or any(line[0] in ("return", "yield") for line in body)


def _with_helpers(statement: Statement, helpers: Mapping[str, Statement]) -> Iterator[Statement]:
    """A statement, and those of the file's own functions that it mentions, and they, and so on."""
    waiting, seen = [statement], {statement}
    while waiting:
        here = waiting.pop()
        yield here
        for name in {token for line in here for token in line} & helpers.keys():
            helper = helpers[name]
            if helper not in seen and HELPER.match(" ".join(helper[0])):
                seen.add(helper)
                waiting.append(helper)


# ---------------------------------------------------------------- statements


@lru_cache(maxsize=512)
def _kept_statements(source: str) -> tuple[Statement, ...]:
    """The statements of a cell: most cells of a class are as they were handed out, in either form."""
    return tuple(_statements(source))


def _statements(source: str) -> Iterator[Statement]:
    """Each statement at the top of a cell; where it is not Python, each part that begins with a function or class."""
    try:
        yield from _together(list(_lines(source)))
    except (tokenize.TokenError, SyntaxError):
        parts = TOP.split(source)
        for part in parts if len(parts) > 1 else ():
            try:
                yield from _together(list(_lines(part)))
            except (tokenize.TokenError, SyntaxError):
                yield tuple(tuple(re.findall(r"\w+|\S", line)) for line in part.splitlines() if line.strip())
        if len(parts) == 1 and source.strip():
            yield tuple(tuple(re.findall(r"\w+|\S", line)) for line in source.splitlines() if line.strip())


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


def _together(lines: Sequence[tuple[bool, Line]]) -> Iterator[Statement]:
    """Lines as statements: each at the top with those that belong to it, a function with its decorators."""
    statement: list[Line] = []
    for is_inside, line in lines:
        is_decorated = bool(statement) and all(above[0] == "@" for above in statement)
        if statement and not is_inside and not is_decorated:
            yield tuple(statement)
            statement = []
        statement.append(line)
    if statement:
        yield tuple(statement)
