"""The words in which rules are written: the symbols of the field, the functions that formulas call, and their LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from autograder.symbolic.formulas import Function, Vocabulary
from autograder.symbolic.functions import ARRAY_FUNCTIONS, ELEMENTWISE, GRADIENT_AT, Word

w, grad, lr, beta, beta1, beta2, eps = sp.symbols("w grad lr beta beta1 beta2 eps")

GRAD_FN = sp.Symbol("grad_fn")
"""The parameter through which a function gets the gradient at any point it likes."""

HESSIAN = sp.Symbol("hessian")
"""The parameter through which a function gets the second derivatives."""


def integer(name: str) -> sp.Symbol:
    """A count or an index, or an array of them: passed as a Python int or an int64 array."""
    return sp.Symbol(name, integer=True)


def symbol(name: str, is_integer: bool = False) -> sp.Symbol:
    """A quantity of a rule: a number or an array of numbers, or with `is_integer` a count or an index."""
    return integer(name) if is_integer else sp.Symbol(name)


step = integer("step")
PARAMETERS: Mapping[str, sp.Symbol] = {parameter.name: parameter for parameter in (w, grad, GRAD_FN, HESSIAN, step)}
"""The parameters that mean the same in every rule."""


CONSTANTS: Mapping[str, Any] = {"pi": sp.pi, "inf": sp.oo}
FUNCTIONS: Mapping[str, Function] = {
    "grad_fn": Function(GRADIENT_AT),
    "sqrt": Function(sp.sqrt),
    "abs": Function(sp.Abs),
    "max": Function(sp.Max, 2, 9),
    "min": Function(sp.Min, 2, 9),
    **{name: Function(function) for name, function in ELEMENTWISE.items()},
    **{f.name: Function(function, f.arguments, f.arguments) for function, f in ARRAY_FUNCTIONS.items()},
}
RANGES: Mapping[str, Any] = {"sum": sp.Sum, "product": sp.Product}


def words_of(symbols: Mapping[str, sp.Symbol]) -> Vocabulary:
    """The vocabulary of a rule's formulas: its own quantities, and all that any rule may use."""
    return Vocabulary({**CONSTANTS, **symbols}, FUNCTIONS, RANGES, Word)


LATEX_NAMES: Mapping[str, str] = {
    "grad": "g",
    "grad_fn": r"\nabla L",
    "lr": r"\eta",
    "eps": r"\epsilon",
    "beta": r"\beta",
    "beta1": r"\beta_1",
    "beta2": r"\beta_2",
    "rho": r"\rho",
    "weight_decay": r"\lambda",
}


def rational(text: str | int | sp.Rational) -> sp.Rational:
    """A number as the exact rational that its decimals say: "0.1" and "1/10" are one tenth; floats are refused."""
    if isinstance(text, float):
        raise TypeError(f"write {text!r} as text, so that it stays exact")
    return sp.Rational(text)


def is_rational(text: str) -> bool:
    """Whether the text is a number such as "0.1" or "1/10"."""
    try:
        sp.Rational(text)
    except (TypeError, ValueError):
        return False
    return True
