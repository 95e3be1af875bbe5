"""Values as a student reads them in the text of a question."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from autograder.quiz.generators.formulas import number
from autograder.symbolic.rounding import mp

DIGITS = 6
LONGEST_EXACT = 9


def shown(value: Any) -> str:
    """A value as text: a whole number, a short decimal or a fraction, else six significant digits; arrays as lists."""
    array = np.asarray(value, dtype=object)
    if array.ndim:
        return f"[{', '.join(shown(element) for element in array)}]"
    value = array.item()
    if isinstance(value, str):
        return value
    if isinstance(value, sp.Rational):
        return _rational(value)
    if isinstance(value, sp.Basic) and value.free_symbols:
        return str(value)
    return _decimal(number(value))


def _rational(value: sp.Rational) -> str:
    """A fraction as its decimal, where that is short and the same."""
    decimal = format(sp.Float(value, 30), "f")
    text = decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
    return text if sp.Rational(text) == value and len(text) <= LONGEST_EXACT else str(value)


def _decimal(value: Any) -> str:
    text: str = mp.nstr(value, DIGITS, min_fixed=-5, max_fixed=9)
    text = text.removesuffix(".0").replace(".0e", "e")
    return "0" if text == "-0" else text
