"""The calls as a child is told of them, the same for every student: what several have in common is sent once."""

from __future__ import annotations

import pickle
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from autograder.model import Argument, Call, Carried, GradientAt, GradientFunction, Request, Series
from autograder.sandbox.child.calls import Gradients, ReadyCall, by_name, giver
from autograder.sandbox.child.wire import Kind, encode
from autograder.sandbox.request import Todo


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
        self._arguments: dict[Hashable, int] = {}
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
        place = self._arguments.setdefault(_content(argument), len(self._described))
        if place == len(self._described):
            self._described.append(described(argument))
        return place


def _content(argument: Argument) -> bytes | tuple[str, tuple[int, ...], bytes]:
    """Equal for arguments that a function cannot tell apart."""
    if type(argument) is np.ndarray:  # most of them are
        return argument.dtype.str, argument.shape, argument.tobytes()
    return pickle.dumps(described(argument))


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
