"""What some steps returned: a tree in the structure of one returned value, with all steps in each of its leaves."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.model.values import Array, Value


class LeafKind(StrEnum):
    """The types that returned values are made of, beside tuples, lists and dicts."""

    ARRAY = "array"
    SCALAR = "scalar"  # NumPy's
    FLOAT = "float"
    INT = "int"
    BOOL = "bool"
    STR = "str"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One array, number, text or None among what some steps returned: its type, and its value at each of them."""

    kind: LeafKind
    data: Array | tuple[str | None, ...]
    """The values of the steps: arrays and numbers stacked along a first axis, texts and Nones as a tuple."""

    def value(self, step: int) -> Value:
        """What it was at one step, counted from 0, in the type that it was returned in."""
        if isinstance(self.data, tuple):
            return self.data[step]
        value = self.data[step]
        if self.kind is LeafKind.ARRAY:
            return np.asarray(value)
        plain: Value = value if self.kind is LeafKind.SCALAR else value.item()
        return plain


Tree: TypeAlias = "Leaf | tuple[Tree, ...] | list[Tree] | dict[str, Tree]"
"""What some steps returned, in the structure of one returned value, with all steps in each leaf."""


@dataclass(frozen=True, slots=True, eq=False)
class Returned:
    """What some steps in a row returned, all of one structure, with leaves of the same types, dtypes and shapes."""

    steps: int
    tree: Tree

    def value(self, step: int) -> Value:
        """What one step returned, counted from 0."""
        return _at(self.tree, step)


def _at(tree: Tree, step: int) -> Value:
    match tree:
        case Leaf():
            return tree.value(step)
        case dict():
            return {name: _at(part, step) for name, part in tree.items()}
        case list():
            return [_at(part, step) for part in tree]
        case tuple():
            return tuple(_at(part, step) for part in tree)
