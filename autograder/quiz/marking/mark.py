"""Mark a student's answers to one question: each as it was understood, then the points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from autograder.model.halves import in_halves
from autograder.model.items import (
    Blank,
    BlankKey,
    FormulaKey,
    Frozen,
    LettersKey,
    LineKey,
    MatchKey,
    NumberKey,
    OrderKey,
)
from autograder.model.marks import Answered, Marks, Verdict
from autograder.model.quiz import Kind
from autograder.quiz.marking.formula_answer import mark_formula
from autograder.quiz.marking.letters import mark_choice, mark_choices, mark_line, mark_match, mark_order
from autograder.quiz.marking.number import Numbers, mark_number, own_number
from autograder.quiz.marking.values import number
from autograder.symbolic.formulas import FormulaError

LONGEST_SHOWN = 60


def marked(frozen: Frozen, answers: Mapping[str, str], *, penalty: float = 0.0, attempts: int = 1) -> Marks:
    """Mark the answers to a question, by the ids of its blanks; each attempt after the first costs a part of them."""
    item, keys = frozen.item, frozen.key.blanks
    own: dict[str, Decimal | None] = {}
    right: dict[str, Decimal | None] = {}
    carried = {id_ for key in keys.values() if isinstance(key, NumberKey) for id_ in key.after}
    found = []
    for blank in item.blanks:
        key, text = keys[blank.id], answers.get(blank.id, "")
        found.append(answered(blank, key, text, own, right))
        if isinstance(key, NumberKey) and blank.id in carried:
            own[blank.id], right[blank.id] = own_number(blank, text), number(key.value)
    share = sum((part_of(one.share) for one in found), Fraction(0)) / len(found)
    lost = min(share, share * part_of(penalty) * (attempts - 1))
    return Marks(item.question, overall(found), in_halves(item.points, share, lost), item.points, tuple(found))


def part_of(share: float) -> Fraction:
    """A part of the whole as the fraction that is meant: 0.333... is one third."""
    return Fraction(share).limit_denominator(10_000)


def answered(blank: Blank, key: BlankKey, text: str, own: Numbers, right: Numbers) -> Answered:
    """Mark one answer; what cannot be read is not wrong but invalid, and is told so with the column."""
    if not text.strip():
        return Answered(blank.id, Verdict.OPEN, 0.0)
    try:
        return _answered(blank, key, text, own, right)
    except FormulaError as error:
        typed = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
        return Answered(blank.id, Verdict.INVALID, 0.0, says=f"{_visible(typed)} is not understood: {error}")


def _answered(blank: Blank, key: BlankKey, text: str, own: Numbers, right: Numbers) -> Answered:
    match key:
        case NumberKey():
            return mark_number(blank, key, text, own, right)
        case FormulaKey():
            return mark_formula(blank, key, text)
        case LettersKey():
            return (mark_choice if blank.kind is Kind.CHOICE else mark_choices)(blank, key, text)
        case OrderKey():
            return mark_order(blank, key, text)
        case MatchKey():
            return mark_match(blank, key, text)
        case LineKey():
            return mark_line(blank, key, text)


def _visible(text: str) -> str:
    """What was typed without signs that would do something where it is shown."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def overall(found: list[Answered]) -> Verdict:
    """What is said of a question as a whole."""
    verdicts = {one.verdict for one in found}
    if len(verdicts) == 1:
        return verdicts.pop()
    if any(one.share > 0 for one in found):
        return Verdict.PARTLY
    return Verdict.INVALID if Verdict.INVALID in verdicts else Verdict.WRONG
