"""What a function in a notebook finds around it and will not find while grading: libraries, files of the folder."""

from __future__ import annotations

import ast
import builtins
import contextlib
import linecache
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.sandbox.child import calls, stand_ins
from autograder.sandbox.child.imports import Imports

MOST_LOOKED_AT = 200
"""Functions and values that a function uses, and these in their turn."""
OF_UNIT = "_is_of_a_unit"
"""What a module is marked with that is a unit's file: it is handed in anyway."""
_THERE = frozenset([*sys.stdlib_module_names, "numpy", "autograder", "grade_descent", "__main__"])


def beyond(function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a function uses outside of Python and NumPy: names of libraries, and of the student's own files."""
    libraries: dict[str, None] = {}
    own: dict[str, None] = {}
    waiting: list[Any] = [function]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_LOOKED_AT:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        top = _home(one).partition(".")[0]
        if hasattr(sys.modules.get(top), OF_UNIT):
            continue
        if top and top not in _THERE and top != getattr(function, "__module__", None):
            (own if is_own(top) else libraries)[top] = None
        elif isinstance(one, types.FunctionType) and top not in _THERE - {"__main__"}:
            waiting += [one.__globals__[name] for name in _names(one.__code__) if name in one.__globals__]
    return tuple(libraries), tuple(own)


def _home(one: Any) -> str:
    """The name of the module that something comes from; nothing of it is run to find out."""
    if isinstance(one, types.ModuleType):
        return one.__name__
    named = one if isinstance(one, type | types.FunctionType | types.BuiltinFunctionType) else type(one)
    module = named.__module__
    return module if isinstance(module, str) else ""


def is_own(module: str) -> bool:
    """Whether a module is a file in the folder that is worked in, or of another unit."""
    if hasattr(sys.modules.get(module), OF_UNIT):
        return True
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    return Path(f"{module}.py").is_file() or (bool(file) and Path(file).parent == Path.cwd())


def _names(code: types.CodeType) -> Iterator[str]:
    """The names that some code looks up outside of itself, and the code in it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


@contextlib.contextmanager
def imports_as_in_grading(function: Callable[..., Any]) -> Iterator[None]:
    """In the block, what a function imports is there or not as while grading: a guarded import of a library fails."""
    before = builtins.__import__
    imports = Imports(stand_ins.module)
    student = getattr(function, "__module__", None)
    imports.caller = calls.__name__
    imports.modules = {student: {}} if isinstance(student, str) else {}
    imports.is_refused = lambda name: name.partition(".")[0] not in _THERE and not is_own(name.partition(".")[0])
    imports.trees = lambda frame: _trees(frame) if frame.f_globals.get("__name__") == student else ()
    builtins.__import__ = imports
    try:
        yield
    finally:
        builtins.__import__ = before


def _trees(frame: types.FrameType) -> list[ast.AST] | None:
    """The parsed cell or file that a frame's code comes from; None where it was kept nowhere."""
    source = "".join(linecache.getlines(frame.f_code.co_filename))
    try:
        return [ast.parse(source)] if source else None
    except (SyntaxError, ValueError, RecursionError):  # a cell with commands of IPython
        return None
