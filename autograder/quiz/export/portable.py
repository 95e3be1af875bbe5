"""What the quiz of another system can ask: each blank of an item as a question of its own, and what is lost of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import NamedTuple, TypeAlias

from autograder.model.items import (
    Blank,
    FormulaKey,
    Frozen,
    LettersKey,
    LineKey,
    MatchKey,
    NumberKey,
    OrderKey,
)
from autograder.model.quiz import Kind, Tolerance
from autograder.quiz.export.near import Near

MOST_ORDERS = 60
"""More right orders than these are not listed in an export."""


# ---------------------------------------------------------------- ways to answer


@dataclass(frozen=True, slots=True)
class Numeric:
    """A decimal is typed."""

    right: Near
    wrong: tuple[tuple[Near, str], ...]
    """Known wrong numbers, and what is said of each."""


class Choosable(NamedTuple):
    """What may be chosen, and what is said to who chooses it."""

    text: str
    is_right: bool
    says: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One option is chosen, or several."""

    options: tuple[Choosable, ...]
    several: bool
    in_order: bool = False
    """Whether the options have an order of their own, such as numbers of lines."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Letters are typed; any of some texts is right."""

    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each left side gets one of the right sides."""

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...]
    """Right sides that belong to nothing."""


Way: TypeAlias = Numeric | Choice | Typed | Pairs


@dataclass(frozen=True, slots=True)
class Asked:
    """One blank of one variant as a question that stands alone."""

    question: str
    blank: str
    unit: str
    title: str
    text: str
    points: float
    way: Way
    feedback: str
    """What everybody is told."""
    lost: tuple[str, ...]
    """What no other system can carry of it."""


class Portable(NamedTuple):
    """What of an item can be asked elsewhere, and sentences about what cannot be asked at all."""

    asked: tuple[Asked, ...]
    lost: tuple[str, ...]


# ---------------------------------------------------------------- an item


def asked_of(frozen: Frozen) -> Portable:
    """The questions that stand for an item, with what no other system can carry of it."""
    item = frozen.item
    asked, lost = [], list[str]()
    for at, blank in enumerate(item.blanks):
        key = frozen.key.blanks[blank.id]
        try:
            way = _way(blank, key)
        except NotPortableError as error:
            lost.append(f"{item.question} {blank.id} is left out: {error}")
            continue
        text = _text(item.text, item.blanks[:at], blank, way)
        points = item.points / len(item.blanks)
        about = (item.question, blank.id, item.unit, item.title, text, points, way, frozen.key.feedback)
        asked.append(Asked(*about, tuple(_lost(key))))
    return Portable(tuple(asked), tuple(lost))


class NotPortableError(ValueError):
    """A blank that no question of another system can stand for; says why."""


def _text(text: str, before: Sequence[Blank], blank: Blank, way: Way) -> str:
    """All that must be read to answer one blank alone."""
    earlier = " ".join(other.text for other in before if other.text)
    parts = [text, f"(Before this it was asked: {earlier})" if earlier else "", blank.text, _rule(blank, way)]
    if isinstance(way, Typed):
        parts.insert(-1, "\n".join(f"{choice.letter}  {choice.text}" for choice in blank.choices))
    return "\n\n".join(filter(None, parts))


def _rule(blank: Blank, way: Way) -> str:
    match way:
        case Numeric():
            return f"Write a decimal such as -0.25. {blank.rule.partition(' Give at least')[0]}"
        case Typed():
            return "Type all the letters in order with nothing between them, such as cab."
        case Choice(several=True):
            return "Choose all that are right."
    return ""


def _way(blank: Blank, key: object) -> Way:
    match key:
        case NumberKey():
            wrong = tuple((_near(known.value, key.tolerance), known.because.says) for known in key.wrong)
            return Numeric(_near(key.value, key.tolerance), wrong)
        case LettersKey():
            return _choice(blank, key)
        case LineKey():
            return Choice(tuple(_line(at, key.right) for at in range(1, blank.lines + 1)), several=False, in_order=True)
        case OrderKey():
            return _order(blank, key)
        case MatchKey():
            return _pairs(blank, key)
        case FormulaKey():
            raise NotPortableError("a formula that may be written in any form is marked by Grade Descent alone")
    raise TypeError(f"{type(key).__name__} is no key")


def _near(value: str, tolerance: Tolerance) -> Near:
    target = Fraction(value)
    return Near(target, max(Fraction(tolerance.absolute), Fraction(tolerance.relative) * abs(target)))


def _choice(blank: Blank, key: LettersKey) -> Choice:
    if not key.right:
        raise NotPortableError("in this variant no option is right, and elsewhere nothing would have to be chosen")
    says = {letter: because.says for letter, because in key.because.items()}
    options = (Choosable(c.text, c.letter in key.right, says.get(c.letter, "")) for c in blank.choices)
    return Choice(tuple(options), several=blank.kind is Kind.CHOICES)


def _line(number: int, right: int) -> Choosable:
    says = "A line before this one is wrong already." if number > right else "This line follows from those before it."
    return Choosable(f"line {number}", number == right, "" if number == right else says)


def _pairs(blank: Blank, key: MatchKey) -> Pairs:
    text_of = {choice.letter: choice.text for choice in blank.choices}
    pairs = tuple((left, text_of[letter]) for left, letter in zip(blank.lefts, key.right, strict=True))
    return Pairs(pairs, tuple(text for letter, text in text_of.items() if letter not in key.right))


def _order(blank: Blank, key: OrderKey) -> Typed:
    letters = tuple(choice.letter for choice in blank.choices)
    found = tuple(islice(right_orders(letters, key.before), MOST_ORDERS + 1))
    if len(found) > MOST_ORDERS:
        raise NotPortableError(f"more than {MOST_ORDERS} orders are right")
    return Typed(tuple(map("".join, found)))


def right_orders(letters: Sequence[str], before: Sequence[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Every order of some letters in which each pair of `before` is in order."""
    if not letters:
        yield ()
    waiting = {b for a, b in before if a in letters}
    for letter in letters:
        if letter not in waiting:
            rest = tuple(other for other in letters if other != letter)
            yield from ((letter, *more) for more in right_orders(rest, before))


_LOST: Mapping[type, str] = {
    NumberKey: "only decimals are read, no formulas or fractions; a right number with too few digits earns nothing",
    OrderKey: "an order that is nearly right earns nothing, and is not told which piece comes too early",
}


def _lost(key: object) -> Iterator[str]:
    if type(key) in _LOST:
        yield _LOST[type(key)]
    if isinstance(key, NumberKey) and key.follow:
        yield "an own earlier answer is not carried on"
    if isinstance(key, NumberKey) and key.tolerance.digits:
        yield f"{key.tolerance.digits} significant digits are not asked for"
