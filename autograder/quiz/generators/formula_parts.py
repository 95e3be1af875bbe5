"""A formula that is asked for: the right one and those of mistakes, known by their values at some points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import numpy as np
import sympy as sp

from autograder.model.items import Blank, Explained, FormulaKey, KnownFormula
from autograder.model.question import PartOfQuestion
from autograder.quiz.generators.context import Context, NotSeparatedError
from autograder.quiz.generators.formulas import number, same
from autograder.quiz.generators.numbers import FUNCTIONS, KEPT
from autograder.quiz.generators.programs import explained
from autograder.quiz.generators.texts import filled
from autograder.symbolic.evaluate import EXACT, ROUNDED, evaluate
from autograder.symbolic.printing import text
from autograder.symbolic.rounding import TieError, UndefinedError, mp
from autograder.symbolic.rule import Rule

POINTS = 8
TRIES = 200
KEYS_OWN = {sp.sin: "sin", sp.cos: "cos", sp.tanh: "tanh", sp.sign: "sign", sp.Max: "max", sp.Min: "min"}
"""What may be called only where the right formula does: with these, formulas could agree on the points alone."""


def formula_part(part: PartOfQuestion, context: Context, points: float) -> tuple[Blank, FormulaKey]:
    """A formula in some names, with every wrong one that is known."""
    right = _expression(part, context)
    _refuse_unlisted(right, part, context)
    at = list(_points(right, part, context))
    values = [_value(right, point) for point in at]
    wrong = _known(part, context, at, values)
    functions = (*FUNCTIONS, *(name for function, name in KEYS_OWN.items() if right.has(function)))
    blank = Blank(
        part.id,
        part.kind,
        filled(part.text, context),
        points,
        names=tuple(part.names),
        functions=functions,
        rule=f"A formula in {', '.join(part.names)}; it may be written in any form.",
    )
    return blank, FormulaKey(_shown(right), tuple(at), tuple(map(_decimal, values)), wrong)


def _expression(part: PartOfQuestion, context: Context, mistake: str = "") -> Any:
    """The right formula, or that of a mistake."""
    if not part.of_line:
        found = context.value(part.ask, part, mistake=mistake, arithmetic=EXACT)
        return sp.sympify(found.item() if isinstance(found, np.ndarray) else found)
    program = next((program for program in context.programs.values() if program is not None), None)
    if program is None:
        raise context.wrong("line needs a run with a rule", part)
    return _of_line((program.mistaken(mistake) if mistake else None) or program.right, part, context)


def _shown(expression: Any) -> str:
    """A formula as it is shown: a fraction of polynomials in factors, anything else as it came out."""
    is_plain = expression.free_symbols and expression.is_rational_function(*expression.free_symbols)
    return text(sp.factor(expression) if is_plain else expression)


def _of_line(rule: Rule, part: PartOfQuestion, context: Context) -> Any:
    for step in rule.steps:
        if step.symbol.name == part.of_line:
            return step.expression
    raise context.wrong(f"{rule.name} has no line of {part.of_line}", part)


def _refuse_unlisted(expression: Any, part: PartOfQuestion, context: Context) -> None:
    missing = sorted({symbol.name for symbol in expression.free_symbols} - set(part.names))
    if missing:
        raise context.wrong(f"the right formula is {text(expression)}: names lacks {', '.join(missing)}", part)


# ---------------------------------------------------------------- points


def _points(right: Any, part: PartOfQuestion, context: Context) -> Iterator[Mapping[str, str]]:
    """Points of the declared domains at which the right formula has a value."""
    random = Random(f"{context.question.id}/{part.id}/{context.luck}")
    domains = {name: _domain(said, name, part, context) for name, said in part.names.items()}
    found = 0
    for _ in range(TRIES):
        point = {name: draw(random) for name, draw in domains.items()}
        if _value(right, point) is not None:
            found += 1
            yield point
        if found == POINTS:
            return
    raise context.wrong(f"the right formula has a value at too few points of {dict(part.names)}", part)


def _domain(said: str, name: str, part: PartOfQuestion, context: Context) -> Any:
    """What draws a number from a domain, as a decimal."""
    if whole := re.fullmatch(r"(-?\d+)\.\.(-?\d+)", said):
        low, high = int(whole[1]), int(whole[2])
        return lambda random: str(low + int(random.random() * (high - low + 1)))
    ends = said.split()
    if len(ends) != 2:
        raise context.wrong(f'names.{name} must say from where to where, such as "0.1 3" or "1..9"', part)
    low_, high_ = map(float, ends)
    return lambda random: f"{low_ + random.random() * (high_ - low_):.4f}"


def _value(expression: Any, point: Mapping[str, str]) -> Any:
    """The value at a point to 50 digits; None where there is none."""
    try:
        return number(
            evaluate(expression, {name: ROUNDED.number(sp.Rational(x)) for name, x in point.items()}, ROUNDED)
        )
    except (UndefinedError, TieError):
        return None


def _decimal(value: Any) -> str:
    return "" if value is None else str(mp.nstr(value, KEPT, strip_zeros=True))


# ---------------------------------------------------------------- wrong formulas


def _known(
    part: PartOfQuestion, context: Context, at: list[Mapping[str, str]], right: list[Any]
) -> tuple[KnownFormula, ...]:
    """Wrong formulas with their values; those that are one and the same are explained together."""
    found: dict[tuple[str, ...], Explained] = {}
    shown: dict[tuple[str, ...], str] = {}
    for expression, because in _candidates(part, context):
        values = [_value(expression, point) for point in at]
        if _agree(values, right):
            raise NotSeparatedError(f"{because.ids[0]} gives the right formula")
        key = tuple(map(_decimal, values))
        before = found.get(key)
        shown.setdefault(key, _shown(expression))
        found[key] = (
            because
            if before is None
            else Explained(
                (*before.ids, *because.ids), f"{before.says}\nThe same formula also comes from this: {because.says}"
            )
        )
    return tuple(KnownFormula(shown[values], values, because) for values, because in found.items())


def _candidates(part: PartOfQuestion, context: Context) -> Iterator[tuple[Any, Explained]]:
    for mistake in context.mistakes(part):
        yield _expression(part, context, mistake), explained(context.mistake_of(mistake))
    for index, wrong in enumerate(part.wrong, 1):
        value = context.value(wrong.value, part, arithmetic=EXACT)
        yield sp.sympify(value), Explained((f"{context.question.id}/wrong-{index}",), filled(wrong.says, context))


def _agree(values: list[Any], others: list[Any]) -> bool:
    return all(a is not None and b is not None and same(a, b) for a, b in zip(values, others, strict=True))
