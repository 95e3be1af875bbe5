"""A planned probe as a call for a student's function, and the right answers to it, carried out exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.expected.plan import Inputs, ProbePlan
from autograder.model import (
    Argument,
    Call,
    Carried,
    Expected,
    GradientAt,
    GradientFunction,
    PlainArgument,
    Series,
    Value,
)
from autograder.symbolic.carry_out import Trace, run
from autograder.symbolic.evaluate import EXACT, Arithmetic, to_numbers
from autograder.symbolic.quantities import State
from autograder.symbolic.rounding import Rounded, floats_and_tolerances, rounded_up
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, HESSIAN, grad, w

LONGEST_EXACT = 24
"""Exact values are shown to students up to this many characters."""


Carry = Callable[[Trace], Mapping[str, Any]]
"""What a step hands to the next one."""


def carried_on(trace: Trace) -> Mapping[str, Any]:
    """What a step returned, as it is."""
    return {w.name: trace.result, "state": trace.state}


def settled(trace: Trace) -> Mapping[str, Any]:
    """What a step returned, without the bounds on its rounding, which over many steps would only grow."""
    return handed_on(trace, lambda number: number)


def handed_on(trace: Trace, change: Callable[[Any], Any]) -> Mapping[str, Any]:
    """What a step returned, with every number of 50 digits changed."""

    def changed(quantity: Any) -> Any:
        if isinstance(quantity, int):
            return quantity
        numbers = np.empty(np.shape(quantity), dtype=object)
        for index in np.ndindex(numbers.shape):
            value = change(Rounded.of(np.asarray(quantity, dtype=object)[index]).value)
            numbers[index] = Rounded(value, abs(value))
        return numbers

    return {w.name: changed(trace.result), "state": {name: changed(value) for name, value in trace.state.items()}}


def follow(
    rule: Rule,
    planned: ProbePlan,
    arithmetic: Arithmetic,
    carry: Carry = carried_on,
) -> Iterator[Trace]:
    """Carry out the steps of a probe, each from where the one before ended."""
    carried: Mapping[str, Any] = {}
    for inputs in planned.calls:
        trace = run(rule, _numbers(rule, inputs, carried, arithmetic), arithmetic)
        yield trace
        carried = carry(trace)


def _numbers(rule: Rule, inputs: Inputs, carried: Mapping[str, Any], arithmetic: Arithmetic) -> dict[str, Any]:
    symbols = (*rule.parameters, *(h.symbol for h in rule.hyperparameters))
    given = [s for s in symbols if s.name in inputs and not is_landscape(inputs[s.name])]
    numbers = {s.name: to_numbers(inputs[s.name], s, arithmetic) for s in given}
    numbers = {**{name: value for name, value in carried.items() if name not in inputs}, **numbers}
    if rule.state and "state" not in carried:
        numbers["state"] = _state(rule, inputs, numbers.get(w.name, 0), arithmetic)
    if GRAD_FN in rule.parameters:
        numbers[GRAD_FN.name] = LANDSCAPES[inputs[GRAD_FN.name]].gradient(arithmetic)
    elif is_landscape(inputs.get(grad.name)):
        numbers[grad.name] = LANDSCAPES[inputs[grad.name]].gradient(arithmetic)(numbers[w.name])
    if HESSIAN in rule.parameters and is_landscape(inputs.get(HESSIAN.name)):
        numbers[HESSIAN.name] = LANDSCAPES[inputs[HESSIAN.name]].curvature(arithmetic)(numbers[w.name])
    return numbers


def _state(rule: Rule, inputs: Inputs, at: Any, arithmetic: Arithmetic) -> dict[str, Any]:
    """The state before the first step: as given, else as the rule says it starts, in the shape of w."""
    first = {q.name: _first(q, np.shape(at)) for q in rule.state} | inputs.get("state", {})
    return {q.name: to_numbers(first[q.name], q.symbol, arithmetic) for q in rule.state}


def _first(quantity: State, shape: tuple[int, ...]) -> Any:
    return (
        int(quantity.first or 0)
        if quantity.integer
        else np.full(quantity.shape_for(shape), quantity.first, dtype=object)
    )


def expected_of(rule: Rule, traces: Sequence[Trace], exact: Mapping[str, tuple[str, ...]]) -> tuple[Expected, ...]:
    """Every returned quantity, step by step, with its tolerances."""
    result = result_name(rule)
    first = _quantity(result, [trace.result for trace in traces], exact.get(result, ()))
    return (first, *(_of_state(name, result, traces, exact) for name in traces[0].state))


def _of_state(name: str, result: str, traces: Sequence[Trace], exact: Mapping[str, tuple[str, ...]]) -> Expected:
    """An entry of the state; one that is called like the result is told apart in feedback."""
    shown = f'state["{name}"]' if name == result else name
    return _quantity(shown, [trace.state[name] for trace in traces], exact.get(name, ()))


def result_name(rule: Rule) -> str:
    """What the first returned quantity is called in feedback."""
    return "result" if rule.loop and rule.loop.collect else rule.returned.name


def _quantity(name: str, values: Sequence[Any], exact: tuple[str, ...]) -> Expected:
    if isinstance(values[0], str):
        return Expected(name, tuple(values))
    if isinstance(values[0], int):
        return Expected(name, np.array(values, dtype=np.int64))
    floats, tolerances = zip(*map(floats_and_tolerances, values), strict=True)
    return Expected(name, np.array(floats), rounded_up(np.array(tolerances)), exact)


def exact_texts(rule: Rule, planned: ProbePlan) -> dict[str, tuple[str, ...]]:
    """Short exact values for the first steps of a chain of single numbers, until one of them grows long."""
    texts: dict[str, tuple[str, ...]] = {}
    if np.ndim(planned.calls[0].get(w.name, [])) == 0:
        for trace in follow(rule, planned, EXACT):
            quantities = {rule.returned.name: trace.result, **trace.state}
            found = {name: str(np.asarray(value).item()) for name, value in quantities.items() if np.ndim(value) == 0}
            if len(found) < len(quantities) or any(len(text) > LONGEST_EXACT for text in found.values()):
                break
            texts = {name: (*texts.get(name, ()), text) for name, text in found.items()}
    return texts


# ---------------------------------------------------------------- the call


def call_of(rule: Rule, steps: tuple[Inputs, ...], echo: bool) -> Call:
    """The call for some steps, given the inputs of each; with `echo` the first also shows its arguments after it."""
    start = _start(rule, steps)
    arguments = [_argument(rule, steps, symbol, start) for symbol in rule.parameters]
    if rule.state:
        state = _plain_state(rule, steps[0])
        arguments.append(Carried(state, 1) if len(steps) > 1 else state)
    keywords = {h.symbol.name: _each(steps, h.symbol, _plain_number) for h in rule.hyperparameters}
    return Call("", rule.name, tuple(arguments), keywords, len(steps), echo)


def _start(rule: Rule, steps: tuple[Inputs, ...]) -> PlainArgument:
    """The argument w: given, or carried from step to step where the later steps do not say it."""
    if w not in rule.parameters:
        return None
    if len(steps) > 1 and w.name not in steps[1]:
        return Carried(_plain(steps[0][w.name], w), 0 if rule.state else None)
    return _each(steps, w, _plain)


def _argument(rule: Rule, steps: tuple[Inputs, ...], symbol: sp.Symbol, start: PlainArgument) -> Argument:
    if symbol == w:
        return start
    if symbol == GRAD_FN:
        return GradientFunction(steps[0][GRAD_FN.name])
    if symbol == grad and is_landscape(steps[0][grad.name]):
        return GradientAt(steps[0][grad.name], start)
    if symbol == HESSIAN and is_landscape(steps[0][HESSIAN.name]):
        return GradientAt(LANDSCAPES[steps[0][HESSIAN.name]].hessian_name, start)
    return _each(steps, symbol, _plain)


def _each(steps: tuple[Inputs, ...], symbol: sp.Symbol, plain: Callable[[Any, sp.Symbol], Value]) -> PlainArgument:
    """An argument that is the same at every step, or the series of its values."""
    given = [step[symbol.name] for step in steps]
    if all(value == given[0] for value in given):
        return plain(given[0], symbol)
    return Series(tuple(plain(value, symbol) for value in given))


def _plain_state(rule: Rule, inputs: Inputs) -> dict[str, Any]:
    at = to_numbers(inputs[w.name], w, EXACT) if w.name in inputs else 0
    numbers = _state(rule, inputs, at, EXACT)
    return {name: value if isinstance(value, int) else floats_of(value) for name, value in numbers.items()}


def _plain(data: Any, symbol: sp.Symbol) -> Any:
    numbers = to_numbers(data, symbol, EXACT)
    return numbers if symbol.is_integer or isinstance(numbers, (str, bool)) else floats_of(numbers)


def _plain_number(data: Any, symbol: sp.Symbol) -> Any:
    plain = _plain(data, symbol)
    return float(plain) if isinstance(plain, np.ndarray) and plain.dtype == np.float64 else plain


def floats_of(numbers: Any) -> np.ndarray:
    """Exact numbers, or nested lists of them, as the nearest float64 values."""
    cells = np.asarray(numbers, dtype=object)
    floats = [_float(number) for number in cells.flat]
    return np.array(floats, dtype=np.float64).reshape(cells.shape)


def _float(number: Any) -> float:
    """The float64 nearest to an exact number; infinity is one too."""
    exact = sp.sympify(number)
    return float(Fraction(int(exact.p), int(exact.q))) if exact.is_Rational else float(exact)


def is_landscape(data: Any) -> bool:
    """Whether an input is the name of a landscape."""
    return isinstance(data, str) and data in LANDSCAPES
