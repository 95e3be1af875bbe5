"""The guide to exercises of one's own: its vocabulary is that of the registries, and every example in it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill, indent
from typing import Any

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.mistakes.general import general_mistakes
from autograder.symbolic import Rule
from autograder.symbolic.docstring import USUAL_WORDS
from autograder.symbolic.functions import ARRAY_FUNCTIONS
from autograder.symbolic.printing import text
from autograder.symbolic.quantities import Hyperparameter, State
from autograder.symbolic.vocabulary import CONSTANTS, FUNCTIONS, PARAMETERS, RANGES

WIDTH = 100
RULE = """RULE = Rule.from_text(
    "my_momentum",
    title="Momentum with a brake",
    task="Keep a velocity of gradients, and step along its sign. Return the new w and a new state.",
    source="a lecture",
    takes="w grad",
    state=(State("v", "velocity"),),
    hyperparameters=(LR, Hyperparameter("beta", "how much of v is kept, 0 <= beta < 1", "0.9", "0.8 0.4")),
    steps='''
        v = beta*v + (1 - beta)*grad
        w = w - lr*sign(v)
    ''',
    returns="w",
)"""
FORMULAS: Sequence[tuple[str, str]] = (
    (
        "w - lr*v/(sqrt(abs(v)) + 1/100)",
        "arithmetic on each element; numbers stay exact: 1/100 is one hundredth",
    ),
    ("v if v > 0 else 0", "a choice, for each element; conditions join with and, or, not"),
    ("max(beta*v, abs(grad))", "the larger one of each element"),
    ("sum(beta**i for i in range(1, 4))", "a sum over counts, as far as but without the end"),
    ("norm(grad)", "one of the functions of whole arrays below"),
)
EDITS: Sequence[tuple[str, str]] = (
    ("v = beta*v + grad", "this stands in the place of the line of v"),
    ("w; v", "a name alone is the rule's own line: here they are in another order"),
    ("w", "the lines that are not named are left out"),
    ("...; v = grad", "all lines as they are, and at the end v is assigned once more"),
    ("lr -> 2*lr", "every line is changed so"),
)
"""Lines of mistakes in RULE, and what each does."""


def guide() -> str:
    """The guide as text."""
    parts = [part for section in (_begin(), _rules(), _mistakes(), _functions(), _prove()) for part in section]
    return "\n\n".join(parts) + "\n"


def rule_of_guide() -> Rule:
    """The rule that the guide shows, read as it stands there."""
    from autograder.catalogue.shared import LR

    names: dict[str, Any] = {"Rule": Rule, "State": State, "Hyperparameter": Hyperparameter, "LR": LR}
    exec(compile(RULE, "<guide>", "exec"), names)
    made: Rule = names["RULE"]
    return made


def _begin() -> Iterator[str]:
    yield "EXERCISES OF YOUR OWN"
    yield _said(
        """
        grade new NAME writes rules/NAME.py with the parts to fill in: a method that is a few formulas, from which
        checks, stub, worked steps and many mistakes are derived. grade new NAME --reference writes refs/NAME.py: any
        function of NumPy, with inputs and wrong functions. Both are listed in course.toml, and proved by
        `grade verify --only NAME`.
        """
    )


def _rules() -> Iterator[str]:
    yield "1. RULES"
    yield _shown(RULE)
    yield _said("A line of the steps is  name = formula. What a formula may be:")
    yield _table(FORMULAS)
    yield _said("Arguments that mean the same everywhere (takes=):")
    yield _table([(name, USUAL_WORDS.get(name, "second derivatives of the loss at w")) for name in PARAMETERS])
    functions = {f.name: f.meaning for f in ARRAY_FUNCTIONS.values() if f.name.isidentifier()}
    others = [name for name in FUNCTIONS if name not in functions]
    yield _said(
        f"Functions of numbers: {', '.join(others)}. Constants: {', '.join(CONSTANTS)}. "
        f"Over counts: {', '.join(RANGES)}. Functions of whole arrays:"
    )
    yield _table(list(functions.items()))
    yield _said("Landscapes, whose gradient a case may ask for by name:")
    yield _table([(name, text(landscape.loss)) for name, landscape in LANDSCAPES.items()])


def _mistakes() -> Iterator[str]:
    yield "2. MISTAKES"
    yield _said(
        "MISTAKES lists a rule's own: id, what the code does, where to look, a question, the lines. The lines say what "
        "stands in the place of the rule's; in the rule above, for example:"
    )
    yield _table(EDITS)
    derived = [mistake.id for mistake in general_mistakes(rule_of_guide())]
    yield _said(f"These are derived for the rule above by themselves: {', '.join(derived)}.")


def _functions() -> Iterator[str]:
    yield "3. FUNCTIONS WITHOUT A RULE"
    yield _said(
        """
        refs/NAME.py holds the right function under the exercise's name; its docstring is what students read. It takes
        its arguments by name, changes none of them, and returns an array, a number, a word, or (that, state) with a
        dict. Helpers and constants may stand beside it; an input that is a helper's name is that function. In
        cases(random) a number is text ("1/10"), a list is an array of float64, and a whole number is an int by keyword,
        in a state, and where the parameter is said to be an int. Each wrong function stands under
        @mistake(id, title, place, hint), and takes the same arguments.
        """
    )
    yield _said(
        """
        How exact an answer must be is found by running the function in float64, in numpy.longdouble, and with the last
        digit of each input changed. An input at which that digit decides something is refused: move it.
        """
    )


def _prove() -> Iterator[str]:
    yield "4. THE PROOF"
    yield _said(
        """
        grade show NAME --checks prints every input, and which mistakes it tells from what is right. `grade verify
        --only NAME` proves that the stub fails, the right answer passes, every mistake loses points and is named, and
        that a function which computes nothing scores 0. Where no input shows a mistake, it says so.
        """
    )


def _said(words: str) -> str:
    return fill(" ".join(words.split()), WIDTH, break_on_hyphens=False)


def _shown(code: str) -> str:
    return indent(code, "    ")


def _table(rows: Sequence[tuple[str, str]]) -> str:
    width = min(max(len(name) for name, _ in rows), 44) + 2
    lines = [
        fill(words, WIDTH, initial_indent=f"    {name:<{width}}", subsequent_indent=" " * (width + 4))
        for name, words in rows
    ]
    return "\n".join(lines)
