"""The units of a submission in the student's process: their cells, functions and imports.

Loaded by the child only: standard library; the modules beside it are handed in as `tools`.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import Any


class Units:
    """The units of a submission: runs their cells, and knows their functions and why names are missing."""

    def __init__(self, source: dict[str, Any], importer: Any, tools: Any) -> None:
        self._source = source
        self._parts, self._failures, self._manner = tools.parts, tools.failures, tools.stand_ins.MANNER
        self._unit, self._runner, self._reasons = tools.cells.Unit, tools.cells.Runner, tools.reasons.Reasons
        self._undefined = tools.calls.Undefined
        self.error = tools.failures.error
        self._units: dict[str, Any] = {}
        self._own = {module["name"]: module["own"] for module in source["modules"]}
        self._read: dict[Any, list[dict[str, Any]]] = {}
        """The source of the student's own modules that were imported, by name."""
        self._importer = importer
        importer.modules = self._own
        self._own_modules = tools.own_modules.OwnModules(self._load)
        importer.trees, importer.find_own, importer.star = self._trees, self._own_modules.find, self._star

    def start_fresh(self) -> None:
        """Give every unit a namespace of its own."""
        self._manner.patient = True
        self._importer.modules = dict(self._own)
        self._own_modules.forget()
        for module in self._source["modules"]:
            self._units[module["name"]] = self._unit(module["name"], module["file"], self._reasons(self._failures))

    def run(self, cell: dict[str, Any], tell: Callable[[int, int, int], None] | None = None) -> Any:
        """Run a cell, and say what failed in it."""
        runner = self._runner(self._parts, self._failures, tell, only_definitions=self._source["only_definitions"])
        return runner.run(cell, self._units[cell["module"]])

    def function(self, module: str, name: str) -> tuple[Any, str]:
        """A function and its file, when all cells have been run; why it is not there where it is not."""
        self._manner.patient = False
        unit = self._units[module]
        if name in unit.namespace:
            return unit.namespace[name], unit.file
        return self._undefined(unit.reasons.of_undefined(name)), unit.file

    def lines(self, functions: list[tuple[str, str]]) -> dict[str, int]:
        """The line on which each function starts, as far as it is a plain function of its file."""
        lines = {}
        for module, name in functions:
            unit = self._units.get(module)
            function = unit.namespace.get(name) if unit else None
            if unit and type(function) is types.FunctionType and function.__code__.co_filename == unit.file:
                lines[f"{module}.{name}"] = function.__code__.co_firstlineno
        return lines

    def failure(self, raised: BaseException, file: str) -> Any:
        """An exception of a function as data, a missing name with the reason why it is missing."""
        of_file = [unit.reasons for unit in self._units.values() if unit.file == file]
        return of_file[0].failure(raised, file)

    def _trees(self, frame: types.FrameType) -> list[Any]:
        """The statements that a frame's code may come from."""
        name = frame.f_globals.get("__name__")
        unit = self._units.get(name) if type(name) is str else None
        if unit is not None:
            some, file = [cell for cell in self._source["cells"] if cell["module"] == name], unit.file
        else:
            some, file = self._read.get(name, []) if type(name) is str else [], frame.f_code.co_filename
        return [one.node for cell in some for one in self._parts.of_cell(cell, file) if one.node is not None]

    def _load(self, name: str, file: str, source: str, own: Any, module: Any) -> str:
        """Run a file of the student's own as a module; what failed first in it, and where."""
        if name not in sys.stdlib_module_names:  # Python's own modules go on finding Python's own
            sys.modules[name] = module
        self._importer.modules[name] = own
        unit = self._unit(name, file, self._reasons(self._failures), module)
        runner = self._runner(self._parts, self._failures, None, only_definitions=False)
        cell = {"number": 0, "module": name, "source": source, "line": 1, "place": 0}
        self._read[name] = [cell]
        failed = runner.run(cell, unit)
        return f"{file}, line {failed[0]['line']}: {failed[0]['message']}" if failed else ""

    def _star(self, module: str, library: str) -> None:
        self._units[module].reasons.brought_nothing(library)
