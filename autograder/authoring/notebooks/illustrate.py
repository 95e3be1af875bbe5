"""What a unit's notebook shows beside the text of its master: formulas, one example in numbers, and a picture.

All of it comes from the expected values that the unit is graded with, so nothing is worked out anew.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.authoring.notebooks.make import Illustration
from autograder.errors import UsageError
from autograder.model import Carried, Exercise, ExerciseKey, Expected, GradientAt, Probe, Series
from autograder.model.display import call_text, value_text
from autograder.reports.charts import Line, Points, chart

ROWS = 3
FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a probe looks like: points joined by a line, and what the axes say."""

    rank: int
    """How much it shows: 0 for a run on a landscape, then values over steps, over inputs, and a way in the plane."""
    points: Points
    across: str
    up: str


def illustrate(exercises: Sequence[Exercise], keys: Mapping[str, ExerciseKey]) -> Illustration:
    """The illustration of a unit: its example is of the first exercise that shows most, and as long as possible."""
    formulas = {exercise.name: keys[exercise.name].latex for exercise in exercises}
    examples = [
        (drawing, keys[exercise.name], probe)
        for exercise in exercises
        for check in keys[exercise.name].checks
        for probe in check.probes
        if not probe.theorem and (drawing := _drawing(keys[exercise.name], probe)) is not None
    ]
    if not examples:
        raise UsageError(f"no probe of {exercises[0].unit} can be drawn: its notebook would open without a picture")
    most = min(drawing.rank for drawing, _, _ in examples)
    first = next(key for drawing, key, _ in examples if drawing.rank == most)
    same = [example for example in examples if example[0].rank == most and example[1] is first]
    return Illustration(_opening(*max(same, key=lambda example: len(example[0].points))), formulas)


# ---------------------------------------------------------------- the example


def _opening(drawing: Drawing, key: ExerciseKey, probe: Probe) -> str:
    call = call_text(probe.call, key.parameters, key.losses)
    # a data URI, because JupyterLab shows no SVG that is attached to a cell or written into it
    title = f"{drawing.up} over {drawing.across}"
    picture = chart(title, drawing.across, drawing.up, [Line(drawing.points, has_dots=True)], on_white=True)
    data = base64.b64encode(picture.encode("utf-8")).decode("ascii")
    return (
        f"**An example: `{call}`**\n\n$$\n{key.latex}\n$$\n\n{_table(key, probe)}\n\n"
        f"![{title}](data:image/svg+xml;base64,{data})"
    )


def _table(key: ExerciseKey, probe: Probe) -> str:
    """The first values: of each step, or of each element of the only argument."""
    names, call = key.parameters, probe.call
    if not call.is_chain and call.steps == 1 and len(call.arguments) == 1:
        (quantity,) = probe.expected
        given = np.asarray(call.arguments[0]).reshape(-1)
        columns = {names[0]: list(map(value_text, given)), quantity.name: list(map(value_text, _cleaned(quantity)[0]))}
    else:
        columns = {"step": [str(step + 1) for step in range(call.steps)]} if call.is_chain or call.steps == 1 else {}
        series = zip(names, call.arguments, strict=False)
        columns |= {name: list(map(value_text, a.values)) for name, a in series if isinstance(a, Series)}
        columns |= {quantity.name: _exact_and_decimal(quantity) for quantity in probe.expected}
    heads = [name if name == "step" else f"`{name}`" for name in columns]
    rows = [heads, ["---"] * len(heads), *list(zip(*columns.values(), strict=True))[:ROWS]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _exact_and_decimal(quantity: Expected) -> list[str]:
    decimals = list(map(value_text, _cleaned(quantity)))
    exact = [*quantity.exact, *decimals[len(quantity.exact) :]]
    return [d if e == d else f"{e} = {d}" for e, d in zip(exact, decimals, strict=True)]


def _cleaned(quantity: Expected) -> np.ndarray:
    """The values, with what is nearer to zero than arithmetic can be as zero."""
    values = np.asarray(quantity.values)
    return values if quantity.tolerances is None else np.where(np.abs(values) <= quantity.tolerances, 0.0, values)


# ---------------------------------------------------------------- the picture


def _drawing(key: ExerciseKey, probe: Probe) -> Drawing | None:
    """How a probe can be drawn, if it can."""
    first, quantity = probe.call.arguments[0], probe.expected[0]
    if isinstance(quantity.values, tuple) or not np.all(np.isfinite(quantity.values)):
        return None
    name, values = key.parameters[0], np.asarray(quantity.values, dtype=np.float64)
    on_landscape = any(isinstance(argument, GradientAt) for argument in probe.call.arguments)
    if values.ndim == 1 and len(values) >= FEWEST_POINTS:
        return Drawing(0 if on_landscape else 1, tuple(_over_steps(first, values)), _axis(first, name), quantity.name)
    given = first.start if isinstance(first, Carried) else first
    if not isinstance(given, np.ndarray) or given.ndim != 1:
        return None
    if len(probe.call.arguments) == len(values) == 1 and values[0].shape == given.shape and len(given) >= FEWEST_POINTS:
        return Drawing(2, tuple(sorted(zip(given.tolist(), values[0].tolist(), strict=True))), name, quantity.name)
    if len(given) == 2 and values.shape[1:] == (2,):
        way = [given.tolist(), *values.tolist()]
        return Drawing(3, tuple((x, y) for x, y in way), f"first entry of {name}", f"second entry of {name}")
    return None


def _axis(first: object, name: str) -> str:
    return name if isinstance(first, Series) else "step"


def _over_steps(first: object, values: np.ndarray) -> Iterator[tuple[float, float]]:
    """Each step's value; over the argument where it is another one at each step, else from a given start on."""
    if isinstance(first, Series):
        yield from zip(np.array(first.values, dtype=np.float64).tolist(), values.tolist(), strict=True)
        return
    if isinstance(first, Carried) and isinstance(first.start, np.ndarray) and first.start.ndim == 0:
        yield 0.0, first.start.item()
    yield from enumerate(values.tolist(), 1)
