"""Mark a number: right, known to be wrong, carried on from an own earlier answer, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from autograder.model.items import Blank, NumberKey
from autograder.model.marks import Answered, Verdict
from autograder.quiz.marking.answers import OUR_LIMITS, formula, significant_digits
from autograder.quiz.marking.values import FUNCTIONS, NoValueError, decimals, distance, number, text_of, value_of
from autograder.symbolic.formulas import FormulaError, Node, Op

Numbers: TypeAlias = Mapping[str, Decimal | None]
"""Numbers by the ids of their blanks; None where there is none."""

SHOWN = 10
"""Digits of a value that is shown beside what was typed."""
HALF = 0.5
"""The part that a right number with too few digits is worth."""
WITHIN = 10
"""An own earlier answer is carried on if it is at most this many times the right one, or its part."""


def mark_number(blank: Blank, key: NumberKey, text: str, own: Numbers, right: Numbers) -> Answered:
    """Mark what was typed; `own` are the student's numbers in the blanks before, `right` the right ones."""
    tree = formula(text, (), blank.functions)
    try:
        value = value_of(tree, {})
    except NoValueError as error:
        raise FormulaError(f"this has no value: {error}", 1) from error
    shown = understood(tree, value)
    if _is_near(value, key.value, key):
        return _right(blank, key, text, shown)
    carried = _carried_on(key, own, right)
    if carried is not None and distance(value, carried) <= _reach(carried, key):
        says = f"Right, carried on from your own {' and '.join(key.after)}."
        return Answered(blank.id, Verdict.RIGHT, 1.0, shown, says)
    for known in key.wrong:
        if _is_near(value, known.value, key):
            return Answered(blank.id, Verdict.WRONG, 0.0, shown, known.because.says, known.because.ids)
    if _is_rounded(value, text, key):
        says = "This is the right number, but with too few digits: give more of them."
        return Answered(blank.id, Verdict.PARTLY, HALF, shown, says)
    return Answered(blank.id, Verdict.WRONG, 0.0, shown)


def own_number(blank: Blank, text: str) -> Decimal | None:
    """The number that was typed; None where there is none."""
    try:
        return value_of(formula(text, (), blank.functions), {})
    except (FormulaError, NoValueError):
        return None


def understood(tree: Node, value: Decimal) -> str:
    """What was typed as it was understood, with its value where that does not stand there already."""
    text = text_of(tree)
    is_plain = tree.op is Op.NUMBER or (tree.op is Op.NEGATIVE and tree.parts[0].op is Op.NUMBER)
    return text if is_plain else f"{text} = {decimals(value, SHOWN)}"


def _right(blank: Blank, key: NumberKey, text: str, shown: str) -> Answered:
    digits, asked = significant_digits(text), key.tolerance.digits
    if digits is not None and digits < asked:
        says = f"The value is right. It should have at least {asked} significant digits, and has {digits}."
        return Answered(blank.id, Verdict.PARTLY, HALF, shown, says)
    return Answered(blank.id, Verdict.RIGHT, 1.0, shown)


def _reach(value: Decimal, key: NumberKey) -> Decimal:
    """How far from a number an answer may be that is taken for it."""
    return max(number(key.tolerance.absolute), number(key.tolerance.relative) * abs(value))


def _is_near(value: Decimal, text: str, key: NumberKey) -> bool:
    target = number(text)
    return distance(value, target) <= _reach(target, key)


def _is_rounded(value: Decimal, text: str, key: NumberKey) -> bool:
    """Whether a decimal of two digits or more is the right number, rounded to them."""
    digits = significant_digits(text)
    if digits is None or digits < 2:
        return False
    target = number(key.value)
    unit = Decimal(1).scaleb(target.adjusted() + 1 - digits) if target else Decimal(0)
    return distance(value, target) <= unit / 2


def _carried_on(key: NumberKey, own: Numbers, right: Numbers) -> Decimal | None:
    """The answer that follows from the student's own numbers; None where these are not to be carried on."""
    if not key.follow or not all(_may_be_carried(own.get(blank), right.get(blank)) for blank in key.after):
        return None
    names = {f"own_{blank.replace('-', '_')}": value for blank in key.after if (value := own[blank]) is not None}
    try:
        return value_of(formula(key.follow, tuple(names), tuple(FUNCTIONS), OUR_LIMITS), names)
    except NoValueError:
        return None


def _may_be_carried(value: Decimal | None, right: Decimal | None) -> bool:
    """Whether an own number makes the next part neither trivial nor wild: not 0, and of the size of the right one."""
    if value is None or right is None or value == 0:
        return False
    return abs(right) / WITHIN <= abs(value) <= max(abs(right), Decimal(1)) * WITHIN
