"""Where an answer departs from the right one: structure, dtype, shape, then values within their tolerance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from autograder.model import Answer, ExerciseKey, Expected, Returned, Value
from autograder.model.display import form_text, value_text

FLOAT64, INT64 = np.dtype(np.float64), np.dtype(np.int64)


class Shown(NamedTuple):
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
    details: Mapping[str, Any] = field(default_factory=dict)
    shown: tuple[Shown, ...] = ()

    @property
    def expected(self) -> str:
        """The right values, as a student reads them."""
        return ", ".join(f"{s.name} = {_expected_text(s, self._digits)}" for s in self.shown)

    @property
    def got(self) -> str:
        """The student's values in their place."""
        return ", ".join(f"{s.name} = {value_text(s.got, self._digits)}" for s in self.shown)

    @property
    def _digits(self) -> int:
        """As many as show the difference."""
        wrong = (s for s in self.shown if s.name in self.names)
        return 17 if any(value_text(s.expected) == value_text(s.got) for s in wrong) else 10


@dataclass(frozen=True, slots=True)
class Leaf:
    """One returned quantity over some steps: its type, and the steps' values stacked along a first axis."""

    kind: str
    data: Any

    def at(self, step: int) -> Value:
        """The value of one step, counted from 0."""
        return self.data[step]


def first_mismatch(
    expected: Sequence[Expected], answer: Answer, key: ExerciseKey, *, only_form: bool = False
) -> Mismatch | None:
    """The first departure of an answer from the right one; None where all is right.

    With `only_form` only in structure, type, dtype or shape, whatever the numbers are.
    """
    for start, part in parts_of(answer):
        quantities = quantities_of(expected, start, part, key)
        if isinstance(quantities, Mismatch):
            return quantities
        found = (leaf_mismatch(quantity, start, leaf) for quantity, leaf in zip(expected, quantities, strict=True))
        mismatch = next((form for form in found if form is not None), None)
        if mismatch is None and not only_form:
            mismatch = _number_mismatch(expected, start, part.steps, quantities)
        if mismatch is not None:
            return mismatch
    return None


def leaves_of(part: Returned, key: ExerciseKey) -> list[Leaf] | None:
    """The returned quantities one by one, in the order of the key; None where the structure is another."""
    quantities = quantities_of([Expected(name, ()) for name in ("", *key.state)], 0, part, key)
    return None if isinstance(quantities, Mismatch) else quantities


def parts_of(answer: Answer) -> Iterator[tuple[int, Returned]]:
    """The parts of an answer, each with the number of steps before it."""
    start = 0
    for part in answer.returned:
        yield start, part
        start += part.steps


def quantities_of(expected: Sequence[Expected], start: int, part: Returned, key: ExerciseKey) -> list[Leaf] | Mismatch:
    """The returned quantities one by one, or what is wrong with the structure; `start` steps came before."""
    form, data = part.form, part.data
    if not key.state:
        return [Leaf(form, data)] if type(form) is str else _wrong_type(expected[0], start, form)
    if type(form) is not tuple or len(form) != 2 or type(form[1]) is not dict:
        return _wrong_structure(expected, start, form, key)
    kinds = (form[0], *map(form[1].get, key.state))
    if any(type(kind) is not str for kind in kinds):
        return _wrong_structure(expected, start, form, key)
    return [Leaf(kinds[0], data[0]), *(Leaf(form[1][entry], data[1][entry]) for entry in key.state)]


def _wrong_structure(expected: Sequence[Expected], start: int, form: Value, key: ExerciseKey) -> Mismatch:
    """What is wrong where a pair of a quantity and a dict of the state's entries belongs."""
    first, step = expected[0], start + 1
    if type(form) is not tuple or len(form) != 2:
        details = {"function": key.name, "returns": key.returns, "first": first.name, "got": form_text(form)}
        return Mismatch((first.name,), step, "not-a-pair", details)
    if type(form[1]) is not dict:
        keys = " and ".join(f'"{name}"' for name in key.state)
        return Mismatch(("state",), step, "not-a-dict", {"function": key.name, "keys": keys, "got": form_text(form[1])})
    for entry in key.state:
        if entry not in form[1]:
            held = ", ".join(f'"{name}"' for name in form[1]) or "nothing"
            return Mismatch(("state",), step, "no-such-entry", {"function": key.name, "key": entry, "got": held})
    kinds = [form[0], *(form[1][entry] for entry in key.state)]
    return next(
        _wrong_type(quantity, start, kind)
        for quantity, kind in zip(expected, kinds, strict=True)
        if type(kind) is not str
    )


# ---------------------------------------------------------------- form


