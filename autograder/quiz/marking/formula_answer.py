"""Mark a formula: by its exact values at the points of the key, never by its form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from autograder.model.items import Blank, FormulaKey
from autograder.model.marks import Answered, Verdict
from autograder.quiz.marking.answers import formula
from autograder.quiz.marking.values import NoValueError, decimals, distance, number, text_of, value_of
from autograder.symbolic.formulas import Node

SAME = Decimal("1e-30")
"""By which part of their size two values may differ: they are worked out with 50 digits and kept with 40."""


def mark_formula(blank: Blank, key: FormulaKey, text: str) -> Answered:
    """Mark what was typed; a wrong formula is told a point at which it gives another value."""
    tree = formula(text, blank.names, blank.functions)
    shown = text_of(tree)
    values = [_value(tree, point) for point in key.points]
    if _agree(values, key.values):
        return Answered(blank.id, Verdict.RIGHT, 1.0, shown)
    for known in key.wrong:
        if _agree(values, known.values):
            return Answered(blank.id, Verdict.WRONG, 0.0, shown, known.because.says, known.because.ids)
    return Answered(blank.id, Verdict.WRONG, 0.0, shown, _counterexample(key, values))


def _value(tree: Node, point: Mapping[str, str]) -> Decimal | None:
    try:
        return value_of(tree, {name: number(text) for name, text in point.items()})
    except NoValueError:
        return None


def _agree(values: list[Decimal | None], others: tuple[str, ...]) -> bool:
    return all(_same(value, other) for value, other in zip(values, others, strict=True))


def _same(value: Decimal | None, text: str) -> bool:
    if value is None or not text:
        return value is None and not text
    other = number(text)
    return distance(value, other) <= SAME * max(abs(value), abs(other))


def _counterexample(key: FormulaKey, values: list[Decimal | None]) -> str:
    at = next(i for i, (value, text) in enumerate(zip(values, key.values, strict=True)) if not _same(value, text))
    place = ", ".join(f"{name} = {text}" for name, text in key.points[at].items())
    value, right = values[at], key.values[at]
    yours = "no value" if value is None else decimals(value, 6)
    return f"For {place} your formula gives {yours}, and the right one {decimals(number(right), 6)}."
