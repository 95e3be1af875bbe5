"""What SymPy does not have: NumPy's functions of arrays, the measured gradient, and words, as parts of formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from autograder.symbolic import linear_algebra


class Word(sp.Symbol):
    """A word as a value, such as "saddle": an argument is compared with it, or it is returned."""


@dataclass(frozen=True, slots=True)
class ArrayFunction:
    """A function of arrays: how exact evaluation carries it out, and how it is written."""

    name: str
    """In a rule's formulas; `//`, `%`, `[0]` and `[1:]` stand between or behind their arguments."""
    meaning: str
    exact: Any
    """On object arrays of exact numbers, on integers where it is about integers."""
    numpy: str
    """NumPy source with {0}, {1}, ... for the arguments."""
    text: str
    latex: str

    @property
    def is_operator(self) -> bool:
        """Whether arguments that are sums or products need parentheses."""
        return not self.name.isidentifier()

    @property
    def arguments(self) -> int:
        """How many arguments it takes."""
        return sum(f"{{{number}}}" in self.numpy for number in range(3))


def _cycles_ended(step: int, first_cycle: int, cycle_factor: int) -> int:
    return next((n for n in range(step + 1) if first_cycle * sum(cycle_factor**i for i in range(n + 1)) > step), 0)


_ARRAY_FUNCTIONS = (
    ArrayFunction(
        "dot",
        "matrix times vector, or the inner product of two vectors",
        np.dot,
        "np.dot({0}, {1})",
        "dot({0}, {1})",
        r"{0} \cdot {1}",
    ),
    ArrayFunction(
        "transpose", "the transpose of a matrix", np.transpose, "np.transpose({0})", "transpose({0})", "{0}^T"
    ),
    ArrayFunction(
        "outer",
        "the matrix of all products of an element of one vector and one of another",
        np.multiply.outer,
        "np.outer({0}, {1})",
        "outer({0}, {1})",
        r"{0} {1}^T",
    ),
    ArrayFunction(
        "row_sums",
        "the sum of each row of a matrix, as a vector",
        lambda x: np.sum(x, axis=1),
        "np.sum({0}, axis=1)",
        "row_sums({0})",
        r"\operatorname{{rowsums}}({0})",
    ),
    ArrayFunction(
        "column_sums",
        "the sum of each column of a matrix, as a vector",
        lambda x: np.sum(x, axis=0),
        "np.sum({0}, axis=0)",
        "column_sums({0})",
        r"\operatorname{{columnsums}}({0})",
    ),
    ArrayFunction("rows", "how many rows an array has", len, "len({0})", "rows({0})", r"\operatorname{{rows}}({0})"),
    ArrayFunction(
        "axes",
        "how many axes an array has: 0 if it is a number, 1 if it is a vector, 2 if it is a matrix",
        np.ndim,
        "np.ndim({0})",
        "axes({0})",
        r"\operatorname{{axes}}({0})",
    ),
    ArrayFunction(
        "diagonal",
        "the diagonal of a matrix, as a vector",
        np.diagonal,
        "np.diagonal({0})",
        "diagonal({0})",
        r"\operatorname{{diag}}({0})",
    ),
    ArrayFunction(
        "diagonal_matrix",
        "the matrix with a given diagonal and zeros elsewhere",
        np.diag,
        "np.diag({0})",
        "diagonal_matrix({0})",
        r"\operatorname{{diag}}({0})",
    ),
    ArrayFunction(
        "identity_like",
        "the identity matrix of the same size as a matrix",
        linear_algebra.identity_like,
        "np.eye(len({0}))",
        "I",
        "I",
    ),
    ArrayFunction(
        "solve",
        "the solution x of H x = g",
        linear_algebra.solve,
        "np.linalg.solve({0}, {1})",
        "solve({0}, {1})",
        r"\left({0}\right)^{{-1}} {1}",
    ),
    ArrayFunction(
        "eigenvalues",
        "the eigenvalues of a symmetric matrix, in ascending order",
        linear_algebra.eigenvalues,
        "np.linalg.eigvalsh({0})",
        "eigenvalues({0})",
        r"\lambda({0})",
    ),
    ArrayFunction(
        "matrix_abs",
        "a symmetric matrix with the absolute values of its eigenvalues, in the same directions",
        linear_algebra.matrix_abs,
        "(lambda _l, _q: (_q * np.abs(_l)) @ _q.T)(*np.linalg.eigh({0}))",
        "matrix_abs({0})",
        r"\left|{0}\right|",
    ),
    ArrayFunction(
        "norm",
        "the Euclidean norm: the root of the sum of squares",
        linear_algebra.norm,
        "np.linalg.norm({0})",
        "norm({0})",
        r"\left\lVert {0} \right\rVert",
    ),
    ArrayFunction(
        "least", "the smallest element of an array", linear_algebra.least, "np.min({0})", "smallest of {0}", r"\min {0}"
    ),
    ArrayFunction(
        "greatest",
        "the largest element of an array",
        linear_algebra.greatest,
        "np.max({0})",
        "largest of {0}",
        r"\max {0}",
    ),
    ArrayFunction("sum", "the sum over an array", np.sum, "np.sum({0})", "sum({0})", r"\sum {0}"),
    ArrayFunction(
        "product", "the product over an array", linear_algebra.product, "np.prod({0})", "product({0})", r"\prod {0}"
    ),
    ArrayFunction("[0]", "the first element of a vector", lambda x: x[0], "{0}[0]", "{0}[0]", "{0}_1"),
    ArrayFunction("[1:]", "a vector without its first element", lambda x: x[1:], "{0}[1:]", "{0}[1:]", r"{0}_{{2:}}"),
    ArrayFunction(
        "cumsum",
        "the sums of the first 1, 2, 3, ... elements of a vector",
        np.cumsum,
        "np.cumsum({0})",
        "cumsum({0})",
        r"\operatorname{{cumsum}}({0})",
    ),
    ArrayFunction(
        "//",
        "how often one integer goes into another",
        lambda a, b: a // b,
        "({0} // {1})",
        "({0} // {1})",
        r"\left\lfloor {0} / {1} \right\rfloor",
    ),
    ArrayFunction(
        "%",
        "what is left of a number divided by another",
        lambda a, b: a % b,
        "({0} % {1})",
        "({0} % {1})",
        r"\left({0} \bmod {1}\right)",
    ),
    ArrayFunction(
        "count_up_to",
        "how many elements of a vector are at most a number",
        lambda values, limit: int(np.sum(values <= limit)),
        "np.sum({0} <= {1})",
        "(how many of {0} are <= {1})",
        r"\#\left\{{ m \in {0} : m \le {1} \right\}}",
    ),
    ArrayFunction(
        "cycles_ended",
        "how many cycles of lengths first, first*factor, first*factor**2, ... have ended before a step",
        _cycles_ended,
        "next((_n for _n in range({0} + 1) if {1} * sum({2}**_i for _i in range(_n + 1)) > {0}), 0)",
        "how many cycles have ended",
        r"\max\left\{{ n : {1} \sum_{{i=0}}^{{n-1}} {2}^i \le {0} \right\}}",
    ),
)


def _function(name: str, meaning: str) -> Any:
    """A function of SymPy's that stays as it is written."""
    return type(sp.Function)(name, (sp.Function,), {"__module__": __name__, "__doc__": meaning})


GRADIENT_AT = _function("grad_fn", "the gradient of the loss at a point")
ARRAY_FUNCTIONS: Mapping[type[sp.Function], ArrayFunction] = {_function(f.name, f.meaning): f for f in _ARRAY_FUNCTIONS}
BY_NAME: Mapping[str, type[sp.Function]] = {f.name: function for function, f in ARRAY_FUNCTIONS.items()}
ELEMENTWISE: Mapping[str, Any] = {f.__name__: f for f in (sp.exp, sp.tanh, sp.sin, sp.cos, sp.sign)}
"""Functions of one number that NumPy knows by the same name."""
