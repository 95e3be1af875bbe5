"""The proof of a question: what is right is accepted however it is written, and every known wrong answer is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from autograder.errors import CourseError
from autograder.model.course import Course
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
from autograder.model.marks import Verdict
from autograder.model.question import Question
from autograder.model.quiz import Tolerance
from autograder.quiz.freeze import points_of
from autograder.quiz.marking.answers import OUR_LIMITS, formula
from autograder.quiz.marking.mark import answered
from autograder.quiz.marking.values import FUNCTIONS, decimals, distance, number, value_of
from autograder.quiz.variants import Frozens

STUDENT = "verify"
PRECISIONS = (15, 8, 6)
INVALID: Mapping[type, Sequence[str]] = {
    NumberKey: ("3,8", "2x", "1/0", "__import__('os')", "9**9**9"),
    FormulaKey: ("3,8*lr", "2 lr", "1/0", "().__class__", "no_such_name"),
    LettersKey: ("?", "1"),
    OrderKey: ("?", "a"),
    MatchKey: ("?", "a" * 40),
    LineKey: ("a", "0", "1.5"),
}
"""What is not an answer at all, by the kind of the key."""


def proved(question: Question, course: Course, seeds: Iterable[int]) -> Iterator[str]:
    """For everything that was tried: what speaks against it, or an empty text."""
    frozens = Frozens(
        question, course, Tolerance(course.quiz.relative, course.quiz.absolute), points_of(question, course)
    )
    seen: set[str] = set()
    try:
        for seed in seeds:
            frozen = frozens.like(STUDENT, seed)
            draw = repr(frozen.key.draw)
            if draw not in seen:  # other students with the same numbers have the same answers
                seen.add(draw)
                yield from (f"{question.id} ({draw}): {why}" if why else "" for why in _problems(frozen))
    except CourseError as error:
        yield str(error)


def _problems(frozen: Frozen) -> Iterator[str]:
    for blank in frozen.item.blanks:
        key = frozen.key.blanks[blank.id]
        for text in right_answers(blank, key):
            yield _expected(blank, key, text, Verdict.RIGHT)
        for text, ids in wrong_answers(blank, key):
            yield _expected(blank, key, text, Verdict.WRONG, ids)
        for text in INVALID[type(key)]:
            yield _expected(blank, key, text, Verdict.INVALID)
    yield from _carried_on(frozen)


def _expected(blank: Blank, key: BlankKey, text: str, verdict: Verdict, ids: Sequence[str] = ()) -> str:
    found = answered(blank, key, text, {}, {})
    fits = found.verdict is verdict or (verdict is Verdict.WRONG and found.verdict is Verdict.PARTLY)
    if fits and set(ids) <= set(found.mistakes):
        return ""
    named = f" and named {', '.join(ids)}" if ids else ""
    return f"{blank.id} = {text[:60]} should be {verdict}{named}, and is {found.verdict} {' '.join(found.mistakes)}"


# ---------------------------------------------------------------- answers to be tried


def right_answers(blank: Blank, key: BlankKey) -> list[str]:
    """Several ways to write what is right."""
    match key:
        case NumberKey():
            decimals = [_decimal(number(key.value), digits) for digits in PRECISIONS if digits >= key.tolerance.digits]
            exact = Fraction(key.value)
            fraction = exact.limit_denominator(int(10**6 / min(1, abs(exact) or 1)))
            return [
                *decimals,
                f"{fraction.numerator}/{fraction.denominator}",
                f"{blank.id.replace('-', '_')} = {decimals[0]}",
            ]
        case FormulaKey():
            return [key.shown, f"({key.shown}) + 0", f"2*({key.shown})/2"]
        case LettersKey():
            return [" ".join(key.right), ", ".join(key.right).upper()] if key.right else ["none"]
        case OrderKey():
            return [" ".join(key.order), "".join(key.order)]
        case MatchKey():
            return [" ".join(key.right)]
        case LineKey():
            return [str(key.right)]


def wrong_answers(blank: Blank, key: BlankKey) -> list[tuple[str, tuple[str, ...]]]:
    """Every wrong answer that is known, with the ids that explain it; where none is, some that are wrong."""
    letters = [choice.letter for choice in blank.choices]
    match key:
        case NumberKey():
            return [(_decimal(number(wrong.value), PRECISIONS[0]), wrong.because.ids) for wrong in key.wrong]
        case FormulaKey():
            return [(wrong.shown, wrong.because.ids) for wrong in key.wrong if _can_be_typed(wrong.shown, blank)]
        case LettersKey() if len(key.right) == 1:
            wrong = [letter for letter in letters if letter not in key.right]
            return [(letter, key.because[letter].ids if letter in key.because else ()) for letter in wrong]
        case LettersKey():
            return [(" ".join(letter for letter in letters if letter not in key.right) or "none", ())]
        case OrderKey():
            return [(" ".join(reversed(key.order)), ())] if key.before else []
        case MatchKey():
            moved = (*key.right[1:], key.right[0])
            return [(" ".join(moved), ())] if moved != key.right else []
        case LineKey():
            return [(str(line), ()) for line in range(1, blank.lines + 1) if line != key.right]


def _can_be_typed(text: str, blank: Blank) -> bool:
    """Whether the functions in a wrong formula are those that a student may call."""
    return (
        not any(f"{name}(" in text for name in FUNCTIONS if name not in (*blank.functions, "ln")) and " if " not in text
    )


def _decimal(value: Decimal, digits: int) -> str:
    return decimals(value, digits, largest=digits + 5, all_digits=True)


# ---------------------------------------------------------------- follow-through


def _carried_on(frozen: Frozen) -> Iterator[str]:
    """What follows from the right answers is right, and what follows from slightly wrong ones is accepted."""
    numbers = {id_: key for id_, key in frozen.key.blanks.items() if isinstance(key, NumberKey)}
    right = {id_: number(key.value) for id_, key in numbers.items()}
    for blank in frozen.item.blanks:
        key = numbers.get(blank.id)
        if key is None or not key.follow:
            continue
        if distance(_followed(key, right), right[blank.id]) > Decimal("1e-25") * max(Decimal(1), abs(right[blank.id])):
            yield f"{blank.id}: {key.follow} does not give the right answer from right ones"
        own = {id_: value * Decimal("1.25") for id_, value in right.items()}
        if all(own[id_] for id_ in key.after):
            found = answered(blank, key, _decimal(_followed(key, own), PRECISIONS[0]), own, right)
            yield (
                ""
                if found.verdict is Verdict.RIGHT
                else f"{blank.id}: what follows from own answers is {found.verdict}"
            )


def _followed(key: NumberKey, own: Mapping[str, Decimal]) -> Decimal:
    names = {f"own_{id_.replace('-', '_')}": own[id_] for id_ in key.after}
    return value_of(formula(key.follow, tuple(names), tuple(FUNCTIONS), OUR_LIMITS), names)
