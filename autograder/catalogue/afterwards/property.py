"""A property of right functions, with the inputs that show it, and what is said after an exercise is solved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.basics.dataclass import dataclass

CLOSE = 1e-9

Given = Mapping[str, Any]
"""The arguments of a call by their names; the entries of a state as well."""


@dataclass(frozen=True, slots=True)
class Property:
    """What is true of a right function at every input of a check."""

    sentence: str
    check: str
    """The check's id behind the exercise's name: "points"."""
    holds: Callable[[Given, Any], bool]
    """Whether it is true of a call and what it returned, a float64 array, a number or a word; of calls that follow each
    other it gets arrays with a first axis for the steps."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is said after an exercise is solved."""

    question: str
    true: Property | None = None
    """None where a theorem holds."""


def near(a: Any, b: Any) -> bool:
    """Whether two arrays or numbers, float64 of any shape, are the same but for rounding."""
    return bool(np.allclose(a, b, rtol=CLOSE, atol=CLOSE))
