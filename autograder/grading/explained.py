"""How an exercise is graded, for who disputes it: what is asked, how near an answer must be, and what it is worth.

It is computed from the expected values that answers are compared with. No input is shown: where a class has numbers of
its own, who knows them knows the answers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from autograder.grading.explained_sentences import OF_EXPLAINED
from autograder.grading.judge import title_of
from autograder.grading.lossless import COARSER
from autograder.grading.points import most_cost
from autograder.grading.sentences import Texts
from autograder.model import Check, Exercise, ExerciseKey, Expected
from autograder.model.display import number_text
from autograder.model.section import Section
from autograder.texts import Language


def explaining(language: Language) -> Texts:
    """The sentences of an explanation, in a language."""
    return Texts(OF_EXPLAINED, language)


def how_exercises_are_graded(texts: Texts) -> tuple[Section, ...]:
    """What holds for every exercise."""
    compared = ("rule", "rounding", "float32", "process")
    points = ("weights", "half", "behaviour")
    return (
        Section(
            texts("compared"), tuple(texts(f"compared.{part}", coarser=number_text(COARSER, 3)) for part in compared)
        ),
        Section(texts("adds-up"), tuple(texts(f"adds-up.{part}") for part in points)),
    )


def how_it_is_graded(exercise: Exercise, key: ExerciseKey, texts: Texts) -> Section:
    """What holds for one exercise of a course."""
    return Section(f"{exercise.name} ({exercise.unit})", tuple(_sentences(exercise, key, texts)))


def _sentences(exercise: Exercise, key: ExerciseKey, texts: Texts) -> Iterator[str]:
    others = texts.listed(exercise.accept) if exercise.accept else ""
    worth = _points(exercise.points, texts) if exercise.points else texts("no-points")
    yield texts("accepts" if others else "worth", points=worth, convention=exercise.convention, others=others)
    weighted = [check for check in key.checks if check.weight]
    weight = sum(check.weight for check in weighted)
    for check in weighted:
        count, title = len(check.probes), title_of(check, texts)
        yield texts("asked", title=title, count=count, weight=check.weight, of=weight)
    for check in key.checks:
        if check.behaviour:
            most = _points(most_cost(exercise.points, check), texts)
            yield texts("beside" if exercise.points else "beside-free", title=title_of(check, texts), points=most)
    for id_, part in exercise.prices:
        yield texts("priced", mistake=id_, percent=number_text(100 * part))
    if (widest := widest_tolerance(key)) > 0:
        yield texts("widest", times=number_text(widest, 2))
    yield texts("inputs", command=f"grade show {exercise.name} --checks")


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


def _points(points: float, texts: Texts) -> str:
    return texts("points", points=number_text(points), count=1 if points == 1 else 2)
