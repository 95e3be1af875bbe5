"""How exact a function of NumPy is: run in float64, in a longer precision, and beside its inputs.

The longer precision is NumPy's own longdouble, because the very same code runs in it; few of NumPy's functions take the
numbers of mpmath. Where it is no longer than float64 (on Windows, on Macs with Apple's processors), or the function
calls what has no longdouble (`np.linalg`), only the runs beside the inputs say how rounding spreads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np

EPS = float(np.finfo(np.float64).eps)
IS_LONGER = bool(np.finfo(np.longdouble).eps < EPS)
RUNS_BESIDE = 6
"""So often the inputs are changed in their last digit."""
MARGIN = 64
"""How many times farther than these runs another arrangement of the same formula may end."""
LEAST = 256 * EPS
"""The least tolerance, relative to the largest number of a returned quantity."""
HANGS = 1e-7
"""Where rounding changes so much, relative to that, it decides something: a branch, a loop's end."""

Inputs = Mapping[str, Any]
"""Arguments by name: float64 arrays, floats, functions, and what is no number."""
Run = Callable[[Sequence[Inputs]], list[list[Any]]]
"""(the arguments of each step) -> the quantities that each step returns."""


class HangsError(Exception):
    """Rounding decides what a function gives."""


class Measured(NamedTuple):
    """One quantity over the steps of a call: its values, and how far float64 arithmetic may end from them."""

    values: list[Any]
    tolerances: list[np.ndarray] | None
    """None for counts and words."""


def measured(run: Run, steps: Sequence[Inputs]) -> list[Measured]:
    """What a function returns, quantity by quantity, as exact as it can be told, with tolerances.

    Raises HangsError where rounding decides something; what the function raises in float64 goes on.
    """
    usual = run(steps)
    if not any(map(_has_floats, steps)):  # nothing lies beside words and counts: it only must give the same again
        return [_quantity(number, usual, usual, [run(steps)]) for number in range(len(usual[0]))]
    others = [run([_beside(inputs, Random(f"{number}")) for inputs in steps]) for number in range(RUNS_BESIDE)]
    longer = _longer(run, steps)
    best = usual if longer is None else longer
    runs = others if longer is None else [*others, longer]
    return [_quantity(number, usual, best, runs) for number in range(len(usual[0]))]


def _has_floats(value: Any) -> bool:
    """Whether there is a number in some inputs that rounding can change, or a function, which may hold some."""
    if isinstance(value, Mapping):
        return any(map(_has_floats, value.values()))
    return isinstance(value, float) or callable(value) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def _longer(run: Run, steps: Sequence[Inputs]) -> list[list[Any]] | None:
    """The same in longdouble; None where there is none, or the function calls what has none."""
    if not IS_LONGER:
        return None
    try:
        return run([{name: _cast(value, np.longdouble) for name, value in inputs.items()} for inputs in steps])
    except TypeError:
        return None


def _cast(value: Any, kind: type) -> Any:
    if isinstance(value, dict):
        return {name: _cast(part, kind) for name, part in value.items()}
    if isinstance(value, float):
        return kind(value)
    return value.astype(kind) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def _beside(inputs: Inputs, random: Random) -> dict[str, Any]:
    """The inputs with the last digit of each number changed."""

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: moved(part) for name, part in value.items()}
        if isinstance(value, float):
            return value * (1 + EPS * random.choice((-1, 1)))
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            signs = np.array([random.choice((-1, 1)) for _ in range(value.size)]).reshape(value.shape)
            return value * (1 + EPS * signs)
        return value

    return {name: moved(value) for name, value in inputs.items()}


def _quantity(number: int, usual: list[list[Any]], best: list[list[Any]], runs: list[list[list[Any]]]) -> Measured:
    values = [step[number] for step in best]
    if not isinstance(usual[0][number], np.ndarray) or usual[0][number].dtype.kind != "f":
        for other in runs:
            if any(not np.array_equal(o[number], u[number]) for o, u in zip(other, usual, strict=True)):
                raise HangsError
        return Measured([step[number] for step in usual], None)
    tolerances = [_tolerance(step[number], [other[at][number] for other in runs]) for at, step in enumerate(usual)]
    return Measured([np.asarray(value, dtype=np.float64) for value in values], tolerances)


def _tolerance(usual: np.ndarray, others: Sequence[np.ndarray]) -> np.ndarray:
    """How far the numbers of one step may be off: as far for all of them as for the worst."""
    finite = np.isfinite(usual)
    if any(np.shape(other) != usual.shape or not np.array_equal(np.isfinite(other), finite) for other in others):
        raise HangsError
    largest = float(np.max(np.abs(usual[finite]), initial=0.0))
    off = max((float(np.max(np.abs(other[finite] - usual[finite]), initial=0.0)) for other in others), default=0.0)
    if off > HANGS * largest:
        raise HangsError
    return np.full(usual.shape, max(MARGIN * off, LEAST * largest))
