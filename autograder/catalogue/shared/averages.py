"""What the adaptive rules are made of: moving averages, and corrections for their start at 0.

Call the functions inside `with as_written():`, as a rule's own expressions are.
"""

from __future__ import annotations

import sympy as sp

from autograder.symbolic.rule import StateQuantity, Step, as_written
from autograder.symbolic.vocabulary import beta1, beta2, grad, integer

m, m_hat = sp.symbols("m m_hat")
v, v_hat = sp.symbols("v v_hat", nonnegative=True)
t = integer("t")


def average(past: sp.Expr, weight: sp.Expr, new: sp.Expr) -> sp.Expr:
    """A moving average after one more value."""
    return weight * past + (1 - weight) * new


def corrected(moment: sp.Expr, weight: sp.Symbol, count: sp.Expr = t) -> sp.Expr:
    """An average of `count` values that started at 0, without the pull of that start."""
    return moment / (1 - weight**count)


with as_written():
    MOMENTS = (
        Step(t, t + 1),
        Step(m, average(m, beta1, grad)),
        Step(v, average(v, beta2, grad**2)),
    )
    """The averages of Adam and its relatives, t increased first."""
    HATS = (Step(m_hat, corrected(m, beta1)), Step(v_hat, corrected(v, beta2)))

FIRST_MOMENT = StateQuantity(m, "average of the gradients")
SECOND_MOMENT = StateQuantity(v, "average of the squared gradients")
COUNT = StateQuantity(t, "steps already taken")
