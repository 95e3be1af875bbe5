"""What has been read of a formula so far, each part with its kind and with what bounds its cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import sympy as sp

from autograder.symbolic.formulas.limits import FormulaError, Limits
from autograder.symbolic.formulas.tokens import Token


class Kind(StrEnum):
    """What a part of a formula stands for."""

    NUMBER = "number"
    CONDITION = "comparison"
    WORD = "word"


class Part(NamedTuple):
    """A part of a formula."""

    expression: Any
    column: int
    kind: Kind = Kind.NUMBER
    bits: int = 1
    height: int = 0
    has_power: bool = False


def numeral(token: Token) -> Part:
    """A number as its decimals say, exactly."""
    number = sp.Rational(token.text)
    return Part(number, token.column, bits=max(1, int(number.p).bit_length(), int(number.q).bit_length()))


def made(
    expression: Any, parts: Sequence[Part], limits: Limits, kind: Kind = Kind.NUMBER, bits: int | None = None
) -> Part:
    """What was made of some parts; FormulaError where it costs too much. Where `bits` are not given, they add up."""
    column = min(part.column for part in parts)
    bits = sum(part.bits for part in parts) if bits is None else bits
    height = 1 + max(part.height for part in parts)
    if height > limits.height:
        raise FormulaError(f"more than {limits.height} operations stand inside each other", column)
    if bits > limits.bits:
        raise FormulaError("the numbers in this could become too large", column)
    return Part(expression, column, kind, bits, height, any(part.has_power for part in parts))


def raised(base: Part, exponent: Part, limits: Limits) -> Part:
    """A power; FormulaError where its exponent is too large, or holds another power."""
    if exponent.has_power:
        raise FormulaError("an exponent may not hold another power", exponent.column)
    size = max((-(-abs(int(r.p)) // int(r.q)) for r in exponent.expression.atoms(sp.Rational)), default=0)
    if size > limits.exponent:
        raise FormulaError(f"exponents go up to {limits.exponent}", exponent.column)
    has_names, is_number = exponent.expression.free_symbols, exponent.expression.is_Number
    times = 1 if has_names else max(1, size) if is_number else 2**exponent.bits
    power = made(base.expression**exponent.expression, (base, exponent), limits, bits=times * base.bits)
    return power._replace(has_power=True)


def over_range(fold: Callable[..., Any], index: sp.Symbol, parts: Sequence[Part], limits: Limits) -> Part:
    """A sum or product of the first part for an index that goes from the second to before the third."""
    for part in parts[1:]:
        if part.bits > limits.range_bits:
            raise FormulaError("this range could become too long", part.column)
    body, first, end = (part.expression for part in parts)
    with sp.evaluate(True):  # of these, not of what stands in them
        folded = fold(body, (index, first, end - 1))
    return made(folded, parts, limits)


def numbers(*parts: Part) -> Sequence[Part]:
    """The parts, all of which must be numbers."""
    for part in parts:
        if part.kind is not Kind.NUMBER:
            raise FormulaError(f"a number belongs here, not a {part.kind}", part.column)
    return parts


def value(part: Part) -> Part:
    """The part, which must be a number or a word."""
    if part.kind is Kind.CONDITION:
        raise FormulaError("a comparison only says when: write  value if comparison else other", part.column)
    return part


def condition(part: Part) -> Part:
    """The part, which must be a comparison, or a name that stands for a truth value."""
    if part.kind is Kind.CONDITION or (part.kind is Kind.NUMBER and part.expression.is_Symbol):
        return part
    raise FormulaError("a comparison belongs here, such as x > 0", part.column)
