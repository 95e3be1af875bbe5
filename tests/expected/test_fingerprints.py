"""Signatures: what programs give, laid out in one row, is compared number by number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.expected.fingerprints import RELATIVE, Fingerprint, Layout, layout_of, near, same_at
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.printed import right_answer
from autograder.expected.programs import given_by, source_of
from autograder.grading.diagnosis.diagnose import diagnose, prepare
from autograder.grading.diagnosis.recognise import explains
from autograder.grading.observe import Observation, observe
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseKey
from tests.in_process import answers_of, compiled
from tests.registry import EXERCISES, name_of

ANOTHER_SEED = 5
TEXTS = Texts()


def layout_by_name(name: str) -> Layout:
    """Where the numbers of an exercise stand."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    return layout_of(key_for([exercise]).exercises[name])


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_a_signature_is_what_the_student_s_process_sends(exercise: Exercise) -> None:
    """A mistake has the same fingerprint, whether it is carried out here or answers as a student's function does."""
    layout, variants = layout_of(key_for([exercise]).exercises[exercise.name]), variants_for(exercise)
    for variant in variants.alone:
        source = source_of(variant, variants)
        given = given_by(source, layout)
        sent = observe(layout.key, answers_of(compiled(source, exercise.name), layout.key), {}).fingerprint
        assert same_at(layout, given, sent).all(), variant.parts
        np.testing.assert_array_equal(given.failed, sent.failed)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_mistakes_are_named_whatever_the_seed(exercise: Exercise) -> None:
    """With probes of another seed, each mistake is named as itself too."""
    key = key_for([exercise], ANOTHER_SEED).exercises[exercise.name]
    faults = faults_for(exercise, key, ANOTHER_SEED)
    for variant in faults.variants.alone:
        answers = answers_of(compiled(source_of(variant, faults.variants), exercise.name), key)
        diagnosis = diagnose(observe(key, answers, answers), lambda: faults, TEXTS)
        assert diagnosis is not None, variant.parts
        named = (tuple(part.id for part in diagnosis.parts), *diagnosis.alternatives)
        assert variant.parts in named, variant.parts


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_an_explanation_matches_every_number(exercise: Exercise) -> None:
    """One number that differs, wherever it is, and a mistake explains the answers no more."""
    layout, variants = layout_of(key_for([exercise]).exercises[exercise.name]), variants_for(exercise)
    given = given_by(source_of(variants.alone[0], variants), layout)
    assert explains(given, Observation(layout, given))
    for place in np.flatnonzero(np.isfinite(given.numbers)):
        numbers = given.numbers.copy()
        numbers[place] += 2 * layout.tolerances[place] + 1e-6 * (1 + np.max(np.abs(numbers[np.isfinite(numbers)])))
        assert not explains(given, Observation(layout, given._replace(numbers=numbers))), place


def test_numbers_are_near_as_far_as_rounding_goes() -> None:
    """A number may differ by the judge's tolerance, or by RELATIVE of the largest on the way to it, not after it."""
    layout = layout_by_name("gradient_descent")
    block = next(block for (block, *_) in layout.blocks if block.steps > 2 and block.size == 1)
    predicted = layout.right.copy()
    predicted[block.start : block.stop] = 1.0
    predicted[block.start + 1] = 1e6
    moved = predicted.copy()
    moved[block.start : block.stop] += 0.5 * RELATIVE * 1e6
    close = near(layout, moved, predicted)
    assert not close[block.start]
    assert close[block.start + 1 : block.stop].all()
    infinite = np.full_like(predicted, np.inf)
    assert near(layout, infinite, infinite).all()
    assert not near(layout, predicted, infinite).any()
    assert near(layout, np.full_like(predicted, np.nan), np.full_like(predicted, np.nan)).all()


def test_an_error_is_part_of_a_signature() -> None:
    """A program that fails explains answers only where the student's function fails too."""
    layout = layout_by_name("momentum")
    right = layout.right_fingerprint
    failed = right._replace(failed=~right.failed)
    assert explains(right, Observation(layout, right))
    assert not explains(failed, Observation(layout, right))
    assert not explains(right, Observation(layout, failed))


