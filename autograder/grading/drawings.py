"""How a probe can be drawn: what follows from its call and from what it returns.

A path is drawn over its steps or in the plane of two variables, a schedule over the steps it is asked for, a function
over its inputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.model import Carried, ExerciseKey, GradientAt, GradientFunction, Probe, Series
from autograder.model.picture import Points
from autograder.model.values import Array, FloatArray

FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """How what a probe returns becomes points of a plane."""

    rank: int
    """How much it shows: 0 for a run on a landscape, then values over steps, over inputs, and a way in the plane."""
    across: str
    up: str
    points: Callable[[FloatArray], Points]
    """The points of some numbers or places, one for each row; there may be fewer of them than are right."""
    is_one_value: bool = False
    """Whether a single step returns all of the rows."""
    is_curve: bool = False
    """Whether the values are those of a function at the numbers on the axis, in whatever order they were asked for."""
    plane: str = ""
    """The name of the landscape whose two variables are the axes."""

    def rows(self, values: FloatArray) -> FloatArray:
        """What becomes a point each, of shape (points, ...), of values of shape (steps, ...); both float64."""
        if not self.is_one_value:
            return values
        return values[0] if len(values) else values.reshape(0, *values.shape[2:])


def drawing_of(key: ExerciseKey, probe: Probe) -> Drawing | None:
    """How a probe can be drawn, if it can."""
    values = probe.expected[0].values
    if isinstance(values, tuple) or not np.all(np.isfinite(values)):
        return None
    return next(filter(None, (draws(key, probe, values) for draws in (_over_steps, _path, _over_inputs, _way))), None)


def _over_steps(key: ExerciseKey, probe: Probe, values: Array) -> Drawing | None:
    """A number for each step: over the argument where it is another one at each step, else from a given start on."""
    if values.ndim != 1 or len(values) < FEWEST_POINTS:
        return None
    first, name = probe.call.arguments[0], probe.expected[0].name
    if isinstance(first, Series) and not probe.call.is_chain:
        if any(isinstance(value, np.ndarray) and value.ndim for value in first.values):
            return None
        inputs = np.array(first.values, dtype=np.float64)
        return Drawing(1, key.parameters[0], name, lambda numbers: _curve(inputs, numbers), is_curve=True)
    start = _start_of(first)
    before = () if start is None or start.ndim else ((0.0, float(start)),)
    on_landscape = any(isinstance(a, GradientAt | GradientFunction) for a in probe.call.arguments)
    return Drawing(
        0 if on_landscape else 1, "step", name, lambda numbers: (*before, *_pairs(1 + np.arange(len(numbers)), numbers))
    )


def _path(key: ExerciseKey, probe: Probe, values: Array) -> Drawing | None:
    """A whole path that one call returns, the start first."""
    landscape = next((a.name for a in probe.call.arguments if isinstance(a, GradientFunction)), "")
    if probe.call.steps > 1 or not landscape or values.ndim < 2 or values.shape[1] < FEWEST_POINTS:
        return None
    axes = _variables(key, landscape)
    if values.ndim == 2 and axes is None:
        return Drawing(1, "step", key.parameters[1], lambda path: _pairs(np.arange(len(path)), path), is_one_value=True)
    if values.shape[2:] == (2,) and axes is not None:
        return Drawing(3, *axes, _in_plane, is_one_value=True, plane=landscape)
    return None


def _over_inputs(key: ExerciseKey, probe: Probe, values: Array) -> Drawing | None:
    """A number for each element of the only argument: over it where it rises, else over the elements' places."""
    (first, *others), name = probe.call.arguments, key.parameters[0]
    if others or not isinstance(first, np.ndarray) or first.ndim != 1 or values.shape != (1, *first.shape):
        return None
    if len(first) < FEWEST_POINTS:
        return None
    rises = bool(np.all(np.diff(first) > 0))
    inputs, across = (first, name) if rises else (1 + np.arange(len(first)), f"place in {name}")
    name = probe.expected[0].name
    return Drawing(2, across, name, lambda numbers: _pairs(inputs, numbers), is_one_value=True, is_curve=rises)


def _way(key: ExerciseKey, probe: Probe, values: Array) -> Drawing | None:
    """Points of a plane, from a given one on."""
    start, moves = _start_of(probe.call.arguments[0]), probe.expected[0].name == key.parameters[0]
    if start is None or start.shape != (2,) or values.shape[1:] != (2,) or not moves:
        return None
    names = (argument.name for argument in probe.call.arguments if isinstance(argument, GradientAt | GradientFunction))
    landscape = next((name for name in names if _variables(key, name)), "")
    if probe.theorem and not landscape:  # two runs beside each other
        return None
    axes = _variables(key, landscape) or (f"first entry of {key.parameters[0]}", f"second entry of {key.parameters[0]}")
    return Drawing(3, *axes, lambda places: _in_plane(np.vstack([start, places])), plane=landscape)


def _variables(key: ExerciseKey, landscape: str) -> tuple[str, str] | None:
    """The names of a landscape's variables where there are two."""
    found = re.search(r"^    (\w+), (\w+) = w\.T$", key.gradients.get(landscape, ""), re.MULTILINE)
    return (found[1], found[2]) if found else None


def _start_of(argument: object) -> Array | None:
    given = argument.start if isinstance(argument, Carried) else argument
    return given if isinstance(given, np.ndarray) else None


def _pairs(across: Array, numbers: FloatArray) -> Points:
    return tuple(zip(across.tolist(), numbers.tolist(), strict=False))


def _curve(across: Array, numbers: FloatArray) -> Points:
    """The points of a curve from left to right; as far as there are numbers."""
    return tuple(sorted(_pairs(across, numbers)))


def _in_plane(places: FloatArray) -> Points:
    return tuple((x, y) for x, y in places.tolist())
