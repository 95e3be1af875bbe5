"""Hyperparameters that are hard-coded or mixed up: mistakes that are derived for every rule that has any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import sympy as sp

from autograder.symbolic.changes import GeneralMistake, is_weight, substituted
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Steps


def hyperparameter_mistakes(rule: Rule) -> Iterator[GeneralMistake]:
    """Those that fit a rule, before any convention."""
    numbers = [h for h in rule.hyperparameters if h.others]
    for h in numbers:
        name = h.name
        yield GeneralMistake(
            f"{name}-hard-coded",
            f"{name} is written as a fixed number",
            f"Call your function with another {name}: does the answer change?",
            f"where {name} should appear",
            substituted({h.symbol: h.usual_number}),
        )
        if is_weight(h.symbol, rule.steps):
            yield GeneralMistake(
                f"{name}-complement",
                f"{name} and 1 - {name} are swapped",
                f"With {name} close to 1, should the past count for much or for little?",
                f"every line with {name} in it",
                substituted({h.symbol: 1 - h.symbol}),
            )
    for first, second in combinations([h.symbol for h in numbers], 2):
        if _alike(first, second, rule.steps):
            yield from _mixed_up(first, second)


def _mixed_up(first: sp.Symbol, second: sp.Symbol) -> Iterator[GeneralMistake]:
    yield GeneralMistake(
        f"{first.name}-{second.name}-swapped",
        f"{first.name} and {second.name} are swapped",
        f"Which line of the formula has {first.name}, and which has {second.name}?",
        f"every line with {first.name} or {second.name} in it",
        substituted({first: second, second: first}),
        renames=True,
    )
    for used, left_out in ((first, second), (second, first)):
        yield GeneralMistake(
            f"{used.name}-for-{left_out.name}",
            f"{used.name} is used where {left_out.name} belongs",
            f"Change {left_out.name} alone: does anything change?",
            f"the lines that should have {left_out.name} in them",
            substituted({left_out: used}),
            renames=True,
        )


def _alike(first: sp.Symbol, second: sp.Symbol, steps: Steps) -> bool:
    """Whether two hyperparameters are of one kind: both weights, or of one family by name (lr_start, lr_end)."""
    family = first.name.partition("_")[0]
    same_family = "_" in first.name and "_" in second.name and family == second.name.partition("_")[0]
    return same_family or (is_weight(first, steps) and is_weight(second, steps))
