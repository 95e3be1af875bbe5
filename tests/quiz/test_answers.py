"""Answers as they are typed: what is understood, what is not, and that nothing of it can do or cost anything."""

from __future__ import annotations

from decimal import Decimal

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.quiz.marking.answers import formula, letters, plain, significant_digits
from autograder.quiz.marking.number import understood
from autograder.quiz.marking.values import FUNCTIONS, NoValueError, decimals, text_of, value_of
from autograder.symbolic.formulas import FormulaError
from tests.quiz.typed import ATTACKS, NAMES, TYPED

USUAL = ("sqrt", "exp", "log", "abs")

MEANINGS = {
    "4 - 1/sqrt(10)": ("4 - 1/sqrt(10)", "3.6837722339831620668"),
    "4 − 1/√10": ("4 - 1/sqrt(10)", "3.6837722339831620668"),
    "√(2+2)": ("sqrt(2 + 2)", "2"),
    "3·10**2": ("3*10**2", "300"),
    "3×10^2": ("3*10**2", "300"),
    "2³": ("2**3", "8"),
    "7 ÷ 2": ("7/2", "3.5"),
    "w = 3.80": ("3.8", "3.8"),
    "1e-3": ("0.001", "0.001"),
    "-(1+2)*3": ("-(1 + 2)*3", "-9"),
    "1-(2-3)": ("1 - (2 - 3)", "2"),
    "8/(2*2)": ("8/(2*2)", "2"),
    "2**-2": ("2**-2", "0.25"),
    "ln(exp(2))": ("ln(exp(2))", "2"),
    ".5": ("0.5", "0.5"),
    "5.": ("5", "5"),
    "-.5e1": ("-5", "-5"),
    "√.25 + 5./2": ("sqrt(0.25) + 5/2", "3"),
    "2*π": ("2*pi", "6.2831853071795864769"),
}


@pytest.mark.parametrize("typed", MEANINGS)
def test_what_is_typed_is_understood_and_echoed(typed: str) -> None:
    """Signs as people type them mean what they should, and the echo has the brackets that matter and no others."""
    tree = formula(typed, (), USUAL)
    text, value = MEANINGS[typed]
    assert text_of(tree) == text
    assert decimals(value_of(tree, {}), 20) == value


@pytest.mark.parametrize("typed", MEANINGS)
def test_an_echo_is_understood_as_what_it_echoes(typed: str) -> None:
    """Typing the echo gives the same formula again."""
    tree = formula(typed, (), USUAL)
    assert formula(text_of(tree), (), USUAL) == tree


OF_MPMATH = {
    "pi/7": lambda mp: mp.pi / 7,
    "sqrt(2)": lambda mp: mp.sqrt(2),
    "2**(1/3)": lambda mp: mp.cbrt(2),
    "(3/2)**-40": lambda mp: mp.mpf("1.5") ** -40,
    "exp(-30/7)": lambda mp: mp.exp(mp.mpf(-30) / 7),
    "log(10)": lambda mp: mp.log(10),
    "sin(10**30)": lambda mp: mp.sin(mp.mpf(10) ** 30),
    "cos(1/3)": lambda mp: mp.cos(mp.mpf(1) / 3),
    "tanh(1/2)": lambda mp: mp.tanh(mp.mpf("0.5")),
}


@pytest.mark.parametrize("typed", OF_MPMATH)
def test_a_value_is_right_to_45_digits(typed: str) -> None:
    """What decimals give is what mpmath gives with more digits."""
    mp = mpmath.MPContext()
    mp.dps = 60
    value = value_of(formula(typed, (), tuple(FUNCTIONS)), {})
    right = OF_MPMATH[typed](mp)
    assert abs(mp.mpf(str(value)) - right) <= mp.mpf("1e-45") * abs(right)


