"""Values as students read them: calls, arrays and numbers in short plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.model import Argument, Call, Carried, GradientAt, GradientFunction, Leaf, LeafKind, Series, Tree, Value

MOST_ELEMENTS = 24


def number_text(number: float, digits: int = 10) -> str:
    """A number with at most `digits` significant digits: 3.2, 1e-09, nan."""
    return format(float(number), f".{digits}g")


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "w", "w and v", "w, m and v"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def value_text(value: Value, digits: int = 10) -> str:
    """A value as it could be typed: 3.2, [1, 2], {"v": 0}; long arrays say how much is left out."""
    if isinstance(value, np.ndarray) and value.size > MOST_ELEMENTS:
        return f"an array of shape {value.shape}"
    if isinstance(value, list | tuple) and len(value) > MOST_ELEMENTS:
        return f"a {type(value).__name__} of {len(value)}"
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


def call_text(call: Call, names: Sequence[str], losses: Mapping[str, str], step: int = 1) -> str:
    """A call as a student could type it: momentum(w=4, grad=8, state={"v": 0}, lr=0.1, beta=0.9).

    Of a chain it is the first step's call, else that of the given step. `losses` are the formulas of the landscapes
    whose gradients are passed, by name.
    """
    at = 0 if call.is_chain else step - 1
    arguments = [f"{name}={argument_text(a, losses, at)}" for name, a in zip(names, call.arguments, strict=False)]
    keywords = [f"{name}={argument_text(argument, losses, at)}" for name, argument in call.keywords.items()]
    return f"{call.function}({', '.join([*arguments, *keywords])})"


def argument_text(argument: Argument, losses: Mapping[str, str], at: int = 0) -> str:
    """An argument as a step gets it, counted from 0; `losses` are the formulas of landscapes, by name."""
    match argument:
        case GradientFunction():
            if argument.name in losses:
                return f"<gradient of {losses[argument.name]}>"
            return f"<{argument.name.rpartition('_of_')[0] or argument.name}>"  # a function of the exercise's own file
        case GradientAt():
            return f"<gradient of {losses[argument.name]} at w>"
        case Carried():
            return value_text(argument.start)
        case Series():
            return value_text(argument.values[at])
    return value_text(argument)


def structure_text(tree: Tree) -> str:
    """What kind of value some steps returned, in short: "None", "a list", "a tuple of 3", "an array"."""
    match tree:
        case Leaf(LeafKind.NONE):
            return "None"
        case Leaf():
            return f"a{'n' if tree.kind[0] in 'aeiou' else ''} {tree.kind}"
        case tuple():
            return f"a tuple of {len(tree)}"
    return f"a {type(tree).__name__}"


def leaf_text(leaf: Leaf) -> str:
    """What kind of value a leaf is, with the dtype and shape of one step: "an array of float64 of shape (3,)"."""
    match leaf:
        case Leaf(LeafKind.ARRAY, np.ndarray() as data):
            return f"an array of {data.dtype} of shape {data.shape[1:]}"
        case Leaf(LeafKind.SCALAR, np.ndarray() as data):
            return f"a NumPy {data.dtype}"
    return structure_text(leaf)
