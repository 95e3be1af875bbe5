"""Carry out functions that we wrote ourselves, in this very process: their calls are made as those of students' are.

Never for a student's function: nothing here locks it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from autograder.model import Call
from autograder.sandbox.child import calls, failures, wire
from autograder.sandbox.child.calls import ReadyCall
from autograder.sandbox.inputs import ready

PreparedCall: TypeAlias = ReadyCall
"""A call that can be carried out on one function after another."""


class Given(NamedTuple):
    """What a call gave: the value of each step, and whether it ended with an error."""

    values: Sequence[Any]
    failed: bool


def prepared(asked: Iterable[Call], gradients: Mapping[str, Callable[..., Any]]) -> list[PreparedCall]:
    """Some calls, ready to be carried out on one function after another; `gradients` are the functions they name."""
    return [ready(0, call, gradients) for call in asked]


def carry_out(function: Callable[..., Any], asked: Sequence[PreparedCall]) -> list[Given]:
    """What a function gives for each of some calls."""
    with np.errstate(all="ignore"):
        told = _CALLER.answers(asked, lambda _: (function, ""))["calls"]
    return [Given(values, end is not None and end["kind"] == "error") for values, end in told]


class _Kept:
    """In the place of a sheet: what our own programs return, as it is, because they change nothing that they gave."""

    def __init__(self, *_: Any) -> None:
        self._calls: list[tuple[list[Any], dict[str, Any] | None]] = []
        self._values: list[Any] = []

    def apart(self, value: Any) -> Any:
        if not can_cross(value):
            raise wire.WireError("a value that students cannot return either, such as a complex number")
        return value

    def differs(self, value: Any, noted: Any) -> bool:
        return False

    def point(self, at: Any) -> Any:
        return at

    def take(self, value: Any) -> Any:
        self._values.append(self.apart(value))

    def write(self, value: Any) -> None:
        self._values.append(value)

    def end_call(self, counts: tuple[int, int, int], *, overwritten: bool, end: dict[str, Any] | None) -> None:
        self._calls.append((self._values[: counts[0]], end))
        self._values = []

    def value(self) -> dict[str, Any]:
        return {"calls": self._calls}


_CALLER = calls.Caller(
    wire, SimpleNamespace(Sheet=_Kept), failures.PassingOn(KeyboardInterrupt, SystemExit, GeneratorExit)
)


def can_cross(value: Any) -> bool:
    """Whether a student's function may return a value: numbers, truth values, words, and tuples and dicts of them."""
    if type(value) is tuple:
        return all(map(can_cross, value))
    if type(value) is dict:
        return all(map(can_cross, value.values()))
    return np.asarray(value).dtype.kind in "fibU"
