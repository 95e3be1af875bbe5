"""Points: from the statuses of an exercise's checks to its score, in halves."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.expected.lookup import key_for
from autograder.expected.plan import BEHAVIOURS
from autograder.grading.points import in_words, most_cost, overall_status, tally, with_costs
from autograder.grading.sentences import Texts
from autograder.model import Check, Exercise, ExerciseKey, Outcome, Status
from autograder.symbolic.cases import MOST_WEIGHT
from tests.registry import UNDER_EVERY_CONVENTION, name_of

TEXTS = Texts()
BEHAVIOUR_CHECKS = [Check(b, title, 0, behaviour=b, cost=cost) for b, (title, cost) in BEHAVIOURS.items()]

points_of_a_course = st.integers(1, 60).map(lambda halves: halves / 2)
weights = st.lists(st.integers(1, MOST_WEIGHT), min_size=1, max_size=12)
Ended = tuple[float, list[Check], list[Outcome]]


def outcome(check: Check, status: Status) -> Outcome:
    """A check that ended with that status."""
    weight = float(check.weight)
    return Outcome(check.id, check.title, status, weight if status is Status.PASSED else 0.0, weight)


@st.composite
def endings(draw: st.DrawFn) -> Ended:
    """An exercise's points and checks, behaviour included, each of which ends somehow."""
    checks = [Check(f"c{n}", "", weight) for n, weight in enumerate(draw(weights))] + BEHAVIOUR_CHECKS
    passed_or_any = st.just(Status.PASSED) | st.sampled_from(list(Status))
    return draw(points_of_a_course), checks, [outcome(check, draw(passed_or_any)) for check in checks]


def changed(outcomes: list[Outcome], checks: list[Check], at: int, status: Status) -> list[Outcome]:
    """The outcomes with another status in one place."""
    return [*outcomes[:at], outcome(checks[at], status), *outcomes[at + 1 :]]


@given(endings())
def test_a_score_is_a_multiple_of_one_half(ended: Ended) -> None:
    """Whatever the checks say, the score is a whole number of halves between none and all of the points."""
    score = tally(*ended).score
    assert 0 <= score <= ended[0]
    assert type(score) is float
    assert (2 * score).is_integer()


@given(endings())
def test_full_marks_are_for_everything_right(ended: Ended) -> None:
    """An exercise has all of its points if and only if every check with a weight passed and no behaviour failed."""
    points, checks, outcomes = ended
    right = all(
        o.status is Status.PASSED or (c.behaviour and o.status is not Status.FAILED)
        for c, o in zip(checks, outcomes, strict=True)
    )
    assert (tally(points, checks, outcomes).score == points) is right


@given(endings())
def test_nothing_is_for_nothing(ended: Ended) -> None:
    """An exercise of a point or more scores 0 if and only if no check with a weight passed."""
    points, checks, outcomes = ended
    assume(points > 0.5)
    earned = any(o.score for o in outcomes)
    assert (tally(points, checks, outcomes).score > 0) is earned


@given(endings())
def test_half_a_point_is_all_or_nothing(ended: Ended) -> None:
    """Where only half a point is to be had, anything that fails costs it."""
    _, checks, outcomes = ended
    failed = any(o.max_score > o.score or o.status is Status.FAILED for o in outcomes)
    assert tally(0.5, checks, outcomes).score == (0.0 if failed else 0.5)


@given(endings(), st.data())
def test_another_check_that_passes_never_costs_points(ended: Ended, data: st.DataObject) -> None:
    """The score grows, or stays, with every check that passes instead of ending in any other way."""
    points, checks, outcomes = ended
    at = data.draw(st.integers(0, len(checks) - 1))
    better = changed(outcomes, checks, at, Status.PASSED)
    assert tally(points, checks, better).score >= tally(points, checks, outcomes).score


@given(endings(), st.randoms(use_true_random=False))
def test_the_order_of_checks_is_irrelevant(ended: Ended, order: random.Random) -> None:
    """The same checks with the same outcomes in another order give the same score."""
    points, checks, outcomes = ended
    pairs = list(zip(checks, outcomes, strict=True))
    order.shuffle(pairs)
    shuffled = tally(points, [check for check, _ in pairs], [o for _, o in pairs]).score
    assert shuffled == tally(points, checks, outcomes).score


@given(endings())
def test_rounding_is_in_the_student_s_favour(ended: Ended) -> None:
    """The score is the exact share less the exact cost, or up to half a point more; only what failed limits it."""
    points, checks, outcomes = ended
    pairs = list(zip(checks, outcomes, strict=True))
    share = Fraction(sum(c.weight for c, o in pairs if o.status is Status.PASSED), sum(c.weight for c in checks))
    lost = sum((Fraction(c.cost) for c, o in pairs if c.behaviour and o.status is Status.FAILED), Fraction(0))
    exact = Fraction(points) * (share - lost)
    score = tally(points, checks, outcomes).score
    assert score >= min(exact, Fraction(points) - Fraction(1, 2))
    assert score < max(exact, Fraction(0)) + Fraction(1, 2) or (score == 0.5 and share > 0)


