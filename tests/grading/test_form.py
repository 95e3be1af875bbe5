"""The form of an answer costs what it says and nothing else; its numbers are judged, and diagnosed, beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.printed import right_answer
from autograder.expected.programs import source_of
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.points import most_cost, tally
from autograder.grading.sentences import Texts
from autograder.model import Behaviour, Diagnosis, Exercise, Outcome, Status
from tests.in_process import Function, answers_of, compiled
from tests.registry import EXERCISES, name_of

TEXTS = Texts()
Change = Callable[[Any], Any]


def _lists(value: Any) -> Any:
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, np.ndarray) and value.ndim else value


def _float32(value: Any) -> Any:
    is_float = isinstance(value, float) or (isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind == "f")
    return np.asarray(value, dtype=np.float32) if is_float else value


def _float_counts(value: Any) -> Any:
    return float(value) if isinstance(value, (int, np.integer)) and not isinstance(value, bool) else value


def _one_axis_more(value: Any) -> Any:
    is_scalar = isinstance(value, float) or (isinstance(value, (np.ndarray, np.generic)) and value.ndim == 0)
    return np.array([value]) if is_scalar and np.asarray(value).dtype.kind == "f" else value


FORMS: dict[str, Change] = {
    "lists": _lists,
    "tuples": _tuples,
    "float32": _float32,
    "counts as floats": _float_counts,
    "an axis of length 1": _one_axis_more,
}


def through(function: Function, change: Change) -> Function:
    """A function of which every returned quantity is sent through another; it takes arrays as before."""

    def changed(*arguments: Any, **keywords: Any) -> Any:
        value = function(*arguments, **keywords)
        if type(value) is tuple:
            first, state = value
            return change(first), {name: change(entry) for name, entry in state.items()}
        return change(value)

    return changed


def graded(exercise: Exercise, function: Function) -> tuple[tuple[Outcome, ...], float, Diagnosis | None]:
    """The outcomes of a function, its points, and what is said of it."""
    key = key_for([exercise]).exercises[exercise.name]
    answers = answers_of(function, key)
    observation = observe(key, answers, answers)
    outcomes = judge(observation, exercise.points, TEXTS)
    diagnosis = diagnose(observation, lambda: faults_for(exercise, key, 0), TEXTS)
    return outcomes, tally(exercise.points, key.checks, outcomes).score, diagnosis


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_right_numbers_in_another_form_cost_what_the_form_does(exercise: Exercise, form: str) -> None:
    """Every check of numbers passes; what is taken is the part that the message states."""
    right = compiled(right_answer(exercise), exercise.name)
    outcomes, score, diagnosis = graded(exercise, through(right, FORMS[form]))
    check = next(c for c in key_for([exercise]).exercises[exercise.name].checks if c.behaviour is Behaviour.FORM)
    of_form = next(outcome for outcome in outcomes if outcome.id == check.id)
    assert [o.id for o in outcomes if o.status is Status.FAILED and o is not of_form] == []
    lost = exercise.points - score
    assert lost == (most_cost(exercise.points, check) if of_form.status is Status.FAILED else 0)
    assert (diagnosis is not None) == (of_form.status is Status.FAILED)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_a_mistake_is_named_in_every_form(exercise: Exercise) -> None:
    """A mistake whose numbers come in another form is named as in the right one, and the form beside it.

    In a coarser precision it may stay without a name, but gets no other one.
    """
    variants = variants_for(exercise)
    variant = variants.alone[len(variants.alone) // 2]
    wrong = compiled(source_of(variant, variants), exercise.name)
    for form, change in FORMS.items():
        outcomes, _, diagnosis = graded(exercise, through(wrong, change))
        assert diagnosis is not None
        form_failed = any(outcome.status is Status.FAILED and not outcome.max_score for outcome in outcomes)
        named = [part.id for part in diagnosis.parts]
        of_form = named[len(named) - form_failed :]
        assert all(id_.rpartition("/")[2].startswith(("wrong-", "not-a-")) for id_ in of_form)
        mistakes = tuple(named[: len(named) - form_failed])
        assert mistakes == variant.parts or (form == "float32" and not mistakes)
