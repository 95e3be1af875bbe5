"""Observations: answers are taken apart once, and every number is judged in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.expected.fingerprints import within
from autograder.expected.lookup import faults_for, key_for
from autograder.expected.printed import right_answer
from autograder.grading.compare import read
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.judge import judge
from autograder.grading.observe import Observation, observe
from autograder.grading.sentences import Texts
from autograder.model import AnswerKind, Behaviour, Exercise, ExerciseKey, Returned
from tests.in_process import Function, answers_of, compiled
from tests.registry import EXERCISES, UNDER_EVERY_CONVENTION, name_of

TEXTS = Texts()
SPOILS = {"another sign": np.negative, "another form": lambda v: np.array([v]), "elsewhere": lambda v: 1.23 * v}


def key_of(exercise: Exercise) -> ExerciseKey:
    """The expected values of an exercise."""
    return key_for([exercise]).exercises[exercise.name]


def observed(exercise: Exercise, function: Function) -> Observation:
    """What is observed of a function."""
    answers = answers_of(function, key_of(exercise))
    return observe(key_of(exercise), answers, answers)


def right(exercise: Exercise) -> Function:
    """The right function, printed from its rule."""
    return compiled(right_answer(exercise), exercise.name)


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_of_a_right_answer_everything_is_given_and_right(exercise: Exercise) -> None:
    """Every number of a right answer is there and right, no path leaves its theorem, and nothing behaves badly."""
    observation = observed(exercise, right(exercise))
    assert observation.given.all()
    assert observation.right.all()
    assert observation.complete.all()
    assert not {**observation.mismatches, **observation.forms, **observation.path_mismatches}
    assert all(behaved[1:] == (None, "") for behaved in observation.behaviours.values())
    unseen = {behaviour for behaviour, behaved in observation.behaviours.items() if not behaved.was_seen}
    assert unseen <= {Behaviour.MEASURED}  # most functions measure no gradient


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_one_wrong_number_is_found_in_its_place(exercise: Exercise) -> None:
    """A number beyond its tolerance makes its own probe wrong, at its own step and in its own quantity alone."""
    whole = observed(exercise, right(exercise))
    layout = whole.layout
    for place in np.flatnonzero(np.isfinite(layout.right))[::7]:
        numbers = layout.right.copy()
        least = np.spacing(np.abs(numbers[place])) if layout.relative[place] else 1
        numbers[place] += 3 * layout.tolerances[place] + least
        observation = replace(whole, fingerprint=whole.fingerprint._replace(numbers=numbers))
        probe, blocks = layout.probes[layout.probe[place]], layout.blocks[layout.probe[place]]
        (quantity,) = [q for q, block in zip(probe.expected, blocks, strict=True) if block.start <= place < block.stop]
        assert np.flatnonzero(~observation.right).tolist() == [place]
        assert list(observation.mismatches) == [probe.id]
        found = observation.mismatches[probe.id]
        assert (found.names, found.step, found.form) == ((quantity.name,), layout.at[place] + 1, "")


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_an_answer_is_taken_apart_once(exercise: Exercise, spoil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge, diagnosis and theorems read one observation: each answer is taken apart once, whatever is wrong."""
    taken: list[str] = []

    def counting(probe: Any, *others: Any) -> Any:
        taken.append(probe.id)
        return read(probe, *others)

    monkeypatch.setattr("autograder.grading.observe.read", counting)
    observation = observed(exercise, through(right(exercise), SPOILS[spoil]))
    judge(observation, exercise.points, TEXTS)
    diagnose(observation, lambda: faults_for(exercise, key_of(exercise), 0), TEXTS)
    assert taken == [probe.id for check in key_of(exercise).checks for probe in check.probes]


def through(function: Function, change: Any) -> Function:
    """A function whose first quantity is sent through another, where it is made of numbers."""

    def changed(*arguments: Any, **keywords: Any) -> Any:
        value = function(*arguments, **keywords)
        first, *rest = value if type(value) is tuple else (value,)
        first = first if isinstance(first, str) else change(first)
        return (first, *rest) if rest else first

    return changed


