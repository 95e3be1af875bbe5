"""Formulas that somebody typed: what they mean, what they may not be, and that nothing in them can cost much."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.symbolic.formulas import LIMITS, FormulaError, Function, Limits, Vocabulary, parse
from autograder.symbolic.steps import as_written

x, y, on = sp.symbols("x y on")
n, i = sp.symbols("n i", integer=True)
half = sp.Function("half")

NAMES = Vocabulary(
    {"x": x, "y": y, "n": n, "on": on, "pi": sp.pi},
    {
        "sqrt": Function(sp.sqrt),
        "max": Function(sp.Max, 2, 9),
        "//": Function(lambda a, b: half(a / b), 2, 2),
        "[0]": Function(half),
    },
    {"sum": sp.Sum},
    sp.Symbol,
)
PLAIN = Vocabulary({"x": x})

with as_written():
    MEANINGS: dict[str, Any] = {
        "x - y - 1": x - y - 1,
        "x/y*2": x / y * 2,
        "2*x/(y + 1)": 2 * x / (y + 1),
        "-x**2": -(x**2),
        "(-x)**2": (-x) ** 2,
        "x**-1": x**-1,
        "x**(y + 1)": x ** (y + 1),
        "1/2": sp.Rational(1, 2),
        "-3/4*x": sp.Rational(-3, 4) * x,
        "0.1*x + 1e-8": sp.Rational(1, 10) * x + sp.Rational(1, 10**8),
        "sqrt(x)/2": sp.sqrt(x) / 2,
        "max(x, y, 0)": sp.Max(x, y, 0),
        "x // y": half(x / y),
        "x[0] + 1": half(x) + 1,
        ".5*x + 5.": sp.Rational(1, 2) * x + 5,
        "x**.5 - 1.e-2": x ** sp.Rational(1, 2) - sp.Rational(1, 100),
        "x if x > 0 else -x": sp.Piecewise((x, x > 0), (-x, True)),
        "x if on else y if x == 1 else 0": sp.Piecewise((x, on), (y, sp.Eq(x, 1)), (0, True)),
        "1 + (x if not on else y)*2": 1 + sp.Piecewise((x, sp.Not(on, evaluate=False)), (y, True)) * 2,
        '"up" if x < 0 and y != 1 or x >= y else "down"': sp.Piecewise(
            (
                sp.Symbol("up"),
                sp.Or(sp.And(x < 0, sp.Ne(y, 1), evaluate=False), x >= y, evaluate=False),
            ),
            (sp.Symbol("down"), True),
        ),
    }
MEANINGS["sum(x**i for i in range(0, n))"] = sp.Sum(x**i, (i, 0, n - 1))

MISREAD: Mapping[str, tuple[str, str]] = {
    "nothing": ("", "column 1: the formula ends too early: a number or a name belongs here"),
    "an unknown name": ("x + yy", "column 5: yy is not known here; did you mean y?"),
    "an unknown function": ("sqr(x)", "column 1: there is no function sqr here; did you mean sqrt?"),
    "a name as a function": ("x(y)", "column 1: x is not a function: is a * missing?"),
    "a function as a name": ("1 + sqrt", "column 5: sqrt needs its arguments in brackets"),
    "too few arguments": ("max(x)", "column 1: max takes 2 or more in its brackets, not 1"),
    "too many arguments": ("sqrt(x, y)", "column 1: sqrt takes 1 in its brackets, not 2"),
    "a sign missing": ("2 x", "column 3: x cannot stand here: is a sign such as * missing?"),
    "a sign missing after a digit": ("2x", "column 1: 2x is not a number: is a * missing?"),
    "a sign too many": ("x * / y", "column 5: / cannot stand here: a number or a name belongs here"),
    "a bracket missing": ("(x + y", "column 7: the formula ends too early: ) belongs here"),
    "a bracket too many": ("x)", "column 2: ) cannot stand here: is a sign such as * missing?"),
    "a comparison as a number": ("x + (y < 1)", "column 6: a number belongs here, not a comparison"),
    "a comparison as the whole": (
        "x < y",
        "column 1: a comparison only says when: write  value if comparison else other",
    ),
    "a number as a comparison": ("x if x + 1 else y", "column 6: a comparison belongs here, such as x > 0"),
    "three compared": ("x if 0 < x < 1 else y", "column 12: compare two at a time, and join the comparisons by  and"),
    "words in order": ('x if "a" < "b" else y', "column 6: words are compared by == or !="),
    "a word as a number": ('x + "a"', "column 5: a number belongs here, not a word"),
    "no other value": ("x if x > 0", "column 11: the formula ends too early: else belongs here"),
    "a division by 0": ("x/0", "column 2: this divides by 0"),
    "a range without its names": ("sum(x for x in range(0, n))", "column 11: x is something else already"),
    "a range over something": ("sum(x for i in x)", "column 16: x cannot stand here: range belongs here"),
}
"""What is wrong, the formula, and what is said of it."""

FORBIDDEN = {
    "an attribute": "x.real",
    "an attribute of a number": "1 .real",
    "a call of a call": "sqrt(x)(y)",
    "dunders": "__import__",
    "another subscript": "x[1]",
    "a slice": "x[0:1]",
    "a keyword argument": "sqrt(x=1)",
    "a star": "max(*x)",
    "two stars": "max(**x)",
    "a lambda": "lambda: x",
    "an assignment": "(x := 1)",
    "a list": "[x]",
    "a set": "{x}",
    "a comprehension": "[x for x in x]",
    "an f-string": 'f"{x}"',
    "bytes": 'b"x"',
    "a string in other quotes": "'x'",
    "an escape": '"\\x41"',
    "a word that never ends": '"x',
    "a semicolon": "x; y",
    "a new line": "x +\n y",
    "a line continued": "x + \\\n y",
    "a tab": "x\t+ y",
    "a comment": "x # y",
    "a null byte": "x\0",
    "a decorator's sign": "x @ y",
    "bits": "x & y",
    "await": "await x",
    "is": "x is y",
    "in": "x in y",
    "a complex number": "1j",
    "a hexadecimal number": "0x1",
    "an underscore in a number": "1_000",
    "two points": "1..2",
    "a point without a digit": "x + .",
    "a point before a name": "2.x",
    "a point after a name": "x.5",
    "two points around digits": ".5.",
    "an exponent without digits in front": ".e5",
    "a tuple": "x, y",
    "nothing in brackets": "()",
    "a look-alike letter": "\u0445 + 1",
    "a wide letter": "\uff58",
    "a letter that is two": "\ufb01",
    "the Kelvin sign": "\u212a",
    "a superscript": "x\u00b2",
    "an Arabic digit": "\u0663",
    "a minus that is none": "x \u2212 y",
    "a blank that is none": "x\u00a0+ y",
    "an invisible character": "x\u200b",
    "right to left": "\u202ex",
    "half a character": "\ud800",
}
"""What a formula never is, whatever its names."""

COSTLY = {
    "long": "x" + "+x" * LIMITS.length,
    "very long": "x" * 10_000_000,
    "many brackets": "(" * 400 + "x" + ")" * 400,
    "brackets that never close": "(" * 900,
    "many calls": "sqrt(" * 150 + "x" + ")" * 150,
    "many sums": "sum(" * 200,
    "many signs": "-" * 900 + "x",
    "many negations": "x if " + "not " * 200 + "on else y",
    "many subscripts": "x" + "[0]" * 300,
    "many terms": "x" + "+x" * 400,
    "many choices in brackets": "(x if on else " * 60 + "x" + ")" * 60,
    "a long number": "9" * 500,
    "a long decimal": "0." + "1" * 500,
    "a large decimal": "1e999999999",
    "a small decimal": "1e-999999999",
    "a large exponent": "9**101",
    "a large exponent of a name": "x**1000000000",
    "a tower": "9**9**9",
    "a tower in brackets": "9**(9**9)",
    "a tower of names": "x**(y**n)",
    "a tower from below": "((9**99)**99)**99",
    "a tower from below of a name": "((x**99)**99)**99",
    "an exponent worked out": "2**(9*9*9*9*9*9)",
    "an exponent as a sum": "2**(50 + 50 + 50 + 50)",
    "a product of powers": "*".join(["9**99"] * 40),
    "a fraction's power": "(1/3)**99*(1/7)**99*(1/11)**99",
    "a long range": "sum(i for i in range(0, 1000000000))",
    "a long range as a power": "sum(i for i in range(0, 10**20))",
    "sums of sums": "sum(sum(1 for i in range(0, 9**9)) for j in range(0, 9**9))",
}
"""Formulas that would take long, or much memory, if they were read or worked out."""


@pytest.mark.parametrize("text", MEANINGS)
def test_a_formula_means_what_python_would_make_of_it(text: str) -> None:
    """Signs bind as in Python, numbers are exact, and what was read is not worked out."""
    assert parse(text, NAMES) == MEANINGS[text]


@pytest.mark.parametrize("name", MISREAD)
def test_what_is_wrong_is_said_with_its_column(name: str) -> None:
    """A formula that cannot be read is answered by a sentence that says where, and what belongs there."""
    text, words = MISREAD[name]
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    assert str(caught.value).startswith(words)
    assert 1 <= caught.value.column <= len(text) + 1


@pytest.mark.parametrize("name", FORBIDDEN)
def test_only_the_grammar_is_read(name: str) -> None:
    """Whatever else Python knows, or looks like one of our letters, is refused, and shown as plain ASCII."""
    with pytest.raises(FormulaError) as caught:
        parse(FORBIDDEN[name], NAMES)
    assert str(caught.value).isascii()


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_formula_is_refused(name: str) -> None:
    """What could become long, deep or large is refused, and the message stays short."""
    with pytest.raises(FormulaError) as caught:
        parse(COSTLY[name], NAMES)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "text", ["sqrt(x)", "y", "x // 1", "x[0]", '"word"', "sum(x for i in range(0, 3))", "max(x, 1)"]
)
def test_the_vocabulary_is_all_that_a_formula_knows(text: str) -> None:
    """What one vocabulary has, another need not have: functions, operators, words and sums."""
    with pytest.raises(FormulaError):
        parse(text, PLAIN)


def test_the_limits_are_a_value() -> None:
    """A use of formulas may set its own limits."""
    assert parse("x + x", PLAIN, Limits(length=5)) == parse("x+x", PLAIN)
    with pytest.raises(FormulaError, match="at most 4 characters"):
        parse("x + x", PLAIN, Limits(length=4))


def test_letters_are_not_normalised() -> None:
    """A name that only normalisation would make a known one is unknown."""
    wide = "\uff58"
    assert unicodedata.normalize("NFKC", wide) == "x"
    with pytest.raises(FormulaError, match="U\\+FF58"):
        parse(wide, PLAIN)


PIECES = [
    "x",
    "y",
    "n",
    "1",
    "0.5",
    "+",
    "-",
    "*",
    "/",
    "**",
    "//",
    "(",
    ")",
    ",",
    " if ",
    " else ",
    "sqrt(",
    "[0]",
    "<",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_answered(text: str) -> None:
    """Whatever is typed, either an expression comes of it or a FormulaError, and nothing else."""
    try:
        read: sp.Basic | FormulaError = parse(text, NAMES)
    except FormulaError as error:
        read = error
    assert 1 <= read.column <= len(text) + 1 if isinstance(read, FormulaError) else isinstance(read, sp.Basic)
