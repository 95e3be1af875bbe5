"""The steps of a rule as one works them out on paper: each line with its numbers put in, exactly and in decimals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.landscapes import Landscape
from autograder.expected.exact import follow
from autograder.expected.plan import ProbePlan
from autograder.model.explanation import Quantity
from autograder.symbolic.carry_out import Pass
from autograder.symbolic.evaluate import EXACT, ROUNDED, evaluate
from autograder.symbolic.printing import text
from autograder.symbolic.rounding import Rounded, decimal
from autograder.symbolic.rule import Rule
from autograder.symbolic.substituting import substituted
from autograder.symbolic.vocabulary import w

LONGEST_EXACT = 60
LONGEST_PUT_IN = 24
"""Exact values longer than this are put into the next line as decimals."""
LONGEST_LINE = 110
"""Characters of a line with its numbers; what is longer is not printed."""


def worked_steps(
    rule: Rule, calls: Sequence[Mapping[str, Any]], landscape: Landscape | None
) -> tuple[tuple[Quantity, ...], ...]:
    """Every quantity of every step that somebody needs: on the way to what is returned, or in the state."""
    planned = ProbePlan("", tuple(calls))
    rounded = [one for trace in follow(rule, planned, ROUNDED) for one in trace.passes]
    exact: list[Pass] = []
    for trace in follow(rule, planned, EXACT):
        exact += trace.passes
        if w in rule.parameters and not _exact_text(trace.result):  # what follows from it is longer still
            break
    exactly: list[Pass | None] = [*exact, *[None] * (len(rounded) - len(exact))]
    return tuple(_worked(rule, one, exact_one, landscape) for one, exact_one in zip(rounded, exactly, strict=True))


def _worked(rule: Rule, rounded: Pass, exact: Pass | None, landscape: Landscape | None) -> tuple[Quantity, ...]:
    values, found = dict(rounded.before), []
    exactly = dict(exact.before) if exact else {}
    results = list(rounded.assigned)
    exact_results = dict(exact.assigned) if exact else {}
    for line in rule.steps:
        name = line.symbol.name
        if not results or results[0][0] != name:  # it has no value here, and nobody needs one
            continue
        value = results.pop(0)[1]
        exact_text, decimals = _exact_text(exact_results.get(name)), _decimal_text(value)
        if name in rounded.needed:
            texts = {k: _put_in(exactly.get(k), v) for k, v in values.items() if not isinstance(v, Mapping)}
            measured = _measuring(landscape, values, exactly if exact else None)
            shown = substituted(line.expression, texts, _deciding(values), measured)
            is_new = shown not in (exact_text, decimals, text(line.expression)) and len(shown) <= LONGEST_LINE
            found.append(Quantity(name, exact_text, decimals, shown if is_new else ""))
        values[name] = value
        if exact:
            exactly[name] = exact_results.get(name)
    return tuple(found)


def _deciding(values: Mapping[str, Any]) -> Callable[[Any], bool]:
    """Whether a condition holds, given the values of its quantities."""

    def holds(condition: Any) -> bool:
        chosen = sp.Piecewise((sp.Integer(1), condition), (sp.Integer(0), True), evaluate=False)
        return bool(evaluate(chosen, values, ROUNDED))

    return holds


def _measuring(
    landscape: Landscape | None, values: Mapping[str, Any], exactly: Mapping[str, Any] | None
) -> Callable[[Any], str] | None:
    """What prints a measured slope: the derivatives with the place put in, at one point of the landscape."""
    if landscape is None:
        return None

    def measured(point: Any) -> str:
        at = evaluate(point, values, ROUNDED)
        exact = evaluate(point, exactly, EXACT) if exactly else None
        if np.size(at) != landscape.dimensions or np.ndim(at) > 1:
            return f"grad_fn({_put_in(exact, at)})"
        places = zip(landscape.variables, _cells(exact, at), _cells(at, at), strict=True)
        texts = {variable.name: _put_in(one, number) for variable, one, number in places}
        slopes = [
            substituted(slope, texts, _deciding(dict(zip(texts, _cells(at, at), strict=True))))
            for slope in landscape.slopes
        ]
        return f"[{', '.join(slopes)}]" if np.ndim(at) else slopes[0]

    return measured


def _cells(numbers: Any, like: Any) -> list[Any]:
    """The numbers of an array as a list; as many times None where there is none."""
    return [None] * np.size(like) if numbers is None else list(np.asarray(numbers, dtype=object).flat)


def _put_in(exact: Any, value: Any) -> str:
    """A value as it is put into a line: exactly where that is short, else in decimals."""
    if isinstance(value, bool | str) or callable(value):
        return str(value)
    if exact is not None and 0 < len(short := _exact_text(exact)) <= LONGEST_PUT_IN:
        return short
    return _decimal_text(value)


def _exact_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    array = np.asarray(value, dtype=object)
    if array.ndim == 0 and array.item() == sp.oo:
        return "inf"
    if any(_is_long(number) for number in array.flat):
        return ""
    exact = _listed(array.tolist())
    return exact if len(exact) <= LONGEST_EXACT else ""


def _is_long(number: Any) -> bool:
    """Whether a fraction has too many digits to be shown, or even to be written."""
    return isinstance(number, sp.Rational) and max(abs(number.p), number.q) > 10**LONGEST_EXACT


def _listed(numbers: Any) -> str:
    return f"[{', '.join(map(_listed, numbers))}]" if isinstance(numbers, list) else str(numbers)


def _decimal_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    array = np.asarray(value, dtype=object)
    if array.ndim:
        return "[" + ", ".join(_decimal_text(element) for element in array) + "]"
    return decimal(Rounded.of(array.item()))
