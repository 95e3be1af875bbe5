"""Theorems: right answers obey them, plausible mistakes break them, and nothing is gained by making a path up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from autograder.catalogue.load import rule_of
from autograder.catalogue.theorems import THEOREMS
from autograder.catalogue.theorems.path import path_through
from autograder.errors import CourseError
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.expected.rollouts import theorem_checks
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.run import planned_calls
from autograder.grading.sentences import Texts
from autograder.model import (
    Answer,
    AnswerKind,
    Exercise,
    ExerciseKey,
    FloatArray,
    Leaf,
    LeafKind,
    Outcome,
    Probe,
    Returned,
    Series,
    Status,
    Tree,
)
from autograder.symbolic.printing import numpy_source
from tests.in_process import answer_to, compiled, gradients_of
from tests.registry import COURSE, RULES, UNDER_EVERY_CONVENTION

MOST_STEPS = 1200
"""How many steps all runs of the course may take together: what 30 ms of CPU are enough for."""


@cache
def key_of(exercise: Exercise) -> ExerciseKey:
    """The key with the checks of theorems alone."""
    key = key_for((exercise,)).exercises[exercise.name]
    return dataclasses.replace(key, checks=tuple(check for check in key.checks if check.probes))


def probes_of(exercises: tuple[Exercise, ...]) -> list[tuple[Exercise, Probe]]:
    """Every run of a theorem, with its exercise."""
    stated = [
        exercise
        for exercise in exercises
        if any(exercise.convention not in THEOREMS[id_].not_under for id_ in rule_of(exercise).theorems)
    ]
    return [(e, probe) for e in stated for check in key_of(e).checks for probe in check.probes if probe.theorem]


RUNS = probes_of(UNDER_EVERY_CONVENTION)
RUN_IDS = [f"{probe.id}.{exercise.convention}" for exercise, probe in RUNS]
DEFAULT_RUNS = probes_of(RULES)
every_run = pytest.mark.parametrize(("exercise", "probe"), RUNS, ids=RUN_IDS)
every_default_run = pytest.mark.parametrize(
    ("exercise", "probe"), DEFAULT_RUNS, ids=[probe.id for _, probe in DEFAULT_RUNS]
)


def answered(exercise: Exercise, probe: Probe, function: Callable[..., Any]) -> Answer:
    """What a function answers to a run."""
    return answer_to(probe, function, gradients_of(key_of(exercise)))


def judged(exercise: Exercise, probe: Probe, answer: Answer) -> Outcome:
    """The outcome of a run's check."""
    key = key_of(exercise)
    (check,) = [check for check in key.checks if probe in check.probes]
    observation = observe(dataclasses.replace(key, checks=(check,)), {probe.id: answer}, {})
    return judge(observation, 1.0, Texts())[0]


def printed(exercise: Exercise) -> Callable[..., Any]:
    """The right function, printed from its rule."""
    return compiled(right_answer(exercise), exercise.name)


# ---------------------------------------------------------------- right and wrong answers


@every_run
def test_right_answers_obey(exercise: Exercise, probe: Probe) -> None:
    """The NumPy function printed from the rule passes the check, under every convention for which it is stated."""
    outcome = judged(exercise, probe, answered(exercise, probe, printed(exercise)))
    assert outcome.status is Status.PASSED, outcome


def test_every_theorem_is_broken_by_a_plausible_mistake() -> None:
    """For each theorem some mistake that a rule lists contradicts the statement itself, not only a step of the run."""
    unbroken = set(THEOREMS)
    for exercise, probe in DEFAULT_RUNS:
        rule = rule_of(exercise)
        for mistake in rule.mistakes:
            if probe.theorem not in unbroken:
                break
            wrong = compiled(numpy_source(rule.edited(mistake.edit)), rule.name)
            answer = answered(exercise, probe, wrong)
            if answer.kind is AnswerKind.VALUE:
                path = path_through(probe, rule.conventions[0].name, first_quantity(answer))
                with np.errstate(all="ignore"):
                    if THEOREMS[probe.theorem].breaks(path) is not None:
                        unbroken.remove(probe.theorem)
    assert not unbroken


def first_quantity(answer: Answer) -> FloatArray:
    """The first returned quantity of all steps; float64, with a first axis for the steps."""
    trees = [part.tree[0] if isinstance(part.tree, tuple) else part.tree for part in answer.returned]
    return np.concatenate([np.asarray(tree.data, dtype=np.float64) for tree in trees if isinstance(tree, Leaf)])


