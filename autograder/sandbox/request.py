"""What is sent to a child: the part of a request that is still to be done, as plain data."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, Self

import numpy as np

from autograder.model import Argument, Call, Carried, GradientAt, GradientFunction, Request, Series
from autograder.sandbox.child.calls import Gradients, ReadyCall, by_name, giver
from autograder.sandbox.child.wire import Kind, encode


class Turn(NamedTuple):
    """What the child is to say next: the kind of its frame, and the cells or calls that it is about.

    A frame may answer the first of them only; then it is the turn of the rest.
    """

    kind: Kind
    numbers: tuple[int, ...] = ()
    awaits_gradients: bool = False
    """Whether the child then waits for the gradients that were kept back from it until now."""

    @property
    def sequence(self) -> int:
        """The number that the frame carries."""
        return self.numbers[0] if self.numbers else 0

    def after(self, count: int) -> tuple[Turn, ...]:
        """What is left of it when so many have been answered."""
        return (Turn(self.kind, self.numbers[count:]),) if count < len(self.numbers) else ()


WHOLE = -1
"""In the place of a statement's number: all of a cell."""
MOST_LOST = 3
"""After as many statements that did not come back, only definitions and imports are run."""


class Lost(NamedTuple):
    """Why a statement is left out: it did not come back."""

    kind: str
    message: str
    line: int


@dataclass(frozen=True)
class Todo:
    """The cells and calls that the next child is to run, by their numbers in the request."""

    cells: Mapping[int, tuple[str, int]]
    """Number -> module and index in the module."""
    calls: tuple[int, ...]
    runs: tuple[tuple[int, ...], ...]
    """Neighbouring calls of one function."""
    again: int
    """The first call that is made after a fresh start."""
    asked: tuple[Call, ...]
    """Every call by its number, made already or not."""
    unaided: frozenset[int]
    """Calls that are made before the child gets the gradients that are kept back."""
    lost: Mapping[tuple[int, int], Lost] = field(default_factory=dict)
    """Cell and statement -> why it is left out."""
    cells_together: bool = True
    """Whether cells may be answered together; after anything went wrong, each statement is told before it is run."""
    calls_together: bool = True
    """Whether calls may be answered together; after anything went wrong, call by call, so that it is known where."""
    done: bool = False

    @classmethod
    def of(cls, request: Request) -> Self:
        """Everything there is to do."""
        cells = [(module.name, index) for module in request.modules for index in range(len(module.cells))]
        asked, again = (*request.calls, *request.again), len(request.calls)
        unaided = [number for number, call in enumerate(asked) if call.function in request.unaided]
        early = frozenset(unaided)
        ordered = (*unaided, *(number for number in range(len(asked)) if number not in early))
        places = [(number >= again, call.module, call.function) for number, call in enumerate(asked)]
        runs = tuple(tuple(run) for _, run in groupby(ordered, places.__getitem__))
        return cls(dict(enumerate(cells)), ordered, runs, again, asked, early)

    @cached_property
    def stages(self) -> list[tuple[tuple[int, ...], ...]]:
        """The calls as they are made: each part after a fresh start, and the parts of each stage.

        Between two stages the child gets the gradients that were kept back.
        """
        by_stage = ([call for call in self.calls if (call in self.unaided) is early] for early in (True, False))
        parts = (
            [tuple(call for call in stage if (call >= self.again) is late) for late in (False, True)]
            for stage in by_stage
        )
        return [some for stage in parts if (some := tuple(filter(None, stage)))]

    def turns(self) -> list[Turn]:
        """What the child owes, in order."""
        turns = [
            Turn(Kind.READY),
            *([Turn(Kind.CELLS, tuple(self.cells))] if self.cells else []),
            Turn(Kind.LINES),
        ]
        for number, stage in enumerate(self.stages):
            for place, part in enumerate(stage):
                if number or place:
                    turns.append(Turn(Kind.AGAIN, awaits_gradients=not place))
                turns.append(Turn(Kind.ANSWERS, part))
        return [*turns, Turn(Kind.DONE)]

    def runs_left(self) -> list[tuple[int, ...]]:
        """The neighbouring calls of one function, as far as they are to be made."""
        wanted = set(self.calls)
        kept = (tuple(call for call in run if call in wanted) for run in self.runs)
        return [run for run in kept if run]

    def finished(self) -> Todo:
        """Nothing is left to do."""
        return replace(self, calls=(), done=True)

    def one_by_one(self) -> Todo:
        """What is left to do with each statement told before it is run."""
        return replace(self, cells_together=False)

    def without(self, cell: int, statement: int, why: Lost) -> Todo:
        """What is left to do without a statement that hung or crashed."""
        return replace(self, lost={**self.lost, (cell, statement): why})

    def call_by_call(self, calls: list[int]) -> Todo:
        """The calls that are left, each answered by itself."""
        return replace(self, calls=tuple(calls), calls_together=False)

    def only(self, calls: list[int]) -> Todo:
        """Only these calls are left."""
        return replace(self, calls=tuple(calls), done=not calls)


