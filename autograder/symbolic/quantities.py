"""The numbers that a rule works with beside its arguments: hyperparameters, and what its state holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp

from autograder.symbolic.vocabulary import rational, symbol


@dataclass(frozen=True, slots=True)
class Hyperparameter:
    """A number passed by keyword, with its usual value and others at which mistakes show, as exact decimals in text.

    `Hyperparameter("lr", "how far to step", "1/10", "3/10 1/20")`; with `integer` it is a count, passed as an int.
    """

    name: str
    meaning: str
    usual: str
    others: str = ""
    integer: bool = False

    @property
    def symbol(self) -> sp.Symbol:
        """What stands for it in formulas."""
        return symbol(self.name, self.integer)

    @property
    def usual_number(self) -> sp.Rational:
        """Its usual value."""
        return rational(self.usual)

    @property
    def other_numbers(self) -> tuple[sp.Rational, ...]:
        """Values at which mistakes show."""
        return tuple(map(rational, self.others.split()))


@dataclass(frozen=True, slots=True)
class State:
    """One entry of the state: zeros of w's shape at first; with `integer` a count, which starts at 0.

    With `shape="rows"` or `"columns"` it has one number for each row, or column, of a matrix w. `start` is another
    number to start with, the same everywhere; None where each probe gives its own. Where it can never be negative,
    `nonnegative` says so, and no probe gives it a negative number; nor one above 1 to a `share`.
    """

    name: str
    meaning: str
    start: str | None = "0"
    integer: bool = False
    nonnegative: bool = False
    share: bool = False
    shape: Literal["w", "rows", "columns"] = "w"

    @property
    def symbol(self) -> sp.Symbol:
        """What stands for it in formulas."""
        return sp.Symbol(self.name, nonnegative=True) if self.nonnegative else symbol(self.name, self.integer)

    def shape_for(self, w: tuple[int, ...]) -> tuple[int, ...]:
        """Its shape, where w has the given one."""
        return {"w": w, "rows": w[:1], "columns": w[1:2]}[self.shape]

    @property
    def first(self) -> Any:
        """The number that every entry starts with; None where each probe gives its own."""
        return sp.oo if self.start == "inf" else self.start and rational(self.start)
