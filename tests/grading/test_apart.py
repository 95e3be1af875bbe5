"""No process that is still asked for an answer holds a function that gives it."""

from __future__ import annotations

import pytest

from autograder.expected.lookup import key_for
from autograder.grading.apart import apart, gives_away, secret, sent
from autograder.grading.run import planned_calls
from autograder.model import Exercise
from tests.registry import EXERCISES

KEY = key_for(EXERCISES)
GROUPS = apart(KEY, tuple(EXERCISES))
UNAIDED = {name for group in GROUPS for name in group.unaided}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_nothing_that_is_sent_gives_an_answer_away(exercise: Exercise) -> None:
    """Whatever a process gets before the last answer to an exercise, no function of it is the exercise's answer."""
    (group,) = (group for group in GROUPS if exercise in group.exercises)
    key = KEY.exercises[exercise.name]
    until_then = sent(KEY, group.exercises).keys() - (secret(KEY) if exercise.name in group.unaided else set())
    assert not [name for name in until_then if gives_away(sent(KEY, group.exercises)[name], key)]


def test_an_answer_is_recognised() -> None:
    """There is an exercise whose answer others are called with, and it is asked before them, or apart."""
    everything = sent(KEY, EXERCISES).values()
    given = {e.name for e in EXERCISES if any(gives_away(gradient, KEY.exercises[e.name]) for gradient in everything)}
    assert given
    assert given == UNAIDED | {group.exercises[0].name for group in GROUPS[1:]}


def test_every_exercise_is_run_once() -> None:
    """The groups hold every exercise once, and every probe is made in one of them."""
    assert sorted(e.name for group in GROUPS for e in group.exercises) == sorted(e.name for e in EXERCISES)
    made = [probe for group in GROUPS for probe in planned_calls(KEY, group.exercises, False).probes]
    assert sorted(made) == sorted(
        (e.name, p.id) for e in EXERCISES for c in KEY.exercises[e.name].checks for p in c.probes
    )
