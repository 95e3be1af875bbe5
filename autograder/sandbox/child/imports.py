"""Imports in a student's code: the standard library, NumPy, the student's own files; a stand-in for all else.

An import in a `try` that is ready for its failure fails as it does everywhere, so that the fallback runs.

Loaded by the child, and for `check` in a notebook: standard library and the modules beside it.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.machinery
import sys
import sysconfig
import types
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

Trees = Callable[[types.FrameType], Iterable[ast.AST] | None]
"""A frame -> the parsed code that it may come from, nothing where it is not a student's; None where nobody can know."""
Tries = ast.Try | ast.TryStar


class Imports:
    """In the place of `__import__`: what student code imports and is not there becomes a stand-in.

    The standard library's own imports fail as always: it tries modules that may not be there, and means it.
    """

    def __init__(self, stand_in: Callable[[str], Any]) -> None:
        self._import, self._import_module = builtins.__import__, importlib.import_module
        self._stand_in = stand_in
        self.modules: Mapping[str, Mapping[str, Any]] = {}
        """Module that holds student code -> the student's own files that it can import, by name."""
        self.trees: Trees = lambda frame: ()
        self.find_own: Callable[[str, tuple[str, ...], int, str, Any], Any] = lambda *_: None
        """(name, names, level, package, own) -> what the import of one of the student's own files binds, or None."""
        self.is_refused: Callable[[str], bool] = lambda name: False
        """Whether a library is there, and is not while grading."""
        self.caller = ""
        """Name of the module of ours that calls the student's functions: what called it is not his."""
        self.star: Callable[[str, str], None] = lambda module, library: None
        """Told of a star import that brings nothing."""

    def __call__(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        importer = globals.get("__name__") if type(globals) is dict else None
        # C code imports in the name of whoever called it, and gives a list
        own = self.modules.get(importer) if type(importer) is str and type(fromlist) is not list else None
        if own is not None:
            package = globals.get("__package__") or ""
            mine = self.find_own(name, tuple(fromlist or ()), level, package, own)
            if mine is not None:
                return mine
        if own is not None and not level and self.is_refused(name):
            return self._instead(name, fromlist, importer, ModuleNotFoundError(f"No module named {name!r}", name=name))
        try:
            return self._import(name, globals, locals, fromlist, level)
        except ImportError as error:
            if own is None:
                raise
            if level:
                wanted = f"{'.' * level}{name or ', '.join(fromlist or ())}"
                raise ImportError(f"{wanted} was not handed in: copy what you need from it into this file") from None
            found = type(error.name) is str and error.name.partition(".")[0] in sys.modules
            if found or not isinstance(error, ModuleNotFoundError):
                raise
            return self._instead(name, fromlist, importer, error)

    def _instead(self, name: str, fromlist: Any, importer: Any, error: ImportError) -> Any:
        """A stand-in for a library that is not there, where its absence would not be caught."""
        if self._is_guarded(sys._getframe(2)):
            raise error
        if fromlist and "*" in fromlist:
            self.star(importer, name)
        return self._stand_in(name)

    def import_module(self, name: str, package: str | None = None) -> Any:
        """In the place of `importlib.import_module`: what a student asks it for is found as by `import`."""
        student = sys._getframe(1).f_globals
        if student.get("__name__") not in self.modules or name.startswith("."):
            return self._import_module(name, package)
        return self(name, student, None, ("__name__",))

    def _is_guarded(self, frame: types.FrameType | None) -> bool:
        """Whether the failure of an import would be caught, here or in a function that called this one."""
        while frame is not None and frame.f_globals.get("__name__") != self.caller:
            trees = self.trees(frame)
            if trees is None:
                return True
            for tree in trees:
                if any(_catches(node, frame) for node in ast.walk(tree) if _is_within(node, frame.f_lineno)):
                    return True
            frame = frame.f_back
        return False


def _is_within(node: ast.AST, line: int) -> bool:
    """Whether a line stands in the part of a statement from which exceptions are caught."""
    body = node.body if isinstance(node, Tries | ast.With) else []
    return bool(body) and body[0].lineno <= line <= (body[-1].end_lineno or line)


def _catches(node: ast.AST, frame: types.FrameType) -> bool:
    """Whether a `try`, or a `with suppress(...)`, catches the failure of an import."""
    if isinstance(node, Tries):
        return any(handler.type is None or _includes(handler.type, frame) for handler in node.handlers)
    contexts = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
    calls = [call for call in contexts if isinstance(call, ast.Call)]
    suppressed = [
        call for call in calls if "suppress" in (getattr(call.func, "id", ""), getattr(call.func, "attr", ""))
    ]
    return any(_includes(argument, frame) for call in suppressed for argument in call.args)


def _includes(expression: ast.expr, frame: types.FrameType) -> bool:
    """Whether the failure of an import is one of the exceptions that an expression names."""
    if isinstance(expression, ast.Tuple):
        return any(_includes(part, frame) for part in expression.elts)
    value = _value(expression, frame)
    kinds = value if isinstance(value, tuple) else (value,)
    return any(isinstance(kind, type) and issubclass(ModuleNotFoundError, kind) for kind in kinds)


def _value(expression: ast.expr, frame: types.FrameType) -> Any:
    """What a name stands for; None where the expression is something else."""
    if isinstance(expression, ast.Attribute):
        return vars(_value(expression.value, frame)).get(expression.attr) if _is_module(expression, frame) else None
    if not isinstance(expression, ast.Name):
        return None
    for names in (frame.f_locals, frame.f_globals, vars(builtins)):
        if expression.id in names:
            return names[expression.id]
    return None


def _is_module(expression: ast.Attribute, frame: types.FrameType) -> bool:
    return isinstance(_value(expression.value, frame), types.ModuleType)


# ---------------------------------------------------------------- where Python looks


def install(stand_in: Callable[[str], Any]) -> Imports:
    """Leave only the standard library on the path, and stand-ins for all else; call after `import numpy`."""
    sys.path[:] = filter(_is_standard_library, sys.path)
    sys.path_importer_cache.clear()
    # only Python's own finders stay: others know where a package under development lies
    standard: list[Any] = [
        importlib.machinery.BuiltinImporter,
        importlib.machinery.FrozenImporter,
        importlib.machinery.PathFinder,
    ]
    sys.meta_path[:] = standard
    imports = Imports(stand_in)
    builtins.__import__ = imports
    importlib.import_module = imports.import_module
    return imports


def _is_standard_library(entry: str) -> bool:
    paths = sysconfig.get_paths()
    homes = [Path(paths[name]).resolve() for name in ("stdlib", "platstdlib")]
    path = Path(entry).resolve()
    is_zip = path.suffix == ".zip" and path.stem.startswith("python")
    inside = any(path == home or home in path.parents for home in homes)
    return (inside or is_zip) and not {"site-packages", "dist-packages"} & set(path.parts)
