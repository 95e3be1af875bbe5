"""The value of a formula that a student typed, to 50 digits, and the formula as it was understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath

from autograder.symbolic.formulas import Node, Op

mp: Any = mpmath.MPContext()
mp.dps = 50

MOST_BITS = 4096
"""Larger numbers than two to this power are none."""


class NoValueError(ArithmeticError):
    """The formula has no value here: a root of a negative number, a division by 0, or a number out of all bounds."""


def _root(x: Any) -> Any:
    if x < 0:
        raise NoValueError("the root of a negative number")
    return mp.sqrt(x)


def _logarithm(x: Any) -> Any:
    if x <= 0:
        raise NoValueError("the logarithm of a number that is not positive")
    return mp.log(x)


def _exponential(x: Any) -> Any:
    if abs(x) > MOST_BITS:
        raise NoValueError("a number that is too large or too small")
    return mp.exp(x)


FUNCTIONS: Mapping[str, tuple[Callable[..., Any], int, int]] = {
    "sqrt": (_root, 1, 1),
    "exp": (_exponential, 1, 1),
    "log": (_logarithm, 1, 1),
    "ln": (_logarithm, 1, 1),
    "abs": (abs, 1, 1),
    "sin": (mp.sin, 1, 1),
    "cos": (mp.cos, 1, 1),
    "tanh": (mp.tanh, 1, 1),
    "sign": (mp.sign, 1, 1),
    "max": (max, 2, 9),
    "min": (min, 2, 9),
}
"""What answers may call, and with how many arguments."""


def number(text: str) -> Any:
    """A decimal or fraction as a number to 50 digits."""
    above, _, below = text.partition("/")
    return mp.mpf(above) / mp.mpf(below or 1)


def exactly(value: Fraction) -> Any:
    """A fraction as a number to 50 digits."""
    return mp.mpf(value.numerator) / value.denominator


def value_of(node: Node, names: Mapping[str, Any]) -> Any:
    """The value of a formula, given those of its names; NoValueError where it has none."""
    value = _value(node, [value_of(part, names) for part in node.parts], names)
    if not mp.isfinite(value) or (value and abs(mp.mag(value)) > MOST_BITS):
        raise NoValueError("a number that is too large or too small")
    return value


def _value(node: Node, parts: list[Any], names: Mapping[str, Any]) -> Any:
    match node.op, parts:
        case Op.NUMBER, _:
            return exactly(node.number)
        case Op.NAME, _:
            return +mp.pi if node.text == "pi" else names[node.text]
        case Op.SUM, [a, b]:
            return a + b
        case Op.DIFFERENCE, [a, b]:
            return a - b
        case Op.PRODUCT, [a, b]:
            return a * b
        case Op.NEGATIVE, [a]:
            return -a
        case Op.QUOTIENT, [a, b]:
            if b == 0:
                raise NoValueError("a division by 0")
            return a / b
        case Op.POWER, [a, b]:
            return _power(a, b)
    return FUNCTIONS[node.text][0](*parts)


def _power(base: Any, exponent: Any) -> Any:
    if base == 0 and exponent < 0:
        raise NoValueError("a division by 0")
    if base < 0 and exponent != int(exponent):
        raise NoValueError("a root of a negative number")
    if base and abs(exponent * (mp.mag(base) or 1)) > MOST_BITS:
        raise NoValueError("a number that is too large or too small")
    return base**exponent


# ---------------------------------------------------------------- as it was understood

_SIGNS = {Op.SUM: (" + ", 1), Op.DIFFERENCE: (" - ", 1), Op.PRODUCT: ("*", 2), Op.QUOTIENT: ("/", 2)}
_TIGHTEST = 5


def text_of(node: Node) -> str:
    """The formula with the brackets that show how it was understood, and no others."""
    return _text(node)[0]


def _text(node: Node) -> tuple[str, int]:
    """The text, and how tightly it holds together."""
    match node.op:
        case Op.NUMBER:
            return _number_text(node.number), _TIGHTEST
        case Op.NAME:
            return node.text, _TIGHTEST
        case Op.CALL:
            return f"{node.text}({', '.join(text_of(part) for part in node.parts)})", _TIGHTEST
        case Op.NEGATIVE:
            return f"-{_held(node.parts[0], 3)}", 3
        case Op.POWER:
            return f"{_held(node.parts[0], _TIGHTEST)}**{_held(node.parts[1], 3)}", 4
    sign, level = _SIGNS[node.op]
    left, right = node.parts
    return f"{_held(left, level)}{sign}{_held(right, level + 1)}", level


def _held(node: Node, level: int) -> str:
    text, holds = _text(node)
    return text if holds >= level else f"({text})"


def _number_text(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return str(mp.nstr(exactly(value), 20, strip_zeros=True, min_fixed=-8, max_fixed=20))
