"""Who of a class handed in the same: said, and nobody accused who wrote what everybody writes."""

from __future__ import annotations

import pytest

from autograder.authoring.made_up import by_unit, submission
from autograder.authoring.stubs import stub_of_unit
from autograder.classroom.likeness import alike, forms_of
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.submissions.demo_mark import MARK
from tests.registry import COURSE, EXERCISES

UNIT = "03_adaptive"
TEXT = by_unit(EXERCISES, {exercise.name: right_answer(exercise) for exercise in EXERCISES})[UNIT]
RENAMED = "# my own work\n" + TEXT.replace("m_hat", "first").replace("v_hat", "second").replace(" + ", "  +  ")
OTHER = TEXT.replace("m_hat = m/(1 - beta1**t)", "m_hat = m*(1/(1 - beta1**t))")
STUB = stub_of_unit(UNIT, {e.name: key_for(COURSE.of_unit(UNIT)).exercises[e.name] for e in COURSE.of_unit(UNIT)})


def said(texts: dict[str, str]) -> tuple[str, ...]:
    """What is said of students with these texts of one unit."""
    return alike({name: forms_of(submission(name, {UNIT: text})) for name, text in texts.items()})


def test_the_same_is_said_to_the_letter_and_in_other_names() -> None:
    """A copy is told apart from one with other names, comments and blanks, and another arrangement is neither."""
    assert said({"ada": TEXT, "bob": TEXT, "carl": OTHER}) == ("The same to the letter: ada, bob in 03 adaptive",)
    assert said({"ada": TEXT, "bob": RENAMED, "carl": OTHER}) == (
        "The same but for names, comments and layout: ada, bob in 03 adaptive",
    )


@pytest.mark.parametrize(
    "text", [STUB, "", TEXT.split("# %%\ndef adagrad")[0], "def f(:", "x = " + "-" * 5000 + "1", "(" * 5000]
)
def test_what_is_not_somebody_s_own_never_counts(text: str) -> None:
    """Stubs as handed out, what is empty or cannot be read, and a few lines are nobody's copy."""
    assert said({"ada": text, "bob": text}) == ()


def test_two_lines_are_no_copy() -> None:
    """A short function is written in one way by many."""
    short = "def adagrad(w, grad, state, *, lr, eps):\n    return w - lr*grad, state\n"
    assert said({"ada": short, "bob": short}) == ()


def test_what_many_write_is_how_it_is_written() -> None:
    """Of a class of which half write the same but for names, nothing is said."""
    renamed = {f"s{n}": TEXT.replace("m_hat", f"m_{n}") for n in range(10)}
    assert said({**renamed, **{f"t{n}": OTHER.replace("v_hat", f"v_{n}") for n in range(10)}}) == ()


def test_what_the_demo_made_is_recognised() -> None:
    """By its comment or by a name, in one of a class; a class that is the demo's own is said to be."""
    assert said({"ada": f"# {MARK}\n{OTHER}", "bob": TEXT}) == ("Holds code that grade demo made: ada",)
    assert said({"ada": OTHER.replace("m_hat", "m_hat_demo7"), "bob": TEXT})[0].endswith(": ada")
    assert "no class" in said({"ada": f"# {MARK}\n{OTHER}", "bob": f"# {MARK}\n{TEXT}"})[0]
