"""A formula's text as tokens: numbers, names, words and signs, all of them ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograder.symbolic.formulas.limits import FormulaError, Limits


class Token(NamedTuple):
    """A number, a name, a word in quotes, a sign (keywords are signs), or the end."""

    kind: str
    text: str
    column: int
    """Counted from 1."""


_TOKEN = re.compile(
    r"""(?P<number> \.? [0-9] [A-Za-z0-9_.]* (?: (?<=[eE]) [+-] [0-9]+ )? )
      | (?P<name> [A-Za-z_] [A-Za-z0-9_]* )
      | (?P<word> "[A-Za-z0-9 _-]*" )
      | (?P<sign> \*\* | // | <= | >= | == | != | \[0\] | \[1:\] | [-+*/%<>(),] )""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"(?=\.?[0-9])[0-9]*(?:\.[0-9]*)?(?:[eE](?P<exponent>[+-]?[0-9]+))?")
_KEYWORDS = frozenset({"if", "else", "and", "or", "not", "for", "in"})


def tokens(text: str, limits: Limits) -> Sequence[Token]:
    """The tokens of a formula, the end among them; FormulaError at what is none, or too long."""
    if len(text) > limits.length:
        raise FormulaError(f"a formula has at most {limits.length} characters, and this one has more", limits.length)
    return tuple(_tokens(text, limits))


def _tokens(text: str, limits: Limits) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise FormulaError(f"{_shown(text[at])} has no place in a formula", at + 1)
        kind = "sign" if found[0] in _KEYWORDS else str(found.lastgroup)
        if kind == "number":
            _refuse_strange_number(found[0], at + 1, limits)
        yield Token(kind, found[0], at + 1)
        at = found.end()
    yield Token("end", "", len(text) + 1)


def _refuse_strange_number(text: str, column: int, limits: Limits) -> None:
    """FormulaError where digits go on as no number does, are too many, or have too large an exponent."""
    number = _NUMBER.fullmatch(text[:100])
    if number is None:
        raise FormulaError(f"{text[:20]} is not a number: is a * missing?", column)
    if sum(character.isdigit() for character in text) > limits.digits:
        raise FormulaError(f"a number has at most {limits.digits} digits", column)
    if abs(int(number["exponent"] or 0)) > limits.decimal_exponent:
        raise FormulaError(f"a decimal's exponent goes up to {limits.decimal_exponent}", column)


def _shown(character: str) -> str:
    """A character as a message can show it, whatever it is."""
    return character if "!" <= character <= "~" else f"the character U+{ord(character):04X}"
