"""Marks: what is right however it is written, what a wrong answer is told, and what carries on."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.model.halves import in_halves
from autograder.model.items import Blank, FormulaKey, Frozen, Item, ItemKey, NumberKey, OrderKey
from autograder.model.marks import Verdict
from autograder.model.quiz import Kind
from autograder.quiz.marking.letters import most_in_order
from autograder.quiz.marking.mark import marked, part_of
from autograder.quiz.marking.worker import Marker, Work
from tests.quiz.made import item, made

STEPS = """
[[question]]
id = "steps"
title = "Two steps"
text = "Momentum on w^2 from w = 4, lr = 1/5, beta = 1/2."
draw = { w = "4", lr = "1/5", beta = "1/2" }
run = { rule = "momentum", convention = "heavy_ball", on = "square", steps = 2 }

[[question.part]]
id = "v1"
kind = "number"
ask = "v_1"
mistakes = ["convention-ema"]

[[question.part]]
id = "w1"
kind = "number"
ask = "w_1"
mistakes = ["convention-ema"]

[[question.part]]
id = "w2"
kind = "number"
ask = "w_2"
mistakes = ["convention-ema", "swapped"]
"""


def test_a_right_answer_is_right_and_a_mistake_is_named_in_its_own_words(tmp_path: Path) -> None:
    """Fractions, formulas and decimals are right; a number that a mistake gives is told the mistake's title."""
    frozen = made(tmp_path, STEPS)
    marks = marked(frozen, {"v1": "8", "w1": "4 - 8/5", "w2": "0.64"})
    assert (marks.verdict, marks.score) == (Verdict.RIGHT, 3.0)
    (wrong, *_) = marked(frozen, {"v1": "4"}).answers
    assert wrong.verdict is Verdict.WRONG
    assert wrong.mistakes == ("momentum/convention-ema",)
    assert "exponential moving average" in wrong.says


def test_an_own_earlier_answer_is_carried_on(tmp_path: Path) -> None:
    """After a wrong v1, what follows from it is right, and says so; the mistake is told once, where it was made."""
    marks = marked(made(tmp_path, STEPS), {"v1": "5", "w1": "4 - 5/5", "w2": "3 - (5/2 + 6)/5"})
    assert [one.verdict for one in marks.answers] == [Verdict.WRONG, Verdict.RIGHT, Verdict.RIGHT]
    assert "carried on from your own v1" in marks.answers[1].says


@pytest.mark.parametrize("own", ["0", "1e9", "", "3,2"])
def test_nothing_is_carried_on_that_would_make_it_trivial_or_wild(own: str, tmp_path: Path) -> None:
    """From an earlier 0, a number out of all bounds, or none, nothing follows: only the key's own answer is right."""
    frozen = made(tmp_path, STEPS)
    follows = {"0": "4", "1e9": "4 - 1e9/5"}.get(own, "4")
    marks = marked(frozen, {"v1": own, "w1": follows})
    assert marks.answers[1].verdict is Verdict.WRONG


def test_two_mistakes_that_give_one_number_are_both_named(tmp_path: Path) -> None:
    """With beta = 1/2 two mistakes cannot be told apart, so both are said."""
    frozen = made(tmp_path, STEPS)
    key = frozen.key.blanks["w2"]
    assert isinstance(key, NumberKey)
    known = next(wrong for wrong in key.wrong if len(wrong.because.ids) > 1)
    (*_, answer) = marked(frozen, {"w2": known.value[:12]}).answers
    assert set(answer.mistakes) == {"momentum/convention-ema", "momentum/swapped"}
    assert "also comes from" in answer.says


DIGITS = '[[question]]\nid = "d"\ntitle = "D"\nkind = "number"\ntext = "?"\nask = "{}"\n{}\n'


@pytest.mark.parametrize(
    ("typed", "verdict", "share"),
    [
        ("3.142", Verdict.RIGHT, 1.0),
        ("22/7", Verdict.RIGHT, 1.0),
        ("3.14", Verdict.PARTLY, 0.5),
        ("3.1", Verdict.PARTLY, 0.5),
        ("3.2", Verdict.WRONG, 0.0),
        ("3", Verdict.WRONG, 0.0),
    ],
)
def test_digits_are_judged_apart_from_the_value(typed: str, verdict: Verdict, share: float, tmp_path: Path) -> None:
    """A right number with too few digits is half; a formula has no digits to count; a wrong number is wrong."""
    (answer,) = marked(made(tmp_path, DIGITS.format("pi", "digits = 4")), {"answer": typed}).answers
    assert (answer.verdict, answer.share) == (verdict, share)


