"""Changes of steps that fit many rules, and a mistake that is made of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp

from autograder.symbolic.steps import Everywhere, Steps, as_written

Change = Callable[[Steps], Steps]


@dataclass(frozen=True, slots=True)
class GeneralMistake:
    """A mistake derived for one rule; its change also applies to the rule with other edits carried out."""

    id: str
    title: str
    hint: str
    place: str
    change: Change
    renames: bool = False
    """Whether it puts hyperparameters in the place of others, so that the titles of other changes of a line, which name
    them, would be untrue."""


def substituted(parts: Mapping[sp.Expr, sp.Expr]) -> Change:
    """Parts exchanged all at once, in every line."""
    return Everywhere(lambda expression: expression.xreplace(parts)).apply


def replaced(expression: sp.Expr, old: sp.Expr, new: sp.Expr) -> sp.Expr:
    """The expression with one part for another, as it was written otherwise."""
    with as_written():
        return expression.xreplace({old: new})


def is_weight(symbol: sp.Symbol, steps: Steps) -> bool:
    """Whether a hyperparameter weighs past against new: it occurs as itself and as 1 minus itself."""
    with as_written():
        complement = 1 - symbol
    return any(step.expression.has(complement) for step in steps)
