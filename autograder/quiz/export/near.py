"""Numbers with their tolerances as decimals, rounded so that nobody loses by it."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context
from fractions import Fraction
from typing import NamedTuple

DIGITS = 17
"""Of a number in an export: as many as tell any two floating-point numbers apart."""


class Near(NamedTuple):
    """A number, and how far from it an answer may be that is taken for it."""

    value: Fraction
    reach: Fraction

    @property
    def middle(self) -> str:
        """The number as a decimal."""
        return decimal(self.value, ROUND_HALF_EVEN)

    @property
    def low(self) -> str:
        """The least answer, rounded outward."""
        return decimal(self.value - self.reach, ROUND_FLOOR)

    @property
    def high(self) -> str:
        """The largest answer, rounded outward."""
        return decimal(self.value + self.reach, ROUND_CEILING)

    @property
    def tolerance(self) -> str:
        """The reach, rounded outward so far that it also covers the rounding of the number."""
        rounding = abs(self.value - Fraction(self.middle))
        return decimal(self.reach + rounding, ROUND_CEILING)


def decimal(value: Fraction, rounding: str) -> str:
    """A fraction as a plain decimal."""
    context = Context(prec=DIGITS, rounding=rounding)
    found = context.divide(context.create_decimal(value.numerator), context.create_decimal(value.denominator))
    text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
