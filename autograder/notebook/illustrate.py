"""What a unit's notebook shows beside the text of its master: formulas, one example worked by hand, and a picture."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from autograder.errors import UsageError
from autograder.explain import Explanation, Quantity, explain
from autograder.model import Exercise, ExerciseKey
from autograder.notebook.make import Illustration
from autograder.notebook.picture import line_chart
from autograder.rule_files import rule_of

STEPS_DRAWN = 8
STEPS_WRITTEN = 3
FEWEST_POINTS = 3


def illustrate(exercises: Sequence[Exercise], keys: Mapping[str, ExerciseKey]) -> Illustration:
    """The illustration of a unit; its example is the exercise that has most steps to draw, the first among equals."""
    formulas = {exercise.name: keys[exercise.name].latex for exercise in exercises}
    example = max(exercises, key=lambda exercise: len(_line(_explained(exercise, most_exact=0))))
    explanation = _explained(example, most_exact=STEPS_WRITTEN)
    if explanation is None or len(_line(explanation)) < FEWEST_POINTS:
        raise UsageError(f"no exercise of {exercises[0].unit} has steps that a picture could show")
    return Illustration(_opening(explanation), formulas)


def _explained(exercise: Exercise, most_exact: int) -> Explanation | None:
    """The exercise's first steps worked by hand; None for a rule that has no example of its own."""
    rule = rule_of(exercise)
    try:
        return explain(rule, exercise.convention, steps=STEPS_DRAWN, settings={}, most_exact=most_exact)
    except UsageError:
        return None


def _opening(example: Explanation) -> str:
    where = f" on {_code(example.landscape)}" if example.landscape else ""
    inputs = ", ".join(_code(f"{name} = {value}") for name, value in example.inputs)
    names = list(dict.fromkeys(quantity.name for step in example.steps for quantity in step))
    rows = [["step", *map(_code, names)], ["---"] * (len(names) + 1)]
    rows += [[str(n), *_row(step, names)] for n, step in enumerate(example.steps[:STEPS_WRITTEN], 1)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    drawn = example.steps[-1][-1].name
    chart = line_chart({drawn: _line(example)}, across="step")
    # a data URI, because JupyterLab shows no SVG that is attached to a cell or written into it
    data = base64.b64encode(chart.encode("utf-8")).decode("ascii")
    return (
        f"**A worked example: {_code(example.name)}{where}**, with {inputs}.\n\n$$\n{example.latex}\n$$\n\n{table}\n\n"
        f"![{drawn} after each step of the example](data:image/svg+xml;base64,{data})"
    )


def _code(text: str) -> str:
    return f"`{text}`"


def _row(step: Sequence[Quantity], names: Sequence[str]) -> list[str]:
    by_name = {quantity.name: quantity for quantity in step}
    return [_both(by_name[name]) if name in by_name else "" for name in names]


def _both(quantity: Quantity) -> str:
    same = quantity.exact in ("", quantity.decimal)
    return quantity.decimal if same else f"{quantity.exact} = {quantity.decimal}"


def _line(example: Explanation | None) -> list[float]:
    """The numbers to draw: the quantity that each step ends with, from its given start on; empty where it is none."""
    if example is None:
        return []
    name = example.steps[-1][-1].name
    start = [value for given, value in example.inputs if given == name]
    decimals = [quantity.decimal for step in example.steps for quantity in step if quantity.name == name]
    try:
        return [float(text) for text in (*start, *decimals)]
    except ValueError:  # vectors, words
        return []
