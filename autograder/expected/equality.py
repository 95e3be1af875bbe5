"""Proof that two programs are the same: both carried out on symbols, and the difference simplified to zero."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from autograder.symbolic.carry_out import run
from autograder.symbolic.changes import is_weight
from autograder.symbolic.evaluate import EXACT, evaluate
from autograder.symbolic.rule import Loop, Rule
from autograder.symbolic.steps import Steps
from autograder.symbolic.vocabulary import GRAD_FN

SIZE = 2
"""Coordinates of w: enough to tell a sum over them from a single one."""

NOT_FOR_SYMBOLS = (TypeError, ValueError, AttributeError, ArithmeticError)
"""What evaluation raises where it needs a number: a branch, a loop, the pivot of an elimination."""


def proved_equal(rule: Rule, first: Steps, second: Steps) -> bool:
    """Whether the rule with these steps and with those is proved to give the same for all inputs.

    False where there is no proof, as for rules whose branches depend on the inputs, or that differ within their loop.
    """
    try:
        if rule.loop is not None:
            return _equal_around_the_loop(rule, rule.loop, first, second)
        pairs = zip(_outputs(rule, first), _outputs(rule, second), strict=True)
        return all(is_zero(a - b) for a, b in pairs)
    except NOT_FOR_SYMBOLS:
        return False


def _equal_around_the_loop(rule: Rule, loop: Loop, first: Steps, second: Steps) -> bool:
    """Whether the lines within the loop are the same ones, and those before and after it give the same."""
    (before, body, after), (other_before, other_body, other_after) = loop.parts(first), loop.parts(second)
    read = {symbol.name for step in (*body, *after, *other_after) for symbol in step.expression.free_symbols}
    wanted = {*read, *loop.start.values(), rule.returned.name, *(q.name for q in rule.state)}
    return body == other_body and all(
        _give_the_same(rule, one, other, wanted) for one, other in ((before, other_before), (after, other_after))
    )


def _give_the_same(rule: Rule, first: Steps, second: Steps, wanted: Collection[object]) -> bool:
    """Whether two lists of lines give what others want the same values, whatever they start from."""
    if first == second:
        return True
    assigned = {step.symbol.name for step in (*first, *second)}
    inside = {symbol for step in (*first, *second) for symbol in step.expression.free_symbols}
    known = _symbols(rule)
    start = {symbol.name: _unknowns(symbol) for symbol in inside} | {**known, **known["state"]}
    given = [_carried_out(steps, start) for steps in (first, second)]
    for name in assigned & {*map(str, wanted)}:
        if any(name not in values for values in given):
            return False
        a, b = (np.asarray(values[name], dtype=object) for values in given)
        if a.shape != b.shape or not all(is_zero(x - y) for x, y in zip(a.flat, b.flat, strict=True)):
            return False
    return True


def _carried_out(steps: Steps, values: Mapping[str, Any]) -> Mapping[str, Any]:
    found = dict(values)
    for step in steps:
        found[step.symbol.name] = evaluate(step.expression, found, EXACT)
    return found


def is_zero(difference: sp.Expr) -> bool:
    """Whether a difference is simplified to zero; a maximum is decided where the signs of its arguments are known."""
    decided = difference.replace(sp.Max, lambda *args: sp.Max(*(sp.factor(sp.together(arg)) for arg in args)))
    return bool(sp.simplify(decided) == 0)


def _outputs(rule: Rule, steps: Steps) -> Iterator[Any]:
    trace = run(replace(rule, steps=steps, result=rule.returned), _symbols(rule), EXACT)
    for value in (trace.result, *trace.state.values()):
        yield from np.asarray(value, dtype=object).flat


def _symbols(rule: Rule) -> Mapping[str, Any]:
    """An unknown for every coordinate of every input; counts and numbers are positive."""
    inputs: dict[str, Any] = {
        h.name: _unknown(h.name, h.symbol, below_one=is_weight(h.symbol, rule.steps)) for h in rule.hyperparameters
    }
    for symbol in rule.parameters:
        inputs[symbol.name] = _gradient if symbol == GRAD_FN else _unknowns(symbol)
    inputs["state"] = {q.name: _unknown(q.name, q.symbol) if q.integer else _unknowns(q.symbol) for q in rule.state}
    return inputs


def _unknowns(symbol: sp.Symbol) -> Any:
    if symbol.is_integer:
        return _unknown(symbol.name, symbol)
    values = np.empty(SIZE, dtype=object)
    for index in range(SIZE):
        sign = {"nonnegative": True} if symbol.is_nonnegative else {"real": True}
        values[index] = sp.Symbol(f"{symbol.name}_{index}", **sign)
    return values


def _unknown(name: str, symbol: sp.Symbol, *, below_one: bool = False) -> sp.Expr:
    """A positive number; coefficients that are written as themselves and as 1 minus themselves lie below 1."""
    if symbol.is_integer:
        return sp.Symbol(f"{name}_", integer=True, positive=True)
    return 1 / (1 + sp.Symbol(f"{name}_odds", positive=True)) if below_one else sp.Symbol(f"{name}_", positive=True)


def _gradient(point: Any) -> Any:
    """Some function of each coordinate, of which nothing is known."""
    values = np.empty(np.shape(point), dtype=object)
    for index in np.ndindex(values.shape):
        values[index] = sp.Function("slope")(*np.asarray(point, dtype=object).flat, *index)
    return values
