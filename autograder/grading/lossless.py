"""Answers of another form that hold the same numbers: read without losing anything, so that numbers are judged alone.

A list of floats is an array, a pair in a list is a pair, an array with an axis of length 1 too many holds no other
numbers than one without it. What the form costs is the matter of one check; what the numbers are is that of all others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.expected.fingerprints import quantities
from autograder.model import Array, Expected, Leaf, LeafKind, Returned, Tree

NUMBERS = "fiu"
"""The kinds of dtypes whose values are numbers."""
FLOAT32 = np.dtype(np.float32)
COARSER = 2.0**22
"""How many times the tolerances of float64 are those of float32: its unit is 2**29 times as large, and as a right
answer is given less room beside its error bound (2**7 times it, not 2**14)."""


def in_the_right_form(part: Returned, expected: Sequence[Expected], state: Sequence[str]) -> tuple[Leaf, ...] | None:
    """The returned quantities one by one, each as it should have been; None where anything would be lost.

    Of quantities of which nothing is expected, any numbers will do.
    """
    tree = tuple(part.tree) if state and type(part.tree) is list else part.tree
    found = quantities(tree, state)
    if found is None:
        return None
    shapes = [_shape(quantity) for quantity in expected] + [None] * (len(found) - len(expected))
    leaves = [_converted(one, part.steps, shape) for one, shape in zip(found, shapes, strict=True)]
    return None if any(leaf is None for leaf in leaves) else tuple(leaf for leaf in leaves if leaf is not None)


def room_for(leaf: Leaf) -> float:
    """How many times its tolerance a number may be off in the precision that it was returned in."""
    return COARSER if isinstance(leaf.data, np.ndarray) and leaf.data.dtype == FLOAT32 else 1.0


def _shape(quantity: Expected) -> tuple[int, ...] | str:
    """The shape of one step's value; "word" for a word."""
    return "word" if isinstance(quantity.values, tuple) else quantity.values.shape[1:]


def _converted(tree: Tree, steps: int, shape: tuple[int, ...] | str | None) -> Leaf | None:
    """A quantity in a shape, or in the one that it has; None where it does not hold just these numbers, or no word."""
    if isinstance(shape, str):
        return tree if isinstance(tree, Leaf) and tree.kind is LeafKind.STR else None
    numbers = _stacked(tree, steps)
    if numbers is None:
        return None
    if shape is not None and numbers.shape[1:] != shape:
        if _without_ones(numbers.shape[1:]) != _without_ones(shape):
            return None
        numbers = numbers.reshape(steps, *shape)
    return Leaf(LeafKind.ARRAY, numbers)


def _stacked(tree: Tree, steps: int) -> Array | None:
    """The numbers of some steps, those of lists and tuples along an axis of their own; None where there are others."""
    if isinstance(tree, Leaf):
        numbers = tree.data if isinstance(tree.data, np.ndarray) else None
        return numbers if numbers is not None and numbers.dtype.kind in NUMBERS else None
    if isinstance(tree, dict):
        return None
    parts = [_stacked(part, steps) for part in tree]
    if not parts:
        return np.empty((steps, 0))
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts) or len({part.shape for part in whole}) > 1:
        return None
    return np.stack(whole, axis=1)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)
