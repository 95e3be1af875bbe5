"""Read a formula that somebody typed: text -> tree, or SymPy as it is written. Nothing of it is ever run.

The grammar is that of a Python expression, as far as formulas need it:

    value       number | number `if` condition `else` value | "a word"
    condition   comparison | `not` condition | condition `and` condition | condition `or` condition
    number      + - * / // % ** and signs between digits, names, function(value, ...), x[0], x[1:], brackets,
                sum(value for i in range(first, end)) and product(value for i in range(first, end))

Neither the text nor its author is trusted. Only ASCII is read, so that no letter passes for another. Every name must be
in the vocabulary, which is a value: rules and quizzes have their own. What a formula may cost is bounded while it is
read: its length, how deep its parts stand inside each other, the digits of its numbers, and the bits of what its sums,
products and powers could come to.
"""

from typing import Any

from autograder.symbolic.formulas.grammar import Reader
from autograder.symbolic.formulas.limits import LIMITS, FormulaError, Limits
from autograder.symbolic.formulas.names import Function, Vocabulary, proposal
from autograder.symbolic.formulas.tokens import tokens
from autograder.symbolic.formulas.tree import Node, Op

__all__ = ["LIMITS", "FormulaError", "Function", "Limits", "Node", "Op", "Vocabulary", "parse", "proposal", "read"]


def read(text: str, vocabulary: Vocabulary, limits: Limits = LIMITS) -> Node:
    """A formula as a tree; FormulaError where it cannot be read or could cost too much. SymPy is not needed."""
    return Reader(tokens(text, limits), vocabulary, limits).whole()


def parse(text: str, vocabulary: Vocabulary, limits: Limits = LIMITS) -> Any:
    """The SymPy expression of a formula, not evaluated; FormulaError where it cannot be read or could cost too much."""
    from autograder.symbolic.formulas.build import built  # only now: who only reads does not load SymPy

    return built(read(text, vocabulary, limits), vocabulary)
