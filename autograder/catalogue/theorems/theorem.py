"""A theorem as data: what it says, the run that shows it, and a pure function that finds where a path breaks it.

Nothing here needs symbolic mathematics: exact numbers are written as text and become numbers where keys are derived.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.model import Series

__all__ = ["CLOSE", "Break", "Rollout", "Series", "Theorem", "Trajectory", "first_break"]


CLOSE = 1e-9
"""How far two sides of an equation may be apart, relative to what they are made of: rounding, and no mistake."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """A run of a function: some steps, each from where the one before ended.

    `inputs` are exact numbers (int, or text such as "1/10"), nested lists of them, or a `Series` of one a step. A
    function is given those that it has parameters for. What `under` says for a convention goes before them.
    """

    steps: int
    inputs: Mapping[str, Any]
    on: str = ""
    """The landscape whose gradient (and Hessian) is taken. Of an online problem it is that of one round after the
    other."""
    under: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What a function returned in a run, as a theorem sees it. Arrays have a first axis for the steps."""

    points: np.ndarray
    """The returned values; where the run starts at a w of its own, that w stands in front."""
    starts: bool
    """Whether the start stands in front."""
    settings: Mapping[str, Any]
    """What was passed by keyword: a number, or an array of one for each step."""
    facts: Mapping[str, np.ndarray]
    """What the theorem needs to know of the landscape, and other exact values."""
    convention: str
    given: tuple[Any, ...] = ()
    """What was passed by position; of a `Series` the values of all steps."""

    @property
    def times(self) -> np.ndarray:
        """0, 1, 2, ... for the points, in a shape that broadcasts over them."""
        return np.arange(len(self.points)).reshape(-1, *[1] * (self.points.ndim - 1))

    @property
    def moves(self) -> np.ndarray:
        """How far each step went."""
        return np.diff(self.points, axis=0)

    def slopes(self) -> np.ndarray:
        """The gradient at every point, on a quadratic."""
        offsets = self.points - self.facts["minimum"]
        hessian = self.facts["hessian"]
        return np.asarray(offsets * hessian if hessian.ndim == 0 else offsets @ hessian)

    def excess(self) -> np.ndarray:
        """How far the loss of every point is above the least one, on a quadratic."""
        return np.asarray(((self.points - self.facts["minimum"]) * self.slopes()).sum(axis=-1) / 2)


@dataclass(frozen=True, slots=True)
class Break:
    """The first step (counted from 1) at which a path contradicts a theorem, and in which way; 0 is the start."""

    step: int
    reason: str


@dataclass(frozen=True, slots=True)
class Theorem:
    """One statement about the path of a right function."""

    id: str
    statement: str
    """A sentence for a student; facts that are single numbers may stand in it in braces."""
    source: str
    rollout: Rollout
    breaks: Callable[[Trajectory], Break | None]
    """Where a path contradicts the statement; None where it does not."""
    facts: tuple[str, ...] = ()
    """Names of what `breaks` needs to know of the landscape."""
    not_under: tuple[str, ...] = ()
    """Conventions under which the statement is not true."""
    said_under: Mapping[str, str] = field(default_factory=dict)
    """The statement under conventions in which it has other words."""
    against: str = ""
    """Another rule that is given the same inputs; `facts["against"]` are then its points."""
    kept: Callable[[Trajectory], Mapping[str, np.ndarray | float]] = lambda path: {}
    """Further facts, derived from the right path."""

    def said(self, convention: str, facts: Mapping[str, np.ndarray | float]) -> str:
        """The statement in the words of a convention; facts in braces are put in with 4 digits.

        Of the facts those are numbers that are floats, or float64 arrays of shape ().
        """
        numbers = {name: f"{fact:.4g}" for name, fact in facts.items() if np.ndim(fact) == 0}
        return self.said_under.get(convention, self.statement).format(**numbers)

    def title(self, convention: str, facts: Mapping[str, np.ndarray | float]) -> str:
        """The statement with its source, as the title of a check; of the facts, numbers are put in, of shape ()."""
        return f"{self.said(convention, facts)} ({self.source})"


def first_break(path: Trajectory, holds: np.ndarray, reason: str, *, after: int = 0) -> Break | None:
    """The first point at which something does not hold, given for each point (or for those from `after` on).

    `holds` are bools with a first axis for the points: shape (points,) or (points, *shape of w). None where all hold.
    """
    every = holds.reshape(len(holds), -1).all(axis=1)
    if every.all():
        return None
    return Break(int(np.argmin(every)) + after + (0 if path.starts else 1), reason)
