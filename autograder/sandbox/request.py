"""What is sent to a child: the part of a request that is still to be done, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, Self

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.model import Call, Request
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
    modules = {module.name: (place, module.cells) for place, module in enumerate(request.modules)}
    cells = [(number, modules[name][0], modules[name][1][index]) for number, (name, index) in plan.cells.items()]
    left_out = [(number, WHOLE, "error", cell.left_out, cell.line) for number, _, cell in cells if cell.left_out]
    never = {number for number, *_ in left_out}
    lost = [(number, statement, *why) for (number, statement), why in plan.lost.items() if number not in never]
    rows = [(number, place, cell.line, cell.number) for number, place, cell in cells]
    value = {
        "modules": [{"name": m.name, "file": m.file or m.name, "own": dict(m.own)} for m in request.modules],
        "sources": [cell.source for _, _, cell in cells],
        "rows": np.array(rows, dtype=np.int64).reshape(-1, 4),
        "lost": [*left_out, *lost],
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
