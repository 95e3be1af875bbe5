"""What a unit's notebook shows beside the text of its master: formulas, one example in numbers, and a picture.

All of it comes from the expected values that the unit is graded with, so nothing is worked out anew.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

import numpy as np

from autograder.authoring.notebooks.make import Illustration
from autograder.grading.drawings import Drawing
from autograder.grading.pictures import drawable
from autograder.model import Exercise, ExerciseKey, Expected, Probe, Series
from autograder.model.display import call_text, value_text
from autograder.reports.charts import Line, Points, chart

ROWS = 3


def illustrate(exercises: Sequence[Exercise], keys: Mapping[str, ExerciseKey]) -> Illustration:
    """The illustration of a unit: its example is of the first exercise that shows most, and as long as possible.

    There is none where nothing can be drawn, as of functions of many numbers.
    """
    formulas = {exercise.name: keys[exercise.name].latex for exercise in exercises}
    examples = [
        (drawing, keys[exercise.name], probe)
        for exercise in exercises
        for probe, drawing in drawable(keys[exercise.name])
        if not probe.theorem
    ]
    if not examples:
        return Illustration("", formulas)
    most = min(drawing.rank for drawing, _, _ in examples)
    first = next(key for drawing, key, _ in examples if drawing.rank == most)
    same = [example for example in examples if example[0].rank == most and example[1] is first]
    return Illustration(_opening(*max(same, key=lambda example: len(_points(example[0], example[2])))), formulas)


# ---------------------------------------------------------------- the example


def _opening(drawing: Drawing, key: ExerciseKey, probe: Probe) -> str:
    call = call_text(probe.call, key.parameters, key.losses)
    # a data URI, because JupyterLab shows no SVG that is attached to a cell or written into it
    title = f"{drawing.up} over {drawing.across}"
    picture = chart(title, drawing.across, drawing.up, [Line(_points(drawing, probe), has_dots=True)], on_white=True)
    data = base64.b64encode(picture.encode("utf-8")).decode("ascii")
    formula = f"$$\n{key.latex}\n$$\n\n" if key.latex else ""  # the course may not show it
    return f"**An example: `{call}`**\n\n{formula}{_table(key, probe)}\n\n![{title}](data:image/svg+xml;base64,{data})"


def _points(drawing: Drawing, probe: Probe) -> Points:
    return drawing.points(drawing.rows(np.asarray(probe.expected[0].values, dtype=np.float64)))


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
