"""The words in which rules are written: exact numbers, 50 digits and NumPy agree, and ties are refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.symbolic.evaluate import EXACT, ROUNDED, evaluate, to_numbers
from autograder.symbolic.formulas import parse
from autograder.symbolic.printing import latex, numpy_expression, text
from autograder.symbolic.rounding import UNIT, Rounded, TieError, UndefinedError, larger, smaller
from autograder.symbolic.vocabulary import symbol, words_of

WORDS = words_of(
    {name: symbol(name) for name in ("A", "b", "x", "y", "kind")}
    | {name: symbol(name, is_integer=True) for name in ("n", "k", "marks", "m")}
)


def formula(written: str) -> Any:
    """The expression of a formula in the test's own quantities."""
    return parse(written, WORDS)


OF_NUMBERS = (
    "1/(1 + exp(-x))",
    "1 - tanh(x)**2",
    "sin(pi*x) - x*cos(pi*y)",
    "max(x, y) - min(x, -y)",
    "sqrt(abs(x))",
    "x if x < 1 and y > 2 else y if x > 3 or y == 0 else x*y",
    "x/(2*(3 + y**2)) - (-x)*(y - 1)/7",
    "-(x + y)/3*(1 - x)**2",
    "1/sqrt(1 + x**2)/(2 + abs(y))",
)
OF_MATRICES = (
    "solve(dot(A, transpose(A)) + identity_like(A), b)",
    "eigenvalues(A + transpose(A))",
    "greatest(eigenvalues(A + transpose(A))) - least(eigenvalues(A + transpose(A)))",
    "norm(A)",
    "least(abs(A))",
    "sum(A) + product(b)",
    "diagonal(A)",
    "dot(diagonal_matrix(diagonal(A)), b)",
    "product(b[1:])",
    "b[0]*axes(A) + diagonal(A)[0]*axes(b[0])",
    "matrix_abs(b[0]*(1 + 0*A) - sum(A)*identity_like(A))",
)
OF_COUNTS = (
    "(n + 3) // k*k",
    "n % (k + 1) - -n // k",
    "cycles_ended(n, k, k)",
    "count_up_to(marks, n)",
    "count_up_to(cumsum(marks), n + k)",
    "min(n, k)*max(n, 2*k)",
    "sum(k**i for i in range(0, n))*product(1 + k*i for i in range(1, n + 1))",
    "k**(n + n // k)",
)

numbers = st.fractions(-4, 4, max_denominator=40)
matrices = st.integers(1, 4).flatmap(
    lambda size: st.tuples(
        st.lists(st.lists(numbers, min_size=size, max_size=size), min_size=size, max_size=size),
        st.lists(numbers, min_size=size, max_size=size),
    )
)


def exactly(data: Any) -> Any:
    """Nested lists of fractions as SymPy's rationals."""
    if isinstance(data, list):
        return [exactly(entry) for entry in data]
    return sp.Rational(data.numerator, data.denominator)


def agree(written: str, inputs: dict[str, Any]) -> None:
    """Exact numbers, 50 digits and NumPy give the same, NumPy within a few times the bound on its rounding."""
    expression = formula(written)
    symbols = {name: sp.Symbol(name) for name in inputs}
    exact = evaluate(expression, {s: to_numbers(exactly(v), symbols[s], EXACT) for s, v in inputs.items()}, EXACT)
    fifty = evaluate(expression, {s: to_numbers(exactly(v), symbols[s], ROUNDED) for s, v in inputs.items()}, ROUNDED)
    floats = {name: np.array(value, dtype=np.float64) for name, value in inputs.items()}
    plain = eval(numpy_expression(expression), {"np": np, **floats})
    assert np.shape(plain) == np.shape(exact) == np.shape(fifty)
    for e, f, p in zip(np.ravel(exact), np.ravel(fifty), np.ravel(plain), strict=True):
        rounded = Rounded.of(f)
        assert abs(sp.N(e, 60) - sp.N(str(rounded.value), 60)) <= sp.Float("1e-40") * (1 + abs(sp.N(e, 60)))
        assert abs(float(p) - float(rounded)) <= 8 * UNIT * float(rounded.error)


@pytest.mark.parametrize("written", OF_NUMBERS)
@given(first=numbers, second=numbers)
@settings(max_examples=40, deadline=None)
def test_functions_of_numbers_agree(written: str, first: Fraction, second: Fraction) -> None:
    """Elementwise functions, quotients, conditions and choices mean the same to all three."""
    agree(written, {"x": first, "y": second})


@pytest.mark.parametrize("written", OF_MATRICES)
@given(drawn=matrices)
@settings(max_examples=15, deadline=None)
def test_functions_of_matrices_agree(written: str, drawn: tuple[Any, Any]) -> None:
    """Linear systems, eigenvalues, norms and sums mean the same to all three."""
    agree(written, {"A": drawn[0], "b": drawn[1]})


