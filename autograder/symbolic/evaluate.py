"""Carry out a formula on exact inputs: the only place where what a rule says becomes numbers.

The same walk through a formula serves two kinds of number: SymPy's own exact ones, and `Rounded` (50 digits with a
rounding bound). Arrays are object arrays of such numbers and behave as NumPy's do.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Not, Or

from autograder.symbolic.functions import ARRAY_FUNCTIONS, GRADIENT_AT, Word
from autograder.symbolic.rounding import (
    Rounded,
    UndefinedError,
    cosine,
    exponential,
    hyperbolic_tangent,
    larger,
    sine,
    smaller,
)
from autograder.symbolic.vocabulary import is_rational, rational


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How numbers are made and which elementwise functions they have."""

    number: Callable[[Any], Any]
    functions: Mapping[type[sp.Basic], Callable[[Any], Any]]
    """Of one number, by SymPy's name for them."""

    def elementwise(self, function: type[sp.Basic]) -> Callable[..., Any]:
        """The function on every element of its arguments, which broadcast as in NumPy."""
        table: dict[type[sp.Basic], Callable[..., Any]] = {
            **self.functions,
            sp.Abs: abs,
            sp.Max: lambda *xs: functools.reduce(larger, xs),
            sp.Min: lambda *xs: functools.reduce(smaller, xs),
        }
        if function not in table:
            raise NotImplementedError(f"exact evaluation does not know the function {function.__name__}")
        plain = table[function]

        def apply(*arrays: Any) -> Any:
            if all(np.ndim(array) == 0 for array in arrays):
                return plain(*map(_scalar, arrays))
            return np.vectorize(plain, otypes=[object])(*arrays)

        return apply


ROUNDED = Arithmetic(
    Rounded.of,
    {
        sp.sign: lambda x: Rounded.of(Rounded.of(x).compare(0)),
        sp.sqrt: lambda x: Rounded.of(x).sqrt(),
        sp.exp: lambda x: exponential(Rounded.of(x)),
        sp.tanh: lambda x: hyperbolic_tangent(Rounded.of(x)),
        sp.sin: lambda x: sine(Rounded.of(x)),
        sp.cos: lambda x: cosine(Rounded.of(x)),
    },
)
EXACT = Arithmetic(sp.sympify, {function: function for function in (sp.sign, sp.sqrt, sp.exp, sp.tanh, sp.sin, sp.cos)})

COMPARISONS: Mapping[type[Relational], Callable[[Any, Any], Any]] = {
    sp.Lt: operator.lt,
    sp.Le: operator.le,
    sp.Gt: operator.gt,
    sp.Ge: operator.ge,
    sp.Eq: operator.eq,
    sp.Ne: operator.ne,
}


def to_numbers(data: Any, symbol: sp.Symbol, arithmetic: Arithmetic) -> Any:
    """An input as the rule sees it: text, truth values and functions as they are, counts and indices as integers,
    and all else (nested lists of rationals) as an object array of the arithmetic's numbers, 0-d for a single one.
    """
    if isinstance(data, bool) or callable(data) or (isinstance(data, str) and not is_rational(data)):
        return data
    if symbol.is_integer:
        return np.asarray(data, dtype=np.int64) if np.ndim(data) else int(data)
    plain = np.asarray(data, dtype=object)
    numbers = np.empty(plain.shape, dtype=object)
    for index in np.ndindex(plain.shape):
        given = plain[index]
        numbers[index] = arithmetic.number(rational(given) if isinstance(given, str) else given)
    return numbers


def evaluate(expression: Any, values: Mapping[str, Any], arithmetic: Arithmetic) -> Any:
    """The value of one expression, given the values of its symbols (and of `grad_fn`, if it occurs) by name."""

    def walk(node: Any) -> Any:
        if isinstance(node, Word):
            return node.name
        if node.is_Symbol:
            return values[node.name]
        if node.is_Integer and not node.is_infinite:
            return int(node)
        if node.is_Number or node.is_NumberSymbol:
            return arithmetic.number(node)
        if node.is_Add:
            return functools.reduce(_add, map(walk, node.args))
        if node.is_Mul:
            return functools.reduce(_multiply, map(walk, node.args))
        if node.is_Pow:
            return _power(node, walk, arithmetic)
        if isinstance(node, sp.Piecewise):
            return next(walk(branch) for branch, condition in node.args if decide(condition))
        if isinstance(node, (sp.Sum, sp.Product)):
            return repeat(node)
        if isinstance(node, GRADIENT_AT):
            return values["grad_fn"](walk(node.args[0]))
        arguments = [walk(argument) for argument in node.args]
        if node.func in ARRAY_FUNCTIONS:
            return ARRAY_FUNCTIONS[node.func].exact(*arguments)
        return arithmetic.elementwise(node.func)(*arguments)

    def decide(condition: Any) -> bool:
        if isinstance(condition, (And, Or)):
            return (all if isinstance(condition, And) else any)(map(decide, condition.args))
        if isinstance(condition, Not):
            return not decide(condition.args[0])
        if isinstance(condition, Relational):
            return bool(COMPARISONS[condition.func](_scalar(walk(condition.lhs)), _scalar(walk(condition.rhs))))
        return bool(condition if condition in (sp.true, sp.false) else walk(condition))

    def repeat(node: Any) -> Any:
        index, first, last = node.limits[0]
        terms = (
            evaluate(node.function, {**values, index.name: i}, arithmetic) for i in range(walk(first), walk(last) + 1)
        )
        return functools.reduce(_add, terms, 0) if isinstance(node, sp.Sum) else functools.reduce(_multiply, terms, 1)

    try:
        value = walk(expression)
    except UndefinedError as error:
        if error.quantity:  # one that this expression reads
            raise
        raise UndefinedError(f"{expression} has no value here: {error}") from error
    except (ZeroDivisionError, OverflowError) as error:
        raise UndefinedError(f"{expression} has no value here: {error}") from error
    return _defined(value, expression)


def _add(a: Any, b: Any) -> Any:
    """The sum; integers stay Python's, which do not overflow."""
    return a + b if isinstance(a, int) and isinstance(b, int) else np.add(a, b)


def _multiply(a: Any, b: Any) -> Any:
    return a * b if isinstance(a, int) and isinstance(b, int) else np.multiply(a, b)


def _power(node: Any, walk: Callable[[Any], Any], arithmetic: Arithmetic) -> Any:
    base = walk(node.base)
    if node.exp == sp.Rational(1, 2):
        return arithmetic.elementwise(sp.sqrt)(base)
    if node.exp == -1:
        return np.true_divide(arithmetic.number(sp.Integer(1)), base)
    exponent = walk(node.exp)
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        return base**exponent
    return np.power(np.asarray(base, dtype=object), exponent)


def _scalar(value: Any) -> Any:
    """A single number out of its 0-d array."""
    return value.item() if isinstance(value, np.ndarray) else value


def _defined(value: Any, expression: Any) -> Any:
    for element in np.asarray(value, dtype=object).flat:
        if isinstance(element, sp.Basic) and element.has(sp.zoo, sp.nan, sp.I):
            raise UndefinedError(f"{expression} has no value here")
    return value
