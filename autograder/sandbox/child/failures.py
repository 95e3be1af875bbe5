"""What went wrong in a student's code, as data: the type and text of an exception, and the place that it came from.

Loaded by the child as well: standard library.
"""

from __future__ import annotations

import re
import sys
import sysconfig
import types
from itertools import islice
from typing import Any, NamedTuple

LONGEST_MESSAGE = 500
LONGEST_NAME = 100
_OF_SYNTAX = (SyntaxError, IndentationError, TabError)
MOST_LETTERS_AWAY = 3
LIKE = 0.7
"""How much alike two names are of which one may be meant for the other, from 0 to 1."""
_LINES = re.compile(r"\s*[\r\n\v\f]\s*")
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
_INSIDE = re.compile(r"\b\w+\.<locals>\.")
_PLACE = re.compile(r" \((?:/|[A-Za-z]:\\)[^()]*\)$")
_OURS = sorted(
    {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    | {path for path in (sys.prefix, sys.base_prefix, sys.exec_prefix) if path.count("/") + path.count("\\") > 1},
    key=len,
    reverse=True,
)
"""Where the grader's Python lies, which is nobody's business."""
_PLAINLY = {
    "BdbQuit": "the code stops at a breakpoint: remove breakpoint() and pdb.set_trace()",
    "TclError": "the code opens a window (Tk), and nobody sees one while grading",
    "StdinNotImplementedError": "the code asks for input, and nobody answers while grading: remove input()",
}
"""Exceptions that say something else than what is meant, or where things lie here, by their type's name."""


class Place(NamedTuple):
    """Where in the student's file an exception was raised, as far as that is known."""

    line: int | None = None
    columns: tuple[int, int] | None = None
    """From where to where on the line, in bytes of UTF-8; up to the end of the line where the second is -1."""
    within: str = ""
    """The function."""


def failure(raised: BaseException, file: str) -> dict[str, Any]:
    """An exception as data: NotImplementedError says that nothing is written yet."""
    place = _place(raised, file)
    at = {"line": place.line, "columns": place.columns, "within": place.within[:LONGEST_NAME]}
    if isinstance(raised, NotImplementedError) and type(raised).__name__ not in _PLAINLY:
        return {"kind": "missing", "message": "", **at}
    return {**error(_said(raised)), **at, "meant": meant(raised)[:LONGEST_NAME]}


def error(message: str) -> dict[str, Any]:
    """An answer that says what went wrong, in a readable length."""
    return {"kind": "error", "message": message[:LONGEST_MESSAGE]}


def _said(error: BaseException) -> str:
    """Type and text of an exception, whatever its own methods do."""
    name = type(error).__name__
    if isinstance(error, SystemExit):
        return "the code ends the program (sys.exit)"
    if isinstance(error, MemoryError):
        return "MemoryError: the code needs more memory than it may use"
    if isinstance(error, SyntaxError):
        return f"{name}: {error.msg}" if name != "ConflictError" else str(error.msg)
    if name in _PLAINLY:
        return _PLAINLY[name]
    if isinstance(error, EOFError) and error.args == ("EOF when reading a line",):
        return f"{name}: {_PLAINLY['StdinNotImplementedError']}"
    try:
        text = str(error)
    except BaseException:
        text = "(its text cannot be shown)"
    if isinstance(error, ImportError):
        text = _PLACE.sub("", text)
    for path in _OURS:
        text = text.replace(path, "...")
    return f"{name}: {_LINES.sub(' ', _INSIDE.sub('', _ADDRESS.sub('0x...', text))).strip()}" if text else name


def _place(error: BaseException, file: str) -> Place:
    """The last place in the student's file that the exception went through."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return Place(error.lineno, _columns_of_syntax(error))
    place, traceback = Place(), error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == file:
            place = Place(traceback.tb_lineno, _columns(traceback), code.co_name)
        traceback = traceback.tb_next
    return place


def _columns(traceback: types.TracebackType) -> tuple[int, int] | None:
    """The part of the line that was being carried out."""
    instruction = traceback.tb_lasti // 2
    positions = islice(traceback.tb_frame.f_code.co_positions(), instruction, instruction + 1)
    line, last, start, end = next(positions, (None,) * 4)
    if line != traceback.tb_lineno or start is None or end is None:
        return None
    return start, (end if last == line else -1)


def _columns_of_syntax(error: SyntaxError) -> tuple[int, int] | None:
    """The part of the line that is no Python, where Python says it; its text may have been taken for something else."""
    if type(error) not in _OF_SYNTAX or type(error.text) is not str or not error.offset or error.offset < 1:
        return None
    start = len(error.text[: error.offset - 1].encode("utf-8", "replace"))
    end = error.end_offset if error.end_lineno == error.lineno and type(error.end_offset) is int else 0
    return start, max(len(error.text[: end - 1].encode("utf-8", "replace")) if end > 0 else 0, start + 1)


# ---------------------------------------------------------------- what was meant


def meant(error: BaseException) -> str:
    """The name that is most like one that is not there, or the import that is missing: "velocity", "import math".

    Nothing of the student's is called for it; empty where nothing is like it.
    """
    if not (type(error) is NameError or type(error) is AttributeError) or type(error.name) is not str:
        return ""
    name, is_module = error.name, error.name in sys.stdlib_module_names
    return f"import {name}" if is_module and type(error) is NameError else _closest(name, _names_beside(error))


def _names_beside(error: NameError | AttributeError) -> tuple[str, ...]:
    """The names that there are where one was not found."""
    if isinstance(error, AttributeError):
        of = error.obj
        held = [vars(of)] if type(of) is types.ModuleType else [vars(kind) for kind in type.mro(type(of))]
    else:
        traceback = error.__traceback__
        while traceback is not None and traceback.tb_next is not None:
            traceback = traceback.tb_next
        frame = traceback.tb_frame if traceback is not None else None
        held = [frame.f_locals, frame.f_globals, frame.f_builtins] if frame is not None else []
    return tuple(name for some in held for name in list(some) if type(name) is str and not name.startswith("_"))


def _closest(name: str, names: tuple[str, ...]) -> str:
    """The name that is most like another; empty where none is."""
    import difflib  # only where a name is wrong: the process starts quickly

    near = {one.casefold(): one for one in names if abs(len(one) - len(name)) <= MOST_LETTERS_AWAY and one != name}
    found = difflib.get_close_matches(name.casefold(), near, n=1, cutoff=LIKE)
    return near[found[0]] if found else ""


class PassingOn:
    """Says exceptions of code that runs in the grader's own process, where those of some kinds are not the code's."""

    error = staticmethod(error)

    def __init__(self, *kinds: type[BaseException]) -> None:
        self._kinds = kinds

    def failure(self, raised: BaseException, file: str) -> dict[str, Any]:
        """An exception as data; one of those kinds goes on."""
        if isinstance(raised, self._kinds):
            raise raised
        return failure(raised, file)