@pytest.mark.parametrize("written", OF_COUNTS)
@given(count=st.integers(0, 9), other=st.integers(1, 4), points=st.lists(st.integers(0, 9), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_functions_of_counts_agree(written: str, count: int, other: int, points: list[int]) -> None:
    """Counts stay whole numbers of Python's, and mean the same as NumPy source."""
    expression = formula(written)
    inputs = {"n": count, "k": other, "marks": np.array(sorted(points), dtype=np.int64)}
    exact, fifty = (evaluate(expression, inputs, arithmetic) for arithmetic in (EXACT, ROUNDED))
    assert type(exact) is type(fifty) is int
    assert exact == fifty == eval(numpy_expression(expression), {"np": np, **inputs})


@pytest.mark.parametrize("first_cycle", [1, 2, 5])
@pytest.mark.parametrize("cycle_factor", [1, 2, 3])
def test_cycles_are_counted_as_they_end(first_cycle: int, cycle_factor: int) -> None:
    """The number of cycles that have ended is what walking through them step by step gives."""
    ended, left, length = 0, first_cycle, first_cycle
    for step in range(60):
        if left == 0:
            ended, length = ended + 1, length * cycle_factor
            left = length
        left -= 1
        values = {"n": step, "k": first_cycle, "m": cycle_factor}
        assert evaluate(formula("cycles_ended(n, k, m)"), values, EXACT) == ended


def test_words_are_compared_and_returned() -> None:
    """A word is a plain string in values and a quoted one in text and NumPy source."""
    choice = formula('"up" if kind == "minimum" else "down"')
    assert evaluate(choice, {"kind": "minimum"}, ROUNDED) == "up"
    assert evaluate(choice, {"kind": "maximum"}, EXACT) == "down"
    assert text(choice) == numpy_expression(choice) == '"up" if kind == "minimum" else "down"'
    assert r"\text{up}" in latex(choice)


def test_choices_inside_expressions_have_parentheses() -> None:
    """A choice that is a part of something is printed so that Python reads it as one."""
    assert text(formula("1 + (x if x > 0 else -x)*2")) == "1 + (x if x > 0 else -x)*2"


@pytest.mark.parametrize(
    "written",
    [
        "x/(2*y)",
        "x*(y + 1)/2",
        "x/(y/2)",
        "x - y*x/3",
        "-x/y",
        "1/(x*y)",
        "x/sqrt(y)",
        "x**((n + 1) // k)",
        "(n % (2*k))/k",
        "max(inf, x)",
    ],
)
def test_formulas_are_printed_as_they_are_written(written: str) -> None:
    """Products, quotients and operators get the parentheses that Python needs, and no others."""
    assert text(formula(written)) == written


def test_numbers_that_were_computed_equal_are_a_tie() -> None:
    """Equal inputs are equal; equal results of arithmetic may differ in float64, so comparing them is refused."""
    tenth, three_tenths = Rounded.of(sp.Rational(1, 10)), Rounded.of(sp.Rational(3, 10))
    assert three_tenths == Rounded.of(sp.Rational(3, 10))
    with pytest.raises(TieError, match="too close"):
        bool(tenth + tenth + tenth > three_tenths)
    assert tenth * 0 == Rounded.of(0)


def test_a_maximum_is_never_a_tie() -> None:
    """Which of two near numbers is the larger does not matter to their maximum, whose bound covers both."""
    a, c = Rounded.of(sp.Rational(1, 10)) * 3, Rounded.of(sp.Rational(3, 10))
    for chosen in (larger(a, c), smaller(a, c)):
        assert abs(chosen.value - c.value) <= chosen.error * UNIT
        assert chosen.error == max(a.error, c.error)


@pytest.mark.parametrize("power", [sp.Rational(1, 2), sp.Rational(3, 2), 1, 2, 3])
def test_powers_of_a_rounded_zero_have_a_bound(power: Any) -> None:
    """Where rounding may have made a number of a zero, the bound of its power covers what that number's power is."""
    zero = Rounded.of(1) - Rounded.of(1)
    for raised in (zero ** Rounded.of(power), *([zero.sqrt()] if power == sp.Rational(1, 2) else [])):
        assert raised.value == 0
        assert raised.tolerance >= (2.0**-53) ** float(power)


def test_infinity_is_exact_and_equal_to_itself() -> None:
    """An infinite number has no tolerance, is larger than any other, and stays infinite."""
    infinity = Rounded.of(sp.oo)
    assert infinity.tolerance == 0
    assert infinity == Rounded.of(sp.oo)
    assert infinity > Rounded.of(10**30)
    assert (infinity + 1).tolerance == 0
    assert Rounded.of(1) / infinity == 0
    assert numpy_expression(sp.oo) == "np.inf"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Rounded.of(-1).sqrt(),
        lambda: Rounded.of(-1) ** Rounded.of(sp.Rational(3, 2)),
        lambda: Rounded.of(sp.oo) - Rounded.of(sp.oo),
        lambda: evaluate(formula("1/x"), {"x": Rounded.of(0)}, ROUNDED),
        lambda: evaluate(
            formula("solve(A, b)"), {"A": np.array([[sp.S(1), sp.S(1)]] * 2), "b": np.array([sp.S(1)] * 2)}, EXACT
        ),
        lambda: evaluate(
            formula("solve(A, b)"), {"A": np.array([[Rounded.of(0)]]), "b": np.array([Rounded.of(1)])}, ROUNDED
        ),
    ],
)
def test_what_has_no_value_is_undefined(make: Any) -> None:
    """Roots of negative numbers, inf - inf, divisions by zero and singular systems have no value."""
    with pytest.raises(UndefinedError):
        make()
