"""The judge: right answers in any arrangement pass, everything else does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalogue.course import load_course
from autograder.expected.derivation import derive_key
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer, worthless_answers
from autograder.grading.compare import Mismatch, read
from autograder.grading.differ import differs
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.points import tally
from autograder.grading.sentences import Texts
from autograder.model import Answer, AnswerKind, Call, Exercise, ExerciseKey, Expected, Outcome, Probe, Status, Value
from autograder.model.display import value_text
from tests.arrangements import ARRANGEMENTS
from tests.in_process import answer_to, answers_of, compiled
from tests.registry import EXERCISES, name_of

KEYS = key_for(EXERCISES).exercises
TEXTS = Texts()


def judged(exercise: Exercise, source: str, key: ExerciseKey) -> tuple[Outcome, ...]:
    """The outcomes of a function that is given as source."""
    answers = answers_of(compiled(source, exercise.name), key)
    return judge(observe(key, answers, answers), exercise.points, TEXTS)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_right_answers_in_other_arrangements_pass(exercise: Exercise, seed: int) -> None:
    """Lerp forms, in-place work on copies, loops, recursion, classes: every right answer gets full marks."""
    key = derive_key(exercise, seed)
    assert len(ARRANGEMENTS[exercise.name]) >= 2
    for source in ARRANGEMENTS[exercise.name]:
        outcomes = judged(exercise, source, key)
        assert {outcome.status for outcome in outcomes} == {Status.PASSED}, (source, outcomes)
        assert tally(exercise.points, key.checks, outcomes).score == exercise.points


@pytest.mark.parametrize("what", ["its inputs", "zeros", "a constant"])
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_worthless_answers_score_nothing(exercise: Exercise, what: str) -> None:
    """A function that returns its inputs, zeros or a constant earns no points in any check."""
    outcomes = judged(exercise, worthless_answers(exercise)[what], KEYS[exercise.name])
    assert all(outcome.score == 0 for outcome in outcomes)
    assert tally(exercise.points, KEYS[exercise.name].checks, outcomes).score == 0


def spoiling(function: Callable[..., Any], spoil: Callable[[Any], Any]) -> Callable[..., Any]:
    """The function with its first returned quantity changed."""

    def spoiled(*arguments: Any, **keywords: Any) -> Any:
        value = function(*arguments, **keywords)
        return (spoil(value[0]), *value[1:]) if type(value) is tuple else spoil(value)

    return spoiled


SPOILS = {
    "NaN": lambda value: np.full_like(value, np.nan),
    "infinity": lambda value: np.full_like(value, np.inf),
    "integers": lambda value: np.asarray(value, dtype=np.int64),
    "complex": lambda value: np.asarray(value, dtype=np.complex128),
    "twice side by side": lambda value: np.stack([value, value]),
    "a set": lambda value: set(np.ravel(value)),
    "None": lambda value: None,
    "text": lambda value: "3.2",
    "a millionth off": lambda value: np.asarray(value) * (1 + 1e-6) + 1e-15,
}
"""Of a rule whose iterations spread rounding further than that, a thousandth is taken for a millionth."""


def widest(key: ExerciseKey) -> float:
    """The largest tolerance of a key, relative to the largest number that it is a tolerance of."""
    expected = (one for check in key.checks for probe in check.probes for one in probe.expected)
    relative = (
        float(np.max(one.tolerances, initial=0.0) / max(np.max(np.abs(one.values), initial=0.0), 1e-300))
        for one in expected
        if one.tolerances is not None and not isinstance(one.values, tuple)
    )
    return max(relative, default=0.0)


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_spoiled_answers_fail_every_check(exercise: Exercise, spoil: str) -> None:
    """NaN, another shape (even one that broadcasts), another type or a small error earn nothing."""
    key = KEYS[exercise.name]
    how = SPOILS[spoil]
    if spoil == "a millionth off" and widest(key) > 1e-6:
        how = lambda value: np.asarray(value) * (1 + 1e-3)  # noqa: E731
    answers = answers_of(spoiling(compiled(ARRANGEMENTS[exercise.name][0], exercise.name), how), key)
    outcomes = judge(observe(key, answers, {}), exercise.points, TEXTS)
    assert all(outcome.score == 0 and outcome.status is not Status.PASSED for outcome in outcomes if outcome.max_score)


def mismatch(name: str, value: Any) -> Mismatch | None:
    """How a value departs from the right answer to the first probe of an exercise."""
    key = KEYS[name]
    probe = key.checks[0].probes[0]
    return mismatch_at(probe, key, answer_to(probe, lambda *_, **__: value))


def form(name: str, value: Any) -> Mismatch | None:
    """What is wrong with the form of a value as the answer to the first probe of an exercise."""
    key = KEYS[name]
    probe = key.checks[0].probes[0]
    return read(probe, answer_to(probe, lambda *_, **__: value), key).form


def mismatch_at(probe: Probe, key: ExerciseKey, answer: Answer) -> Mismatch | None:
    """How an answer to one probe departs, whatever else there is in the key."""
    check = replace(key.checks[0], probes=(probe,))
    return observe(replace(key, checks=(check,)), {probe.id: answer}, {}).mismatch(probe)


def test_numpy_scalars_stand_for_zero_dimensional_arrays() -> None:
    """A 0-d answer may be a NumPy scalar, a 0-d array or a Python float of double precision."""
    for make in (np.float64, np.asarray, float):
        assert mismatch("momentum", (make(3.2), {"v": make(8.0)})) is None
        assert form("momentum", (make(3.2), {"v": make(8.0)})) is None
    assert form("momentum", (np.float32(3.2), {"v": np.float64(8.0)})) is not None


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (np.float64(3.2), "not-a-pair"),
        ([np.float64(3.2), {"v": np.float64(8.0)}], "not-a-pair"),
        ((np.float64(3.2), np.float64(8.0)), "not-a-dict"),
        ((np.float64(3.2), {"velocity": np.float64(8.0)}), "no-such-entry"),
        ((np.float64(3.2), {"v": 8}), "wrong-type"),
        ((np.float64(3.2), {"v": (8.0, 8.0)}), "wrong-type"),
        ((np.float64(3.2), {"v": np.array([8.0])}), "wrong-shape"),
        ((np.float32(3.2), {"v": np.array(8.0)}), "wrong-dtype"),
    ],
)
def test_wrong_structures_are_named(value: Any, sentence: str) -> None:
    """What is wrong with a returned pair of w and state is said in a sentence of its own."""
    found = form("momentum", value)
    assert found is not None
    assert found.form == sentence
    assert "{" not in TEXTS(found.form, **found.details).replace('{"', "")


def test_a_wrong_number_shows_expected_and_got() -> None:
    """Expected and got name every quantity; those that came out wrong are named apart."""
    found = mismatch("momentum", (np.float64(4.8), {"v": np.float64(8.0)}))
    assert found is not None
    assert (found.names, found.expected(TEXTS), found.got) == (("w",), "w = 3.2, v = 8", "w = 4.8, v = 8")


def test_numbers_that_print_alike_are_shown_in_full() -> None:
    """A wrong number that ten digits would print as the right one is shown with all its digits."""
    found = mismatch("gradient_descent", np.float64(3.2 + 1e-10))
    assert found is not None
    assert found.got != "w = 3.2"


def test_the_first_wrong_step_is_found_whatever_the_form_of_the_others() -> None:
    """A mismatch names its step, also after steps that returned another type that is right as well."""
    values = [np.array(1.0), 2.0, np.float64(3.0), np.array(5.0)]
    expected = Expected("w", np.array([1.0, 2.0, 3.0, 4.0]), np.full(4, 1e-12))
    remaining = iter(values)
    probe = Probe("", "", Call("", "f", steps=4), (expected,))
    found = mismatch_at(probe, KEYS["gradient_descent"], answer_to(probe, lambda: next(remaining)))
    assert found is not None
    assert (found.step, found.got) == (4, "w = 5")


arrays = st.lists(st.floats(allow_nan=True), max_size=4).map(lambda numbers: np.array(numbers, dtype=np.float64))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | arrays,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(values)
def test_a_value_does_not_differ_from_itself(value: Any) -> None:
    """Comparing a value with itself finds no difference, NaN included."""
    assert not differs(value, value)


@given(st.sampled_from(sorted(KEYS)), values)
def test_any_value_at_all_is_judged(name: str, value: Any) -> None:
    """Whatever comes back, the judge says passed or failed and never raises; nonsense does not pass."""
    key = KEYS[name]
    answers = answers_of(lambda *_, **__: value, key)
    outcomes = judge(observe(key, answers, answers), 10, TEXTS)
    assert sum(outcome.score for outcome in outcomes) == 0


@pytest.mark.parametrize("kind", [kind for kind in AnswerKind if kind is not AnswerKind.VALUE])
def test_checks_that_did_not_run_earn_nothing(kind: AnswerKind) -> None:
    """Without a value a check has the status of its answer, no points, and a sentence."""
    key = KEYS["momentum"]
    answers = {probe.id: Answer(kind, message="said") for check in key.checks for probe in check.probes}
    outcomes = judge(observe(key, answers, {}), 6, TEXTS)
    assert {outcome.status.value for outcome in outcomes if outcome.max_score} == {kind.value}
    assert all(outcome.score == 0 for outcome in outcomes)
    assert all(outcome.message for outcome in outcomes if outcome.max_score)


def test_arguments_that_changed_cost_a_part() -> None:
    """A function that works in place is right in its numbers and loses the stated quarter."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "gradient_descent")
    key = KEYS["gradient_descent"]
    outcomes = judged(exercise, "def gradient_descent(w, grad, *, lr):\n    w -= lr * grad\n    return w", key)
    failed = [outcome for outcome in outcomes if outcome.status is Status.FAILED]
    assert [outcome.id for outcome in failed] == ["gradient_descent/arguments"]
    assert "This costs 0.5 of 2 points." in failed[0].message
    assert tally(exercise.points, key.checks, outcomes).score == 1.5


