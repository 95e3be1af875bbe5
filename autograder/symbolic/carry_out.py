"""Carry out a rule once: its steps one after another, or in the passes of its loop, and what each of them assigned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.symbolic.evaluate import Arithmetic, evaluate, to_numbers
from autograder.symbolic.rounding import UndefinedError
from autograder.symbolic.rule import Loop, Rule
from autograder.symbolic.steps import Step, Steps


@dataclass(frozen=True, slots=True)
class Pass:
    """The values that one pass through the steps assigned, by quantity, in the order of the steps."""

    assigned: tuple[tuple[str, Any], ...]
    needed: frozenset[str]
    """The names of the quantities that a later step read, or that are returned."""
    before: Mapping[str, Any]
    """What each name stood for when the pass began."""


class _Values(dict[str, Any]):
    """What each name stands for, which of them have been read, and why some have no value, if nobody needs one."""

    def __init__(self, *some: Mapping[str, Any]) -> None:
        super().__init__()
        for values in some:
            self.update(values)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        value = super().__getitem__(name)
        if isinstance(value, UndefinedError):
            raise value
        return value

    @property
    def defined(self) -> set[str]:
        """The names that have a value."""
        return {name for name, value in self.items() if not isinstance(value, UndefinedError)}

    def assign(self, name: str, value: Any) -> None:
        """Let a name stand for another value, which nobody has read yet."""
        self[name] = value
        self.read.discard(name)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a rule computed: every pass, the value it returns and the new state."""

    passes: tuple[Pass, ...]
    result: Any
    state: Mapping[str, Any]
    measured: int = 0
    """How often it asked for a gradient."""


def run(rule: Rule, inputs: Mapping[str, Any], arithmetic: Arithmetic) -> Trace:
    """Carry out the rule once on the given inputs.

    `inputs` holds object arrays for the arguments by name, `state` as a mapping, `grad_fn` as a callable on such
    arrays. Raises UndefinedError, with the quantity's name, where one has no value that is read or returned.
    """
    measured: list[Any] = []

    def grad_fn(at: Any) -> Any:
        measured.append(at)
        return inputs["grad_fn"](at)

    values = _Values(inputs, inputs.get("state", {}), {"grad_fn": grad_fn})
    passes, collected = _once(rule, values, arithmetic) if rule.loop is None else _looped(rule, values, arithmetic)
    result = _stack(collected) if rule.loop and rule.loop.collect else values[rule.returned.name]
    return Trace(passes, result, {q.name: values[q.name] for q in rule.state}, len(measured))


def _once(rule: Rule, values: _Values, arithmetic: Arithmetic) -> tuple[tuple[Pass, ...], list[Any]]:
    at_start = values.copy()
    assigned = _carried_out(rule.steps, values, arithmetic)
    return (Pass(assigned, frozenset({*values.read, rule.returned.name, *(q.name for q in rule.state)}), at_start),), []


def _looped(rule: Rule, values: _Values, arithmetic: Arithmetic) -> tuple[tuple[Pass, ...], list[Any]]:
    """All passes, and what they collected; lines before and after them are told of with the first and the last one."""
    loop = rule.loop
    assert loop is not None
    before, body, after = loop.parts(rule.steps)
    begun = _carried_out(before, values, arithmetic)
    for name, start in loop.start.items():
        known = values[start] if isinstance(start, str) else to_numbers(start, rule.symbols[name], arithmetic)
        values.assign(name, known)
    collected = [values[loop.collect]] if loop.collect and loop.with_start else []
    passes: list[tuple[dict[str, Any], tuple[tuple[str, Any], ...]]] = []
    for bound in _items(loop, values):
        values.update(bound)
        at_start = values.copy()
        passes.append((at_start, (*begun, *_carried_out(body, values, arithmetic))))
        begun = ()
        if loop.collect:
            collected.append(values[loop.collect])
    if before or after:
        at_start, last = passes.pop() if passes else (values.copy(), begun)
        passes.append((at_start, (*last, *_carried_out(after, values, arithmetic))))
    needed = frozenset(values.defined)  # the next pass may read any
    return tuple(Pass(assigned, needed, at_start) for at_start, assigned in passes), collected


def _carried_out(steps: Steps, values: _Values, arithmetic: Arithmetic) -> tuple[tuple[str, Any], ...]:
    """Carry out steps one after another; what each of them assigned, as far as it has a value."""
    for step in steps:
        values.assign(step.symbol.name, _value(step, values, arithmetic))
    names = [step.symbol.name for step in steps]
    return tuple((name, dict.__getitem__(values, name)) for name in names if name in values.defined)


def _value(step: Step, values: _Values, arithmetic: Arithmetic) -> Any:
    """What a step assigns; where it has no value, why that is, which whoever reads it is told."""
    try:
        value = evaluate(step.expression, values, arithmetic)
    except UndefinedError as error:
        return error if error.quantity else UndefinedError(str(error), step.symbol.name)
    return arithmetic.number(value) if isinstance(value, int) and not step.symbol.is_integer else value


def _items(loop: Loop, values: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    names = loop.items.split()
    items = eval(loop.over, {"np": np, **values})  # a rule's own text, never a student's
    return (dict(zip(names, item if len(names) > 1 else (item,), strict=True)) if names else {} for item in items)


def _stack(collected: list[Any]) -> np.ndarray:
    shape = np.shape(collected[0]) if collected else ()
    stacked = np.empty((len(collected), *shape), dtype=object)
    for index, value in enumerate(collected):
        stacked[index, ...] = value
    return stacked
