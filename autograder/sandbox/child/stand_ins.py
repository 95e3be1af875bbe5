"""Imports inside the student's process: what is not there binds a stand-in that complains only when it is used.

Loaded by the child only: standard library.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import sysconfig
import types
from pathlib import Path
from typing import Any, NoReturn


class StandIn:
    """Something from a module that is not available: any use of it raises ImportError with the module's name."""

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    def _complain(self, *_: Any, **__: Any) -> NoReturn:
        raise ImportError(f"{object.__getattribute__(self, '_name')} is not available while grading")

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        self._complain()

    __call__ = __getitem__ = __iter__ = __len__ = __enter__ = __mro_entries__ = __setattr__ = __bool__ = _complain
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __matmul__ = _complain
    __float__ = __int__ = __index__ = __array__ = __lt__ = __gt__ = __neg__ = __contains__ = _complain


class StandInModule(types.ModuleType):
    """A module that is not available; whatever is taken from it is a stand-in."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        return StandIn(self.__name__)


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: a module that the others did not find becomes a stand-in, if student code imports it.

    The standard library's own imports fail as always: it tries modules that may not be there, and means it.
    """

    def __init__(self) -> None:
        self.modules: frozenset[str] = frozenset()
        """Names of the modules that hold student code."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] in sys.stdlib_module_names or _importer() not in self.modules:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        module = StandInModule(spec.name)
        module.__dict__["__all__"] = []
        if spec.name == "autograder":
            module.__dict__["check"] = _no_check
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""


def _importer() -> str:
    """The name of the module whose code asks for an import right now."""
    frame = sys._getframe(1)
    while frame.f_back is not None and (
        frame.f_code.co_filename == __file__ or frame.f_code.co_filename.startswith("<frozen importlib")
    ):
        frame = frame.f_back
    return str(frame.f_globals.get("__name__"))


def _no_check(*_: Any, **__: Any) -> float:
    """`autograder.check` inside the grader: does nothing."""
    return 0.0


def install() -> StandInFinder:
    """Leave only the standard library on the path, and stand-ins for all else; call after `import numpy`."""
    sys.path[:] = filter(_is_standard_library, sys.path)
    sys.path_importer_cache.clear()
    finder = StandInFinder()
    # only Python's own finders stay: others know where a package under development lies
    standard: list[Any] = [
        importlib.machinery.BuiltinImporter,
        importlib.machinery.FrozenImporter,
        importlib.machinery.PathFinder,
    ]
    sys.meta_path[:] = [*standard, finder]
    return finder


def _is_standard_library(entry: str) -> bool:
    paths = sysconfig.get_paths()
    homes = [Path(paths[name]).resolve() for name in ("stdlib", "platstdlib")]
    path = Path(entry).resolve()
    is_zip = path.suffix == ".zip" and path.stem.startswith("python")
    inside = any(path == home or home in path.parents for home in homes)
    return (inside or is_zip) and not {"site-packages", "dist-packages"} & set(path.parts)