MISREAD = {
    "3,8": "column 1: write 3.8 with a point, not a comma",
    "1 + 3,8*2": "column 5: write 3.8 with a point, not a comma",
    ",5": "column 1: write 0.5 with a point, not a comma",
    "2.x": "column 1: 2.x is not a number: is a * missing?",
    "1 .5": "column 3: .5 cannot stand here: is a sign such as * missing?",
    "3.8.": "column 1: 3.8. is not a number: is a * missing?",
    ".": "column 1: . has no place in a formula",
    "2 x": "column 3: x cannot stand here: is a sign such as * missing?",
    "2(3)": "column 2: ( cannot stand here: is a sign such as * missing?",
    "·3": "column 1: * cannot stand here: a number or a name belongs here",
    "2·(1": "column 5: the formula ends too early: ) belongs here",
    "w = 2·(1": "column 9: the formula ends too early: ) belongs here",
    "√": "column 1: sqrt needs its arguments in brackets",
    "1 < 2": "column 3: < has no place in an answer",
    "1 if 1 else 2": "column 3: if has no place in an answer",
    "é": "column 1: the character U+00E9 has no place in a formula",
    "1/0": "column 2: this divides by 0",
    " ": "column 1: there is nothing here",
}


@pytest.mark.parametrize("typed", MISREAD)
def test_what_is_not_understood_is_said_with_the_column_at_which_it_was_typed(typed: str) -> None:
    """The column counts the signs that the student typed, whatever they were read as."""
    with pytest.raises(FormulaError) as error:
        formula(typed, (), USUAL)
    assert str(error.value).startswith(MISREAD[typed])


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_or_is_a_plain_number(attack: str) -> None:
    """Whatever is typed ends in a FormulaError, in no value, or in a finite number: nothing is run, nothing hangs."""
    with_all = tuple(FUNCTIONS)
    try:
        value = value_of(formula(attack, NAMES, with_all), dict.fromkeys(NAMES, Decimal("1.5")))
    except (FormulaError, NoValueError):
        return
    assert value.is_finite()


def test_there_are_many_attacks() -> None:
    """The corpus is as large as it is meant to be, without doubles."""
    assert len(set(ATTACKS)) == len(ATTACKS) >= 60


@settings(max_examples=2000, deadline=None)
@given(TYPED)
def test_nothing_but_our_own_errors_comes_of_anything(typed: str) -> None:
    """Random and nearly right formulas are understood, or refused in our words, with a column inside what was typed."""
    columns = []
    try:
        tree = formula(typed, NAMES, tuple(FUNCTIONS))
        understood(tree, value_of(tree, dict.fromkeys(NAMES, Decimal("0.25"))))
    except FormulaError as error:
        columns.append(error.column)
    except NoValueError:
        pass
    assert all(1 <= column <= len(typed) + 1 for column in columns)


@pytest.mark.parametrize(
    ("typed", "digits"), [("3.80", 3), ("0.0380", 3), ("1.0000", 5), ("12e3", 2), ("-7", 1), ("1/3", None), ("x", None)]
)
def test_significant_digits_are_counted_as_they_are_shown(typed: str, digits: int | None) -> None:
    """Zeros at the end count, zeros in front do not, and only a plain decimal has any."""
    assert significant_digits(typed) == digits


@pytest.mark.parametrize("typed", ["c a b", "c,a,b", "cab", "C A B", "[c, a, b]", "c < a < b"])
def test_letters_may_be_typed_in_many_ways(typed: str) -> None:
    """Blanks, commas and brackets between letters say nothing."""
    assert letters(typed, ("a", "b", "c")) == ("c", "a", "b")


@given(st.text(max_size=40))
def test_plain_signs_have_the_columns_of_what_was_typed(typed: str) -> None:
    """Each sign that was read stands at a column of the text, and columns never go back."""
    found = plain(typed)
    assert list(found.columns) == sorted(found.columns)
    assert len(found.columns) == len(found.text) + 1
    assert all(1 <= column <= len(typed) + 1 for column in found.columns)
