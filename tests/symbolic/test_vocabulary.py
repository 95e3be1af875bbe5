"""The words in which rules are written: exact numbers, 50 digits and NumPy agree, and ties are refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.symbolic import (
    all_but_first,
    as_written,
    axes,
    count_up_to,
    cycles_ended,
    diagonal,
    diagonal_matrix,
    dot,
    eigenvalues,
    first,
    greatest,
    identity_like,
    integer,
    least,
    matrix_abs,
    norm,
    product,
    quotient,
    remainder,
    running_sums,
    solve,
    total,
    transpose,
    word,
)
from autograder.symbolic.evaluate import EXACT, ROUNDED, evaluate, to_numbers
from autograder.symbolic.printing import latex, numpy_expression, text
from autograder.symbolic.rounding import UNIT, Rounded, TieError, UndefinedError, larger, smaller

A, b, x, y = sp.symbols("A b x y")
n, k, marks, i = integer("n"), integer("k"), integer("marks"), integer("i")
SUM, PRODUCT = sp.Sum(k**i, (i, 0, n - 1)), sp.Product(1 + k * i, (i, 1, n))

with as_written():
    OF_NUMBERS = (
        1 / (1 + sp.exp(-x)),
        1 - sp.tanh(x) ** 2,
        sp.sin(sp.pi * x) - x * sp.cos(sp.pi * y),
        sp.Max(x, y) - sp.Min(x, -y),
        sp.sqrt(sp.Abs(x)),
        sp.Piecewise(
            (x, sp.And(x < 1, y > 2, evaluate=False)), (y, sp.Or(x > 3, sp.Eq(y, 0), evaluate=False)), (x * y, True)
        ),
        x / (2 * (3 + y**2)) - (-x) * (y - 1) / 7,
        -(x + y) / 3 * (1 - x) ** 2,
        1 / sp.sqrt(1 + x**2) / (2 + sp.Abs(y)),
    )
    OF_MATRICES = (
        solve(dot(A, transpose(A)) + identity_like(A), b),
        eigenvalues(A + transpose(A)),
        greatest(eigenvalues(A + transpose(A))) - least(eigenvalues(A + transpose(A))),
        norm(A),
        least(sp.Abs(A)),
        total(A) + product(b),
        diagonal(A),
        dot(diagonal_matrix(diagonal(A)), b),
        product(all_but_first(b)),
        first(b) * axes(A) + first(diagonal(A)) * axes(first(b)),
        matrix_abs(first(b) * (1 + 0 * A) - total(A) * identity_like(A)),
    )
    OF_COUNTS = (
        quotient(n + 3, k) * k,
        remainder(n, k + 1) - quotient(-n, k),
        cycles_ended(n, k, k),
        count_up_to(marks, n),
        count_up_to(running_sums(marks), n + k),
        sp.Min(n, k) * sp.Max(n, 2 * k),
        SUM * PRODUCT,
        k ** (n + quotient(n, k)),
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


def agree(expression: Any, inputs: dict[str, Any]) -> None:
    """Exact numbers, 50 digits and NumPy give the same, NumPy within a few times the bound on its rounding."""
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


@pytest.mark.parametrize("expression", OF_NUMBERS, ids=text)
@given(first=numbers, second=numbers)
@settings(max_examples=40, deadline=None)
def test_functions_of_numbers_agree(expression: Any, first: Fraction, second: Fraction) -> None:
    """Elementwise functions, quotients, conditions and choices mean the same to all three."""
    agree(expression, {"x": first, "y": second})


@pytest.mark.parametrize("expression", OF_MATRICES, ids=text)
@given(drawn=matrices)
@settings(max_examples=15, deadline=None)
def test_functions_of_matrices_agree(expression: Any, drawn: tuple[Any, Any]) -> None:
    """Linear systems, eigenvalues, norms and sums mean the same to all three."""
    agree(expression, {"A": drawn[0], "b": drawn[1]})


@pytest.mark.parametrize("expression", OF_COUNTS, ids=text)
@given(count=st.integers(0, 9), other=st.integers(1, 4), points=st.lists(st.integers(0, 9), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_functions_of_counts_agree(expression: Any, count: int, other: int, points: list[int]) -> None:
    """Counts stay whole numbers of Python's, and mean the same as NumPy source."""
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
        values = {"n": step, "k": first_cycle, "i": cycle_factor}
        assert evaluate(cycles_ended(n, k, i), values, EXACT) == ended


def test_words_are_compared_and_returned() -> None:
    """A word is a plain string in values and a quoted one in text and NumPy source."""
    kind = sp.Symbol("kind")
    with as_written():
        choice = sp.Piecewise((word("up"), sp.Eq(kind, word("minimum"))), (word("down"), True))
    assert evaluate(choice, {"kind": "minimum"}, ROUNDED) == "up"
    assert evaluate(choice, {"kind": "maximum"}, EXACT) == "down"
    assert text(choice) == numpy_expression(choice) == '"up" if kind == "minimum" else "down"'
    assert r"\text{up}" in latex(choice)


def test_choices_inside_expressions_have_parentheses() -> None:
    """A choice that is a part of something is printed so that Python reads it as one."""
    with as_written():
        inside = 1 + sp.Piecewise((x, x > 0), (-x, True)) * 2
    assert text(inside) == "1 + (x if x > 0 else -x)*2"


@pytest.mark.parametrize(
    ("make", "printed"),
    [
        (lambda: x / (2 * y), "x/(2*y)"),
        (lambda: x * (y + 1) / 2, "x*(y + 1)/2"),
        (lambda: x / (y / 2), "x/(y/2)"),
        (lambda: x - y * x / 3, "x - y*x/3"),
        (lambda: -x / y, "-x/y"),
        (lambda: 1 / (x * y), "1/(x*y)"),
        (lambda: x / sp.sqrt(y), "x/sqrt(y)"),
        (lambda: x ** quotient(n + 1, k), "x**((n + 1) // k)"),
        (lambda: remainder(n, 2 * k) / k, "(n % (2*k))/k"),
        (lambda: sp.Max(x, sp.oo), "max(inf, x)"),
    ],
)
def test_formulas_are_printed_as_they_are_written(make: Any, printed: str) -> None:
    """Products, quotients and operators get the parentheses that Python needs, and no others."""
    with as_written():
        expression = make()
    assert text(expression) == printed


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
        lambda: evaluate(1 / x, {"x": Rounded.of(0)}, ROUNDED),
        lambda: evaluate(solve(A, b), {"A": np.array([[sp.S(1), sp.S(1)]] * 2), "b": np.array([sp.S(1)] * 2)}, EXACT),
        lambda: evaluate(solve(A, b), {"A": np.array([[Rounded.of(0)]]), "b": np.array([Rounded.of(1)])}, ROUNDED),
    ],
)
def test_what_has_no_value_is_undefined(make: Any) -> None:
    """Roots of negative numbers, inf - inf, divisions by zero and singular systems have no value."""
    with pytest.raises(UndefinedError):
        make()
