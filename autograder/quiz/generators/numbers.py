"""A number that is asked for: the right one, those that mistakes give, and how an own earlier answer is carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import sympy as sp

from autograder.model.items import Blank, Explained, KnownNumber, NumberKey
from autograder.model.question import PartOfQuestion
from autograder.model.quiz import Kind, Tolerance
from autograder.quiz.generators.context import RIGHT, Context, NotSeparatedError
from autograder.quiz.generators.formulas import number, same, value_of
from autograder.quiz.generators.programs import explained
from autograder.quiz.generators.runs import Instead
from autograder.quiz.generators.texts import filled
from autograder.symbolic.evaluate import EXACT, ROUNDED
from autograder.symbolic.printing import text
from autograder.symbolic.rounding import UndefinedError, mp

APART = 3
"""How many tolerances lie at least between two answers that are not the same."""
KEPT = 40
"""Digits of the numbers of a key."""
FUNCTIONS = ("sqrt", "exp", "log", "abs")
"""What every number and formula may call."""

Candidate = tuple[Any, Explained]


def number_part(part: PartOfQuestion, context: Context, points: float) -> tuple[Blank, NumberKey]:
    """A number, with every wrong answer that is known."""
    tolerance = part.tolerance or context.tolerance
    value = _number(part, context, part.ask)
    if value is None:
        raise NotSeparatedError("the answer has no value")
    wrong = separated(value, list(candidates(part, context, value)), tolerance)
    follow, after = _follow(part, context)
    blank = Blank(part.id, part.kind, filled(part.text, context), points, functions=FUNCTIONS, rule=in_words(tolerance))
    known = tuple(KnownNumber(_decimal(number_), because) for number_, because in wrong)
    return blank, NumberKey(_decimal(value), tolerance, known, follow, after)


def _number(part: PartOfQuestion, context: Context, formula: str, mistake: str = "") -> Any:
    value = context.value(formula, part, mistake=mistake)
    try:
        return None if value is None else number(value)
    except TypeError as error:
        raise context.wrong(f"{formula} is not a single number", part) from error


def _decimal(value: Any) -> str:
    return str(mp.nstr(value, KEPT, strip_zeros=True))


def in_words(tolerance: Tolerance) -> str:
    """The rule by which a number is accepted."""
    part = sp.Rational(tolerance.relative) * 100
    rule = f"Accepted if it is off by at most {float(part):g} % (or {float(sp.Rational(tolerance.absolute)):g})."
    return f"{rule} Give at least {tolerance.digits} significant digits." if tolerance.digits else rule


# ---------------------------------------------------------------- wrong answers


def candidates(part: PartOfQuestion, context: Context, right: Any) -> Iterator[Candidate]:
    """Every wrong answer that is known and has a value other than the right one."""
    for value, because in _known(part, context):
        if value is not None and not same(value, right):
            yield value, because


def _known(part: PartOfQuestion, context: Context) -> Iterator[tuple[Any, Explained]]:
    for mistake in context.mistakes(part):
        yield _number(part, context, part.ask, mistake), explained(context.mistake_of(mistake))
    if any(run.mistake for run in context.runs.values()) and RIGHT not in part.ask:
        titles = [context.mistake_of(run.mistake).title for run in context.runs.values() if run.mistake]
        says = f"That is what the rule gives; here one thing is done otherwise: {'; '.join(titles)}."
        yield _of_the_right_rule(part, context), Explained(("right-rule",), says)
    for index, wrong in enumerate(part.wrong, 1):
        says = filled(wrong.says, context)
        yield _number(part, context, wrong.value), Explained((f"{context.question.id}/wrong-{index}",), says)


def _of_the_right_rule(part: PartOfQuestion, context: Context) -> Any:
    values = context.values()
    right = {name.removeprefix(RIGHT): value for name, value in values.items() if name.startswith(RIGHT)}
    try:
        return number(value_of(part.ask, {**values, **right}, ROUNDED))
    except UndefinedError:
        return None


def separated(right: Any, wrong: list[Candidate], tolerance: Tolerance) -> list[Candidate]:
    """The wrong answers, those that are one number together; NotSeparatedError where two are too near."""
    together: list[Candidate] = []
    for value, because in wrong:
        at = next((i for i, (other, _) in enumerate(together) if same(value, other)), None)
        if at is None:
            together.append((value, because))
        elif because.says != together[at][1].says:
            before = together[at][1]
            says = f"{before.says}\nThe same number also comes from this: {because.says}"
            together[at] = (value, Explained((*before.ids, *because.ids), says))
    numbers = [right, *(value for value, _ in together)]
    for index, a in enumerate(numbers):
        for b in numbers[index + 1 :]:
            if not abs(a - b) > APART * max(reach(a, tolerance), reach(b, tolerance)):
                raise NotSeparatedError(f"{mp.nstr(a, 6)} and {mp.nstr(b, 6)} are too near to each other")
    return together


def reach(value: Any, tolerance: Tolerance) -> Any:
    """How far from a number an answer may be that is taken for it."""
    relative, absolute = (mp.mpf(int(r.p)) / int(r.q) for r in _rationals(tolerance))
    return max(absolute, relative * abs(value))


def _rationals(tolerance: Tolerance) -> tuple[Any, Any]:
    return sp.Rational(tolerance.relative), sp.Rational(tolerance.absolute)


# ---------------------------------------------------------------- follow-through


def _follow(part: PartOfQuestion, context: Context) -> tuple[str, tuple[str, ...]]:
    """The answer as a formula in the answers to the parts before it, and which of them it needs; empty if none."""
    earlier = _earlier_quantities(part, context)
    if not part.follows or not earlier or len(context.runs) != 1:
        return "", ()
    ids = {blank: sp.Symbol(name_in_formulas(blank), real=True) for blank in earlier}
    instead = Instead({earlier[blank]: symbol for blank, symbol in ids.items()})
    try:
        found = value_of(part.ask, context.values(instead=instead), EXACT)
    except TypeError:  # a decision hangs on the earlier answers, so there is no one formula
        return "", ()
    found = sp.sympify(found.item() if isinstance(found, np.ndarray) else found)
    used = tuple(blank for blank, symbol in ids.items() if symbol in found.free_symbols)
    return (text(found), used) if used else ("", ())


def name_in_formulas(blank: str) -> str:
    """What the answer to a blank is called in the formulas of follow-through."""
    return f"own_{blank.replace('-', '_')}"


def _earlier_quantities(part: PartOfQuestion, context: Context) -> dict[str, tuple[int, str]]:
    """The parts before this one that ask for a plain quantity: its call and name, by the part's id."""
    found: dict[str, tuple[int, str]] = {}
    for other in context.question.parts:
        if other.id == part.id:
            return found
        plain = re.fullmatch(r"([A-Za-z]\w*?)_([1-9]\d*)", other.ask)
        if other.kind is Kind.NUMBER and plain and plain[0] in context.values():
            found[other.id] = (int(plain[2]), plain[1])
    return found
