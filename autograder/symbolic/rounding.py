"""Numbers to 50 digits that also know how far float64 arithmetic may end from them.

A `Rounded` carries a first-order bound, in units of 2**-53, on what rounding may change on the way to it: each
operation adds half a unit in the last place of its result and passes on the bounds of its operands multiplied by its
derivatives (running error analysis; Higham, Accuracy and Stability of Numerical Algorithms, section 3.3).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import sympy as sp

_mp: Any = mpmath.MPContext()
_mp.dps = 50

UNIT = 2.0**-53
SAFETY = 2.0**14
"""How many times the bound a right answer may be off: room for any other arrangement of the formula."""


class TieError(ArithmeticError):
    """Two numbers that a rule compares are so close that rounding could decide: the probe is not fair."""


class Rounded:
    """A real number to 50 digits with a bound on what float64 rounding may do to it."""

    __slots__ = ("error", "value")

    def __init__(self, value: Any, error: Any) -> None:
        self.value = value
        self.error = error

    @classmethod
    def of(cls, number: Any) -> Rounded:
        """An input: the exact number, off by at most the rounding of its decimals to float64."""
        if isinstance(number, Rounded):
            return number
        number = sp.sympify(number)
        value = _mp.mpf(int(number.p)) / int(number.q) if number.is_Rational else _mp.mpf(str(sp.N(number, 60)))
        return cls(value, abs(value))

    def _new(self, value: Any, error: Any) -> Rounded:
        return Rounded(value, error + abs(value))

    def __add__(self, other: Any) -> Rounded:
        b = Rounded.of(other)
        return self._new(self.value + b.value, self.error + b.error)

    def __sub__(self, other: Any) -> Rounded:
        return self + (-Rounded.of(other))

    def __mul__(self, other: Any) -> Rounded:
        b = Rounded.of(other)
        return self._new(self.value * b.value, abs(self.value) * b.error + abs(b.value) * self.error)

    def __truediv__(self, other: Any) -> Rounded:
        b = Rounded.of(other)
        quotient = self.value / b.value
        return self._new(quotient, (self.error + abs(quotient) * b.error) / abs(b.value))

    def __pow__(self, other: Any) -> Rounded:
        b = Rounded.of(other)
        if b.value == 0.5:
            return self.sqrt()
        value = self.value**b.value
        slope = abs(b.value * self.value ** (b.value - 1)) if self.value else _mp.mpf(b.value == 1)
        growth = abs(value * _mp.log(abs(self.value))) if self.value and b.value != int(b.value) else _mp.mpf(0)
        return self._new(value, slope * self.error + growth * b.error)

    def __radd__(self, other: Any) -> Rounded:
        return Rounded.of(other) + self

    def __rsub__(self, other: Any) -> Rounded:
        return Rounded.of(other) - self

    def __rmul__(self, other: Any) -> Rounded:
        return Rounded.of(other) * self

    def __rtruediv__(self, other: Any) -> Rounded:
        return Rounded.of(other) / self

    def __rpow__(self, other: Any) -> Rounded:
        return Rounded.of(other) ** self

    def __neg__(self) -> Rounded:
        return Rounded(-self.value, self.error)

    def __abs__(self) -> Rounded:
        return Rounded(abs(self.value), self.error)

    def sqrt(self) -> Rounded:
        """The square root; the root of an exact zero is an exact zero."""
        root = _mp.sqrt(self.value)
        return self._new(root, self.error / (2 * root) if root else _mp.mpf(0))

    def apply(self, function: Callable[[Any], Any], slope: Any) -> Rounded:
        """A differentiable function of this number, given its slope here."""
        return self._new(function(self.value), abs(slope) * self.error)

    def compare(self, other: Any) -> int:
        """-1, 0 or 1; TieError where the two differ by no more than rounding could change."""
        b = Rounded.of(other)
        difference = self.value - b.value
        if difference and abs(difference) <= SAFETY * UNIT * (self.error + b.error):
            raise TieError(f"{self} and {b} are too close to compare")
        return int(_mp.sign(difference))

    def __lt__(self, other: Any) -> bool:
        return self.compare(other) < 0

    def __le__(self, other: Any) -> bool:
        return self.compare(other) <= 0

    def __gt__(self, other: Any) -> bool:
        return self.compare(other) > 0

    def __ge__(self, other: Any) -> bool:
        return self.compare(other) >= 0

    def __eq__(self, other: object) -> bool:
        return self.compare(other) == 0

    __hash__ = None  # type: ignore[assignment]

    def larger(self, other: Any) -> Rounded:
        """The larger of two numbers. No tie is unfair here: where rounding could decide, both are right."""
        b = Rounded.of(other)
        try:
            return self if self >= b else b
        except TieError:
            return Rounded(max(self.value, b.value), max(self.error, b.error))

    def __repr__(self) -> str:
        return _mp.nstr(self.value, 20)

    def __float__(self) -> float:
        return float(self.value)

    @property
    def tolerance(self) -> float:
        """How far from the value a right answer in float64 may end."""
        return float(self.error * UNIT * SAFETY)


def cosine(x: Rounded) -> Rounded:
    """The cosine with its error bound."""
    return x.apply(_mp.cos, _mp.sin(x.value))


def floats_and_tolerances(array: Any) -> tuple[np.ndarray, np.ndarray]:
    """The nearest float64 values of an object array of Rounded numbers, and their tolerances, in its shape."""
    cells = np.asarray(array, dtype=object)
    values = np.array([float(Rounded.of(c)) for c in cells.flat], dtype=np.float64)
    tolerances = np.array([Rounded.of(c).tolerance for c in cells.flat], dtype=np.float64)
    return values.reshape(cells.shape), tolerances.reshape(cells.shape)
