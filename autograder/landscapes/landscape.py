"""A documented function as SymPy data, from which its gradient is derived and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from autograder.symbolic.evaluate import Arithmetic, evaluate
from autograder.symbolic.printing import numpy_expression, text


@dataclass(frozen=True, slots=True)
class Landscape:
    """A loss over the coordinates `variables`; with one variable, the sum of the loss over all elements of w.

    With one variable w may have any shape; with n of them w is a vector of n.
    """

    name: str
    title: str
    variables: tuple[sp.Symbol, ...]
    loss: sp.Expr
    start: tuple[int, ...]
    """Where worked examples start."""

    @property
    def formula(self) -> str:
        """The loss as plain text."""
        return f"L({', '.join(v.name for v in self.variables)}) = {text(self.loss)}"

    @property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The partial derivatives, in the order of the variables."""
        return tuple(sp.diff(self.loss.doit(), variable) for variable in self.variables)

    def gradient(self, arithmetic: Arithmetic) -> Callable[[Any], Any]:
        """The gradient on object arrays of exact numbers."""
        slopes = self.slopes

        def at(w: Any) -> Any:
            if len(self.variables) == 1:
                return evaluate(slopes[0], {self.variables[0].name: w}, arithmetic)
            values = {variable.name: w[index] for index, variable in enumerate(self.variables)}
            result = np.empty(len(slopes), dtype=object)
            for index, slope in enumerate(slopes):
                result[index] = evaluate(slope, values, arithmetic)
            return result

        return at

    @property
    def numpy_source(self) -> str:
        """The gradient as NumPy source: `def <name>(w): ...`, for the student's process."""
        names = [variable.name for variable in self.variables]
        if len(names) == 1:
            body = [f"{names[0]} = w", f"return {numpy_expression(self.slopes[0])}"]
        else:
            body = [f"{', '.join(names)} = w", f"return np.array([{', '.join(map(numpy_expression, self.slopes))}])"]
        return "\n    ".join([f"def {self.name}(w):", *body]) + "\n"