@every_default_run
def test_many_mistakes_fail_the_check(exercise: Exercise, probe: Probe) -> None:
    """At least a fifth of the rule's mistakes fail each of its theorems' checks."""
    rule = rule_of(exercise)
    functions = (compiled(numpy_source(rule.edited(mistake.edit)), rule.name) for mistake in rule.mistakes)
    failed = [judged(exercise, probe, answered(exercise, probe, f)).status is not Status.PASSED for f in functions]
    assert sum(failed) >= len(failed) / 5


# ---------------------------------------------------------------- made-up and broken paths


@every_default_run
def test_a_path_that_leaves_its_course_is_found(exercise: Exercise, probe: Probe) -> None:
    """A single point moved by a millionth fails the check, whatever the theorem would forgive."""
    answer = answered(exercise, probe, printed(exercise))
    values = first_quantity(answer).copy()
    steps = values[0] if probe.call.steps == 1 else values
    at = len(steps) // 2
    steps[at] += 1e-6 * (1 + np.abs(steps[at]))
    assert judged(exercise, probe, with_first(exercise, answer, values)).status is Status.FAILED


def with_first(exercise: Exercise, answer: Answer, values: FloatArray) -> Answer:
    """The answer with another first quantity."""
    leaf = Leaf(LeafKind.ARRAY, values)
    state: dict[str, Tree] = dict.fromkeys(key_of(exercise).state, leaf)
    return dataclasses.replace(answer, returned=(Returned(len(values), (leaf, state) if state else leaf),))


def test_the_step_that_leaves_the_path_is_named() -> None:
    """A made-up point that the theorem forgives is found where it does not follow from the one before."""
    exercise = COURSE.exercise("gradient_descent")
    probe = next(p for e, p in DEFAULT_RUNS if e == exercise and p.theorem == "basins")
    answer = answered(exercise, probe, printed(exercise))
    values = first_quantity(answer).copy()
    values[6] += (values[7] - values[6]) / 20
    outcome = judged(exercise, probe, with_first(exercise, answer, values))
    assert outcome.message.startswith("Step 7, starting with gradient_descent(")
    assert "w does not follow from the step before it" in outcome.message
    assert outcome.expected != outcome.got


@every_default_run
@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_numbers_that_are_none_are_found_where_they_begin(exercise: Exercise, probe: Probe, number: float) -> None:
    """NaN and overflow are reported at the first step at which they occur; no warning is given."""
    answer = answered(exercise, probe, printed(exercise))
    values = first_quantity(answer).copy()
    steps = values[0] if probe.call.steps == 1 else values
    at = len(steps) // 2
    steps[at:] = number
    outcome = judged(exercise, probe, with_first(exercise, answer, values))
    assert outcome.status is Status.FAILED
    assert "overflows or is not a number" in outcome.message
    assert f"Step {at + (probe.call.steps > 1)}," in outcome.message


def test_a_run_that_diverges_is_data() -> None:
    """A function whose numbers overflow fails at the step where they do, without a warning."""
    exercise = COURSE.exercise("gradient_descent")
    probe = next(p for e, p in DEFAULT_RUNS if e == exercise and p.theorem == "basins")
    outcome = judged(exercise, probe, answered(exercise, probe, lambda w, grad, *, lr: w * 1e40 + grad))
    assert "Step 8," in outcome.message
    assert "w overflows or is not a number" in outcome.message


def test_a_path_of_the_wrong_length_is_found() -> None:
    """A run that returns too few points is told how many there should be."""
    exercise = COURSE.exercise("descend")
    right = printed(exercise)
    for e, probe in DEFAULT_RUNS:
        if e == exercise:
            outcome = judged(
                exercise, probe, answered(exercise, probe, lambda *args, **given: right(*args, **given)[:-1])
            )
            assert "result should have length" in outcome.message


