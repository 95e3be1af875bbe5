"""Numbers to 50 digits that also know how far float64 arithmetic may end from them.

A `Rounded` carries a first-order bound, in units of 2**-53, on what rounding may change on the way to it: each
operation adds half a unit in the last place of its result and passes on the bounds of its operands multiplied by its
derivatives (running error analysis; Higham, Accuracy and Stability of Numerical Algorithms, section 3.3).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context
from typing import Any

import mpmath
import numpy as np
import sympy as sp

mp: Any = mpmath.MPContext()
mp.dps = 50

UNIT = 2.0**-53
DUST = mp.mpf(10) ** -44
"""What 50 digits leave of a zero, as a part of what it was computed from."""
SAFETY = 2.0**14
"""How many times the bound a right answer may be off: room for any other arrangement of the formula."""


class UndefinedError(ArithmeticError):
    """A quantity of a rule has no value (0/0, the root of a negative number): the probe is left out for it."""

    def __init__(self, why: str, quantity: str = "") -> None:
        super().__init__(why)
        self.quantity = quantity
        """Its name, where it is known."""


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
        """An input: the exact number, off by at most the rounding of its decimals to float64; infinity is exact."""
        if isinstance(number, Rounded):
            return number
        if isinstance(number, int):
            return cls(mp.mpf(number), mp.mpf(abs(number)))
        number = sp.sympify(number)
        if number.is_infinite:
            return cls(mp.inf if number > 0 else -mp.inf, mp.mpf(0))
        value = mp.mpf(int(number.p)) / int(number.q) if number.is_Rational else mp.mpf(str(sp.N(number, 60)))
        return cls(value, abs(value))

    def _new(self, value: Any, error: Any) -> Rounded:
        if isinstance(value, mp.mpc) or mp.isnan(value):
            raise UndefinedError("not a real number")
        if value and abs(value) < DUST * error:
            value = mp.mpf(0)
        return Rounded(value, mp.mpf(0) if mp.isinf(value) else error + abs(value))

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
        if b.value > 0 and self._may_be_zero():
            return self._new(value, self._spread(lambda x: x**b.value))
        slope = abs(b.value * self.value ** (b.value - 1))
        growth = abs(value * mp.log(abs(self.value))) if self.value and b.value != int(b.value) else mp.mpf(0)
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
        root = mp.sqrt(self.value)
        return self._new(root, self._spread(mp.sqrt) if self._may_be_zero() else self.error / (2 * root))

    def _may_be_zero(self) -> bool:
        """Whether rounding may have made this number of a zero, so that slopes at its value say nothing."""
        return bool(abs(self.value) <= 4 * SAFETY * UNIT * self.error)

    def _spread(self, function: Callable[[Any], Any]) -> Any:
        """How far an increasing function may be off when this number may be zero, in units of 2**-53."""
        reach = SAFETY * UNIT * self.error
        return function(abs(self.value) + reach) / (SAFETY * UNIT)

    def apply(self, function: Callable[[Any], Any], slope: Any) -> Rounded:
        """A differentiable function of this number, given its slope here."""
        return self._new(function(self.value), abs(slope) * self.error)

    def compare(self, other: Any) -> int:
        """-1, 0 or 1; TieError where the two differ by no more than rounding could change.

        Two equal numbers that have been rounded once at most are equal in float64 too; two that were computed may not.
        """
        b = Rounded.of(other)
        as_given = self.error <= abs(self.value) and b.error <= abs(b.value)
        if self.value == b.value and as_given:
            return 0
        if not abs(self.value - b.value) > SAFETY * UNIT * (self.error + b.error):
            raise TieError(f"{self} and {b} are too close to compare")
        return 1 if self.value > b.value else -1

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

    def __repr__(self) -> str:
        return mp.nstr(self.value, 20)

    def __float__(self) -> float:
        return float(self.value)

    @property
    def tolerance(self) -> float:
        """How far from the value a right answer in float64 may end."""
        return float(self.error * UNIT * SAFETY)


def exponential(x: Rounded) -> Rounded:
    """The exponential function with its error bound."""
    return x.apply(mp.exp, mp.exp(x.value))


def hyperbolic_tangent(x: Rounded) -> Rounded:
    """The hyperbolic tangent with its error bound."""
    return x.apply(mp.tanh, 1 - mp.tanh(x.value) ** 2)


def sine(x: Rounded) -> Rounded:
    """The sine with its error bound."""
    return x.apply(mp.sin, mp.cos(x.value))


def cosine(x: Rounded) -> Rounded:
    """The cosine with its error bound."""
    return x.apply(mp.cos, mp.sin(x.value))


def larger(a: Any, b: Any) -> Any:
    """The larger of two numbers. Where rounding could decide which, that is no harm: both are right then."""
    if isinstance(a, Rounded) or isinstance(b, Rounded):
        small, large = sorted((Rounded.of(a), Rounded.of(b)), key=lambda number: number.value)
        clear = large.value - small.value > SAFETY * UNIT * (small.error + large.error)
        return large if clear else Rounded(large.value, max(small.error, large.error))
    return max(a, b) if isinstance(a, int) and isinstance(b, int) else sp.Max(a, b)


def smaller(a: Any, b: Any) -> Any:
    """The smaller of two numbers."""
    return -larger(-a, -b)


def floats_and_tolerances(array: Any) -> tuple[np.ndarray, np.ndarray]:
    """The nearest float64 values of an object array of Rounded numbers, and their tolerances, in its shape."""
    cells = np.asarray(array, dtype=object)
    values = np.array([float(Rounded.of(c)) for c in cells.flat], dtype=np.float64)
    tolerances = np.array([Rounded.of(c).tolerance for c in cells.flat], dtype=np.float64)
    return values.reshape(cells.shape), tolerances.reshape(cells.shape)


def rounded_up(tolerances: np.ndarray) -> np.ndarray:
    """To two digits, and never less, so that they are short where they are kept; float64, in the same shape."""
    return np.reshape([float(f"{1.05 * number:.1e}") for number in tolerances.flat], tolerances.shape)


SHOWN = Context(prec=16, rounding=ROUND_HALF_EVEN)
"""How many digits of a number are shown: as many as float64 has."""


def decimal(number: Rounded) -> str:
    """The number rounded to 16 digits, not the digits of the float64 nearest to it: 0.0802, 1e-8, inf."""
    if mp.isinf(number.value):
        return "inf" if number.value > 0 else "-inf"
    rounded = SHOWN.create_decimal(mp.nstr(number.value, mp.dps)).normalize(SHOWN)
    return format(rounded, "f" if not rounded or -5 < rounded.adjusted() < SHOWN.prec else "e")
