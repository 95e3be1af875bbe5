"""Imports of a student's own files, which are here as text: modules, and packages by their `__init__`.

Loaded by the child only: standard library.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

INIT = "__init__"
Own = Mapping[str, Any]
"""Name of a module -> its source; a package stands under the name of its `__init__`."""
Load = Callable[[str, str, Any, Own, Any], str]
"""(name, file, source, own, module) -> runs the source in the module: what failed first, nothing where it is well."""


class OwnModules:
    """The modules of the student's own that were imported since the last fresh start, each run once for each unit."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._loaded: dict[tuple[int, str], tuple[Any, str]] = {}

    def forget(self) -> None:
        """What was loaded is loaded anew."""
        for _, name in self._loaded:
            if name not in sys.stdlib_module_names:
                sys.modules.pop(name, None)
        self._loaded.clear()

    def find(self, name: str, names: tuple[str, ...], level: int, package: str, own: Own) -> Any:
        """What an import binds, where it is one of the student's own files; None where it is not.

        `package` is that of the file which imports, for relative ones; a unit's file has none, and means what lies
        beside it.
        """
        above = package.split(".")[: max(package.count(".") + 2 - level, 0)] if level and package else []
        path = above + (name.split(".") if name else [])
        if not path:
            there = [part for part in names if is_there(part, own)]
            return types.SimpleNamespace(**{part: self._get(part, own)[0] for part in there}) if there else None
        if not is_there(path[0], own):
            return None
        modules = [self._get(".".join(path[: end + 1]), own) for end in range(len(path))]
        module, failed = modules[-1]
        for part in names:
            inner = f"{'.'.join(path)}.{part}"
            if not hasattr(module, part) and is_there(inner, own):
                self._get(inner, own)
            if failed and part != "*" and not hasattr(module, part):
                raise ImportError(f"cannot import name {part!r} from {'.'.join(path)!r} ({failed})")
        return module if names else modules[len(above)][0]

    def _get(self, name: str, own: Own) -> tuple[Any, str]:
        """A module and what failed in it, loaded if it was not; it is then a part of its package."""
        key = id(own), name
        if key not in self._loaded:
            if not is_there(name, own):
                raise ModuleNotFoundError(f"No module named {name!r}: no such file was handed in", name=name)
            is_package = f"{name}.{INIT}" in own
            file = name.replace(".", "/") + (f"/{INIT}.py" if is_package else ".py")
            source = own[f"{name}.{INIT}"] if is_package else own[name]
            module = types.ModuleType(name)
            home = name if is_package else name.rpartition(".")[0]
            module.__dict__.update(__file__=file, __package__=home, **({"__path__": []} if is_package else {}))
            self._loaded[key] = module, ""  # before it runs, as two may import each other
            self._loaded[key] = module, self._load(name, file, source, own, module)
        module, failed = self._loaded[key]
        above, _, last = name.rpartition(".")
        if above and (id(own), above) in self._loaded:
            setattr(self._loaded[id(own), above][0], last, module)
        return module, failed


def is_there(name: str, own: Own) -> bool:
    """Whether a module or package of that name is one of the student's own."""
    return name in own or f"{name}.{INIT}" in own
