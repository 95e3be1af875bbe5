"""Predictions: of every exercise something can be predicted, and what is right is what its rule does."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from autograder.catalogue.load import rule_of
from autograder.expected.landmarks import is_schedule
from autograder.expected.lookup import key_for
from autograder.model import Exercise
from autograder.model.items import LettersKey, NumberKey
from autograder.model.marks import Verdict
from autograder.quiz.marking.mark import answered
from autograder.quiz.marking.right import right_text
from autograder.quiz.predict.ask import QUESTIONS, kinds_of, predicted
from autograder.quiz.predict.numbers import MOST_NUMBERS
from autograder.quiz.predict.prediction import Prediction
from autograder.quiz.predict.settling import stepper_of
from autograder.quiz.predict.trial import has_curve, moves_numbers, trial_of
from autograder.texts import ENGLISH
from tests.registry import COURSE, EXERCISES, name_of

SEEDS = (1, 2)
OPTIMIZERS = [e for e in EXERCISES if moves_numbers(e)]
WITH_CURVE = [e for e in EXERCISES if has_curve(e)]
LIMITS = {"gradient_descent": "1", "momentum": "19/10", "nesterov": "19/28"}
"""On L(w) = w**2: 2/L, 2(1 + beta)/L (Polyak 1964) and (2 + 2 beta)/(1 + 2 beta)/L, with L = 2 and beta = 9/10."""


def _found(exercise: Exercise, kind: str, seed: int) -> Prediction:
    found = predicted(exercise, seed, ENGLISH, kind)
    assert found is not None
    return found


def _marked(found: Prediction, text: str) -> Verdict:
    return answered(found.blank, found.key, text, {}, {}).verdict


def _numbers_of(exercise: Exercise) -> int:
    """How many numbers the shortest of the values has that an exercise is checked with."""
    key = key_for([exercise]).exercises[exercise.name]
    return min(np.size(probe.expected[0].values[-1]) for check in key.checks for probe in check.probes)


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if _numbers_of(e) > MOST_NUMBERS], ids=name_of)
def test_what_nobody_would_type_is_not_asked_for(exercise: Exercise) -> None:
    """Where every value is a long array, there is nothing to predict."""
    assert kinds_of(exercise, ENGLISH) == ()


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if _numbers_of(e) <= MOST_NUMBERS], ids=name_of)
@pytest.mark.parametrize("seed", SEEDS)
def test_of_every_exercise_a_value_can_be_predicted(exercise: Exercise, seed: int) -> None:
    """What is right is marked so, a mistake's number is told with its name, and the same seed asks the same."""
    found = _found(exercise, "number", seed)
    assert predicted(exercise, seed, ENGLISH, "number") == found
    right = right_text(found.blank, found.key).partition(" ")[0]
    assert _marked(found, right) is Verdict.RIGHT
    assert found.shown
    assert found.command.startswith(f"grade show {exercise.name}")
    if isinstance(found.key, NumberKey):
        for known in found.key.wrong:
            told = answered(found.blank, found.key, known.value, {}, {})
            assert (told.verdict, told.mistakes) == (Verdict.WRONG, known.because.ids)
            assert known.because.says in told.says


@pytest.mark.parametrize("exercise", OPTIMIZERS, ids=name_of)
def test_where_w_is_comes_from_the_rule(exercise: Exercise) -> None:
    """The number that is right is what the printed right program gives on the same inputs."""
    trial = trial_of(exercise, Random("1 number"))
    found = _found(exercise, "number", 1)
    assert isinstance(found.key, NumberKey)
    given = float(np.asarray(trial.values_of(trial.right)[-1], dtype=np.float64).flat[-1])
    assert float(found.key.value) == pytest.approx(given, rel=1e-9)


@pytest.mark.parametrize("exercise", WITH_CURVE, ids=name_of)
def test_one_of_three_curves_is_the_rule_s(exercise: Exercise) -> None:
    """There are three that differ, one is right, and of each it is said what it is."""
    found = _found(exercise, "curve", 1)
    assert isinstance(found.key, LettersKey)
    assert list(found.curves) == ["a", "b", "c"]
    assert len({curve.values for curve in found.curves.values()}) == 3
    verdicts = [_marked(found, letter) for letter in found.curves]
    assert sorted(verdicts) == sorted([Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG])
    assert all(curve.says for curve in found.curves.values())
    assert "<" not in found.frozen.item.text


def test_every_schedule_and_every_stepwise_method_has_a_curve() -> None:
    """Nothing that gives a number step after step is left out."""
    named = {exercise.name for exercise in WITH_CURVE}
    assert {e.name for e in EXERCISES if not e.is_reference and is_schedule(rule_of(e))} <= named
    assert {"gradient_descent", "momentum", "adam"} <= named


@pytest.mark.parametrize("name", LIMITS)
def test_the_limit_is_the_theorem_s(name: str) -> None:
    """The limit that is found by carrying the rule out is what the theorem says, and its rate is where it swings."""
    exercise = COURSE.exercise(name)
    found = _found(exercise, "limit", 1)
    assert isinstance(found.key, NumberKey)
    assert float(found.key.value) == pytest.approx(float(Fraction(LIMITS[name])), abs=1e-9)
    assert _marked(found, LIMITS[name]) is Verdict.RIGHT
    assert f"lr = {LIMITS[name]} " in found.shown[0]
    stepper = stepper_of(exercise)
    assert stepper is not None
    assert stepper.radius(float(Fraction(LIMITS[name]))) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("exercise", [e for e in OPTIMIZERS if stepper_of(e)], ids=name_of)
def test_whether_it_settles_is_what_a_run_shows(exercise: Exercise) -> None:
    """What is right is how a run of the right program ends: near the minimum, far away, or neither."""
    found = _found(exercise, "settles", 1)
    assert isinstance(found.key, LettersKey)
    settings = dict(part.split("=") for part in found.command.split(" --set ")[1:] for part in [part.partition(" ")[0]])
    trial = trial_of(exercise, Random(1), 400)
    path = [
        abs(float(np.asarray(v, dtype=np.float64)))
        for v in type(trial)(exercise, settings, "square", 400).values_of(trial.right)
    ]
    start = abs(float(Fraction(settings["w"])))
    end = "a" if max(path[-50:]) < start and path[-1] < path[50] else "c" if path[-1] > 1e3 * start else "b"
    if end == "b" or max(path[-50:]) < start / 100 or end == "c":
        assert found.key.right == (end,)
    assert found.shown


def test_there_is_a_question_of_every_kind() -> None:
    """No kind is offered that no exercise has."""
    assert {kind for name in ("gradient_descent", "adam") for kind in kinds_of(COURSE.exercise(name), ENGLISH)} == set(
        QUESTIONS
    )
