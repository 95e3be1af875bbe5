"""What is said after an exercise is solved: a property that is true, and a question, for each of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.catalogue.afterwards import AFTERWARDS
from autograder.expected.lookup import key_for
from autograder.expected.programs import function_of
from autograder.model import Carried, Exercise, ExerciseKey, GradientFunction, Probe, Series
from tests.registry import EXERCISES, REFERENCES, UNDER_EVERY_CONVENTION, name_of


def _plain(key: ExerciseKey, argument: object) -> object:
    """What a function is called with: of a function its own, of a chain where it starts."""
    if isinstance(argument, GradientFunction):
        return function_of("\n".join(key.gradients.values()), argument.name)
    return argument.start if isinstance(argument, Carried) else argument


def shown(key: ExerciseKey, probe: Probe) -> tuple[dict[str, Any], Any]:
    """The arguments of a call by their names, the entries of its state too, and what is returned, of all steps."""
    call = probe.call
    arguments = [_plain(key, one) for one in call.arguments]
    series = [np.array(one.values) if isinstance(one, Series) else one for one in arguments]
    named = dict(zip([*key.parameters, "state"], series, strict=False)) | dict(call.keywords)
    state = next((one for one in arguments if isinstance(one, dict)), {})
    values = probe.expected[0].values
    return {**named, **state}, values if call.steps > 1 else values[0]


@pytest.mark.parametrize("exercise", [*UNDER_EVERY_CONVENTION, *REFERENCES], ids=name_of)
def test_a_theorem_or_a_property_is_true_of_every_exercise(exercise: Exercise) -> None:
    """Where no theorem is checked, the property holds of the right answers at all inputs of its check."""
    key = key_for([exercise]).exercises[exercise.name]
    if any(probe.theorem for check in key.checks for probe in check.probes):
        return
    true = AFTERWARDS[exercise.name].true
    assert true is not None
    (check,) = [check for check in key.checks if check.id == f"{exercise.name}/{true.check}"]
    assert len(check.probes) > 1
    for probe in check.probes:
        assert true.holds(*shown(key, probe)), probe.why


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_every_exercise_ends_with_a_question_of_its_own(exercise: Exercise) -> None:
    """The question is one sentence or two, ends as one, and no two exercises have the same."""
    question = AFTERWARDS[exercise.name].question
    assert question.endswith("?")
    assert len(question) < 160
    assert sum(after.question == question for after in AFTERWARDS.values()) == 1


@pytest.mark.parametrize("name", [name for name, after in AFTERWARDS.items() if after.true])
def test_a_property_is_not_true_of_just_any_answer(name: str) -> None:
    """A property that nothing could break would say nothing: answers that are wrong have it not."""
    exercise = next(one for one in EXERCISES if one.name == name)
    key = key_for([exercise]).exercises[name]
    true = AFTERWARDS[name].true
    assert true is not None
    check = next(check for check in key.checks if check.id == f"{name}/{true.check}")
    answers = [shown(key, probe) for probe in check.probes]

    def wrong(value: Any) -> Any:
        if isinstance(value, str):
            return "maximum"
        return -3 * np.asarray(value) + np.arange(1, np.size(value) + 1).reshape(np.shape(value))

    assert not all(true.holds(inputs, wrong(value)) for inputs, value in answers)
