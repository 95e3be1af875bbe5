"""A formula with numbers in the place of its quantities, as one writes it on paper: `9/10*0 + 8`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sympy.printing.precedence import PRECEDENCE, precedence

from autograder.symbolic.functions import GRADIENT_AT
from autograder.symbolic.printing import PlainText


class _Substituted(PlainText):
    """Formulas with values for quantities, and with one branch for a choice between several."""

    def __init__(
        self, values: Mapping[str, str], holds: Callable[[Any], bool], gradient: Callable[[Any], str] | None
    ) -> None:
        super().__init__()
        self._values = values
        self._holds = holds
        self._gradient = gradient

    def doprint(self, expression: Any) -> str:
        """The expression; of a choice the branch that is chosen."""
        return super().doprint(self._chosen(expression))

    def parenthesize(self, item: Any, level: int, strict: bool = False) -> str:
        """A part of a formula in parentheses where they are needed; so is a negative number behind an operator."""
        item = self._chosen(item)
        binds = _binding(self._values[item.name]) if self._is_given(item) else precedence(item)
        printed = self._print(item)
        return f"({printed})" if binds < level or (not strict and binds <= level) else printed

    def _chosen(self, item: Any) -> Any:
        while item.is_Piecewise:
            item = next(value for value, condition in item.args if self._holds(condition))
        return item

    def _is_given(self, item: Any) -> bool:
        return bool(item.is_Symbol and item.name in self._values)

    def _factor(self, node: Any) -> str:
        """The first factor: a fraction needs no parentheses there."""
        if self._is_given(node) and _binding(self._values[node.name]) == PRECEDENCE["Mul"]:
            return self._values[node.name]
        return str(super()._factor(node))

    def _print_Symbol(self, node: Any) -> str:
        return self._values.get(node.name, node.name)

    def _print_Piecewise(self, node: Any) -> str:
        return str(self._print(self._chosen(node)))

    def _print_Function(self, node: Any) -> str:
        if isinstance(node, GRADIENT_AT) and self._gradient is not None:
            return self._gradient(node.args[0])
        return super()._print_Function(node)


def _binding(text: str) -> int:
    """How strongly the parts of a number's text hold together."""
    outer = text
    while outer != (inner := re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "x", outer)):
        outer = inner
    if outer.startswith("-") or " + " in outer or " - " in outer:
        return PRECEDENCE["Add"]
    if "/" in outer or "*" in outer.replace("**", ""):
        return PRECEDENCE["Mul"]
    return PRECEDENCE["Pow"] if "**" in outer else PRECEDENCE["Atom"]


def substituted(
    expression: Any,
    values: Mapping[str, str],
    holds: Callable[[Any], bool],
    gradient: Callable[[Any], str] | None = None,
) -> str:
    """An expression with the texts of values in the place of its quantities.

    holds: decides a condition. gradient: prints what is measured at a point, where that has a formula.
    """
    return _Substituted(values, holds, gradient).doprint(expression)
