"""(observation) -> a picture: the path or curve that a function gave, beside the right one.

How a probe is drawn follows from its call and from what it returns: a path over its steps or in the plane of two
variables, a schedule over the steps it is asked for, a function over its inputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.contours import contours_around
from autograder.expected.fingerprints import within
from autograder.grading.compare import Reading
from autograder.grading.observe import Observation
from autograder.model import Carried, ExerciseKey, GradientAt, GradientFunction, Picture, Probe, Series
from autograder.model.display import call_text
from autograder.model.picture import Points
from autograder.model.values import Array, BoolArray, FloatArray

FEWEST_POINTS = 3
MOST_NUMBERS = 40
DIGITS = 6
VISIBLE = 0.02
"""The part of a picture's size that two points are apart where one sees it."""


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


def picture_of(observation: Observation) -> Picture | None:
    """What a function gave, drawn beside what is right, on the probe that shows most; None where none can be drawn.

    Where something is wrong, that is a probe at which one sees it, if there is one.
    """
    key = observation.layout.key
    sheets = (_kept_sheet(key, place) for place in range(len(drawable(key))))
    drawn = ((sheet, _drawn(sheet, observation.readings[sheet.probe.id])) for sheet in sheets)
    if not any(observation.mismatch(probe) for probe, _ in drawable(key)):
        shown = next((one for one in drawn if one[1].own), None)
    else:
        wrong = [one for one in drawn if one[1].parts is not None]
        shown = next((one for one in wrong if _is_seen(one[1])), next(iter(wrong), None))
    return _on_landscape(key, *shown) if shown else None


@lru_cache(maxsize=256)
def drawable(key: ExerciseKey) -> tuple[tuple[Probe, Drawing], ...]:
    """The probes of a key that can be drawn, those first that show most, with how each is drawn."""
    probes = [probe for check in key.checks for probe in check.probes]
    found = [(probe, drawing) for probe in probes if (drawing := drawing_of(key, probe)) is not None]
    return tuple(sorted(found, key=lambda one: _order(*one)))


def _order(probe: Probe, drawing: Drawing) -> tuple[bool, int, bool, int]:
    """What is drawn rather comes first: what shows more, a schedule from its first step on, what is longer."""
    points = drawing.points(drawing.rows(_of_numbers(probe.expected[0].values)))
    is_late = isinstance(probe.call.arguments[0], Series) and drawing.is_curve and points[0][0] > 0
    return bool(probe.theorem), drawing.rank, is_late, -_length(probe, drawing)


def _length(probe: Probe, drawing: Drawing) -> int:
    """How many numbers are drawn; the longest of all are hard to read, and of runs the first is the worked example."""
    numbers = np.size(probe.expected[0].values)
    return numbers if drawing.rank and numbers <= MOST_NUMBERS else 0


def draw(key: ExerciseKey, probe: Probe, reading: Reading) -> Picture | None:
    """The picture of one probe; None where it cannot be drawn."""
    drawing = drawing_of(key, probe)
    if drawing is None:
        return None
    sheet = _sheet(key, probe, drawing)
    return _on_landscape(key, sheet, _drawn(sheet, reading))


class _Sheet(NamedTuple):
    """What is drawn of a probe before anybody has answered it."""

    probe: Probe
    drawing: Drawing
    call: str
    right: FloatArray
    """The right values, one row for each point."""
    points: Points
    """The points that they become."""


@lru_cache(maxsize=2048)
def _kept_sheet(key: ExerciseKey, place: int) -> _Sheet:
    """That of a probe, by its place among those that can be drawn; kept, because a class is asked the same."""
    return _sheet(key, *drawable(key)[place])


def _sheet(key: ExerciseKey, probe: Probe, drawing: Drawing) -> _Sheet:
    right = drawing.rows(_of_numbers(probe.expected[0].values))
    return _Sheet(probe, drawing, _call(key, probe, drawing), right, _rounded(drawing.points(right)))


def _drawn(sheet: _Sheet, reading: Reading) -> Picture:
    probe, drawing = sheet.probe, sheet.drawing
    own = drawing.rows(_own_values(probe, reading))
    return Picture(
        call=sheet.call,
        across=drawing.across,
        up=drawing.up,
        right=sheet.points,
        own=_rounded(drawing.points(own)) if len(own) else (),
        parts=_parting(drawing, own, _wrong(probe, drawing, own, sheet.right)),
    )


def _on_landscape(key: ExerciseKey, sheet: _Sheet, picture: Picture) -> Picture:
    """The picture with the lines of equal loss around the right path, where the landscape has any."""
    plane = sheet.drawing.plane
    return replace(picture, levels=_levels(key, plane, sheet.points)) if plane else picture


def _call(key: ExerciseKey, probe: Probe, drawing: Drawing) -> str:
    """The call as it could be typed; of a curve with the name of what is on the axis in the place of a number."""
    if not drawing.is_curve:
        return call_text(probe.call, key.parameters, key.losses)
    return (
        call_text(replace(probe.call, arguments=()), (), key.losses)
        .replace("(", f"({drawing.across}, ", 1)
        .replace(", )", ")")
    )


# ---------------------------------------------------------------- how a probe is drawn


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


# ---------------------------------------------------------------- what a student's function gave


def _own_values(probe: Probe, reading: Reading) -> FloatArray:
    """What was returned, up to the first step that cannot be compared or drawn."""
    if not reading.parts:
        return np.empty((0, *np.shape(probe.expected[0].values)[1:]))
    values = np.concatenate([_of_numbers(leaves[0].data) for leaves in reading.parts])
    finite = np.isfinite(values).reshape(len(values), -1).all(axis=1)
    return values if finite.all() else values[: int(np.argmin(finite))]


def _of_numbers(values: object) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def _wrong(probe: Probe, drawing: Drawing, own: FloatArray, right: FloatArray) -> BoolArray:
    """For each row that was given, whether it is wrong."""
    tolerances = probe.expected[0].tolerances
    allowed = 0.0 if tolerances is None else drawing.rows(tolerances)[: len(own)]
    holds = within(own, right[: len(own)], allowed)
    return np.asarray(~holds.reshape(len(own), -1).all(axis=1) if len(own) else np.empty(0, dtype=bool))


def _parting(drawing: Drawing, own: FloatArray, wrong: BoolArray) -> int | None:
    """The place of the first point that is wrong, from left to right on a curve; None where there is none."""
    if not wrong.any():
        return None
    marked = drawing.points(np.where(wrong, 1.0, 0.0)) if drawing.is_curve else ()
    before = len(drawing.points(own)) - len(own)
    return next((place for place, (_, is_wrong) in enumerate(marked) if is_wrong), before + int(np.argmax(wrong)))


def _rounded(points: Points) -> Points:
    return tuple((float(f"{x:.{DIGITS}g}"), float(f"{y:.{DIGITS}g}")) for x, y in points)


def _is_seen(picture: Picture) -> bool:
    """Whether one sees that the lines part."""
    right = np.array(picture.right)
    size, shared = np.ptp(right, axis=0).max() or 1.0, min(len(right), len(picture.own))
    with np.errstate(all="ignore"):
        return bool(np.abs(np.array(picture.own[:shared]) - right[:shared]).max() > VISIBLE * size)


@lru_cache(maxsize=256)
def _levels(key: ExerciseKey, landscape: str, points: Points) -> tuple[Points, ...]:
    """Lines of equal loss around a path."""
    return contours_around(landscape, key.gradients[landscape], points)
