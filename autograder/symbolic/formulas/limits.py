"""What a formula may cost, and the error that says where it is wrong."""

from __future__ import annotations

from dataclasses import dataclass


class FormulaError(ValueError):
    """A formula that cannot be read: a sentence that says at which column, counted from 1, and what is wrong there."""

    def __init__(self, what: str, column: int) -> None:
        super().__init__(f"column {column}: {what}")
        self.what = what
        self.column = column


@dataclass(frozen=True, slots=True)
class Limits:
    """What a formula may cost at most."""

    length: int = 1000
    """Characters."""
    digits: int = 20
    """Digits of one number."""
    decimal_exponent: int = 30
    """The size of the 8 in 1e-8."""
    depth: int = 25
    """Brackets, signs, powers and negations that stand inside each other."""
    height: int = 60
    """Operations inside each other in what has been read; a sum of n numbers has n - 1."""
    exponent: int = 100
    """The size of any number in an exponent, and of an exponent without names."""
    range_bits: int = 20
    """Bits of the ends of a range."""
    bits: int = 512
    """Bits of what the numbers of the formula could come to, worked out; a name counts as one."""


LIMITS = Limits()
