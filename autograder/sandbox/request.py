"""What is sent to a child: the part of a request that is still to be done, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Self

from autograder.model import Argument, Call, Carried, GradientAt, GradientFunction, Request, Series
from autograder.sandbox.wire import Kind, encode


@dataclass(frozen=True, slots=True)
class Plan:
    """The cells and calls that the next child is to run, by their numbers in the request."""

    cells: Mapping[int, tuple[str, int]]
    """Number -> module and index in the module; cells that hung or crashed are left out."""
    calls: tuple[int, ...]
    runs: tuple[tuple[int, ...], ...]
    """Neighbouring calls of one function."""
    again: int
    """The first call that is made after a fresh start."""
    cells_batched: bool = True
    """Whether all cells answer at once; after anything went wrong, cell by cell, so that it is known where."""
    batched: bool = True
    """The same for neighbouring calls of one function."""
    done: bool = False

    @classmethod
    def of(cls, request: Request) -> Self:
        """Everything there is to do."""
        cells = [(module.name, index) for module in request.modules for index in range(len(module.cells))]
        numbers = range(len(request.calls) + len(request.again))
        again = len(request.calls)

        def neighbourhood(number: int) -> tuple[bool, str, str]:
            call = request.call(number)
            return number >= again, call.module, call.function

        runs = tuple(tuple(run) for _, run in groupby(numbers, neighbourhood))
        return cls(dict(enumerate(cells)), tuple(numbers), runs, again)

    def frames(self) -> list[tuple[Kind, int]]:
        """Kind and sequence number of every frame that the child owes, in order."""
        cells = ((Kind.CELLS, batch[0]) for batch in self.cell_batches())
        answers = ((Kind.ANSWERS, batch[0]) for batch in self.batches())
        return [(Kind.READY, 0), *cells, (Kind.LINES, 0), *answers, (Kind.DONE, 0)]

    def cell_batches(self) -> list[tuple[int, ...]]:
        """The cells that are answered together, in order."""
        if not self.cells_batched:
            return [(cell,) for cell in self.cells]
        return [tuple(self.cells)] if self.cells else []

    def cell_batch_from(self, cell: int) -> tuple[int, ...]:
        """The batch that begins with a cell."""
        return tuple(self.cells) if self.cells_batched else (cell,)

    def batches(self) -> list[tuple[int, ...]]:
        """The calls that are answered together, in order."""
        if not self.batched:
            return [(call,) for call in self.calls]
        wanted = set(self.calls)
        kept = (tuple(call for call in run if call in wanted) for run in self.runs)
        return [run for run in kept if run]

    def batch_from(self, call: int) -> tuple[int, ...]:
        """The batch that begins with a call."""
        if not self.batched:
            return (call,)
        run, first = next(run for run in self.runs if call in run), self.calls.index(call)
        return tuple(later for later in self.calls[first : first + len(run)] if later <= run[-1])

    def finished(self) -> Plan:
        """Nothing is left to do."""
        return replace(self, calls=(), done=True)

    def cell_by_cell(self) -> Plan:
        """The same cells, each answered by itself."""
        return replace(self, cells_batched=False)

    def without_cell(self, number: int) -> Plan:
        """The same without a cell that hung or crashed."""
        return replace(self, cells={n: cell for n, cell in self.cells.items() if n != number})

    def call_by_call(self, calls: list[int]) -> Plan:
        """The calls that are left, each answered by itself."""
        return replace(self, calls=tuple(calls), batched=False)

    def only(self, calls: list[int]) -> Plan:
        """Only these calls are left."""
        return replace(self, calls=tuple(calls), done=not calls)


def source_frame(request: Request, plan: Plan) -> bytes:
    """What is this student's own: the cells that are to be run."""
    cells = {module.name: module.cells for module in request.modules}

    def told(number: int) -> dict[str, Any]:
        module, index = plan.cells[number]
        cell = cells[module][index]
        return {"number": number, "module": module, "source": cell.source, "line": cell.line}

    value = {
        "modules": [{"name": module.name, "file": module.file or module.name} for module in request.modules],
        "cells": [[told(number) for number in batch] for batch in plan.cell_batches()],
        "output_limit": request.limits.output_kib << 10,
    }
    return encode(Kind.SOURCE, 0, value)


def inputs_frame(request: Request, plan: Plan) -> bytes:
    """What is the same for every student: the calls, and the gradients that they need."""
    numbers = plan.batches()
    value = {
        "gradients": dict(request.gradients),
        "batches": [[described(number, request.call(number)) for number in batch] for batch in numbers],
        "again": sum(batch[0] < plan.again for batch in numbers),
        "seed": request.seed,
    }
    return encode(Kind.INPUTS, 0, value)


class InputsCache:
    """The last inputs frames: a class is asked the same calls, so they are encoded once."""

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._frames: dict[tuple[Any, ...], tuple[Any, bytes]] = {}

    def frame(self, request: Request, plan: Plan) -> bytes:
        """The inputs frame of a request, from the last time if its calls are the same object."""
        # the calls are kept beside the frame, so that no other tuple can get their id
        calls = (request.calls, request.again)
        key = (*map(id, calls), plan.calls, plan.batched)
        if key not in self._frames:
            self._frames[key] = (calls, inputs_frame(request, plan))
            if len(self._frames) > self._size:
                del self._frames[next(iter(self._frames))]
        return self._frames[key][1]


def described(number: int, call: Call) -> dict[str, Any]:
    """A call as the child is told of it."""
    return {
        "sequence": number,
        "module": call.module,
        "function": call.function,
        "arguments": [_argument(argument) for argument in call.arguments],
        "keywords": {name: _argument(argument) for name, argument in call.keywords.items()},
        "steps": call.steps,
        "echo": call.echo,
    }


def _argument(argument: Argument) -> tuple[Any, ...]:
    match argument:
        case Series():
            return ("series", list(argument.values))
        case Carried():
            return ("carried", argument.start, argument.item)
        case GradientAt():
            return ("gradient", argument.name, _argument(argument.at))
        case GradientFunction():
            return ("gradient_function", argument.name)
    return ("value", argument)