def leaf_mismatch(expected: Expected, start: int, leaf: Leaf) -> Mismatch | None:
    """What is wrong with the type, shape or dtype of one quantity."""
    if isinstance(expected.values, tuple):
        return None if leaf.kind == "str" else _wrong_type(expected, start, leaf)
    if expected.values.dtype == INT64:
        whole = leaf.kind == "int" or (leaf.kind in ("scalar", "array") and _is_whole_number(leaf.data))
        return None if whole else _wrong_type(expected, start, leaf)
    shape = expected.values.shape[1:]
    if leaf.kind == "float" and not shape:
        return None
    if leaf.kind not in ("array", "scalar"):
        return _wrong_type(expected, start, leaf)
    if leaf.data.shape[1:] != shape:
        return _wrong_shape(expected, start, shape, leaf.data.shape[1:])
    if leaf.data.dtype != FLOAT64:
        details = {"name": expected.name, "got": leaf.data.dtype}
        return Mismatch((expected.name,), start + 1, "wrong-dtype", details)
    return None


def _wrong_shape(expected: Expected, start: int, shape: tuple[int, ...], got: tuple[int, ...]) -> Mismatch:
    """The departure of an array of another shape; where only its length differs, that is said."""
    if len(got) == len(shape) > 0 and got[1:] == shape[1:]:
        details = {"name": expected.name, "expected": shape[0], "got": got[0]}
        return Mismatch((expected.name,), start + 1, "wrong-length", details)
    return Mismatch((expected.name,), start + 1, "wrong-shape", {"name": expected.name, "expected": shape, "got": got})


def _is_whole_number(data: np.ndarray) -> bool:
    return data.dtype.kind == "i" and data.ndim == 1


def _wrong_type(expected: Expected, start: int, got: Value) -> Mismatch:
    """The departure of a leaf, or of a structure where a leaf should be."""
    words = form_text(got.kind, got.data) if isinstance(got, Leaf) else form_text(got)
    details = {"name": expected.name, "expected": _wanted(expected), "got": words}
    return Mismatch((expected.name,), start + 1, "wrong-type", details)


def _wanted(expected: Expected) -> str:
    if isinstance(expected.values, tuple):
        return "a str"
    if expected.values.dtype == INT64:
        return "an int"
    return form_text("array", expected.values)


# ---------------------------------------------------------------- numbers


def _number_mismatch(expected: Sequence[Expected], start: int, steps: int, leaves: Sequence[Leaf]) -> Mismatch | None:
    """The first step at which a number or word is not the right one, with every quantity that is wrong there."""
    with np.errstate(invalid="ignore"):
        if all(_all_right(q, leaf.data, start, steps) for q, leaf in zip(expected, leaves, strict=True)):
            return None
    right = [right_steps(q, leaf.data, start, steps) for q, leaf in zip(expected, leaves, strict=True)]
    every = np.logical_and.reduce(right)
    if every.all():
        return None
    step = int(np.argmin(every))
    at = start + step
    shown = (
        Shown(q.name, q.values[at], leaf.at(step), q.exact[at] if at < len(q.exact) else "")
        for q, leaf in zip(expected, leaves, strict=True)
    )
    wrong = tuple(q.name for q, fine in zip(expected, right, strict=True) if not fine[step])
    return Mismatch(wrong, at + 1, shown=tuple(shown))


def _all_right(expected: Expected, data: Any, start: int, steps: int) -> bool:
    """Whether all values are right, as those of most answers are: this is soon said."""
    values = expected.values[start : start + steps]
    if isinstance(values, tuple):
        return bool(data == values)
    if expected.tolerances is None:
        return bool((data == values).all())
    return bool((np.abs(data - values) <= expected.tolerances[start : start + steps]).all())


def right_steps(expected: Expected, data: Any, start: int, steps: int) -> np.ndarray:
    """For each of some steps, whether the values are right; NaN never is, the same infinity is."""
    values = expected.values[start : start + steps]
    if isinstance(values, tuple):
        return np.array([got == right for got, right in zip(data, values, strict=True)], dtype=bool)
    got = np.asarray(data)
    if expected.tolerances is None:
        return np.asarray(got == values)
    with np.errstate(all="ignore"):
        right = (np.abs(got - values) <= expected.tolerances[start : start + steps]) | (got == values)
    every: np.ndarray = right.reshape(steps, -1).all(axis=1)
    return every


def _expected_text(shown: Shown, digits: int) -> str:
    decimal = value_text(shown.expected, digits)
    return f"{decimal} (exactly {shown.exact})" if shown.exact and not _says(decimal, shown.exact) else decimal


def _says(decimal: str, exact: str) -> bool:
    """Whether the decimals are the exact value themselves, as 3.2 is 16/5."""
    try:
        return Fraction(decimal) == Fraction(exact)
    except ValueError:
        return False