def test_a_shape_that_changes_on_the_way_is_found() -> None:
    """A step that returns w in another shape fails the check, and says which shape."""
    exercise = COURSE.exercise("gradient_descent")
    probe = next(p for e, p in DEFAULT_RUNS if e == exercise and p.theorem == "quadratic-path")
    calls = iter(range(1000))

    def reshaping(w: np.ndarray, grad: np.ndarray, *, lr: float) -> np.ndarray:
        return (w - lr * grad).reshape((6,) if next(calls) < 9 else (2, 3))

    assert (
        "w should have shape (6,), but has shape (2, 3)"
        in judged(exercise, probe, answered(exercise, probe, reshaping)).message
    )


def test_a_run_that_raises_says_where() -> None:
    """An exception in the middle of a run is reported with the call."""
    exercise = COURSE.exercise("momentum")
    probe = next(p for e, p in DEFAULT_RUNS if e == exercise and p.theorem == "momentum-limits")
    right, calls = printed(exercise), iter(range(1000))

    def raising(*args: Any, **given: Any) -> Any:
        return right(*args, **given) if next(calls) < 5 else 1 / 0

    outcome = judged(exercise, probe, answered(exercise, probe, raising))
    assert outcome.status is Status.ERROR
    assert "ZeroDivisionError" in outcome.message


# ---------------------------------------------------------------- the registry


def test_every_theorem_is_listed_by_a_rule() -> None:
    """No theorem lies around without a rule that it holds for, and each says what it states and from where."""
    assert {probe.theorem for _, probe in RUNS} == set(THEOREMS)
    for theorem in THEOREMS.values():
        assert theorem.statement[0].islower()
        assert not theorem.statement.endswith(".")
        assert theorem.source
        assert theorem.breaks.__doc__


@every_run
def test_tolerances_are_narrow(exercise: Exercise, probe: Probe) -> None:
    """A right answer may be off by rounding alone: less than a millionth of what it is about."""
    (expected,) = probe.expected
    assert expected.tolerances is not None
    size = np.maximum.accumulate(np.abs(np.asarray(expected.values)))
    assert (expected.tolerances <= 1e-6 * np.maximum(size, 1e-3)).all()


def test_titles_state_numbers() -> None:
    """A schedule's check says by how much it beats its largest rate kept all the way, where it falls."""
    (title,) = [c.title for c in key_of(COURSE.exercise("cosine_annealing")).checks if c.id.endswith("noisy-parabola")]
    assert "ends with an expected error of 0.06739" in title
    assert "with its largest rate all the way it would be 0.3333" in title


def test_falling_schedules_beat_constant_rates() -> None:
    """Every schedule whose rates only fall ends lower than with its first rate all the way."""
    falling = 0
    for _, probe in DEFAULT_RUNS:
        rates = np.asarray(probe.expected[0].values)
        if probe.theorem == "noisy-parabola" and (np.diff(rates) <= 0).all():
            falling += 1
            assert probe.facts["end"] < probe.facts["constant"]
    assert falling >= 6


def test_all_runs_together_are_short() -> None:
    """The steps of all runs of the course are few enough for 30 ms of CPU a submission."""
    steps = sum(probe.call.steps for _, probe in DEFAULT_RUNS)
    assert steps <= MOST_STEPS


def test_runs_are_made_once() -> None:
    """The second look, in another order, leaves the long runs out."""
    key = key_for(COURSE.exercises)
    again = planned_calls(key, COURSE.exercises, True)
    runs = {probe.id for _, probe in DEFAULT_RUNS}
    assert runs & {probe for _, probe in planned_calls(key, COURSE.exercises, False).probes} == runs
    assert not runs & {probe for _, probe in again.probes}


def test_a_rule_cannot_list_what_does_not_hold_for_it() -> None:
    """A theorem that the rule's own path breaks, and one that nobody knows, are errors that say so."""
    wrong = dataclasses.replace(rule_of(COURSE.exercise("gradient_descent")), theorems=("momentum-limits",))
    with pytest.raises(CourseError, match="its own path breaks it at step"):
        list(theorem_checks(dataclasses.replace(wrong, theorems=("plateau", "basins")), "default"))
    with pytest.raises(CourseError, match='lists the theorem "nothing"'):
        list(theorem_checks(dataclasses.replace(wrong, theorems=("nothing",)), "default"))


def test_series_have_a_value_for_every_step() -> None:
    """Arguments that change from step to step have as many values as the run has steps."""
    for _, probe in RUNS:
        arguments = (*probe.call.arguments, *probe.call.keywords.values())
        assert all(len(a.values) == probe.call.steps for a in arguments if isinstance(a, Series))
