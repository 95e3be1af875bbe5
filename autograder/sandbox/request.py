"""What is sent to a child: the part of a request that is still to be done, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from autograder.model import Argument, Call, GradientAt, GradientFunction, Ref, Request
from autograder.sandbox.wire import Kind, encode


@dataclass(frozen=True, slots=True)
class Plan:
    """The cells and calls that the next child is to run, by their numbers in the request."""

    cells: Mapping[int, tuple[str, int]]
    """Number -> module and index in the module; cells that hung or crashed are left out."""
    calls: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    """Neighbouring calls of one function."""
    done: bool = False

    @classmethod
    def of(cls, request: Request) -> Self:
        """Everything there is to do; ValueError where a reference points into another group or forward."""
        cells = [(module.name, index) for module in request.modules for index in range(len(module.cells))]
        groups: list[list[int]] = []
        for number, call in enumerate(request.calls):
            before = request.calls[number - 1] if number else None
            if before is None or (before.module, before.function) != (call.module, call.function):
                groups.append([])
            groups[-1].append(number)
            for ref in _refs(call):
                if ref.call not in groups[-1] or ref.call >= number:
                    raise ValueError(
                        f"call {number} refers to call {ref.call}, which is not an earlier one of its group"
                    )
        return cls(dict(enumerate(cells)), tuple(range(len(request.calls))), tuple(map(tuple, groups)))

    def frames(self) -> list[tuple[Kind, int]]:
        """Kind and sequence number of every frame that the child owes, in order."""
        cells = [(Kind.CELL, position) for position in self.cells]
        return [*cells, (Kind.LINES, 0), *((Kind.ANSWER, call) for call in self.calls), (Kind.DONE, 0)]

    def group_of(self, call: int) -> tuple[int, ...]:
        """The group that a call belongs to."""
        return next(group for group in self.groups if call in group)

    def finished(self) -> Plan:
        """Nothing is left to do."""
        return replace(self, calls=(), done=True)

    def without_cell(self, number: int) -> Plan:
        """The same without a cell that hung or crashed."""
        return replace(self, cells={n: cell for n, cell in self.cells.items() if n != number})

    def only(self, calls: list[int]) -> Plan:
        """Only these calls are left."""
        return replace(self, calls=tuple(calls), done=not calls)


def _refs(call: Call) -> list[Ref]:
    arguments = [a.at if isinstance(a, GradientAt) else a for a in (*call.arguments, *call.keywords.values())]
    return [argument for argument in arguments if isinstance(argument, Ref)]


def frame_of(request: Request, plan: Plan) -> bytes:
    """The request frame for a child that is to carry out the plan."""
    numbers = {place: number for number, place in plan.cells.items()}
    modules = [
        {
            "name": module.name,
            "file": module.file or module.name,
            "cells": [
                {"number": numbers[module.name, index], "source": cell.source, "line": cell.line}
                for index, cell in enumerate(module.cells)
                if (module.name, index) in numbers
            ],
        }
        for module in request.modules
    ]
    value = {
        "modules": modules,
        "gradients": dict(request.gradients),
        "calls": [_call(number, request.calls[number]) for number in plan.calls],
        "seed": request.seed,
        "output_limit": request.limits.output_kib << 10,
    }
    return encode(Kind.REQUEST, 0, value)


def _call(number: int, call: Call) -> dict[str, Any]:
    return {
        "sequence": number,
        "module": call.module,
        "function": call.function,
        "arguments": [_argument(argument) for argument in call.arguments],
        "keywords": {name: _argument(argument) for name, argument in call.keywords.items()},
        "echo": call.echo,
    }


def _argument(argument: Argument) -> tuple[Any, ...]:
    match argument:
        case Ref():
            return ("ref", argument.call, argument.item)
        case GradientAt():
            return ("gradient", argument.name, _argument(argument.at))
        case GradientFunction():
            return ("gradient_function", argument.name)
    return ("value", argument)
