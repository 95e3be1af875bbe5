"""Where an answer departs from the right one: structure, dtype, shape, then values within their tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.model import ExerciseKey, Expected, Value
from autograder.values_text import kind_text, value_text


@dataclass(frozen=True, slots=True)
class Departure:
    """What is not right about a returned value.

    `form` is the id of the sentence that says what is wrong with its structure, dtype or shape, with the sentence's
    `details`; empty where the form is right, and the numbers of the quantities `names` are not.
    """

    names: tuple[str, ...]
    form: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    expected: str = ""
    got: str = ""


def first_departure(expected: Sequence[Expected], value: Value, key: ExerciseKey) -> Departure | None:
    """The first departure of a returned value from the right quantities; None for a right answer."""
    quantities = _quantities(expected, value, key)
    if isinstance(quantities, Departure):
        return quantities
    for quantity, got in zip(expected, quantities, strict=True):
        form = _form_departure(quantity, got)
        if form is not None:
            return form
    wrong = tuple(q.name for q, got in zip(expected, quantities, strict=True) if not _within_tolerance(q, got))
    if not wrong:
        return None
    digits = _digits_that_show(expected, quantities)
    return Departure(
        wrong,
        expected=", ".join(f"{q.name} = {_expected_text(q, digits)}" for q in expected),
        got=", ".join(f"{q.name} = {value_text(got, digits)}" for q, got in zip(expected, quantities, strict=True)),
    )


def _quantities(expected: Sequence[Expected], value: Value, key: ExerciseKey) -> list[Value] | Departure:
    """The returned quantities one by one, or how the returned value is not of the right structure."""
    if not key.state:
        return [value]
    first, *state = expected
    details = {"function": key.name, "returns": key.returns, "first": first.name, "got": kind_text(value)}
    if type(value) is not tuple or len(value) != 2:
        return Departure((first.name,), "not-a-pair", details)
    if type(value[1]) is not dict:
        keys = " and ".join(f'"{quantity.name}"' for quantity in state)
        return Departure(("state",), "not-a-dict", {"function": key.name, "keys": keys, "got": kind_text(value[1])})
    for quantity in state:
        if quantity.name not in value[1]:
            held = ", ".join(f'"{name}"' for name in value[1]) or "nothing"
            return Departure(("state",), "no-such-entry", {"function": key.name, "key": quantity.name, "got": held})
    return [value[0], *(value[1][quantity.name] for quantity in state)]


def _form_departure(expected: Expected, got: Value) -> Departure | None:
    if isinstance(expected.value, str):
        return None if type(got) is str else _wrong_type(expected, "a str", got)
    if isinstance(expected.value, int):
        whole = isinstance(got, (int, np.integer)) and not isinstance(got, (bool, np.bool_))
        return None if whole else _wrong_type(expected, "an int", got)
    if expected.value.ndim == 0 and type(got) is float:
        return None
    if not isinstance(got, (np.ndarray, np.generic)):
        return _wrong_type(expected, kind_text(expected.value), got)
    if got.shape != expected.value.shape:
        details = {"name": expected.name, "expected": expected.value.shape, "got": got.shape}
        return Departure((expected.name,), "wrong-shape", details)
    if got.dtype != np.float64:
        return Departure((expected.name,), "wrong-dtype", {"name": expected.name, "got": got.dtype})
    return None


def _wrong_type(expected: Expected, wanted: str, got: Value) -> Departure:
    return Departure((expected.name,), "wrong-type", {"name": expected.name, "expected": wanted, "got": kind_text(got)})


def _within_tolerance(expected: Expected, got: Value) -> bool:
    if expected.tolerance is None:
        return bool(got == expected.value)
    if expected.value.ndim == 0:
        return number_within(float(got), float(expected.value), float(expected.tolerance))
    with np.errstate(all="ignore"):
        near = np.abs(np.asarray(got) - expected.value) <= expected.tolerance
        same = np.asarray(got) == expected.value
    return bool(np.all(near | same))


def number_within(got: float, right: float, tolerance: float) -> bool:
    """Whether a number is right; the same infinity is, NaN never is."""
    return abs(got - right) <= tolerance or got == right


def _expected_text(expected: Expected, digits: int) -> str:
    decimal = value_text(expected.value, digits)
    return f"{decimal} (exactly {expected.exact})" if expected.exact and not _says(decimal, expected.exact) else decimal


def _says(decimal: str, exact: str) -> bool:
    """Whether the decimals are the exact value themselves, as 3.2 is 16/5."""
    try:
        return Fraction(decimal) == Fraction(exact)
    except ValueError:
        return False


def _digits_that_show(expected: Sequence[Expected], got: Sequence[Value]) -> int:
    """Ten digits, or all seventeen where ten would print a wrong number as the right one."""
    for quantity, value in zip(expected, got, strict=True):
        if not _within_tolerance(quantity, value) and value_text(quantity.value) == value_text(value):
            return 17
    return 10


def differs(first: Value, second: Value, tolerance: float = 0.0) -> bool:
    """Whether two plain values differ in structure, type, or a number by more than the tolerance; NaN equals NaN."""
    if isinstance(first, (np.ndarray, np.generic)) or isinstance(second, (np.ndarray, np.generic)):
        a, b = np.asarray(first), np.asarray(second)
        return a.shape != b.shape or a.dtype != b.dtype or not _equal(a, b, tolerance)
    if type(first) is not type(second):
        return True
    match first:
        case dict():
            return list(first) != list(second) or any(differs(first[key], second[key], tolerance) for key in first)
        case list() | tuple():
            pairs = zip(first, second, strict=False)
            return len(first) != len(second) or any(differs(a, b, tolerance) for a, b in pairs)
        case float():
            return not _equal(np.asarray(first), np.asarray(second), tolerance)
    return bool(first != second)


def _equal(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    if a.tobytes() == b.tobytes():
        return True
    if a.dtype.kind != "f":
        return bool(np.array_equal(a, b))
    with np.errstate(all="ignore"):
        return bool(np.all((np.abs(a - b) <= tolerance) | (a == b) | (np.isnan(a) & np.isnan(b))))
