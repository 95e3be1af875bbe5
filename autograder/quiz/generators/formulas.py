"""What authors write as formulas: a text and the values of its names -> an exact value, or a truth value."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from sympy.logic.boolalg import And, Not, Or

from autograder.symbolic.evaluate import COMPARISONS, ROUNDED, Arithmetic, evaluate
from autograder.symbolic.formulas import FormulaError, Limits, Vocabulary, parse
from autograder.symbolic.rounding import Rounded, mp
from autograder.symbolic.vocabulary import words_of

LIMITS = Limits()
SAME = mp.mpf("1e-30")
"""Numbers nearer to each other than this part of their size are the same: they are carried out with 50 digits."""
NOTHING = mp.mpf("1e-40")
"""What is smaller than this is what 50 digits leave of a 0."""

Values = Mapping[str, Any]
"""Exact values by name: numbers, arrays of them, or words."""


@lru_cache(maxsize=4096)
def _parsed(text: str, names: frozenset[str]) -> Any:
    return parse(text, _vocabulary(names), LIMITS)


def _vocabulary(names: Collection[str]) -> Vocabulary:
    return words_of({name: sp.Symbol(name) for name in names})


def expression_of(text: str, names: Collection[str]) -> Any:
    """The SymPy expression of a formula over some names; FormulaError where it cannot be read."""
    used = frozenset(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text)) & frozenset(names)
    try:
        return _parsed(text, used)
    except FormulaError:
        parse(text, _vocabulary(names), LIMITS)  # for the message, which proposes one of all names
        raise


def value_of(text: str, values: Values, arithmetic: Arithmetic = ROUNDED) -> Any:
    """The value of a formula; FormulaError where it cannot be read, UndefinedError where it has no value."""
    return evaluate(expression_of(text, values.keys()), values, arithmetic)


def holds(text: str, values: Values) -> bool:
    """Whether a condition holds. Numbers that agree to 30 digits are equal."""
    choice = expression_of(f"1 if {text} else 0", values.keys())
    return _holds(choice.args[0].cond, values)


def _holds(condition: Any, values: Values) -> bool:
    if isinstance(condition, And | Or):
        return (all if isinstance(condition, And) else any)(_holds(part, values) for part in condition.args)
    if isinstance(condition, Not):
        return not _holds(condition.args[0], values)
    if type(condition) in COMPARISONS:
        sides = [evaluate(side, values, ROUNDED) for side in condition.args]
        return bool(COMPARISONS[type(condition)](_apart(*sides), 0))
    return bool(evaluate(condition, values, ROUNDED))


def _apart(left: Any, right: Any) -> int:
    """-1, 0 or 1 as the left one is smaller, the same, or larger; words are the same or not."""
    if isinstance(left, str) or isinstance(right, str):
        return int(left != right)
    a, b = number(left), number(right)
    return 0 if same(a, b) else 1 if a > b else -1


def number(value: Any) -> Any:
    """A single number to 50 digits; TypeError where the value is none."""
    array = np.asarray(value, dtype=object)
    if array.ndim or isinstance(array.item(), str):
        raise TypeError("this is not a single number")
    value = Rounded.of(array.item()).value
    return mp.mpf(0) if abs(value) < NOTHING else value


def same(a: Any, b: Any) -> bool:
    """Whether two numbers to 50 digits are one and the same."""
    return bool(abs(a - b) <= SAME * max(abs(a), abs(b)))
