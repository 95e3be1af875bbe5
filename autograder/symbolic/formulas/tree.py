"""A formula that has been read, as a plain tree: who reads it needs no SymPy, and who builds on it decides how."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Op(StrEnum):
    """What stands at a place of the tree, and how many parts it has."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    SUM = "+"  # two
    DIFFERENCE = "-"  # two
    PRODUCT = "*"  # two
    QUOTIENT = "/"  # two
    NEGATIVE = "negative"  # one
    POWER = "**"  # base and exponent
    CALL = "call"  # the arguments; also of `//`, `%`, `[0]` and `[1:]`
    RANGE = "range"  # the value, first and end; of a sum or product
    COMPARISON = "comparison"  # two
    AND = "and"
    OR = "or"
    NOT = "not"  # one
    CHOICE = "choice"  # value, condition, value, condition, ..., the value otherwise


class Node(NamedTuple):
    """A place of the tree with its parts."""

    op: Op
    parts: tuple[Node, ...] = ()
    text: str = ""
    """The name, the word, the function's name or the sign of the comparison."""
    number: Fraction = Fraction(0)
    counter: str = ""
    """Of a range: the name that counts."""
