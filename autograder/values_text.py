"""Values as students read them: calls, arrays and numbers in short plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.model import Call, GradientAt, GradientFunction, Ref, Value

MOST_ELEMENTS = 24


def number_text(number: float, digits: int = 10) -> str:
    """A number with at most `digits` significant digits: 3.2, 1e-09, nan."""
    return format(float(number), f".{digits}g")


def value_text(value: Value, digits: int = 10) -> str:
    """A value as it could be typed: 3.2, [1, 2], {"v": 0}; long arrays say how much is left out."""
    if isinstance(value, (np.ndarray, list, tuple)) and np.size(value) > MOST_ELEMENTS and not isinstance(value, str):
        return f"an array of shape {np.shape(value)}"
    match value:
        case bool() | np.bool_() | None:
            return str(value)
        case str():
            return f'"{value}"'
        case int() | np.integer():
            return str(int(value))
        case float() | np.floating():
            return number_text(float(value), digits)
        case np.ndarray():
            return value_text(value.tolist(), digits)
        case dict():
            return "{" + ", ".join(f'"{key}": {value_text(entry, digits)}' for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(value_text(entry, digits) for entry in value) + "]"
        case tuple():
            return "(" + ", ".join(value_text(entry, digits) for entry in value) + ")"
    return type(value).__name__


def call_text(call: Call, names: Sequence[str], losses: Mapping[str, str]) -> str:
    """A call as a student could type it: momentum(w=4, grad=8, state={"v": 0}, lr=0.1, beta=0.9).

    `losses` are the formulas of the landscapes whose gradients are passed, by name.
    """
    arguments = [f"{name}={_argument_text(a, losses)}" for name, a in zip(names, call.arguments, strict=False)]
    keywords = [f"{name}={_argument_text(argument, losses)}" for name, argument in call.keywords.items()]
    return f"{call.function}({', '.join([*arguments, *keywords])})"


def _argument_text(argument: Any, losses: Mapping[str, str]) -> str:
    match argument:
        case GradientFunction():
            return f"<gradient of {losses[argument.name]}>"
        case GradientAt():
            return f"<gradient of {losses[argument.name]} at w>"
        case Ref():
            return "..."
    return value_text(argument)


def kind_text(value: Value) -> str:
    """What kind of value this is: "None", "a list", "a float64 array of shape (3,)"."""
    match value:
        case None:
            return "None"
        case np.ndarray():
            return f"an array of {value.dtype} of shape {value.shape}"
        case np.generic():
            return f"a NumPy {value.dtype}"
        case tuple():
            return f"a tuple of {len(value)}"
        case int() | float() | str() | list() | dict() | bool():
            article = "an" if isinstance(value, int) and not isinstance(value, bool) else "a"
            return f"{article} {type(value).__name__}"
    return type(value).__name__
