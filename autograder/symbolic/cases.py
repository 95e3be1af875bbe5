"""Inputs that show what a function does, where they do not follow from its signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Each:
    """Inputs of a chain of calls: the first call gets the first value, the second call the second, and so on."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One call with given inputs: exact numbers (int, or text such as "1/10") or nested lists of them, truth values,
    words, and for `grad_fn` the name of a landscape.

    With `Each` among the inputs it is a chain of as many calls; a state goes from each call to the next.
    """

    why: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseCheck:
    """A check made of cases, for functions that are not one step of an optimizer."""

    id: str
    title: str
    weight: int
    cases: tuple[Case, ...]


Cases = Callable[[Random], Sequence[CaseCheck]]
"""The checks of a function, given a random generator for the inputs that no student can foresee."""