def test_numbers_count_up_to_the_first_step_of_another_form() -> None:
    """A wrong number before the form changes is the first mismatch; what is wrong with the form is known beside it."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "linear_decay")
    calls = iter(range(10**6))

    def changing(*arguments: Any, **keywords: Any) -> Any:
        value = right(exercise)(*arguments, **keywords)
        return (value, 2 * value, "word")[min(next(calls), 2)]

    observation = observed(exercise, changing)
    probe = observation.layout.probes[0]
    assert probe.call.steps > 2
    assert observation.fingerprint.steps[0] == 2
    assert observation.mismatches[probe.id].step == 2
    assert observation.mismatches[probe.id].names == ("lr",)
    assert (observation.forms[probe.id].form, observation.forms[probe.id].step) == ("wrong-type", 3)
    assert np.flatnonzero(observation.given & (observation.layout.probe == 0)).size == 2


@pytest.mark.parametrize("kind", [kind for kind in AnswerKind if kind is not AnswerKind.VALUE])
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_without_values_nothing_is_given_and_nothing_is_wrong(exercise: Exercise, kind: AnswerKind) -> None:
    """Calls that gave no value have no number, right or wrong, and show no behaviour."""
    key = key_of(exercise)
    answers = {id_: replace(answer, kind=kind, returned=()) for id_, answer in answers_of(right(exercise), key).items()}
    observation = observe(key, answers, {})
    assert not observation.given.any()
    assert not observation.right.any()
    assert not {**observation.mismatches, **observation.forms, **observation.path_mismatches}
    assert not any(behaved.was_seen or behaved.fault for behaved in observation.behaviours.values())


def test_of_a_state_only_the_structure_counts_where_nothing_is_expected_of_it() -> None:
    """A theorem's run asks an entry of the state for a number or an array, also one that is called like the result."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "reduce_on_plateau")
    key = key_of(exercise)
    answers = answers_of(right(exercise), key)
    (run,) = observe(key, answers, {}).runs
    nested = {run.id: replace(answers[run.id], returned=tuple(map(with_nested_state, answers[run.id].returned)))}
    found = observe(key, {**answers, **nested}, {}).path_mismatches[run.id]
    assert (found.form, found.names) == ("wrong-type", ("lr",))
    assert found.details["expected"] == "a number or an array"


def with_nested_state(part: Returned) -> Returned:
    """What some steps returned, with each entry of the state in a dict of its own."""
    match part.tree:
        case (first, dict(state)):
            return Returned(part.steps, (first, {name: {name: entry} for name, entry in state.items()}))
    raise AssertionError("a pair of something and the state was expected")


def test_a_behaviour_is_told_by_its_first_fault() -> None:
    """Of a function that works in place, the first argument that it changed is told, and nothing of the others."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "momentum")
    source = "def momentum(w, grad, state, *, lr, beta):\n    w += 1\n    grad += 1\n    return w, {'v': grad}"
    behaved = observed(exercise, compiled(source, "momentum")).behaviours[Behaviour.ARGUMENTS]
    assert behaved.fault is not None
    assert behaved.fault.details == {"name": "w"}


@pytest.mark.parametrize(
    ("number", "other", "tolerance", "is_right"),
    [
        (1.0, 1.5, 0.5, True),
        (1.0, 1.5, 0.49, False),
        (np.nan, np.nan, np.inf, False),
        (np.inf, np.inf, 0.0, True),
        (np.inf, -np.inf, 1e300, False),
        (1.0, np.inf, 1e300, False),
        (-0.0, 0.0, 0.0, True),
    ],
)
def test_within_says_what_is_right(number: float, other: float, tolerance: float, is_right: bool) -> None:
    """A number is right up to its tolerance, the same infinity always, NaN never."""
    assert within(np.array([number]), np.array([other]), np.array([tolerance])).tolist() == [is_right]
