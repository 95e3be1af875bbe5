"""Inputs that show what a function does, where they do not follow from its signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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

MOST_WEIGHT = 5
"""Weights are small, so that "3 of 9" can be worked out in the head."""


def wrong_weight(check: CaseCheck) -> str:
    """What is wrong with the weight of a check, as a sentence without its beginning; empty where nothing is."""
    if type(check.weight) is int and 1 <= check.weight <= MOST_WEIGHT:
        return ""
    return f'the check "{check.id}" has the weight {check.weight!r}: write a whole number from 1 to {MOST_WEIGHT}'


def incomplete(case: Case, needed: Sequence[str], signature: str) -> Iterator[str]:
    """What a case lacks of the inputs that a function needs, each as the end of a sentence."""
    for name in needed:
        if name not in case.inputs:
            yield f"has no {name}: give a value to everything that {signature} takes"
    lengths = sorted({len(value.values) for value in case.inputs.values() if isinstance(value, Each)})
    if len(lengths) > 1:
        yield f"has series of different lengths: {', '.join(map(str, lengths))}"
