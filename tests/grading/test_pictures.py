"""Pictures: the right path of each probe, a student's beside it, and lines of equal loss around them."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.grading.pictures import drawable, picture_of
from autograder.grading.try_out import trials
from autograder.model import Exercise
from tests.grading.test_observe import key_of, observed, right, through
from tests.in_process import compiled
from tests.registry import COURSE, EXERCISES, name_of

DRAWN = [exercise for exercise in EXERCISES if drawable(key_of(exercise))]


def test_most_exercises_can_be_drawn() -> None:
    """All but those that return a single value without steps, matrices, or a word."""
    assert len(DRAWN) >= 0.7 * len(EXERCISES)


@pytest.mark.parametrize("exercise", DRAWN, ids=name_of)
def test_a_right_answer_is_drawn_on_the_right_line(exercise: Exercise) -> None:
    """What a right function gives lies on the right line from end to end, and nothing is marked."""
    picture = picture_of(observed(exercise, right(exercise)))
    assert picture is not None
    assert picture.parts is None
    assert np.allclose(picture.own, picture.right, rtol=1e-5, atol=1e-12)


@pytest.mark.parametrize("exercise", DRAWN, ids=name_of)
def test_a_wrong_answer_is_marked_where_it_parts(exercise: Exercise) -> None:
    """The first wrong point is marked: before it the lines are the same, there they are not."""
    picture = picture_of(observed(exercise, through(right(exercise), lambda v: 1.5 * v + 1)))
    assert picture is not None
    assert picture.parts is not None
    own, expected = np.array(picture.own), np.array(picture.right[: len(picture.own)])
    assert np.allclose(own[: picture.parts], expected[: picture.parts], rtol=1e-5, atol=1e-12)
    assert not np.allclose(own[picture.parts], expected[picture.parts], rtol=1e-5, atol=1e-12)


@pytest.mark.parametrize("bad", ["np.nan", "np.inf", "1e308"])
def test_numbers_that_cannot_be_drawn_end_the_line(bad: str) -> None:
    """What is not finite is not in a picture, and enormous numbers break nothing."""
    function = compiled(f"def momentum(w, grad, state, *, lr, beta):\n    return w * 0 + {bad}, state\n", "momentum")
    picture = picture_of(observed(COURSE.exercise("momentum"), function))
    assert picture is None or np.isfinite(picture.own).all()


@pytest.mark.parametrize("exercise", DRAWN, ids=name_of)
def test_a_slider_starts_where_the_drawn_call_is(exercise: Exercise) -> None:
    """Its first number is a setting of the slider, counted in whole steps from its lowest one."""
    for knob in (knob for trial in trials(key_of(exercise)) for knob in trial.knobs):
        steps = (knob.value - knob.low) / knob.step
        assert np.isclose(steps, round(steps), atol=1e-9)
        assert knob.low <= knob.value <= knob.high
