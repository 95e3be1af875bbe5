"""Numbers to 50 digits: what is printed of them, and what they leave of a zero."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalogue.load import rule_of
from autograder.expected.worked import explain
from autograder.model import Exercise
from autograder.model.explanation import Quantity
from autograder.symbolic.rounding import Rounded, cosine, decimal
from tests.registry import RULES

SIXTEEN = Context(prec=16, rounding=ROUND_HALF_EVEN)
rationals = st.fractions(max_denominator=10**6)


def rounded(number: Fraction) -> Decimal:
    """The fraction with 16 digits, correctly rounded."""
    return SIXTEEN.divide(Decimal(number.numerator), Decimal(number.denominator))


@given(rationals)
def test_decimals_are_those_of_the_exact_number(number: Fraction) -> None:
    """What is printed of a number is the number rounded once, not the digits of the float64 that is nearest to it."""
    text = decimal(Rounded.of(sp.Rational(number.numerator, number.denominator)))
    assert Decimal(text) == rounded(number)
    assert not ("." in text and "e" not in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("number", "text"),
    [("401/5000", "0.0802"), ("2/3", "0.6666666666666667"), ("1/100000000", "1e-8"), ("0", "0"), ("-100", "-100")],
)
def test_decimals_are_short(number: str, text: str) -> None:
    """No digit is printed that says nothing."""
    assert decimal(Rounded.of(sp.Rational(number))) == text


@pytest.mark.parametrize("exercise", RULES, ids=lambda exercise: exercise.name)
def test_worked_steps_print_correctly_rounded_decimals(exercise: Exercise) -> None:
    """Wherever a worked step has a fraction, its decimals are that fraction's."""
    shown = explain(rule_of(exercise), exercise.convention, steps=None, settings={})
    for quantity in (quantity for step in shown.steps for quantity in step):
        number = fraction(quantity)
        assert number is None or Decimal(quantity.decimal) == rounded(number), quantity


def fraction(quantity: Quantity) -> Fraction | None:
    """The exact value, where it is one fraction."""
    try:
        return Fraction(quantity.exact)
    except ValueError:
        return None


@pytest.mark.parametrize("factor", [1, 3, 5])
def test_what_50_digits_leave_of_a_zero_is_zero(factor: int) -> None:
    """The cosine of an odd multiple of pi/2 is 0, and so is a sum whose terms cancel."""
    assert cosine(Rounded.of(factor * sp.pi / 2)).value == 0
    third = Rounded.of(sp.Rational(factor, 3))
    assert (third * 3 - factor).value == 0


def test_a_number_that_is_only_small_stays() -> None:
    """Products and powers of small numbers are no zeros."""
    assert (Rounded.of(sp.Rational(1, 10**30)) * Rounded.of(sp.Rational(1, 10**30))).value != 0
