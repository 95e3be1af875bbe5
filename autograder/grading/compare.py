"""Is an answer of the right form, and what is said where it is not right: structure, dtype, shape, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.fingerprints import quantities
from autograder.grading.lossless import in_the_right_form
from autograder.grading.sentences import Texts
from autograder.model import Answer, ExerciseKey, Expected, Leaf, LeafKind, Probe, Returned, Tree, Value
from autograder.model.display import leaf_text, structure_text, value_text

FLOAT64, INT64 = np.dtype(np.float64), np.dtype(np.int64)
ANY_LEAF = "a number or an array"
"""What is asked for where nothing more is expected of an entry of the state."""
ANY_NUMBER = "a float or a float64 of shape ()"


class ComparedValue(NamedTuple):
    """The right value of one quantity at one step beside what was returned."""

    name: str
    expected: Value
    got: Value
    exact: str = ""
    """The right value as an exact number, where that is short."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What is not right about what a step returned.

    `form` is the id of the sentence that says what is wrong with its structure, dtype or shape, with the sentence's
    `details`; empty where the form is right, and the numbers of the quantities `names` are not.
    """

    names: tuple[str, ...]
    step: int
    """Counted from 1."""
    form: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    shown: tuple[ComparedValue, ...] = ()

    def expected(self, texts: Texts) -> str:
        """The right values, as a student reads them."""
        return ", ".join(f"{s.name} = {_expected_text(s, self._digits, texts)}" for s in self.shown)

    @property
    def got(self) -> str:
        """The student's values in their place."""
        return ", ".join(f"{s.name} = {value_text(s.got, self._digits)}" for s in self.shown)

    @property
    def _digits(self) -> int:
        """As many as show the difference."""
        wrong = (s for s in self.shown if s.name in self.names)
        return 17 if any(value_text(s.expected) == value_text(s.got) for s in wrong) else 10


# ---------------------------------------------------------------- an answer taken apart


class Reading(NamedTuple):
    """What an answer holds, one quantity beside the other, up to the first step that cannot be compared."""

    parts: tuple[tuple[Leaf, ...], ...]
    """Every returned quantity, in the order of the key, over some steps in a row; then over the next ones."""
    steps: int
    """How many steps these are together."""
    form: Mismatch | None
    """The first thing that is wrong with the structure, type, shape or dtype; None where there is nothing."""
    end: Mismatch | None
    """What keeps the step after them from being compared; None where nothing does."""

    def at(self, step: int) -> list[Value]:
        """What each quantity was at a step, counted from 0."""
        for leaves in self.parts:
            if step < len(leaves[0].data):
                return [leaf.data[step] for leaf in leaves]
            step -= len(leaves[0].data)
        raise IndexError(f"only {self.steps} steps are of the right form")


def read(probe: Probe, answer: Answer, key: ExerciseKey) -> Reading:
    """Take an answer to a probe apart, and see whether it is of the right form.

    What is of another form, but holds the same numbers, is read as if it were of the right one. Of quantities of which
    the probe expects nothing, as a theorem's run of the state, only the structure is asked.
    """
    parts: list[tuple[Leaf, ...]] = []
    steps, form = 0, None
    for part in answer.returned:
        leaves = _leaves(part, steps, probe.expected, key)
        if isinstance(leaves, Mismatch):
            form, converted = form or leaves, in_the_right_form(part, probe.expected, key.state)
            if converted is None:
                return Reading(tuple(parts), steps, form, leaves)
            leaves = converted
        parts.append(leaves)
        steps += part.steps
    return Reading(tuple(parts), steps, form, None)


def _leaves(part: Returned, start: int, expected: Sequence[Expected], key: ExerciseKey) -> tuple[Leaf, ...] | Mismatch:
    """The returned quantities one by one, or what is wrong with their form; `start` steps came before."""
    trees = quantities(part.tree, key.state) or ()
    leaves = tuple(tree for tree in trees if isinstance(tree, Leaf))
    nothing = isinstance(part.tree, Leaf) and part.tree.kind is LeafKind.NONE
    if nothing or not trees or len(leaves) < len(trees):
        return _wrong_structure(part.tree, start, expected, key)
    for quantity, leaf in zip(expected, leaves, strict=False):
        mismatch = leaf_mismatch(quantity, start, leaf)
        if mismatch is not None:
            return mismatch
    return leaves


# ---------------------------------------------------------------- structure


def _wrong_structure(tree: Tree, start: int, expected: Sequence[Expected], key: ExerciseKey) -> Mismatch:
    """What is wrong where a quantity belongs, or a pair of one and a dict of the state's entries."""
    if isinstance(tree, Leaf) and tree.kind is LeafKind.NONE:
        return Mismatch((expected[0].name,), start + 1, "returned-none", {"function": key.name, "got": "None"})
    return (_wrong_pair(tree, start, expected[0], key) if key.state else None) or _no_leaf(tree, start, expected, key)


