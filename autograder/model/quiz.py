"""A quiz: questions as they are written, items as a student gets them, and the marks of the answers.

    Question -> Item + Key      what is asked of everybody; one student's numbers, and what is right for them
    Sheet -> Marks              what a student answered; what that is worth, and what is said about it

Here is what all of these share. Numbers that must stay exact are text: "1/10", or a decimal of up to 40 digits.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a part of a question is answered."""

    CHOICE = "choice"  # one letter
    CHOICES = "choices"  # none, one or several letters
    NUMBER = "number"  # a number, or a formula without names
    FORMULA = "formula"  # a formula in the names that the part lists
    ORDER = "order"  # all letters, in order
    MATCH = "match"  # a letter for each number
    LINE = "line"  # the number of the wrong line of a worked calculation


class Tolerance(NamedTuple):
    """How near a number must be: within `absolute`, or within `relative` of the right one, whichever is wider."""

    relative: str = "1/1000"
    absolute: str = "1/1000000"
    digits: int = 0
    """How many significant digits are asked for, apart from the value; 0 for any."""
