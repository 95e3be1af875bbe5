"""Changes of steps that fit many rules, and a mistake that is made of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp

from autograder.symbolic.rule import Step, Steps, as_written

Change = Callable[[Steps], Steps]


@dataclass(frozen=True, slots=True)
class GeneralMistake:
    """A mistake derived for one rule; its change also applies to the rule with other edits carried out."""

    id: str
    title: str
    hint: str
    place: str
    change: Change


def substituted(old: sp.Expr, new: sp.Expr) -> Change:
    """One part for another, in every line."""
    return lambda steps: each_changed(steps, lambda expression: replaced(expression, old, new))


def each_changed(steps: Steps, change: Callable[[sp.Expr], sp.Expr]) -> Steps:
    """The steps with every right-hand side changed."""
    return tuple(Step(step.symbol, change(step.expression)) for step in steps)


def replaced(expression: sp.Expr, old: sp.Expr, new: sp.Expr) -> sp.Expr:
    """The expression with one part for another."""
    return exchanged(expression, {old: new})


def exchanged(expression: sp.Expr, changes: Mapping[sp.Expr, sp.Expr]) -> sp.Expr:
    """The expression with parts exchanged all at once, as it was written otherwise."""
    with as_written():
        return expression.xreplace(changes)