def test_another_answer_in_a_fresh_start_costs_half() -> None:
    """A function that keeps something between calls is found by the second look."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "gradient_descent")
    key = KEYS["gradient_descent"]
    right = compiled(ARRANGEMENTS["gradient_descent"][0], "gradient_descent")
    first, again = answers_of(right, key), answers_of(spoiling(right, lambda value: value + 1), key)
    outcomes = judge(observe(key, first, again), exercise.points, TEXTS)
    assert [outcome.id for outcome in outcomes if outcome.status is Status.FAILED] == ["gradient_descent/repeat"]
    assert tally(exercise.points, key.checks, outcomes).score == 1.0


def test_the_course_has_an_arrangement_for_every_exercise() -> None:
    """No exercise of the course is left out of the test of other arrangements."""
    assert set(ARRANGEMENTS) == {exercise.name for exercise in load_course().exercises}


@pytest.mark.parametrize("kind", [AnswerKind.SKIPPED, AnswerKind.TIMEOUT, AnswerKind.CRASHED])
def test_a_call_that_did_not_come_back_says_nothing_of_repetition(kind: AnswerKind) -> None:
    """A call that is not made again, or out of time then, is no other answer to the same call."""
    exercise = EXERCISES[0]
    key = KEYS[exercise.name]
    answers = answers_of(compiled(right_answer(exercise), exercise.name), key)
    outcomes = judge(observe(key, answers, dict.fromkeys(answers, Answer(kind))), 6, TEXTS)
    assert all(outcome.status in (Status.PASSED, Status.SKIPPED) for outcome in outcomes)
    assert tally(6, key.checks, outcomes).score == 6 or kind is AnswerKind.SKIPPED


@pytest.mark.parametrize("ragged", [[1, [2, 3]], (np.zeros(2), {"v": 0.0}), [[1.0], [2.0, 3.0]]])
def test_ragged_values_are_shown_and_compared(ragged: Value) -> None:
    """Values that fit into no array are text like others, and differ from every array."""
    assert value_text(ragged)
    assert differs(np.zeros(2), ragged)
    assert not differs(ragged, ragged)
