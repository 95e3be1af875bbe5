"""What a course gives beside the points of its checks: for other conventions, and for mistakes with a price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.authoring.made_up import by_unit, submission
from autograder.expected.lookup import key_for
from autograder.expected.printed import mistakes, right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseResult, Status
from autograder.model.run import Sandbox
from autograder.reports import html, screen
from autograder.sandbox import open_sandbox
from tests.registry import COURSE

MOMENTUM, ADAM = COURSE.exercise("momentum"), COURSE.exercise("adam")
EMA = replace(MOMENTUM, convention="ema")
ACCEPTING = replace(MOMENTUM, accept=("ema", "lr_inside"))
PRICED = replace(ADAM, prices=(("adam/eps-inside", 0.5), ("adam/no-root", 0.25), ("adam/no-eps", 0.0)))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests of this file."""
    with open_sandbox("none") as opened:
        yield opened


def result(sandbox: Sandbox, exercise: Exercise, source: str) -> ExerciseResult:
    """What a function earns in a course of one exercise."""
    grader = Grader(replace(COURSE, exercises=(exercise,)), key_for([exercise]), Texts())
    report = grader.grade(submission("ada", by_unit([exercise], {exercise.name: source})), sandbox)
    (found,) = report.exercises
    shown = (
        screen.render(report, view=screen.CheckView(details=True), width=100, color=False),
        html.student_page(report),
    )
    assert all(" ".join(found.tally.split()[:5]) in " ".join(page.split()) for page in shown)
    return found


@pytest.mark.parametrize("convention", ["heavy_ball", "ema", "lr_inside"])
def test_accepted_conventions_earn_all_points(sandbox: Sandbox, convention: str) -> None:
    """The course's own convention and each that it accepts pass; the report says which one it is."""
    found = result(sandbox, ACCEPTING, right_answer(replace(MOMENTUM, convention=convention)))
    assert (found.status, found.score, found.convention) == (Status.PASSED, MOMENTUM.points, convention)
    assert (f"another convention, {convention}, for which" in found.tally) is (convention != "heavy_ball")


def test_other_conventions_are_not_accepted(sandbox: Sandbox) -> None:
    """A convention that the course does not list is told apart as before."""
    found = result(sandbox, ACCEPTING, right_answer(replace(MOMENTUM, convention="downhill")))
    assert found.status is Status.FAILED
    assert found.diagnosis is not None
    assert [part.id for part in found.diagnosis.parts] == ["momentum/convention-downhill"]


def test_a_mistake_in_an_accepted_convention_is_judged_there(sandbox: Sandbox) -> None:
    """It earns what it would earn in a course that asks for that convention, and is named alone."""
    source = mistakes(EMA)["momentum/not-kept"]
    found = result(sandbox, ACCEPTING, source)
    assert found.score >= result(sandbox, EMA, source).score
    assert found.diagnosis is not None
    assert [part.id for part in found.diagnosis.parts] == ["momentum/not-kept"]


@pytest.mark.parametrize(("mistake", "score"), [("eps-inside", 4), ("no-root", 2), ("no-eps", 0)])
def test_a_price_decides_what_a_named_mistake_leaves(sandbox: Sandbox, mistake: str, score: float) -> None:
    """Half, a quarter or nothing of 8 points, whatever checks passed, and the report says so."""
    found = result(sandbox, PRICED, mistakes(ADAM)[f"adam/{mistake}"])
    assert (found.status, found.score) == (Status.FAILED, score)
    assert f"This course leaves {score:g} of 8 points" in found.tally


def test_behaviour_costs_beside_a_price(sandbox: Sandbox) -> None:
    """A mistake with a price in a function that works in place loses the part of that as well."""
    source = mistakes(ADAM)["adam/eps-inside"].replace("return w,", "state['m'][...] = 7.0; return w,")
    found = result(sandbox, PRICED, source)
    assert found.score == 2.0
    assert "less 2 for behaviour" in found.tally


def test_a_mistake_without_a_price_earns_what_its_checks_do(sandbox: Sandbox) -> None:
    """So does a mistake beside one that has a price, and what is not known."""
    for source in (mistakes(ADAM)["adam/v-not-corrected"], right_answer(ADAM).replace("return w,", "return 2*w,")):
        assert result(sandbox, PRICED, source).score == result(sandbox, ADAM, source).score
