"""The lines of a rule as text, and what of them a mistake writes otherwise."""

from __future__ import annotations

import pytest
import sympy as sp

from autograder.symbolic import Convention, Hyperparameter, Loop, Rule, State
from autograder.symbolic.lines import LineError, read_edit, read_steps
from autograder.symbolic.printing import formula_text
from autograder.symbolic.steps import Edit, Step, Steps, as_written
from autograder.symbolic.vocabulary import words_of

a, x, y = sp.symbols("a x y")
WORDS = words_of({"a": a, "x": x, "y": y})
RULE = Rule.from_text(
    "example",
    title="Example",
    task="",
    source="",
    takes={"w": "weights", "order": "indices"},
    hyperparameters=(Hyperparameter("lr", "rate", "0.1", "1/2 3"), Hyperparameter("size", "size", "2", integer=True)),
    state=(State("v", "velocity", nonnegative=True), State("t", "count", integer=True)),
    steps="""
        t = t + 1
        v = v + w if w > 0
            else v
        k = t // size
        w = w - lr*v/k
    """,
    integers="order k",
    conventions=(
        Convention("plain", "plain"),
        Convention("doubled", "doubled", steps="t = t + 1; u = 2*w; w = u - lr*v"),
    ),
)

with as_written():
    STEPS: Steps = (Step(x, a * x), Step(y, y - x))
    EDITS = {
        "y = y + x": Edit({y: y + x}),
        "x = a; y = x": Edit({x: a, y: x}),
        "y; x": Edit(order=(y, x)),
        "y": Edit(order=(y,)),
        "y; x = 2*x": Edit({x: 2 * x}, order=(y, x)),
        "...; x = y": Edit(then=(Step(x, y),)),
        "y = x; ...; x = y; a = 1": Edit({y: x}, then=(Step(x, y), Step(a, sp.Integer(1)))),
    }


@pytest.mark.parametrize("text", ["x = a*x; y = y - x", "\n    x = a*x\n    y = y - x\n", "x = a\n  *x\ny = y\n  - x"])
def test_lines_are_read_however_they_are_laid_out(text: str) -> None:
    """Lines stand under each other or after semicolons, and what is set in goes on the line above."""
    assert read_steps(text, WORDS) == STEPS


@pytest.mark.parametrize("text", EDITS)
def test_a_mistake_says_only_what_differs(text: str) -> None:
    """Other right-hand sides, another order, fewer lines, and lines that assign once more at the end."""
    assert read_edit(text, WORDS, {"x", "y"}) == EDITS[text]


def test_every_line_can_be_changed_at_once() -> None:
    """`x -> y` puts y in the place of x in every line, all replacements at the same time."""
    swapped = read_edit("x -> y; y -> x", WORDS, {"x", "y"}).apply(STEPS)
    with as_written():
        assert swapped == (Step(x, a * y), Step(y, x - y))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = a*z", "x = a*z: column 7: z is not known here"),
        ("  x = a*", "x = a*: column 7: the formula ends too early"),
        ("x a", "x a: a line is written  name = formula"),
        ("z = x", "z = x: the rule has no line of z; known are x, y"),
        ("y; z", "z: the rule has no line of z; known are x, y"),
        ("a = x", "a = x: the rule has no line of a; known are x, y"),
        ("x == a", "x == a: a line is written  name = formula"),
        ("x = (y = 1)", "x = (y = 1): column 8: = has no place in a formula"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, words: str) -> None:
    """The error shows the line, the column in it, and what is wrong."""
    with pytest.raises(LineError) as caught:
        read_edit(text, WORDS, {"x", "y"})
    assert str(caught.value).startswith(words)
    assert caught.value.line in text


def test_a_rule_knows_its_quantities_from_its_text() -> None:
    """Counts are integers, what is never negative is so in every formula, and other forms may have more quantities."""
    kinds = {name: (bool(s.is_integer), bool(s.is_nonnegative)) for name, s in RULE.symbols.items()}
    counts = {name for name, (is_integer, _) in kinds.items() if is_integer}
    assert counts == {"t", "k", "size", "order"}
    assert {name for name, (_, never_negative) in kinds.items() if never_negative} == {"v"}
    assert "u" in RULE.symbols
    assert (RULE.signature, RULE.returns) == ("example(w, order, state, *, lr, size)", "(w, state)")
    assert RULE.words == {"w": "weights", "order": "indices"}
    assert formula_text(RULE.under("doubled")).splitlines() == ["t = t + 1", "u = 2*w", "w = u - lr*v"]
    assert formula_text(RULE).splitlines()[1] == "v = v + w if w > 0 else v"


def test_numbers_of_a_hyperparameter_are_exact() -> None:
    """The usual number and the others are the rationals that their text says."""
    (lr, _) = RULE.hyperparameters
    assert (lr.usual_number, lr.other_numbers) == (sp.Rational(1, 10), (sp.Rational(1, 2), 3))


def test_what_a_loop_returns_has_its_own_words() -> None:
    """The result of a loop is described beside its arguments, though one of them may have the same name."""
    loop = Loop("for each i", over="order", items="i")
    rule = Rule.from_text(
        "example",
        title="",
        task="",
        source="",
        takes={"w": "at first"},
        steps="w = w + i",
        returns={"w": "at last"},
        loop=loop,
    )
    assert rule.words == {"w": "at first", "result": "at last"}
