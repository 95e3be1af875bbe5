"""Run the cells of a student's file statement by statement: what fails costs one statement.

A cell without faults is compiled once, as a whole; only where something fails is it taken apart.

Loaded by the child only: standard library and the modules beside it.
"""

from __future__ import annotations

import sys
import time
import types
from collections.abc import Callable, Mapping
from typing import Any

WHOLE = -1
"""In the place of a statement's number: all of a cell."""
CO_COROUTINE = 0x80
LONGEST_NAP = 0.02
_sleep = time.sleep
Failure = dict[str, Any]
Tell = Callable[[int, int, int], None]
"""(cell, statement, its line): said before a statement is run, so that it is known which one does not come back."""


class _Patient:
    """What an event loop waits for events with: it waits, and none comes."""

    def select(self, timeout: float | None) -> list[Any]:
        _sleep(LONGEST_NAP if timeout is None else min(timeout, LONGEST_NAP))
        return []

    def close(self) -> None:
        """It holds nothing."""


class Unit:
    """A unit of the submission while it runs: its namespace, and why names are missing in it."""

    def __init__(self, name: str, file: str, reasons: Any, module: types.ModuleType | None = None) -> None:
        if module is None:
            module = sys.modules[name] = types.ModuleType(name)  # as dataclasses and pickles expect
        self.file = file
        self.namespace: dict[str, Any] = module.__dict__
        self.namespace["__file__"] = file
        self.reasons = reasons
        self.flags = 0
        """Of the future imports so far."""
        self.told: set[str] = set()


class Runner:
    """Runs cells; `only_definitions` leaves out what may take time, where too much of it did not come back."""

    def __init__(self, parts: Any, failures: Any, tell: Tell | None, *, only_definitions: bool) -> None:
        self._parts = parts
        self._failures = failures
        self._tell = tell
        self._only_definitions = only_definitions

    def run(self, cell: dict[str, Any], unit: Unit) -> list[Failure]:
        """Run a cell, and say what failed in it, but for what fails only because something before it has."""
        lost: Mapping[int, Failure] = {
            statement: {"kind": kind, "message": message, "line": line}
            for statement, kind, message, line in cell.get("lost", ())
        }
        if WHOLE in lost:
            unit.reasons.lose(self._parts.names_in(cell["source"]), lost[WHOLE], self._place(cell, cell["line"]))
            return []
        if self._tell is not None or self._only_definitions or lost:
            return self._one_by_one(cell, unit, 0, lost)
        try:
            code = cell.get("code")  # from the first time
            if code is None:
                code = cell["code"] = self._parts.compiled(cell["source"], cell["line"], unit.file, unit.flags)
        except self._parts.NOT_PYTHON:
            return self._one_by_one(cell, unit, 0, lost)
        try:
            self._carry_out(code, unit)
        except BaseException as error:
            position = _where(error, code)
            some = self._parts.of_cell(cell, unit.file)
            number = self._parts.at(position, some) if position else len(some) - 1
            return [*self._failed(error, some[number], cell, unit), *self._one_by_one(cell, unit, number + 1, lost)]
        return []

    def _one_by_one(self, cell: dict[str, Any], unit: Unit, first: int, lost: Mapping[int, Failure]) -> list[Failure]:
        """Run the statements of a cell from one on, each by itself."""
        told: list[Failure] = []
        for number, statement in enumerate(self._parts.of_cell(cell, unit.file)[first:], first):
            place = self._place(cell, statement.line)
            if number in lost:
                unit.reasons.lose(statement.names, lost[number], place)
                continue
            if self._only_definitions and not statement.only_defines:
                left_out = self._failures.error("too many statements before it did not come back")
                unit.reasons.lose(statement.names, left_out, place)
                continue
            if self._tell is not None:
                self._tell(cell["number"], number, statement.line)
            try:
                self._carry_out(statement.code(unit.file, unit.flags), unit)
            except BaseException as error:
                told += self._failed(error, statement, cell, unit)
        return told

    def _carry_out(self, code: types.CodeType, unit: Unit) -> None:
        unit.flags |= code.co_flags & self._parts.FUTURE_FLAGS
        if not code.co_flags & CO_COROUTINE:
            exec(code, unit.namespace)
            return
        # needed by few, and neither quick to load nor small
        import asyncio

        class Loop(asyncio.BaseEventLoop):
            """An event loop that waits for time only: nothing comes from outside."""

            _selector = _Patient()

            def _process_events(self, _: Any) -> None:
                """There are none."""

            def _write_to_self(self) -> None:
                """It wakes up soon by itself."""

        loop = Loop()
        try:
            loop.run_until_complete(eval(code, unit.namespace))
        finally:
            loop.close()

    def _failed(self, error: BaseException, statement: Any, cell: dict[str, Any], unit: Unit) -> list[Failure]:
        """Note what an exception takes away; the failure, unless it was told before or follows from one."""
        root = unit.reasons.root(error)
        failure: Failure = unit.reasons.failure(error, unit.file)
        if failure["kind"] == "missing":
            failure |= {"message": "NotImplementedError: nothing is written here"}
        line = _line(error, statement, unit.file)
        failure |= {"line": line, "columns": failure["columns"] if failure["line"] == line else None}
        unit.reasons.lose(statement.names, *(root or (failure, self._place(cell, line))))
        if root is not None or failure["message"] in unit.told:
            return []
        unit.told.add(failure["message"])
        return [failure]

    def _place(self, cell: dict[str, Any], line: int) -> str:
        return f"line {line} of cell {cell['place']}" if cell["place"] else f"line {line}"


def _where(error: BaseException, code: types.CodeType) -> tuple[int, int] | None:
    """Line and column at which an exception left some code."""
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code is code:
            line, _, column, _ = list(code.co_positions())[traceback.tb_lasti // 2]
            return line or traceback.tb_lineno, column or 0
        traceback = traceback.tb_next
    return None


def _line(error: BaseException, statement: Any, file: str) -> int:
    """The line of the statement at which it failed."""
    if isinstance(error, SyntaxError) and error.filename in (file, None) and type(error.lineno) is int:
        return error.lineno
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == file and code.co_name == "<module>":
            return int(traceback.tb_lineno)
        traceback = traceback.tb_next
    return int(statement.line)
