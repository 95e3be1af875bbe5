"""A documented function as SymPy data, from which value, gradient and Hessian are derived and printed.

With one variable the loss is the sum over all elements of w, which may have any shape. With n variables w is a point of
shape (n,), or several points at once, of shape (points, n).
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.data_sets import Number
from autograder.symbolic.evaluate import Arithmetic, evaluate
from autograder.symbolic.printing import numpy_expression, text


@dataclass(frozen=True, slots=True)
class Landscape:
    """A loss over the coordinates `variables`."""

    name: str
    title: str
    variables: tuple[sp.Symbol, ...]
    loss: sp.Expr
    start: tuple[Number, ...]
    """Where worked examples start."""
    domain: tuple[tuple[sp.Expr, sp.Expr], ...] | None = None
    """From where to where each coordinate goes; None where the function is looked at everywhere."""
    rounds: tuple[sp.Expr, ...] = ()
    """Of an online problem: the losses of its rounds, which come again and again; `loss` is their mean."""
    noise: Number = 0
    """The variance of what is added to every slope where the gradient can only be measured."""

    @property
    def dimensions(self) -> int:
        """How many coordinates a point has."""
        return len(self.variables)

    @property
    def formula(self) -> str:
        """The loss as plain text."""
        return f"L({', '.join(v.name for v in self.variables)}) = {text(self.loss)}"

    @property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The partial derivatives, in the order of the variables."""
        return _slopes(self)

    @property
    def hessian(self) -> sp.ImmutableMatrix:
        """The second derivatives."""
        return _hessian(self)

    # ------------------------------------------------------------ exact numbers

    def gradient(self, arithmetic: Arithmetic) -> Callable[[Any], Any]:
        """The gradient on object arrays of exact numbers."""
        slopes = self.slopes

        def at(w: Any) -> Any:
            w = np.asarray(w, dtype=object)
            result = np.empty(w.shape, dtype=object)
            for point in self._points(w):
                values = self._named(w[point])
                found = [evaluate(slope, values, arithmetic) for slope in slopes]
                result[point] = found[0] if self.dimensions == 1 else found
            return result

        return at

    def value(self, arithmetic: Arithmetic) -> Callable[[Any], Any]:
        """The loss at exact numbers, summed where w holds several points."""
        loss = self.loss.doit()

        def at(w: Any) -> Any:
            w = np.asarray(w, dtype=object)
            losses = []
            for point in self._points(w):
                losses.append(evaluate(loss, self._named(w[point]), arithmetic))
            return functools.reduce(operator.add, losses)

        return at

    def curvature(self, arithmetic: Arithmetic) -> Callable[[Any], Any]:
        """The Hessian at a vector of exact numbers; with one variable it is diagonal."""
        hessian = self.hessian

        def at(w: Any) -> Any:
            matrix = np.full((len(w), len(w)), arithmetic.number(sp.Integer(0)), dtype=object)
            for point in self._points(w):
                values = self._named(w[point])
                for i, j in np.ndindex(self.dimensions, self.dimensions):
                    row, column = (*point, *point) if self.dimensions == 1 else (i, j)
                    matrix[row, column] = evaluate(hessian[i, j], values, arithmetic)
            return matrix

        return at

    def _named(self, point: Any) -> Mapping[str, Any]:
        return {v.name: number for v, number in zip(self.variables, np.reshape(point, -1), strict=True)}

    def _points(self, w: Any) -> Iterator[tuple[int, ...]]:
        """The indices of the points that w holds."""
        shape = np.shape(w)
        return np.ndindex(shape if self.dimensions == 1 else shape[:-1])

    # ------------------------------------------------------------ NumPy source

    @property
    def numpy_source(self) -> str:
        """The gradient as NumPy source: `def <name>(w): ...`, for the student's process."""
        slopes = [self._numpy(slope) for slope in self.slopes]
        return self._function(self.name, slopes[0] if self.dimensions == 1 else f"np.array([{', '.join(slopes)}]).T")

    @property
    def hessian_name(self) -> str:
        """The name of the function in `hessian_source`."""
        return f"{self.name}_hessian"

    @property
    def hessian_source(self) -> str:
        """The Hessian at one vector as NumPy source: `def <name>_hessian(w): ...`."""
        rows = [[self._numpy(entry) for entry in row] for row in self.hessian.tolist()]
        matrix = ", ".join(f"[{', '.join(row)}]" for row in rows)
        value = f"np.diag({rows[0][0]})" if self.dimensions == 1 else f"np.array([{matrix}])"
        return self._function(self.hessian_name, value)

    @property
    def loss_source(self) -> str:
        """The loss of each point as NumPy source: `def <name>_loss(w): ...`."""
        return self._function(f"{self.name}_loss", self._numpy(self.loss.doit()))

    def _numpy(self, expression: sp.Expr) -> str:
        """An expression as NumPy source that has the shape of the coordinates, even where it is a constant."""
        printed = numpy_expression(expression, elementwise=True)
        return printed if expression.free_symbols else f"{printed} + 0*{self.variables[0].name}"

    def _function(self, name: str, value: str) -> str:
        names = ", ".join(variable.name for variable in self.variables)
        take = f"{names} = w" if self.dimensions == 1 else f"{names} = w.T"
        lines = [line for line in (take, f"return {value}") if line != "w = w"]
        return "\n    ".join([f"def {name}(w):", *lines]) + "\n"


@cache
def _slopes(landscape: Landscape) -> tuple[sp.Expr, ...]:
    return tuple(sp.diff(landscape.loss.doit(), variable) for variable in landscape.variables)


@cache
def _hessian(landscape: Landscape) -> sp.ImmutableMatrix:
    rows = [[sp.diff(slope, variable) for variable in landscape.variables] for slope in landscape.slopes]
    return sp.ImmutableMatrix(rows)
