"""(observation) -> a picture: the path or curve that a function gave, beside the right one.

The probe that shows most is drawn; what is right is laid out once for a class.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.expected.contours import contours_around
from autograder.expected.fingerprints import within
from autograder.grading.compare import Reading
from autograder.grading.drawings import Drawing, drawing_of
from autograder.grading.observe import Observation
from autograder.model import ExerciseKey, Picture, Probe, Series
from autograder.model.display import call_text
from autograder.model.picture import Points
from autograder.model.values import BoolArray, FloatArray

MOST_NUMBERS = 40
DIGITS = 6
VISIBLE = 0.02
"""The part of a picture's size that two points are apart where one sees it."""


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
