"""How an exercise is graded, for who disputes it: what is asked, how near an answer must be, and what it is worth.

It is computed from the expected values that answers are compared with. No input is shown: where a class has numbers of
its own, who knows them knows the answers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from autograder.grading.lossless import COARSER
from autograder.grading.points import most_cost
from autograder.model import Check, Exercise, ExerciseKey, Expected
from autograder.model.display import listed, number_text
from autograder.model.section import Section


def how_exercises_are_graded() -> tuple[Section, ...]:
    """What holds for every exercise."""
    return (
        Section(
            "What an answer is compared with",
            (
                "The right answers are derived from the update rule itself: exactly where their exact form is short, "
                "else with 50 digits. Hyperparameters are decimals as they are written: 0.1 is 1/10.",
                "How far a float64 number may be off is worked out for each number: a bound on what rounding can do on "
                "the way to it, and a wide factor beside it, so that any arrangement of the right formula passes. "
                "A NaN never passes.",
                f"Numbers that come back as float32 are allowed {number_text(COARSER, 3)} times as much; their form "
                "costs what its own check says.",
                "The code runs in another process, which is told the inputs and never the answers.",
            ),
        ),
        Section(
            "How points add up",
            (
                "Each check has a weight from 1 to 5. The points of an exercise are its full points times the weight "
                "of the checks that passed, divided by the weight of all, rounded up to half a point.",
                "All of the points are given only where every check passes; where any passes, there is at least half a "
                "point. An exercise of half a point is all or nothing.",
                "What a function does beside its numbers weighs nothing; where it is wrong it costs the part of the "
                "points that is said with each exercise, and the message names it.",
            ),
        ),
    )


def how_it_is_graded(exercise: Exercise, key: ExerciseKey) -> Section:
    """What holds for one exercise of a course."""
    return Section(f"{exercise.name} ({exercise.unit})", tuple(_sentences(exercise, key)))


def _sentences(exercise: Exercise, key: ExerciseKey) -> Iterator[str]:
    accepted = f"; {listed(list(exercise.accept))} earns the same" if exercise.accept else ""
    worth = _points(exercise.points) if exercise.points else "For practice, no points"
    yield f"{worth}, in the convention {exercise.convention}{accepted}."
    weighted = [check for check in key.checks if check.weight]
    weight = sum(check.weight for check in weighted)
    for check in weighted:
        inputs = _counted(len(check.probes), "input")
        yield f"Asked: {check.title} ({inputs}), weight {check.weight} of {weight}."
    for check in key.checks:
        if check.behaviour:
            cost = f"; where not, up to {_points(most_cost(exercise.points, check))} less" if exercise.points else ""
            yield f"Beside that: {check.title}{cost}."
    for id_, part in exercise.prices:
        yield f"Where nothing is wrong but {id_}, {number_text(100 * part)} % of the points are left."
    if (widest := widest_tolerance(key)) > 0:
        yield f"No number may be off by more than {number_text(widest, 2)} times the largest number of its answer."
    yield f"The inputs, and what each tells apart:  grade show {exercise.name} --checks"


def widest_tolerance(key: ExerciseKey) -> float:
    """The widest tolerance of an exercise, as a part of the largest number of the answer; 0 where answers are words."""
    return max((_relative(q) for check in key.checks for q in _quantities(check)), default=0.0)


def _quantities(check: Check) -> Iterator[Expected]:
    return (quantity for probe in check.probes for quantity in probe.expected)


def _relative(quantity: Expected) -> float:
    if quantity.tolerances is None or isinstance(quantity.values, tuple) or not quantity.tolerances.size:
        return 0.0
    finite = quantity.values[np.isfinite(quantity.values)]
    largest = float(np.abs(finite).max(initial=0.0))
    widest = float(quantity.tolerances[np.isfinite(quantity.tolerances)].max(initial=0.0))
    part = widest / largest if largest else 0.0
    return part if math.isfinite(part) else 0.0


def _points(points: float) -> str:
    return _counted(points, "point")


def _counted(number: float, noun: str) -> str:
    return f"{number_text(number)} {noun}{'' if number == 1 else 's'}"
