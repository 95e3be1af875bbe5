"""Read what a student typed: signs as they are typed are understood, and whatever is not is said with its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from autograder.quiz.marking.values import FUNCTIONS
from autograder.symbolic.formulas import FormulaError, Function, Limits, Node, Vocabulary, read

LIMITS = Limits(length=300, digits=20, decimal_exponent=30, depth=25, height=60, exponent=40, bits=256)
OUR_LIMITS = Limits(length=100_000, digits=60, decimal_exponent=60, depth=500, height=2000, exponent=1000, bits=10**6)
"""For formulas that we wrote ourselves."""

SIGNS = {
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("·×∙⋅∗", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("\u00a0\u2009\u202f\u2002\u2003\t\n\r", " "),
    **{superscript: f"**{digit}" for superscript, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)},
    **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
    "^": "**",
    "η": "lr",
    "β": "beta",
    "ε": "eps",
    "ϵ": "eps",
    "ρ": "rho",
    "λ": "weight_decay",
    "π": "pi",
}
"""Signs that people type, and what they mean. Nothing else beyond ASCII is understood."""

_NAME_IN_FRONT = re.compile(r"\s*[A-Za-z_][A-Za-z0-9_]*\s*=(?!=)")
_DECIMAL_COMMA = re.compile(r"(?<![\w.)\]])(\d*),(\d+)(?![\w.,])")
_NO_FORMULA = re.compile(r"\b(if|else|and|or|not|for|in)\b|[<>=!\"]")
_UNDER_A_ROOT = re.compile(r"\s*([A-Za-z0-9_.]+)")


class Typed(NamedTuple):
    """An answer in plain signs, and for each of them the column at which it was typed."""

    text: str
    columns: Sequence[int]

    def error(self, error: FormulaError) -> FormulaError:
        """An error about the plain text as one about what was typed."""
        at = min(error.column, len(self.columns)) - 1
        return FormulaError(error.what, self.columns[at] if self.columns else 1)


def formula(text: str, names: Sequence[str], functions: Sequence[str], limits: Limits = LIMITS) -> Node:
    """The formula that a student typed; FormulaError says what is not understood, with the column."""
    if len(text) > limits.length:
        raise FormulaError(f"an answer has at most {limits.length} characters, and this one has {len(text)}", 1)
    typed = plain(text)
    try:
        _refuse_what_is_no_formula(typed.text, functions)
        return read(typed.text, _vocabulary(tuple(names), tuple(functions)), limits)
    except FormulaError as error:
        raise typed.error(error) from error


@lru_cache(maxsize=256)
def _vocabulary(names: tuple[str, ...], functions: tuple[str, ...]) -> Vocabulary:
    known = [name for name in FUNCTIONS if name in functions or (name == "ln" and "log" in functions)]
    return Vocabulary(dict.fromkeys((*names, "pi")), {name: Function(*FUNCTIONS[name]) for name in known})


def plain(text: str) -> Typed:
    """An answer in the signs of a formula; a name and = in front of it are left out."""
    signs: list[tuple[str, int]] = []
    start = front.end() if (front := _NAME_IN_FRONT.match(text)) else 0
    at = start
    while at < len(text):
        sign = SIGNS.get(text[at], text[at])
        end = at + 1
        if text[at] == "√":
            sign, end = _root(text, at)
        signs += [(one, at + 1) for one in sign]
        at = end
    return Typed("".join(sign for sign, _ in signs), [*(column for _, column in signs), len(text) + 1])


def _root(text: str, at: int) -> tuple[str, int]:
    """A root sign with what stands under it: a bracket, or one number or name."""
    under = _UNDER_A_ROOT.match(text, at + 1)
    return (f"sqrt({under[1]})", under.end()) if under else ("sqrt", at + 1)


def _refuse_what_is_no_formula(text: str, functions: Sequence[str]) -> None:
    if not text.strip():
        raise FormulaError("there is nothing here", 1)
    comma = _DECIMAL_COMMA.search(text)
    if comma and not {"max", "min"} & set(functions):
        raise FormulaError(f"write {comma[1] or 0}.{comma[2]} with a point, not a comma", comma.start() + 1)
    if found := _NO_FORMULA.search(text):
        raise FormulaError(f"{found[0]} has no place in an answer", found.start() + 1)


def significant_digits(text: str) -> int | None:
    """How many significant digits a plain decimal shows, final zeros among them; None where it is none."""
    number = re.fullmatch(r"\s*[-+]?(\d*)\.?(\d*)(?:[eE][-+]?\d+)?\s*", plain(text).text)
    digits = number[1] + number[2] if number else ""
    return len(digits.lstrip("0")) if digits else None


def letters(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The letters of an answer such as "c a b", "c, a, b" or "cab"; FormulaError at the first that is none of them."""
    found = []
    for column, sign in enumerate(text, 1):
        if sign.lower() in known:
            found.append(sign.lower())
        elif not (sign.isspace() or sign in ",;.()[]<->'\""):
            shown = sign if "!" <= sign <= "~" else f"the character U+{ord(sign):04X}"
            raise FormulaError(f"{shown} is none of the letters {' '.join(known)}", column)
    return tuple(found)
