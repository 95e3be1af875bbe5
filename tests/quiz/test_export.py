"""Exports: read back as other systems read them, keys and mistakes are marked as our own marker marks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations
from pathlib import Path
from typing import NamedTuple

import pytest

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
from autograder.model.quiz import Kind
from autograder.quiz.export.formats import EXPORTS, exported
from autograder.quiz.export.near import Near
from autograder.quiz.export.portable import asked_of, right_orders
from autograder.quiz.export.variants import variants
from autograder.quiz.marking.mark import answered
from tests.cli.grade import Grade
from tests.quiz.exported import NOTES, READERS, Answer, Read, plain
from tests.quiz.made import QUESTIONS, item
from tests.quiz.test_sheets import QUIZ

IDS = [question.id for question in QUESTIONS]
MOST_ORDERS = 200


class Try(NamedTuple):
    """An answer, as it is typed in a sheet and as it is given in another system."""

    typed: str
    given: Answer


def read(form: str, frozen: Frozen) -> list[Read]:
    """The questions that an export makes of one item."""
    return list(READERS[form](exported("Quiz", [frozen], EXPORTS[form])[0]))


def tries(blank: Blank, key: BlankKey) -> Iterator[Try]:
    """The key, every mistake that is known, and answers around them."""
    text_of = {choice.letter: " ".join(choice.text.split()) for choice in blank.choices}
    match key:
        case NumberKey():
            for value in (key.value, *(known.value for known in key.wrong), "12345.678"):
                for near in _around(Fraction(value), key):
                    yield Try(near, near)
        case LettersKey() if blank.kind is Kind.CHOICE:
            for letter, text in text_of.items():
                yield Try(letter, frozenset({text}))
        case LettersKey():
            for chosen in (key.right, *([letter] for letter in text_of)):
                yield Try(" ".join(chosen), frozenset(text_of[letter] for letter in chosen))
        case LineKey():
            for number in range(1, blank.lines + 1):
                yield Try(str(number), frozenset({f"line {number}"}))
        case OrderKey():
            for order in (key.order, *islice(permutations(text_of), MOST_ORDERS)):
                yield Try(" ".join(order), "".join(order))
        case MatchKey():
            for at in range(len(blank.lefts)):
                chosen = [*key.right[at:], *key.right[:at]]
                lefts = [" ".join(left.split()) for left in blank.lefts]
                yield Try(" ".join(chosen), dict(zip(lefts, map(text_of.get, chosen), strict=True)))  # type: ignore[arg-type]


def _around(value: Fraction, key: NumberKey) -> Iterator[str]:
    """A number, and others just inside and just outside of its tolerance."""
    reach = max(Fraction(key.tolerance.absolute), Fraction(key.tolerance.relative) * abs(value))
    for part in ("0", "0.99", "-0.99", "1.01", "-1.01"):
        yield f"{float(value + reach * Fraction(part)):.15g}"


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize("id_", IDS)
def test_an_export_marks_the_key_and_every_mistake_as_we_do(form: str, id_: str) -> None:
    """Read back, an export gives full points where our marker does, no more elsewhere, and says what it says."""
    frozen = item(id_)
    blanks = {blank.id: blank for blank in frozen.item.blanks}
    asked = asked_of(frozen).asked
    for question, one in zip(read(form, frozen), asked, strict=True):
        blank, key = blanks[one.blank], frozen.key.blanks[one.blank]
        shares = []
        for typed, given in tries(blank, key):
            ours = answered(blank, key, typed, {}, {})
            share, says = question.mark(given)
            assert (share == pytest.approx(1)) == (ours.share == 1), (typed, ours, share)
            if blank.kind is not Kind.CHOICES and ours.mistakes:
                assert plain(ours.says) in says
            shares.append(share)
        assert 0 <= min(shares) < max(shares) == pytest.approx(1)


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize("id_", IDS)
def test_every_blank_is_carried_or_said_to_be_left_out(form: str, id_: str) -> None:
    """Nothing is dropped silently: what is not asked is listed with why, in the file too."""
    frozen = item(id_)
    content, lost = exported("Quiz", [frozen], EXPORTS[form])
    carried = {one.blank for one in asked_of(frozen).asked}
    for blank in frozen.item.blanks:
        is_left_out = any(what.startswith(f"{id_} {blank.id} is left out: ") for what in lost)
        assert (blank.id in carried) != is_left_out
        assert is_left_out or not isinstance(frozen.key.blanks[blank.id], FormulaKey)
    assert all(what in NOTES[form](content) for what in lost)


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize("unit", QUIZ.questions)
def test_each_question_is_a_group_of_different_variants(form: str, unit: str) -> None:
    """Of each question there are as many variants as its numbers allow, all in one group."""
    items = list(variants(QUIZ, unit, 4))
    found: dict[str, list[str]] = {}
    for question in READERS[form](exported("Quiz", items, EXPORTS[form])[0]):
        found.setdefault(question.group, []).append(question.text)
    asked = [one for frozen in items for one in asked_of(frozen).asked]
    assert sorted(text for texts in found.values() for text in texts) == sorted(
        " ".join(one.text.split()) for one in asked
    )
    assert len(found) == len({(one.question, one.blank) for one in asked})


def test_what_an_order_of_lines_allows_is_listed_whole() -> None:
    """Every order in which all pairs are in order is found, once."""
    before = (("a", "b"), ("a", "c"), ("c", "d"))
    orders = list(right_orders("abcd", before))
    expected = {o for o in permutations("abcd") if all(o.index(a) < o.index(b) for a, b in before)}
    assert set(orders) == expected
    assert len(orders) == len(expected)


@pytest.mark.parametrize("value", ["1/3", "-2/3", "0", "1/1000000007", "-123456789/7"])
@pytest.mark.parametrize("reach", ["1/1000000", "1/7"])
def test_bounds_are_rounded_outward(value: str, reach: str) -> None:
    """Whatever is near enough by the exact rule is near enough by the decimals of an export."""
    near = Near(Fraction(value), Fraction(reach))
    assert Fraction(near.low) <= near.value - near.reach
    assert Fraction(near.high) >= near.value + near.reach
    middle, tolerance = Fraction(near.middle), Fraction(near.tolerance)
    assert middle - tolerance <= near.value - near.reach
    assert middle + tolerance >= near.value + near.reach


def test_no_option_right_is_left_out_and_said() -> None:
    """Where nothing would have to be chosen, other systems have no question."""
    frozen = item("adaptive/rescaled-loss")
    key = frozen.key.blanks["answer"]
    assert isinstance(key, LettersKey)
    nothing = replace(frozen, key=replace(frozen.key, blanks={"answer": key._replace(right=())}))
    portable = asked_of(nothing)
    assert not portable.asked
    assert "no option is right" in portable.lost[0]


@pytest.mark.parametrize("form", EXPORTS)
def test_the_command_writes_a_file_and_says_what_is_lost(form: str, grade: Grade, tmp_path: Path) -> None:
    """`grade quiz export` writes one file for each unit; what is not carried stands on standard error."""
    done = grade("quiz", "export", "momentum", "--to", form, "--variants", "2", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert "not carried: momentum/terminal-speed answer is left out" in done.err
    path = tmp_path / "out" / f"02_momentum-{form}{EXPORTS[form].suffix}"
    assert list(READERS[form](path.read_bytes()))


def test_an_unknown_system_is_said_with_those_that_are_known(grade: Grade, tmp_path: Path) -> None:
    """The sentence names what may be typed."""
    done = grade("quiz", "export", "--to", "gift", "-o", tmp_path)
    assert done.code == 2
    assert all(form in done.err for form in EXPORTS)