def test_invalid_is_not_wrong_and_what_was_understood_is_said() -> None:
    """What cannot be read is invalid, with its column; what can be is echoed with its value."""
    marks = marked(item("momentum/two-steps"), {"v1": "8,0", "w1": "1 + 1"})
    assert [one.verdict for one in marks.answers] == [Verdict.INVALID, Verdict.WRONG, Verdict.OPEN]
    assert "column 1: write 8.0 with a point" in marks.answers[0].says
    assert marks.answers[1].understood == "1 + 1 = 2"


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("lr*g/(1-beta)", Verdict.RIGHT),
        ("−η·g/(β − 1)", Verdict.RIGHT),
        ("g*lr + g*lr*beta/(1 - beta)", Verdict.RIGHT),
        ("lr*g/(1-beta)*(1 + 1e-12)", Verdict.WRONG),
        ("abs(lr*g/(1-beta))", Verdict.WRONG),
        ("lr*g", Verdict.WRONG),
        ("sqrt(g)", Verdict.WRONG),
        ("lr*grad/(1-beta)", Verdict.INVALID),
    ],
)
def test_formulas_are_compared_by_value_and_never_by_form(typed: str, verdict: Verdict) -> None:
    """Any rewriting is right; a change of a part in 10**12, or for one sign only, is not."""
    (answer,) = marked(item("momentum/terminal-speed"), {"answer": typed}).answers
    assert answer.verdict is verdict
    assert answer.says or verdict is Verdict.RIGHT


ORDER = Frozen(
    Item("u/o", "u", "", "", 1.0, (Blank("answer", Kind.ORDER, "", 1.0),), ""),
    ItemKey("", {"answer": OrderKey((("a", "c"), ("b", "c"), ("c", "d")), ("a", "b", "c", "d"))}),
)


@pytest.mark.parametrize(
    ("order", "kept"), [("abcd", 4), ("bacd", 4), ("abdc", 3), ("cabd", 3), ("dcab", 2), ("dcba", 2)]
)
def test_an_order_is_worth_what_can_stay_where_it_is(order: str, kept: int) -> None:
    """Several orders may be right; else it counts how many pieces break no rule among each other."""
    key = ORDER.key.blanks["answer"]
    assert isinstance(key, OrderKey)
    assert most_in_order(order, key.before) == kept


@pytest.mark.parametrize(
    ("points", "share", "score"), [(1, 1, 1), (1, 0, 0), (1, 0.2, 0.5), (1, 0.99, 0.5), (3, 2 / 3, 2), (3, 1 / 3, 1)]
)
def test_points_are_halves(points: float, share: float, score: float) -> None:
    """Only what is wholly right gets all points, and only what is wholly wrong gets none."""
    assert in_halves(points, part_of(share)) == score


@pytest.mark.parametrize(("attempts", "score"), [(1, 3.0), (2, 2.5), (3, 2.0), (99, 0.5)])
def test_further_attempts_cost_what_the_course_says(attempts: int, score: float) -> None:
    """Each attempt after the first takes its part; what is right in the end always counts."""
    frozen = item("momentum/two-steps")
    right = {id_: key.value[:12] for id_, key in frozen.key.blanks.items()}  # type: ignore[union-attr]
    assert marked(frozen, right, penalty=0.2, attempts=attempts).score == score


def test_an_answer_that_takes_too_long_costs_itself_only() -> None:
    """The process is killed, started again, and all other answers are marked."""
    slow = Frozen(
        Item("u/slow", "u", "", "", 1.0, (Blank("answer", Kind.FORMULA, "", 1.0, names=("x",)),), ""),
        ItemKey("", {"answer": FormulaKey("x", ({"x": "1"},) * 1_000_000, ("1",) * 1_000_000)}),
    )
    quick = item("momentum/two-steps")
    with Marker(seconds=1.5) as marker:
        first, second = marker.marks([Work(slow, {"answer": "x"}), Work(quick, {"v1": "8"})])
    assert first.verdict is Verdict.INVALID
    assert "in time" in first.answers[0].says
    assert second.answers[0].understood == "8"
