"""The right answer in words, for who has answered."""

from __future__ import annotations

from autograder.model.items import Blank, BlankKey, FormulaKey, LettersKey, LineKey, MatchKey, NumberKey, OrderKey
from autograder.quiz.marking.values import decimals, number

DIGITS = 8


def right_text(blank: Blank, key: BlankKey) -> str:
    """What would have been right at one place."""
    text_of = {choice.letter: choice.text for choice in blank.choices}
    match key:
        case NumberKey():
            return decimals(number(key.value), DIGITS)
        case FormulaKey():
            return key.shown
        case LettersKey():
            return "; ".join(f"{letter} ({text_of[letter]})" for letter in key.right) or "none"
        case OrderKey():
            return " ".join(key.order)
        case MatchKey():
            return " ".join(key.right)
        case LineKey():
            return str(key.right)
