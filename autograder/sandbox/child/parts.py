"""A piece of a student's file as the statements at its top, also where Python cannot read it as a whole.

What does not parse is split at the lines that begin at the margin, and each part that parses is a statement.

Loaded by the child only: standard library.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from types import CodeType
from typing import Any

NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises on text that is not Python, or too deeply nested."""
FUTURE_FLAGS = 0x1FE0000
"""The bits of `co_flags` that `from __future__ import ...` sets; they hold for what comes after it."""
_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
MOST_JOINED = 100
"""Of how many parts one that is open (a bracket, a text) is tried to be the beginning."""
MOST_TRIES = 1000
_GOES_ON = re.compile(r"[\s)\]}]|(?:else|elif|except|finally)\b|$")
_BEGINS_BLOCK = re.compile(r"(?:async|def|class|if|for|while|with|try|match|@)(?!\w)|.*:\s*(?:#.*)?$")
_OPEN = ("unterminated triple-quoted", "was never closed", "unexpected EOF", "unexpected end of file")
CONFLICT = "an unsolved merge conflict in line {}: keep one version, and remove the lines with <<<<, ==== and >>>>"
_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?: .*)?$|\A={7}$", re.MULTILINE)
_DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)
_IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(.+)$", re.MULTILINE)
_CALCULATES = (ast.Call, ast.For, ast.AsyncFor, ast.While, ast.Await, ast.comprehension, ast.With, ast.AsyncWith)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def compiled(source: str, line: int, file: str, flags: int = 0) -> CodeType:
    """The code of some source that starts on a line of its file; raises one of NOT_PYTHON."""
    code: CodeType = compile("\n" * (line - 1) + source, file, "exec", flags | _AWAIT, dont_inherit=True)
    return code


class ConflictError(SyntaxError):
    """Git has left both versions of some lines, and its marks."""


class Statement:
    """One statement at the top, or a part of the text that is none; `error` says why it does not parse."""

    def __init__(self, line: int, node: ast.stmt | None, text: str = "", error: BaseException | None = None) -> None:
        self.line = line
        self.node = node
        self.text = text
        self.error = error
        self._code: CodeType | None = None

    def code(self, file: str, flags: int) -> CodeType:
        """What runs it; raises one of NOT_PYTHON."""
        if self.error is not None:
            raise self.error
        if self._code is None:
            body = [] if self.node is None else [self.node]
            made: Any = compile(ast.Module(body, []), file, "exec", flags | _AWAIT, dont_inherit=True)
            self._code = made
        return self._code

    @property
    def names(self) -> frozenset[str]:
        """The names that it binds at the top, or would."""
        return frozenset([*(_bound(self.node) if self.node is not None else ()), *names_in(self.text)])

    @property
    def only_defines(self) -> bool:
        """Whether it takes no time to speak of: a definition, an import, something without a call or a loop."""
        if self.node is None or isinstance(self.node, _DEFINITIONS):
            return True
        return not any(isinstance(node, _CALCULATES) for node in ast.walk(self.node))


def statements(source: str, line: int, file: str) -> list[Statement]:
    """The statements of some source that starts on a line of its file, in order."""
    try:
        return _parsed(source, line, file)
    except NOT_PYTHON:
        return _in_parts(source.split("\n"), line, file)


def of_cell(cell: dict[str, Any], file: str) -> list[Statement]:
    """The statements of a cell, which keeps them from the first time."""
    if "statements" not in cell:
        cell["statements"] = statements(cell["source"], cell["line"], file)
    some: list[Statement] = cell["statements"]
    return some


def at(position: tuple[int, int], some: list[Statement]) -> int:
    """The number of the statement at a line and column."""
    before = [number for number, one in enumerate(some) if one.node is None or _start(one.node) <= position]
    return before[-1] if before else 0


def _parsed(source: str, line: int, file: str) -> list[Statement]:
    tree: Any = compile("\n" * (line - 1) + source, file, "exec", ast.PyCF_ONLY_AST | _AWAIT, dont_inherit=True)
    return [Statement(_start(node)[0], node) for node in tree.body]


def _start(node: ast.stmt) -> tuple[int, int]:
    """Where a statement starts: at its first decorator, if it has any."""
    decorators = getattr(node, "decorator_list", [])
    return min((part.lineno, 0 if part is not node else node.col_offset) for part in (node, *decorators))


# ---------------------------------------------------------------- text that does not parse


def _in_parts(lines: list[str], line: int, file: str) -> list[Statement]:
    """The statements of text that does not parse, part by part."""
    starts = [*_starts(lines), len(lines)]
    found: list[Statement] = []
    tries, number = MOST_TRIES, 0
    while number < len(starts) - 1:
        first, end = starts[number], number + 1
        error: BaseException | None = None
        while end < len(starts) and end - number <= MOST_JOINED:
            tries -= 1
            try:
                found += _parsed("\n".join(lines[first : starts[end]]), line + first, file)
                break
            except NOT_PYTHON as raised:
                error = error or raised
                if tries <= 0 or not _is_open(raised):
                    end = len(starts)
            end += 1
        else:
            end = number + 1
            _note_broken(found, lines[first : starts[end]], line + first, error)
        number = end
    return found


def _starts(lines: list[str]) -> Iterator[int]:
    """The lines on which a statement at the top may start."""
    goes_on = False
    for number, text in enumerate(lines):
        if number == 0 or not (goes_on or _GOES_ON.match(text) or text.startswith("#")):
            yield number
        # what follows after a decorator belongs to it, and so does what follows after a backslash
        goes_on = text.startswith("@") or text.endswith("\\") or (goes_on and (not text or text.startswith("#")))


def _is_open(error: BaseException) -> bool:
    """Whether more text could mend it."""
    return isinstance(error, SyntaxError) and any(words in error.msg for words in _OPEN)


def _note_broken(found: list[Statement], lines: list[str], line: int, error: BaseException | None) -> None:
    """Add a part that does not parse. A block that it cuts in two is broken too: half of it says something else."""
    text = "\n".join(lines)
    if conflict := _CONFLICT.search(text):
        line += text.count("\n", 0, conflict.start())
        error = next((one.error for one in found if _is_conflict(one)), None) or _conflict(line)
    follows = next((one for one in lines[1:] if one.strip() and not one.lstrip().startswith("#")), "")
    cuts = follows[:1].isspace() and not _BEGINS_BLOCK.match(lines[0])
    last = found[-1] if found else None
    goes_on = cuts and last is not None and (last.error is not None or hasattr(last.node, "body"))
    if last is not None and (goes_on or (conflict and _is_conflict(last))):
        last.error = error if last.error is None or (conflict and not _is_conflict(last)) else last.error
        last.text = f"{last.text}\n{text}"
    else:
        found.append(Statement(line, None, text, error))


def _conflict(line: int) -> ConflictError:
    error = ConflictError(CONFLICT.format(line))
    error.lineno = line
    return error


def _is_conflict(statement: Statement) -> bool:
    return isinstance(statement.error, ConflictError)


def names_in(text: str) -> Iterator[str]:
    """The names that text binds, as far as its lines show without being parsed."""
    for defined in _DEFINED.finditer(text):
        yield defined[1] or defined[2]
    for imported in _IMPORTED.finditer(text):
        for name in imported[1].split(","):
            yield name.strip("() \t").partition(" as ")[2].strip() or name.strip("() \t").partition(".")[0]


# ---------------------------------------------------------------- the names of a statement


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds in its own scope."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
                continue
            case ast.Lambda() | ast.comprehension():
                continue
            case ast.Import() | ast.ImportFrom():
                yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
        waiting += ast.iter_child_nodes(node)