@given(endings())
def test_what_is_said_of_costs_adds_up(ended: Ended) -> None:
    """What is earned less what the messages say that behaviour costs is the score; no cost is above what is shown."""
    points, checks, outcomes = ended
    added_up = tally(points, checks, outcomes)
    told = with_costs(outcomes, added_up, TEXTS)
    said = {o.id: float(o.message.split()[2]) for o in told if o.message}
    assert said == {id_: cost for id_, cost in added_up.costs.items() if cost > 0}
    assert added_up.earned - math.fsum(said.values()) == added_up.score == tally(points, checks, outcomes).score
    assert all(0 < cost <= most_cost(points, check) for check in checks for cost in [said.get(check.id)] if cost)


@pytest.mark.parametrize(
    ("points", "right", "lost", "score", "sentence"),
    [
        (6, 3, "", 3.5, "The checks that passed weigh 5 of 9: 3.5 of 6 points, rounded to half a point."),
        (
            6,
            3,
            "form",
            2.0,
            "The checks that passed weigh 5 of 9: 3.5 of 6 points, rounded to half a point, less 1.5 for behaviour.",
        ),
        (6, 5, "form", 4.5, ""),
        (6, 0, "form", 0.0, ""),
        (2, 4, "", 1.5, "The checks that passed weigh 7 of 9: 1.5 of 2 points, rounded to half a point."),
        (
            4,
            1,
            "arguments form repeat",
            0.5,
            "The checks that passed weigh 1 of 9: 0.5 of 4 points, rounded to half a point.",
        ),
        (3, 5, "arguments", 2.5, ""),
        (3, 5, "arguments form", 1.5, ""),
        (1, 5, "arguments form", 0.5, ""),
    ],
)
def test_worked_examples(points: float, right: int, lost: str, score: float, sentence: str) -> None:
    """Where the first checks of weight 1, 2, 2, 2, 2 pass, and some behaviour fails, score and sentence are these."""
    checks = [*(Check(f"c{n}", "", weight) for n, weight in enumerate([1, 2, 2, 2, 2])), *BEHAVIOUR_CHECKS]
    failed = [*checks[right:5], *(check for check in BEHAVIOUR_CHECKS if check.id in lost.split())]
    outcomes = [outcome(check, Status.FAILED if check in failed else Status.PASSED) for check in checks]
    added_up = tally(points, checks, outcomes)
    assert (added_up.score, in_words(added_up, TEXTS)) == (score, sentence)


def test_a_behaviour_that_was_not_observed_costs_nothing() -> None:
    """Where the time of a submission was used up elsewhere, a right answer not called again keeps its points."""
    checks = [Check("c", "", 1), *BEHAVIOUR_CHECKS]
    outcomes = [outcome(check, Status.SKIPPED if check.behaviour else Status.PASSED) for check in checks]
    assert tally(6, checks, outcomes).score == 6


@pytest.mark.parametrize("points", [-1.0, 0.3, 0.37, 1.09, math.nan, math.inf])
def test_points_that_are_not_halves_are_refused(points: float) -> None:
    """No score is made up from points that no course file may have."""
    check = Check("c", "", 1)
    with pytest.raises(ValueError, match="points are multiples of one half"):
        tally(points, [check], [outcome(check, Status.PASSED)])


def test_without_weights_there_is_no_score() -> None:
    """Checks of behaviour alone earn nothing, and say so loudly."""
    with pytest.raises(ValueError, match="for a weight of 0"):
        tally(6, BEHAVIOUR_CHECKS, [outcome(check, Status.PASSED) for check in BEHAVIOUR_CHECKS])


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_the_course_has_small_weights_and_halves(exercise: Exercise) -> None:
    """Every exercise is worth a multiple of one half, and each of its checks weighs a whole number from 1 to 5."""
    key = key_of(exercise)
    assert (2 * exercise.points).is_integer()
    assert {check.weight for check in key.checks if not check.behaviour} <= set(range(1, MOST_WEIGHT + 1))
    assert {check.weight for check in key.checks if check.behaviour} == {0}


def key_of(exercise: Exercise) -> ExerciseKey:
    """The key of one exercise under its convention."""
    return key_for([exercise]).exercises[exercise.name]


@given(st.lists(st.sampled_from(list(Status)), min_size=1))
def test_status_of_an_exercise_is_the_first_in_order(statuses: list[Status]) -> None:
    """An exercise has the first status, in the documented order, that one of its checks has."""
    outcomes = [Outcome("", "", status, 0, 0) for status in statuses]
    assert overall_status(outcomes) == min(statuses, key=list(Status).index)
