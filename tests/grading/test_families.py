"""Families of mistakes: typical mistakes are named, whatever the rule, and nothing that is said is left unfilled."""

from __future__ import annotations

import re

import pytest

from autograder.grading.family_sentences import OF_FAMILIES
from autograder.model import DiagnosisKind
from tests.benchmarks.named import share_named
from tests.typical.attempts import Attempt, attempts, names

UNITS = tuple(dict.fromkeys(attempt.exercise.unit for attempt in attempts()))
LEAST = {"01_gradient_descent": 0.75}
"""Which part of a unit's typical mistakes has to be named; of all of them together it is 85 %."""
UNFILLED = re.compile(r"\{[a-z_]*\}")
EXPECTED = {
    "gradient_descent: rounds to four decimals": "gradient_descent/rounded",
    "gradient_descent: clips the gradient to [-1, 1]": "gradient_descent/gradient-clipped",
    "descend: the same array in every row": "descend/all-rows-the-last",
    "descend: the gradient at the start for all steps": "descend/gradient-frozen",
    "least_squares_gradient: y is forgotten": "least_squares_gradient/no-influence",
    "sgd_epoch: order is sorted": "sgd_epoch/order-sorted",
    "sgd_epoch: the step comes after the loop": "sgd_epoch/step-after-the-loop",
    "minibatch_epoch: the last, smaller batch is dropped": "minibatch_epoch/last-part-dropped",
    "minibatch_epoch: equal parts": "minibatch_epoch/equal-parts",
    "minibatch_epoch: the weights are frozen within the epoch": "minibatch_epoch/weights-frozen",
    "exponential_moving_average: never corrected": "exponential_moving_average/flag-ignored",
    "nesterov: large gradients are clipped": "nesterov/gradient-clipped",
    "nesterov: the mean of two gradients": "nesterov/gradient-half-way",
    "rmsprop: eps is 1e-7": "rmsprop/literal",
    "adam: the exponent is 2 always": "adam/literal",
    "adam: NAdam's step": "adam/another-rule",
    "adam: uncorrected at the first step": "adam/first-uncorrected",
    "cosine_annealing: starts again at the end": "cosine_annealing/starts-again",
    "inverse_sqrt: zero at step 0": "inverse_sqrt/steps-behind",
    "newton: stops at a small gradient": "newton/stays",
    "linear_decay: one step short, guarded": "linear_decay/one-step-short",
}
"""The part that is named first, by the attempt."""


@pytest.mark.parametrize("unit", UNITS)
def test_typical_mistakes_are_named(unit: str) -> None:
    """Most of what people typically do wrong is told by its name."""
    mine = [attempt for attempt in attempts() if attempt.exercise.unit == unit]
    assert share_named(mine) >= LEAST.get(unit, 0.7)


@pytest.mark.parametrize("attempt", attempts(), ids=lambda attempt: attempt.id)
def test_a_typical_mistake_is_caught_and_told_in_whole_sentences(attempt: Attempt) -> None:
    """It loses points, and what is said of it has nothing left unfilled; what is named has a question and a place."""
    assert not attempt.passes
    if attempt.diagnosis is not None:
        assert attempt.diagnosis.parts or attempt.diagnosis.where
        for part in attempt.diagnosis.parts:
            assert part.title
            assert part.hint
            assert part.place
            assert not UNFILLED.search(part.title + part.hint + part.place)


@pytest.mark.parametrize("attempt", EXPECTED)
def test_a_family_is_named_as_itself(attempt: str) -> None:
    """A member of a family is told by the family's name, in every rule that has it."""
    (found,) = (one for one in attempts() if one.id == attempt)
    assert found.diagnosis is not None
    assert found.diagnosis.parts[0].id == EXPECTED[attempt]


@pytest.mark.parametrize("attempt", attempts(), ids=lambda attempt: attempt.id)
def test_no_typical_mistake_is_told_by_another_name(attempt: Attempt) -> None:
    """What is named is what is really wrong, as `tests/typical/names.txt` has it; better nothing than another name."""
    found = attempt.diagnosis
    if found is not None and found.kind in (DiagnosisKind.MISTAKE, DiagnosisKind.CONVENTION):
        assert " + ".join(part.id.partition("/")[2] for part in found.parts) in names()[attempt.id]


def test_every_stated_name_is_that_of_an_attempt() -> None:
    """The table of names speaks of attempts that there are, once each."""
    assert set(names()) <= {attempt.id for attempt in attempts()}


def test_every_family_has_its_sentences() -> None:
    """Each member has a title, a hint and a place, in ASCII."""
    ids = {id_.rpartition(".")[0] for id_ in OF_FAMILIES}
    for id_ in ids:
        for part in ("title", "hint", "place"):
            assert OF_FAMILIES[f"{id_}.{part}"].isascii()