def test_only_what_was_answered_is_compared() -> None:
    """Where a function gave fewer steps, or was not tried, those are not asked of an explanation."""
    layout = layout_by_name("momentum")
    right = layout.right_fingerprint
    untried = right._replace(steps=np.full_like(right.steps, -1), numbers=np.full_like(right.numbers, np.nan))
    assert explains(right, Observation(layout, untried))
    one_step = np.where(layout.at < 1, right.numbers, np.nan)
    shorter = Observation(layout, right._replace(steps=np.minimum(right.steps, 1), numbers=one_step))
    assert explains(right, shorter)
    assert not explains(right._replace(steps=np.zeros_like(right.steps)), shorter)


def test_who_was_stopped_is_not_asked_for_an_error() -> None:
    """A program that fails explains what a student's function gave that was stopped before, not one that ends well."""
    layout = layout_by_name("momentum")
    right = layout.right_fingerprint
    later = np.where(right.steps > 2, 2, right.steps)
    failing = Fingerprint(np.where(layout.at < 2, right.numbers, np.nan), later, right.steps > 2)
    stopped = right._replace(steps=np.minimum(right.steps, 1), numbers=np.where(layout.at < 1, right.numbers, np.nan))
    assert failing.failed.any()
    assert explains(failing, Observation(layout, stopped))
    assert explains(failing, Observation(layout, failing))
    assert not explains(failing, Observation(layout, right))
    assert not explains(right, Observation(layout, failing))


def test_programs_that_fail_are_not_the_same_as_others() -> None:
    """An error tells two programs apart, at the probes at which there is one."""
    layout = layout_by_name("momentum")
    nothing = layout.right_fingerprint._replace(steps=np.zeros(len(layout.probes), dtype=int))
    failed = nothing.failed.copy()
    failed[1] = True
    assert np.flatnonzero(~same_at(layout, nothing, nothing._replace(failed=failed))).tolist() == [1]


def test_a_key_that_only_has_theorems_can_be_prepared() -> None:
    """Where no probe can be compared with other programs, there is nothing to lay out, and that is no error."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "gradient_descent")
    key = key_for([exercise]).exercises[exercise.name]
    theorems = tuple(check for check in key.checks if all(probe.theorem for probe in check.probes))
    assert theorems
    only = ExerciseKey(**{name: getattr(key, name) for name in key.__slots__} | {"checks": theorems})
    prepare(only)
    assert not len(layout_of(only).right)
    answers = answers_of(lambda w, grad, **settings: w + 1, only)
    diagnosis = diagnose(observe(only, answers, answers), lambda: faults_for(exercise, only, 0), TEXTS)
    assert diagnosis is None or diagnosis.where


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308, 5e-324], ids=str)
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_what_a_student_returns_cannot_break_the_comparison(exercise: Exercise, value: float) -> None:
    """Endless, missing and enormous values, counts and words are answers like any other: something is said of them."""
    key = key_for([exercise]).exercises[exercise.name]
    right = compiled(right_answer(exercise), exercise.name)

    def enormous(*arguments: Any, **settings: Any) -> Any:
        return filled_with(right(*arguments, **settings), value)

    answers = answers_of(enormous, key)
    diagnosis = diagnose(observe(key, answers, answers), lambda: faults_for(exercise, key, 0), TEXTS)
    assert diagnosis is not None
    assert diagnosis.where or diagnosis.parts


def filled_with(returned: Any, value: float) -> Any:
    """A returned value with all its floats replaced, and words and counts made large."""
    match returned:
        case tuple():
            return tuple(filled_with(part, value) for part in returned)
        case dict():
            return {name: filled_with(part, value) for name, part in returned.items()}
        case str():
            return "x" * 999
        case int():
            return 2**62
    return np.full_like(returned, value)[()] if isinstance(returned, np.floating) else np.full_like(returned, value)