def source_frame(request: Request, plan: Todo) -> bytes:
    """What only this child may know: the cells that are to be run, and gradients, if none are kept back from it too."""
    cells = {module.name: module.cells for module in request.modules}

    def told(number: int) -> dict[str, Any]:
        module, index = plan.cells[number]
        cell = cells[module][index]
        left_out = [(WHOLE, "error", cell.left_out, cell.line)] if cell.left_out else []
        lost = [(statement, *why) for (of_cell, statement), why in plan.lost.items() if of_cell == number]
        about = {"number": number, "module": module, "source": cell.source, "line": cell.line, "place": cell.number}
        return {**about, "lost": left_out or lost} if left_out or lost else about

    value = {
        "modules": [{"name": m.name, "file": m.file or m.name, "own": dict(m.own)} for m in request.modules],
        "cells": [told(number) for number in plan.cells],
        "only_definitions": len(plan.lost) >= MOST_LOST,
        "cells_together": plan.cells_together,
        "calls_together": plan.calls_together,
        "output_limit": request.limits.output_kib << 10,
        "gradients": {} if len(plan.stages) > 1 else dict(request.kept_back),
    }
    return encode(Kind.SOURCE, 0, value)


def gradients_frame(request: Request) -> bytes:
    """The gradients that are kept back until no answer is asked for any more that they would give away."""
    return encode(Kind.GRADIENTS, 0, dict(request.kept_back))


def inputs_frame(request: Request, plan: Todo) -> bytes:
    """What is the same for every student: the calls, and the gradients that they need."""
    value = {
        "gradients": dict(request.gradients),
        **_Table().of([(number, request.call(number)) for number in plan.calls]),
        "starts": [run[0] for run in plan.runs_left()],
        "stages": [[len(part) for part in stage] for stage in plan.stages],
        "seed": request.seed,
    }
    return encode(Kind.INPUTS, 0, value)


class InputsCache:
    """The last inputs frames: a class is asked the same calls, so they are encoded once."""

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._frames: dict[tuple[Any, ...], tuple[Any, bytes]] = {}

    def frame(self, request: Request, plan: Todo) -> bytes:
        """The inputs frame of a request, from the last time if its calls are the same object."""
        # the calls are kept beside the frame, so that no other tuple can get their id
        calls = (request.calls, request.again)
        key = (*map(id, calls), plan.calls)
        if key not in self._frames:
            self._frames[key] = (calls, inputs_frame(request, plan))
            if len(self._frames) > self._size:
                del self._frames[next(iter(self._frames))]
        return self._frames[key][1]


class _Table:
    """Some calls as rows of numbers, which say where in a list the parts stand that calls share.

    Calls share most of their arguments, so the rows are short to send, and a child holds little.
    """

    def __init__(self) -> None:
        self._arguments: dict[bytes, int] = {}
        self._described: list[Any] = []
        self._settings: dict[tuple[tuple[str, int], ...], int] = {}
        self._functions: dict[tuple[str, str], int] = {}

    def of(self, calls: Sequence[tuple[int, Call]]) -> dict[str, Any]:
        """The calls, each with its number, for the wire."""
        rows, given = [], []
        for number, call in calls:
            function = self._functions.setdefault((call.module, call.function), len(self._functions))
            named = tuple((name, self._place(argument)) for name, argument in call.keywords.items())
            settings = self._settings.setdefault(named, len(self._settings))
            given += [self._place(argument) for argument in call.arguments]
            rows.append((number, function, call.steps, call.echo, len(call.arguments), settings))
        return {
            "calls": np.array(rows, dtype=np.int64).reshape(-1, 6),
            "given": np.array(given, dtype=np.int64),
            "arguments": self._described,
            "settings": list(map(dict, self._settings)),
            "functions": list(self._functions),
        }

    def _place(self, argument: Argument) -> int:
        description = described(argument)
        place = self._arguments.setdefault(pickle.dumps(description), len(self._described))
        if place == len(self._described):
            self._described.append(description)
        return place


def described(argument: Argument) -> tuple[Any, ...]:
    """An argument as the child is told of it."""
    match argument:
        case Series():
            return ("series", list(argument.values))
        case Carried():
            return ("carried", argument.start, argument.item)
        case GradientAt():
            return ("gradient", argument.name, described(argument.at))
        case GradientFunction():
            return ("gradient_function", argument.name)
    return ("value", argument)


def ready(number: int, call: Call, gradients: Gradients) -> ReadyCall:
    """A call as it is made in this very process; `gradients` are those that it may name."""
    positional = [giver(described(argument), gradients) for argument in call.arguments]
    named = by_name({name: described(argument) for name, argument in call.keywords.items()}, gradients)
    return ReadyCall(number, call.module, call.function, call.steps, call.echo, positional, *named)
