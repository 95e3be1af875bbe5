"""Carry out a rule's cases directly, exactly and as NumPy source: what tests of rules need before any key is made."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

import numpy as np

from autograder.symbolic.evaluate import EXACT, Arithmetic, Trace, run, to_numbers
from autograder.symbolic.printing import numpy_source
from autograder.symbolic.rounding import floats_and_tolerances
from autograder.symbolic.rule import Case, Each, Rule


def cases(rule: Rule, seed: int) -> list[Case]:
    """Every case of a rule."""
    assert rule.cases is not None
    return [case for check in rule.cases(Random(f"{seed}/{rule.name}")) for case in check.cases]


def steps(case: Case) -> list[dict[str, Any]]:
    """The inputs of each step of a case."""
    count = next((len(value.values) for value in case.inputs.values() if isinstance(value, Each)), 1)
    return [
        {name: value.values[step] if isinstance(value, Each) else value for name, value in case.inputs.items()}
        for step in range(count)
    ]


def traces(rule: Rule, case: Case, arithmetic: Arithmetic) -> Iterator[Trace]:
    """Carry out a case exactly, its state from step to step."""
    symbols = (*rule.parameters, *(h.symbol for h in rule.hyperparameters))
    state: Mapping[str, Any] | None = None
    for inputs in steps(case):
        numbers = {s.name: to_numbers(inputs[s.name], s, arithmetic) for s in symbols}
        if rule.state:
            given = inputs["state"]
            first = {q.symbol.name: given.get(q.symbol.name, q.start) for q in rule.state}
            numbers["state"] = state or {
                q.symbol.name: to_numbers(first[q.symbol.name], q.symbol, arithmetic) for q in rule.state
            }
        trace = run(rule, numbers, arithmetic)
        state = trace.state
        yield trace


def answers(rule: Rule, case: Case) -> Iterator[Any]:
    """Carry out a case with the rule's NumPy source: the results (with the state, where there is one)."""
    namespace: dict[str, Any] = {"np": np}
    exec(numpy_source(rule), namespace)
    return answers_of(namespace[rule.name], rule, case)


def answers_of(function: Callable[..., Any], rule: Rule, case: Case) -> Iterator[Any]:
    """Carry out a case with a function."""
    state: dict[str, Any] | None = None
    for inputs in steps(case):
        plain = {s.name: as_floats(inputs[s.name], s, s in rule.parameters) for s in rule.parameters}
        plain |= {h.symbol.name: as_floats(inputs[h.symbol.name], h.symbol, False) for h in rule.hyperparameters}
        positional = [plain.pop(s.name) for s in rule.parameters]
        if rule.state:
            first = {q.symbol.name: inputs["state"].get(q.symbol.name, q.start) for q in rule.state}
            state = state or {q.symbol.name: as_floats(first[q.symbol.name], q.symbol, True) for q in rule.state}
            positional.append(copy.deepcopy(state))
        with np.errstate(all="ignore"):
            value = function(*positional, **plain)
        if rule.state:
            state = value[1]
        yield value


def as_floats(data: Any, symbol: Any, as_array: bool) -> Any:
    """An input as a student's function gets it."""
    numbers = to_numbers(data, symbol, EXACT)
    if isinstance(numbers, np.ndarray) and numbers.dtype == object:
        floats = floats_and_tolerances(numbers)[0]
        return floats if as_array or floats.ndim else float(floats)
    return numbers
