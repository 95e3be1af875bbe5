"""Five exercises with four checks each, as somebody would write them for another grader, and a class that did them.

The numbers in the checks are those that the right answers give: the first step, the third, that an argument stays as it
is, and where a run of 200 steps on w^2/2 ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.authoring.made_up import unit_text
from autograder.expected.printed import mistakes, right_answer
from autograder.model import Exercise
from autograder.model.course import Course
from tests.in_process import compiled

HYPERPARAMETERS: Mapping[str, Mapping[str, float]] = {
    "momentum": {"lr": 0.1, "beta": 0.9},
    "adagrad": {"lr": 0.1, "eps": 1e-8},
    "rmsprop": {"lr": 0.1, "beta": 0.9, "eps": 1e-8},
    "adam": {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    "adamax": {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
}
ZEROS = {"momentum": "v", "adagrad": "s", "rmsprop": "s", "adam": "mv", "adamax": "mu"}
COUNTS = ("adam", "adamax")
START, GRADIENT = (1.0, -2.0), (0.5, 0.25)
PATH = """\
import numpy as np


def path(function, state, options, steps, gradient=None):
    w = np.array({start})
    for _ in range(steps):
        w, state = function(w, np.array({gradient}) if gradient is None else gradient(w), state, **options)
    return w
"""


def exercises(course: Course) -> tuple[Exercise, ...]:
    """The five, as the course has them."""
    return tuple(course.exercise(name) for name in HYPERPARAMETERS)


def helper() -> str:
    """What the checks need: a path of some steps."""
    return PATH.format(start=list(START), gradient=list(GRADIENT))


def checks(exercise: Exercise) -> dict[str, str]:
    """The four checks of an exercise as statements, by name."""
    name, options = exercise.name, dict(HYPERPARAMETERS[exercise.name])
    state = ", ".join([*(f'"{key}": np.zeros(2)' for key in ZEROS[name]), *(['"t": 0'] if name in COUNTS else [])])
    call = f"path({name}, {{{state}}}, {options}"
    scope: dict[str, Any] = {}
    exec(helper(), scope)
    scope[name] = compiled(right_answer(exercise), name)

    def equals(what: str) -> str:
        right = eval(what, scope)
        return f"np.testing.assert_allclose({what}, {np.asarray(right).tolist()!r}, rtol=1e-9)"

    unchanged = f"w = np.array({list(START)})\n{name}(w, np.array({list(GRADIENT)}), {{{state}}}, **{options})\n"
    return {
        "one_step": equals(f"{call}, 1)"),
        "three_steps": equals(f"{call}, 3)"),
        "keeps_w": f"{unchanged}np.testing.assert_array_equal(w, {list(START)})",
        "converges": equals(f"{call}, 200, lambda w: w)"),
    }


def as_module(course: Course, head: str, of_one: str) -> str:
    """All twenty in a module: `of_one` is a function with the places {name}, {check} and {body}."""
    parts = [head, helper()]
    for exercise in exercises(course):
        for check, body in checks(exercise).items():
            parts.append(of_one.format(name=exercise.name, check=check, body="\n        ".join(body.splitlines())))
    return "\n\n".join(parts) + "\n"


def class_of(course: Course, count: int) -> dict[str, dict[str, str]]:
    """So many students: each has all of it right, one or two mistakes, or something left out; by exercise."""
    asked = exercises(course)
    right = {exercise.name: right_answer(exercise) for exercise in asked}
    wrong = {exercise.name: list(mistakes(exercise).values()) for exercise in asked}
    students = {}
    for number in range(count):
        work = dict(right)
        if number % 3:
            name = asked[number % len(asked)].name
            work[name] = wrong[name][number % len(wrong[name])]
        if number % 7 == 6:
            del work[asked[number % len(asked)].name]
        students[f"student{number:04}"] = work
    return students


def source_of(work: Mapping[str, str]) -> str:
    """A student's file."""
    return unit_text(list(work.values()))
