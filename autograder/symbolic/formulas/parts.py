"""What has been read of a formula so far, each part with its kind and with what bounds its cost."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from autograder.symbolic.formulas.limits import FormulaError, Limits
from autograder.symbolic.formulas.tokens import Token
from autograder.symbolic.formulas.tree import Node, Op


class Kind(StrEnum):
    """What a part of a formula stands for."""

    NUMBER = "number"
    CONDITION = "comparison"
    WORD = "word"


class Part(NamedTuple):
    """A part of a formula."""

    node: Node
    column: int
    kind: Kind = Kind.NUMBER
    bits: int = 1
    height: int = 0
    has_power: bool = False
    has_names: bool = False
    number: Fraction | None = None
    """Its value, where it is a number or a fraction of two."""
    largest: int = 0
    """The size of the largest number in it, rounded up."""


def numeral(token: Token) -> Part:
    """A number as its decimals say, exactly."""
    number = Fraction(token.text)
    bits = max(1, number.numerator.bit_length(), number.denominator.bit_length())
    return Part(Node(Op.NUMBER, number=number), token.column, bits=bits, number=number, largest=_size(number))


def _size(number: Fraction) -> int:
    return -(-abs(number.numerator) // number.denominator)


def made(node: Node, parts: Sequence[Part], limits: Limits, kind: Kind = Kind.NUMBER, bits: int | None = None) -> Part:
    """What was made of some parts; FormulaError where it costs too much. Where `bits` are not given, they add up."""
    column = min(part.column for part in parts)
    bits = sum(part.bits for part in parts) if bits is None else bits
    height = 1 + max(part.height for part in parts)
    if height > limits.height:
        raise FormulaError(f"more than {limits.height} operations stand inside each other", column)
    if bits > limits.bits:
        raise FormulaError("the numbers in this could become too large", column)
    number = _worked_out(node.op, [part.number for part in parts])
    return Part(
        node,
        column,
        kind,
        bits,
        height,
        any(part.has_power for part in parts),
        any(part.has_names for part in parts),
        number,
        max(part.largest for part in parts) if number is None else _size(number),
    )


def _worked_out(op: Op, numbers: Sequence[Fraction | None]) -> Fraction | None:
    """The number that a signed number or a fraction of two whole numbers is; other arithmetic stays as written."""
    match op, numbers:
        case Op.NEGATIVE, [Fraction() as number]:
            return -number
        case Op.QUOTIENT, [Fraction(denominator=1) as above, Fraction(denominator=1) as below] if below:
            return above / below
    return None


def raised(base: Part, exponent: Part, limits: Limits) -> Part:
    """A power; FormulaError where its exponent is too large, or holds another power."""
    if exponent.has_power:
        raise FormulaError("an exponent may not hold another power", exponent.column)
    if exponent.largest > limits.exponent:
        raise FormulaError(f"exponents go up to {limits.exponent}", exponent.column)
    times = 2**exponent.bits
    if exponent.has_names or exponent.number is not None:
        times = 1 if exponent.has_names else max(1, exponent.largest)
    node = Node(Op.POWER, (base.node, exponent.node))
    return made(node, (base, exponent), limits, bits=times * base.bits)._replace(has_power=True)


def over_range(name: str, counter: str, parts: Sequence[Part], limits: Limits) -> Part:
    """A sum or product of the first part for a counter that goes from the second to before the third."""
    for part in parts[1:]:
        if part.bits > limits.range_bits:
            raise FormulaError("this range could become too long", part.column)
    node = Node(Op.RANGE, tuple(part.node for part in parts), text=name, counter=counter)
    return made(node, parts, limits)


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
    if part.kind is Kind.CONDITION or (part.kind is Kind.NUMBER and part.node.op is Op.NAME):
        return part
    raise FormulaError("a comparison belongs here, such as x > 0", part.column)
