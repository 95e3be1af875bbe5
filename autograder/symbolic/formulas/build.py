"""A formula's tree -> SymPy, in the order in which it was written, nothing worked out."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from autograder.symbolic.formulas.names import Vocabulary
from autograder.symbolic.formulas.tree import Node, Op
from autograder.symbolic.steps import as_written

_COMPARISONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "==": sp.Eq, "!=": sp.Ne}
_OPERATIONS: Mapping[Op, Callable[..., Any]] = {
    Op.SUM: operator.add,
    Op.DIFFERENCE: operator.sub,
    Op.PRODUCT: operator.mul,
    Op.NEGATIVE: operator.neg,
    Op.POWER: operator.pow,
    Op.AND: lambda *parts: sp.And(*parts, evaluate=False),
    Op.OR: lambda *parts: sp.Or(*parts, evaluate=False),
    Op.NOT: lambda part: sp.Not(part, evaluate=False),
}


def built(tree: Node, vocabulary: Vocabulary) -> Any:
    """The SymPy expression of a formula."""
    with as_written():
        return _built(tree, vocabulary, {})


def _built(node: Node, vocabulary: Vocabulary, indices: Mapping[str, sp.Symbol]) -> Any:
    if node.op is Op.RANGE:
        return _over_a_range(node, vocabulary, indices)
    parts = [_built(part, vocabulary, indices) for part in node.parts]
    match node.op:
        case Op.NUMBER:
            return sp.Rational(node.number.numerator, node.number.denominator)
        case Op.NAME:
            return indices.get(node.text) or vocabulary.symbols[node.text]
        case Op.WORD:
            assert vocabulary.word is not None
            return vocabulary.word(node.text)
        case Op.QUOTIENT:
            return _quotient(*parts)
        case Op.CALL:
            return vocabulary.functions[node.text].make(*parts)
        case Op.COMPARISON:
            return _COMPARISONS[node.text](*parts)
        case Op.CHOICE:
            return sp.Piecewise(*zip(parts[:-1:2], parts[1::2], strict=True), (parts[-1], True))
    return _OPERATIONS[node.op](*parts)


def _quotient(above: Any, below: Any) -> Any:
    """A fraction of two whole numbers is one number."""
    return sp.Rational(above, below) if above.is_Integer and below.is_Integer else above / below


def _over_a_range(node: Node, vocabulary: Vocabulary, indices: Mapping[str, sp.Symbol]) -> Any:
    symbol = sp.Symbol(node.counter, integer=True)
    body = _built(node.parts[0], vocabulary, {**indices, node.counter: symbol})
    first, end = (_built(part, vocabulary, indices) for part in node.parts[1:])
    with sp.evaluate(True):  # of these, not of what stands in them
        return vocabulary.ranges[node.text](body, (symbol, first, end - 1))