def _wrong_pair(tree: Tree, start: int, first: Expected, key: ExerciseKey) -> Mismatch | None:
    """What keeps something from being a pair of a quantity and a dict of the state's entries."""
    step = start + 1
    if type(tree) is not tuple or len(tree) != 2:
        got = structure_text(tree)
        details = {"function": key.name, "returns": key.returns, "first": first.name, "got": got}
        return Mismatch((first.name,), step, "not-a-pair", details)
    state = tree[1]
    if type(tree[0]) is dict and type(state) is not dict:
        return Mismatch((first.name,), step, "swapped", {"function": key.name, "first": first.name})
    if type(state) is not dict:
        keys = " and ".join(f'"{name}"' for name in key.state)
        details = {"function": key.name, "keys": keys, "got": structure_text(state)}
        return Mismatch(("state",), step, "not-a-dict", details)
    for entry in key.state:
        if entry not in state:
            held = ", ".join(f'"{name}"' for name in state) or "nothing"
            return Mismatch(("state",), step, "no-such-entry", {"function": key.name, "key": entry, "got": held})
    return None


def _no_leaf(tree: Tree, start: int, expected: Sequence[Expected], key: ExerciseKey) -> Mismatch:
    """The mismatch of the first quantity that is a tuple, a list or a dict."""
    wanted = [(quantity.name, _wanted(quantity)) for quantity in expected]
    wanted += [(entry, ANY_LEAF) for entry in key.state[len(expected) - 1 :]]
    return next(
        _wrong_type(name, words, start, structure_text(part))
        for (name, words), part in zip(wanted, quantities(tree, key.state) or (), strict=True)
        if not isinstance(part, Leaf)
    )


# ---------------------------------------------------------------- type, shape and dtype


def leaf_mismatch(expected: Expected, start: int, leaf: Leaf) -> Mismatch | None:
    """What is wrong with the type, shape or dtype of one quantity, first returned after `start` steps."""
    right, kind, data = expected.values, leaf.kind, leaf.data
    if isinstance(right, tuple):
        return None if kind is LeafKind.STR else _of_another_type(expected, start, leaf)
    if right.dtype == INT64:
        return None if _is_count(leaf) else _of_another_type(expected, start, leaf)
    shape = right.shape[1:]
    if kind is LeafKind.FLOAT and not shape:
        return None
    if not isinstance(data, np.ndarray) or kind not in (LeafKind.ARRAY, LeafKind.SCALAR):
        return _of_another_type(expected, start, leaf)
    if data.shape[1:] != shape:
        return _wrong_shape(expected, start, shape, data.shape[1:])
    if data.dtype != FLOAT64:
        return Mismatch((expected.name,), start + 1, "wrong-dtype", {"name": expected.name, "got": data.dtype})
    return None


def _is_count(leaf: Leaf) -> bool:
    """Whether something is a whole number at every step, Python's or NumPy's."""
    if isinstance(leaf.data, tuple) or leaf.kind not in (LeafKind.INT, LeafKind.SCALAR, LeafKind.ARRAY):
        return False
    return leaf.data.dtype.kind == "i" and leaf.data.ndim == 1


def _wrong_shape(expected: Expected, start: int, shape: tuple[int, ...], got: tuple[int, ...]) -> Mismatch:
    """The mismatch of an array of another shape; where only its length differs, that is said."""
    if len(got) == len(shape) > 0 and got[1:] == shape[1:]:
        details = {"name": expected.name, "expected": shape[0], "got": got[0]}
        return Mismatch((expected.name,), start + 1, "wrong-length", details)
    return Mismatch((expected.name,), start + 1, "wrong-shape", {"name": expected.name, "expected": shape, "got": got})


def _of_another_type(expected: Expected, start: int, leaf: Leaf) -> Mismatch:
    """The mismatch of a quantity that is not of the type that is wanted."""
    return _wrong_type(expected.name, _wanted(expected), start, leaf_text(leaf))


def _wrong_type(name: str, wanted: str, start: int, got: str) -> Mismatch:
    return Mismatch((name,), start + 1, "wrong-type", {"name": name, "expected": wanted, "got": got})


def _wanted(expected: Expected) -> str:
    if isinstance(expected.values, tuple):
        return "a str"
    if expected.values.dtype == INT64:
        return "an int"
    if expected.values.ndim == 1:
        return ANY_NUMBER
    return leaf_text(Leaf(LeafKind.ARRAY, expected.values))


# ---------------------------------------------------------------- words


def _expected_text(shown: ComparedValue, digits: int, texts: Texts) -> str:
    decimal = value_text(shown.expected, digits)
    is_said = not shown.exact or _says(decimal, shown.exact)
    return decimal if is_said else texts("exactly", decimal=decimal, exact=shown.exact)


def _says(decimal: str, exact: str) -> bool:
    """Whether the decimals are the exact value themselves, as 3.2 is 16/5."""
    try:
        return Fraction(decimal) == Fraction(exact)
    except ValueError:
        return False
