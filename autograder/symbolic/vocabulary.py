"""The words in which rules are written: the symbols of the field, and NumPy's array functions as SymPy functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

w, grad, lr, beta, beta1, beta2, eps = sp.symbols("w grad lr beta beta1 beta2 eps")

GRAD_FN = sp.Symbol("grad_fn")
"""The parameter through which a function gets the gradient at any point it likes."""


def integer(name: str) -> sp.Symbol:
    """A count or an index, or an array of them: passed as a Python int or an int64 array."""
    return sp.Symbol(name, integer=True)


class grad_fn(sp.Function):  # noqa: N801 (named as the student's parameter)
    """The gradient of the loss at a point."""


class dot(sp.Function):  # noqa: N801 (named as in NumPy)
    """`np.dot`: matrix times vector, or the inner product of two vectors."""


class transpose(sp.Function):  # noqa: N801
    """The transpose of a matrix."""


class rows(sp.Function):  # noqa: N801
    """How many rows an array has."""


@dataclass(frozen=True, slots=True)
class ArrayFunction:
    """One of the functions above: how exact evaluation carries it out, and how it is written."""

    exact: Any
    """On object arrays of exact numbers."""
    numpy: str
    """NumPy source with {0}, {1}, ... for the arguments."""
    text: str
    latex: str


ARRAY_FUNCTIONS: Mapping[type[sp.Function], ArrayFunction] = {
    dot: ArrayFunction(np.dot, "np.dot({0}, {1})", "dot({0}, {1})", r"{0} \cdot {1}"),
    transpose: ArrayFunction(np.transpose, "np.transpose({0})", "transpose({0})", "{0}^T"),
    rows: ArrayFunction(len, "len({0})", "rows({0})", r"\operatorname{{rows}}({0})"),
}

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
    "m_hat": r"\hat{m}",
    "v_hat": r"\hat{v}",
    "m_bar": r"\bar{m}",
    "v_max": r"v_{\max}",
    "decayed": r"w^{\prime}",
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
