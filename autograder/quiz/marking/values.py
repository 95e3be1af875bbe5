"""The value of a formula that a student typed, to 50 digits, and the formula as it was understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from math import log10

from autograder.symbolic.formulas import Node, Op

DIGITS = 50
EXACT = Context(DIGITS, ROUND_HALF_EVEN, -999_999, 999_999, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Python's own decimals: they are loaded at once, which mpmath is not."""
PI = Decimal("3.1415926535897932384626433832795028841971693993751")

MOST_BITS = 4096
"""Larger numbers than two to this power are none."""
MOST_ZEROS = int(MOST_BITS * log10(2))


class NoValueError(ArithmeticError):
    """The formula has no value here: a root of a negative number, a division by 0, or a number out of all bounds."""


def _root(x: Decimal) -> Decimal:
    if x < 0:
        raise NoValueError("the root of a negative number")
    return EXACT.sqrt(x)


def _logarithm(x: Decimal) -> Decimal:
    if x <= 0:
        raise NoValueError("the logarithm of a number that is not positive")
    return EXACT.ln(x)


def _exponential(x: Decimal) -> Decimal:
    if abs(x) > MOST_BITS:
        raise NoValueError("a number that is too large or too small")
    return EXACT.exp(x)


def _by_mpmath(function: str) -> Callable[[Decimal], Decimal]:
    """A function that decimals do not have."""

    def value(x: Decimal) -> Decimal:
        import mpmath  # only for answers that call one of these: it takes long to load

        mp = mpmath.MPContext()
        mp.dps = DIGITS
        return Decimal(mp.nstr(getattr(mp, function)(mp.mpf(str(x))), DIGITS))

    return value


def _sign(x: Decimal) -> Decimal:
    return Decimal(1).copy_sign(x) if x else Decimal(0)


FUNCTIONS: Mapping[str, tuple[Callable[..., Decimal], int, int]] = {
    "sqrt": (_root, 1, 1),
    "exp": (_exponential, 1, 1),
    "log": (_logarithm, 1, 1),
    "ln": (_logarithm, 1, 1),
    "abs": (Decimal.copy_abs, 1, 1),
    "sin": (_by_mpmath("sin"), 1, 1),
    "cos": (_by_mpmath("cos"), 1, 1),
    "tanh": (_by_mpmath("tanh"), 1, 1),
    "sign": (_sign, 1, 1),
    "max": (max, 2, 9),
    "min": (min, 2, 9),
}
"""What answers may call, and with how many arguments."""


def number(text: str) -> Decimal:
    """A decimal or fraction as a number to 50 digits."""
    above, _, below = text.partition("/")
    return EXACT.divide(Decimal(above), Decimal(below)) if below else EXACT.create_decimal(above)


def exactly(value: Fraction) -> Decimal:
    """A fraction as a number to 50 digits."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def distance(a: Decimal, b: Decimal) -> Decimal:
    """How far apart two numbers are."""
    return EXACT.subtract(a, b).copy_abs()


def value_of(node: Node, names: Mapping[str, Decimal]) -> Decimal:
    """The value of a formula, given those of its names; NoValueError where it has none."""
    try:
        value = _value(node, [value_of(part, names) for part in node.parts], names)
    except Overflow as error:
        raise NoValueError("a number that is too large or too small") from error
    if value and abs(value.adjusted()) > MOST_ZEROS:
        raise NoValueError("a number that is too large or too small")
    return value


def _value(node: Node, parts: list[Decimal], names: Mapping[str, Decimal]) -> Decimal:
    match node.op, parts:
        case Op.NUMBER, _:
            return exactly(node.number)
        case Op.NAME, _:
            return PI if node.text == "pi" else names[node.text]
        case Op.SUM, [a, b]:
            return EXACT.add(a, b)
        case Op.DIFFERENCE, [a, b]:
            return EXACT.subtract(a, b)
        case Op.PRODUCT, [a, b]:
            return EXACT.multiply(a, b)
        case Op.NEGATIVE, [a]:
            return a.copy_negate()
        case Op.QUOTIENT, [a, b]:
            if b == 0:
                raise NoValueError("a division by 0")
            return EXACT.divide(a, b)
        case Op.POWER, [a, b]:
            return _power(a, b)
    return FUNCTIONS[node.text][0](*parts)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if base == 0 and exponent < 0:
        raise NoValueError("a division by 0")
    if base < 0 and exponent != int(exponent):
        raise NoValueError("a root of a negative number")
    if exponent == 0:
        return Decimal(1)
    if base and abs(exponent * (base.adjusted() or 1)) > MOST_ZEROS:
        raise NoValueError("a number that is too large or too small")
    return EXACT.power(base, exponent)


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
    return str(value.numerator) if value.denominator == 1 else decimals(exactly(value), 20, smallest=-8, largest=20)


def decimals(value: Decimal, digits: int, *, smallest: int = -5, largest: int = 12, all_digits: bool = False) -> str:
    """A number rounded to so many digits, as people write it: without needless zeros, unless all digits are asked for.

    Sizes (as powers of ten) that are not between `smallest` and `largest` are written as 1.5e-7.
    """
    context = Context(digits, ROUND_HALF_EVEN)
    rounded = context.create_decimal(value)
    if not rounded:
        return "0"
    size = rounded.adjusted()
    is_written_out = smallest < size < largest
    places = max(0, digits - 1 - size) if is_written_out else digits - 1
    shown = f"{rounded if is_written_out else rounded.scaleb(-size, context):.{places}f}"
    if "." in shown and not all_digits:
        shown = shown.rstrip("0").rstrip(".")
    return shown if is_written_out else f"{shown}e{size:+}"
