"""What is explained of a rule whose formula the course does not show: what it gives, and not how."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.catalogue.landscapes import Landscape
from autograder.model.course import FormulaShown
from autograder.model.explanation import Description, Explanation, Quantity
from autograder.symbolic.carry_out import run
from autograder.symbolic.evaluate import ROUNDED, to_numbers
from autograder.symbolic.rounding import Rounded, UndefinedError
from autograder.symbolic.rule import Rule

AT = ("1/3", "-2/7", "11/9")
"""Where a function and a derivative are compared: two that are equal at such places are the same."""
NEAR = 1e-30


def without_formula(explanation: Explanation, rule: Rule, why: FormulaShown) -> Explanation:
    """The explanation with only what the function returns, in decimals: exact roots would tell where they are from."""
    returned = {rule.under(explanation.convention).returned.name, *(quantity.name for quantity in rule.state)}
    steps = tuple(
        tuple(Quantity(one.name, "", one.decimal) for one in step if one.name in returned) for step in explanation.steps
    )
    return replace(
        explanation, formula="", latex="", other_conventions=(), steps=steps, task=rule.task, withheld=str(why)
    )


def without_slopes(description: Description) -> Description:
    """What is known of a landscape but for its derivatives."""
    return replace(description, gradient=(), hessian=())


def is_slope_of(rule: Rule, landscape: Landscape) -> bool:
    """Whether a rule is the derivative of a landscape of one variable."""
    if landscape.dimensions > 1 or len(rule.parameters) > 1 or rule.hyperparameters or rule.state or rule.loop:
        return False
    (parameter,) = rule.parameters
    slope = landscape.gradient(ROUNDED)
    for text in AT:
        at = to_numbers(text, parameter, ROUNDED)
        try:
            found = run(rule, {parameter.name: at}, ROUNDED).result
        except (UndefinedError, ValueError, TypeError, IndexError):  # it is no function of a number
            return False
        if np.ndim(found) or abs((_number(found) - _number(slope(at))).value) > NEAR:
            return False
    return True


def _number(found: Any) -> Rounded:
    return Rounded.of(np.asarray(found, dtype=object).item())
