"""What went wrong in a student's code, as data: the type and text of an exception, and the line it came from.

Loaded by the child as well: standard library.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from typing import Any

LONGEST_MESSAGE = 500
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
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
    "StdinNotImplementedError": "the code asks for input, and nobody answers while grading: remove input()",
}
"""Exceptions that say something else than what is meant, by their type's name."""


def failure(raised: BaseException, file: str) -> dict[str, Any]:
    """An exception as data: NotImplementedError says that nothing is written yet."""
    line = _line(raised, file)
    if isinstance(raised, NotImplementedError) and type(raised).__name__ not in _PLAINLY:
        return {"kind": "missing", "message": "", "line": line}
    return {**error(_said(raised)), "line": line}


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
    return f"{name}: {_ADDRESS.sub('0x...', text)}" if text else name


def _line(error: BaseException, file: str) -> int | None:
    """The last line of the student's file that the exception went through."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    line, traceback = None, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


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
