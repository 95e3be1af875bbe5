"""What a rule does, line by line: steps, and the changes of them that make its other conventions and its mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sympy as sp

from autograder.errors import CourseError

Steps = tuple["Step", ...]


def as_written() -> Any:
    """Keep expressions in the order in which they are written, so that formulas read as in the textbook.

    Use as `with as_written(): ...` around what makes expressions.
    """
    return sp.evaluate(False)


@lru_cache(maxsize=8192)
def evaluated(expression: Any) -> Any:
    """The expression with its sums, products and powers worked out: 1 - (1 - beta) is beta."""
    if not expression.args:
        return expression
    args = tuple(map(evaluated, expression.args))
    if isinstance(expression, sp.Add | sp.Mul | sp.Pow):
        with sp.evaluate(True):
            return expression.func(*args)
    with as_written():
        return expression.func(*args)


@dataclass(frozen=True, slots=True)
class Step:
    """One assignment; its right-hand side sees the values that the steps before it have assigned."""

    symbol: sp.Symbol
    expression: sp.Expr


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a rule's steps: other right-hand sides, optionally another order, fewer steps or more at the end.

    `order` lists the symbols of the steps that remain, as they are to be carried out; `then` follows after them.
    """

    replace: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    order: tuple[sp.Symbol, ...] | None = None
    then: Steps = ()

    def apply(self, steps: Steps) -> Steps:
        """The edited steps; CourseError where the edit names a symbol that no step assigns.

        Where an earlier edit assigns a symbol once more at the end, that step stays there.
        """
        first: dict[sp.Symbol, Step] = {}
        again = tuple(step for step in steps if first.setdefault(step.symbol, step) is not step)
        for symbol in (*self.replace, *(self.order or ())):
            if symbol not in first:
                raise CourseError(f"an edit names {symbol}, but the rule has no step for {symbol}")
        edited = {symbol: Step(symbol, self.replace.get(symbol, step.expression)) for symbol, step in first.items()}
        return (*(edited[symbol] for symbol in self.order or edited), *again, *self.then)


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A change of every right-hand side, also of what other edits leave there."""

    change: Callable[[sp.Expr], sp.Expr]

    def apply(self, steps: Steps) -> Steps:
        """The changed steps."""
        with as_written():
            return tuple(Step(step.symbol, self.change(step.expression)) for step in steps)
