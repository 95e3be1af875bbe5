"""Of every quantity of every exercise it is said by what it is off: a factor, a sign, a length, digits, one place.

What is planted is none of the mistakes that are known, and none is known here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.expected.families.program import Program
from autograder.expected.faults import FaultDictionary, NoShelf
from autograder.expected.fingerprints import layout_of
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.grading.source import Source
from autograder.model import Cell, Exercise, ExerciseKey, Expected, Variants
from tests.in_process import Function, answers_of, compiled
from tests.registry import GRADED, name_of

NOTHING_KNOWN = Variants({}, "...\n", (), (), ())
PROBE_ALONE = re.compile(r'^It (shows|is wrong) in "[^"]*"(, "[^"]*")*( and \d+ more)?\.$')


def rotated(vector: Any) -> Any:
    """The first and the last coordinate turned by an angle."""
    if vector.size < 2:
        return vector
    turned = vector.copy().reshape(-1)
    first, last = turned[0], turned[-1]
    turned[0], turned[-1] = 0.6 * first - 0.8 * last, 0.8 * first + 0.6 * last
    return turned.reshape(vector.shape)


def cut(values: Any) -> Any:
    """Four digits of each number."""
    return np.vectorize(lambda number: float(f"{number:.3e}"), otypes=[np.float64])(values)


def last_changed(values: Any) -> Any:
    """The last of several numbers changed."""
    if values.size < 2:
        return values
    changed = values.copy().reshape(-1)
    changed[-1] = 1.5 * changed[-1] + 0.25
    return changed.reshape(values.shape)


PLANTED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a factor": (lambda values: 1.37 * values, r"1\.37 times the right one"),
    "the other sign": (lambda values: -values, r"the other sign|exactly the other way"),
    "digits": (cut, r"right to [2-4] digits"),
    "a distance": (lambda values: values + 0.75, r"0\.75 (more|less) than the right one|digits"),
}
OF_ARRAYS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "one place": (last_changed, r"only the last one is wrong"),
}
OF_WEIGHTS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a direction": (rotated, r"the right length, but not always the right direction"),
}


def said(key: ExerciseKey, function: Function, never_used: tuple[str, ...] = ()) -> str:
    """What is said of a function where no mistake is known."""
    answers = answers_of(function, key)
    faults = FaultDictionary(NOTHING_KNOWN, layout_of(key), NoShelf())
    diagnosis = diagnose(observe(key, answers, answers), lambda: faults, Texts(), never_used=lambda: never_used)
    assert diagnosis is not None
    return " ".join([*(part.title for part in diagnosis.parts), diagnosis.where])


def planted(exercise: Exercise, key: ExerciseKey, at: int, change: Callable[[Any], Any], *, step: bool) -> Function:
    """The right function with one quantity changed, or the step that it takes."""
    right = compiled(right_answer(exercise), exercise.name)

    def function(*arguments: Any, **keywords: Any) -> Any:
        value = right(*arguments, **keywords)
        quantities = [value[0], *(value[1][name] for name in key.state)] if key.state else [value]
        start = arguments[0] if step else 0
        changed = start + change(np.asarray(quantities[at], dtype=np.float64) - start)
        quantities[at] = np.asarray(changed) if isinstance(quantities[at], np.ndarray) else float(changed)
        return (quantities[0], dict(zip(key.state, quantities[1:], strict=True))) if key.state else quantities[0]

    return function


def plants(key: ExerciseKey) -> Iterator[tuple[int, str, bool, Callable[[Any], Any], str]]:
    """What can be planted: in which quantity, its name, whether in the step, how, and what is to be said of it."""
    probes = [probe for check in key.checks for probe in check.probes if not probe.theorem]
    for at, quantity in enumerate(probes[0].expected):
        if quantity.tolerances is None:
            continue
        is_long = sum(_size(probe.expected[at]) > 1 for probe in probes) > 1
        is_stepped = quantity.name == "w" == key.parameters[0]
        of_weights = OF_WEIGHTS if is_long and key.parameters[0] == "w" else {}
        for change, sentence in {**PLANTED, **(OF_ARRAYS if is_long else {}), **of_weights}.values():
            yield at, quantity.name, False, change, sentence
        for change, sentence in {**PLANTED, **of_weights}.values() if is_stepped else ():
            yield at, quantity.name, True, change, f"{sentence}|digits"


def _size(quantity: Expected) -> int:
    values = quantity.values
    return values[0].size if isinstance(values, np.ndarray) else 1


@pytest.mark.parametrize("exercise", GRADED, ids=name_of)
def test_by_what_a_quantity_is_off_is_said(exercise: Exercise) -> None:
    """Each quantity that is off by something that can be said in a sentence gets that sentence."""
    key = key_for([exercise]).exercises[exercise.name]
    for at, name, step, change, sentence in plants(key):
        where = said(key, planted(exercise, key, at, change, step=step))
        assert re.search(sentence, where), (name, step, sentence, where)
        assert not PROBE_ALONE.match(where)


@pytest.mark.parametrize("exercise", GRADED, ids=name_of)
def test_which_argument_is_never_used_is_said(exercise: Exercise) -> None:
    """A function in which a number stands for a hyperparameter is told which one it does not look at."""
    key, source = key_for([exercise]).exercises[exercise.name], right_answer(exercise)
    program = Program(key, compiled(source, exercise.name), (), "")
    for name in program.hyperparameters:
        kind = program.kind(name)
        if kind is not None:
            written = _without(source, exercise.name, name, {bool: True, int: 3, float: 0.37}[kind])
            idle = Source((Cell(written, 1),)).never_used(exercise.name)
            assert name in idle
            told = said(key, compiled(written, exercise.name), idle)
            assert f"{name} is never used" in told or "too many or too few values" in told


def _without(source: str, function: str, name: str, value: Any) -> str:
    """The source with a value in the place of an argument, but in the signature."""

    class Exchange(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return ast.Constant(value) if node.id == name and isinstance(node.ctx, ast.Load) else node

    return ast.unparse(ast.fix_missing_locations(Exchange().visit(ast.parse(source))))
