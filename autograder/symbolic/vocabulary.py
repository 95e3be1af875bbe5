"""The words in which rules are written: the symbols of the field, and NumPy's array functions as SymPy functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from autograder.symbolic import linear_algebra

w, grad, lr, beta, beta1, beta2, eps = sp.symbols("w grad lr beta beta1 beta2 eps")

GRAD_FN = sp.Symbol("grad_fn")
"""The parameter through which a function gets the gradient at any point it likes."""

HESSIAN = sp.Symbol("hessian")
"""The parameter through which a function gets the second derivatives."""


def integer(name: str) -> sp.Symbol:
    """A count or an index, or an array of them: passed as a Python int or an int64 array."""
    return sp.Symbol(name, integer=True)


step = integer("step")


class word(sp.Symbol):  # noqa: N801
    """A word as a value, such as word("saddle"): an argument is compared with it, or it is returned."""


class grad_fn(sp.Function):  # noqa: N801 (named as the student's parameter)
    """The gradient of the loss at a point."""


class dot(sp.Function):  # noqa: N801 (named as in NumPy)
    """`np.dot`: matrix times vector, or the inner product of two vectors."""


class transpose(sp.Function):  # noqa: N801
    """The transpose of a matrix."""


class rows(sp.Function):  # noqa: N801
    """How many rows an array has."""


class axes(sp.Function):  # noqa: N801
    """How many axes an array has: 0 if it is a number, 1 if it is a vector, 2 if it is a matrix."""


class diagonal(sp.Function):  # noqa: N801
    """The diagonal of a matrix, as a vector."""


class diagonal_matrix(sp.Function):  # noqa: N801
    """The matrix with a given diagonal and zeros elsewhere."""


class identity_like(sp.Function):  # noqa: N801
    """The identity matrix of the same size as a matrix."""


class solve(sp.Function):  # noqa: N801
    """The solution x of H x = g."""


class eigenvalues(sp.Function):  # noqa: N801
    """The eigenvalues of a symmetric matrix, in ascending order."""


class matrix_abs(sp.Function):  # noqa: N801
    """A symmetric matrix with the absolute values of its eigenvalues, in the same directions."""


class norm(sp.Function):  # noqa: N801
    """The Euclidean norm: the root of the sum of squares."""


class least(sp.Function):  # noqa: N801
    """The smallest element of an array."""


class greatest(sp.Function):  # noqa: N801
    """The largest element of an array."""


class total(sp.Function):  # noqa: N801
    """The sum over an array."""


class product(sp.Function):  # noqa: N801
    """The product over an array."""


class first(sp.Function):  # noqa: N801
    """The first element of a vector."""


class all_but_first(sp.Function):  # noqa: N801
    """A vector without its first element."""


class running_sums(sp.Function):  # noqa: N801
    """The sums of the first 1, 2, 3, ... elements of a vector."""


class quotient(sp.Function):  # noqa: N801
    """How often one integer goes into another: `a // b`."""


class remainder(sp.Function):  # noqa: N801
    """What is left of a number divided by another: `a % b`."""


class count_up_to(sp.Function):  # noqa: N801
    """How many elements of a vector are at most a number."""


class cycles_ended(sp.Function):  # noqa: N801
    """How many cycles of lengths first, first*factor, first*factor**2, ... have ended before a step."""


@dataclass(frozen=True, slots=True)
class ArrayFunction:
    """One of the functions above: how exact evaluation carries it out, and how it is written."""

    exact: Any
    """On object arrays of exact numbers, on integers where it is about integers."""
    numpy: str
    """NumPy source with {0}, {1}, ... for the arguments."""
    text: str
    latex: str
    is_operator: bool = False
    """Written between its arguments, so that those that are sums or products need parentheses."""


def _cycles_ended(step: int, first_cycle: int, cycle_factor: int) -> int:
    return next((n for n in range(step + 1) if first_cycle * sum(cycle_factor**i for i in range(n + 1)) > step), 0)


ARRAY_FUNCTIONS: Mapping[type[sp.Function], ArrayFunction] = {
    dot: ArrayFunction(np.dot, "np.dot({0}, {1})", "dot({0}, {1})", r"{0} \cdot {1}"),
    transpose: ArrayFunction(np.transpose, "np.transpose({0})", "transpose({0})", "{0}^T"),
    rows: ArrayFunction(len, "len({0})", "rows({0})", r"\operatorname{{rows}}({0})"),
    axes: ArrayFunction(np.ndim, "np.ndim({0})", "axes({0})", r"\operatorname{{axes}}({0})"),
    diagonal: ArrayFunction(np.diagonal, "np.diagonal({0})", "diagonal({0})", r"\operatorname{{diag}}({0})"),
    diagonal_matrix: ArrayFunction(np.diag, "np.diag({0})", "diagonal_matrix({0})", r"\operatorname{{diag}}({0})"),
    identity_like: ArrayFunction(linear_algebra.identity_like, "np.eye(len({0}))", "I", "I"),
    solve: ArrayFunction(
        linear_algebra.solve, "np.linalg.solve({0}, {1})", "solve({0}, {1})", r"\left({0}\right)^{{-1}} {1}"
    ),
    eigenvalues: ArrayFunction(
        linear_algebra.eigenvalues, "np.linalg.eigvalsh({0})", "eigenvalues({0})", r"\lambda({0})"
    ),
    matrix_abs: ArrayFunction(
        linear_algebra.matrix_abs,
        "(lambda _l, _q: (_q * np.abs(_l)) @ _q.T)(*np.linalg.eigh({0}))",
        "matrix_abs({0})",
        r"\left|{0}\right|",
    ),
    norm: ArrayFunction(linear_algebra.norm, "np.linalg.norm({0})", "norm({0})", r"\left\lVert {0} \right\rVert"),
    least: ArrayFunction(linear_algebra.least, "np.min({0})", "smallest of {0}", r"\min {0}"),
    greatest: ArrayFunction(linear_algebra.greatest, "np.max({0})", "largest of {0}", r"\max {0}"),
    total: ArrayFunction(np.sum, "np.sum({0})", "sum({0})", r"\sum {0}"),
    product: ArrayFunction(linear_algebra.product, "np.prod({0})", "product({0})", r"\prod {0}"),
    first: ArrayFunction(lambda x: x[0], "{0}[0]", "{0}[0]", "{0}_1", is_operator=True),
    all_but_first: ArrayFunction(lambda x: x[1:], "{0}[1:]", "{0}[1:]", r"{0}_{{2:}}", is_operator=True),
    running_sums: ArrayFunction(np.cumsum, "np.cumsum({0})", "cumsum({0})", r"\operatorname{{cumsum}}({0})"),
    quotient: ArrayFunction(
        lambda a, b: a // b, "({0} // {1})", "({0} // {1})", r"\left\lfloor {0} / {1} \right\rfloor", is_operator=True
    ),
    remainder: ArrayFunction(
        lambda a, b: a % b, "({0} % {1})", "({0} % {1})", r"\left({0} \bmod {1}\right)", is_operator=True
    ),
    count_up_to: ArrayFunction(
        lambda values, limit: int(np.sum(values <= limit)),
        "np.sum({0} <= {1})",
        "(how many of {0} are <= {1})",
        r"\#\left\{{ m \in {0} : m \le {1} \right\}}",
    ),
    cycles_ended: ArrayFunction(
        _cycles_ended,
        "next((_n for _n in range({0} + 1) if {1} * sum({2}**_i for _i in range(_n + 1)) > {0}), 0)",
        "how many cycles have ended",
        r"\max\left\{{ n : {1} \sum_{{i=0}}^{{n-1}} {2}^i \le {0} \right\}}",
    ),
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
