"""A question as one student gets it, and beside it, never inside it, what is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from autograder.model.quiz import Kind, Tolerance

# ---------------------------------------------------------------- what a student sees


@dataclass(frozen=True, slots=True)
class Lettered:
    """Something that is answered by its letter: an option, a line to be put in order, a right-hand side."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One place for an answer."""

    id: str
    kind: Kind
    text: str
    points: float
    choices: tuple[Lettered, ...] = ()
    lefts: tuple[str, ...] = ()
    """Of a match: what gets a letter each; they are numbered from 1."""
    names: tuple[str, ...] = ()
    """Of a formula: the names that it may use."""
    functions: tuple[str, ...] = ()
    """Of a number or formula: the functions that it may call."""
    lines: int = 0
    """Of a wrong line: how many lines there are."""
    rule: str = ""
    """How an answer is judged, in words."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question with one student's numbers."""

    question: str
    unit: str
    title: str
    text: str
    points: float
    blanks: tuple[Blank, ...]
    version: str
    """Names all that is asked: another text or other numbers, another version."""


# ---------------------------------------------------------------- what is right


class Explained(NamedTuple):
    """Why somebody would give a wrong answer: the ids of the mistakes that lead there, and what to say."""

    ids: tuple[str, ...]
    says: str


class KnownNumber(NamedTuple):
    """A wrong number that is explained."""

    value: str
    """A decimal of up to 40 digits."""
    because: Explained


class NumberKey(NamedTuple):
    """The right number."""

    value: str
    tolerance: Tolerance
    wrong: tuple[KnownNumber, ...] = ()
    follow: str = ""
    """The right number as a formula in the student's own answers before it, by the ids of their blanks; or empty."""
    after: tuple[str, ...] = ()
    """The ids of the blanks that `follow` names."""


class KnownFormula(NamedTuple):
    """A wrong formula that is explained, by its values at the points of the key; empty where it has none."""

    shown: str
    values: tuple[str, ...]
    because: Explained


class FormulaKey(NamedTuple):
    """The right formula, by its values at some points."""

    shown: str
    points: tuple[Mapping[str, str], ...]
    values: tuple[str, ...]
    wrong: tuple[KnownFormula, ...] = ()


class LettersKey(NamedTuple):
    """The letters that are right, and what is said to who chose or left out another."""

    right: tuple[str, ...]
    because: Mapping[str, Explained]


class OrderKey(NamedTuple):
    """Which letter must come before which, and one order that is right."""

    before: tuple[tuple[str, str], ...]
    order: tuple[str, ...]


class MatchKey(NamedTuple):
    """The letter that belongs to each left-hand side, in their order."""

    right: tuple[str, ...]


class LineKey(NamedTuple):
    """The number of the first wrong line."""

    right: int


BlankKey: TypeAlias = NumberKey | FormulaKey | LettersKey | OrderKey | MatchKey | LineKey


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What is right in an item, by the ids of its blanks, and what everybody is told once it counts."""

    version: str
    blanks: Mapping[str, BlankKey]
    feedback: str = ""
    draw: Mapping[str, str] = field(default_factory=dict)
    """What was drawn for the item, by name."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """An item with its key: all that marking needs."""

    item: Item
    key: ItemKey
