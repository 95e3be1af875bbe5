"""Schedules and their mistakes give the learning rates that were worked out by other means."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.exact import follow
from autograder.expected.plan import ProbePlan
from autograder.model import Exercise
from autograder.symbolic.cases import Each
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.rounding import floats_and_tolerances
from autograder.symbolic.rule import Rule
from tests.registry import EXERCISES, name_of

SCHEDULES = [exercise for exercise in EXERCISES if exercise.unit == "04_schedules"]
OF_THE_STEP = [exercise for exercise in SCHEDULES if not rule_of(exercise).state]
STEPS = (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 20)

LINE = {"lr_start": "1/10", "lr_end": "1/1000", "total_steps": 10}
STAIRS = {"lr_start": "1/10", "factor": "1/2", "step_size": 4}
MARKS = {"lr_start": "1/10", "factor": "1/10", "milestones": [3, 7]}
POWERS = {"lr_start": "1/10", "decay": "9/10"}
INVERSE = {"lr_start": "1/10", "decay": "1/2"}
WARM = {"lr_peak": "1/10", "lr_end": "1/1000", "warmup_steps": 4, "total_steps": 10}
RESTARTS = {"lr_start": "1/10", "lr_end": "1/1000", "first_cycle": 4, "cycle_factor": 2}
TRIANGLE = {"lr_min": "1/1000", "lr_max": "1/10", "half_cycle": 4}

RIGHT = ""
ROWS: list[tuple[str, str, dict[str, Any], str]] = [
    ("linear_decay", RIGHT, LINE, "0.1 0.0901 0.0802 0.0703 0.0604 0.0505 0.0208 0.0109 0.001 0.001 0.001"),
    ("linear_decay", "not-clamped", LINE, "0.1 0.0901 0.0802 0.0703 0.0604 0.0505 0.0208 0.0109 0.001 -0.0089 -0.098"),
    (
        "linear_decay",
        "one-step-ahead",
        LINE,
        "0.0901 0.0802 0.0703 0.0604 0.0505 0.0406 0.0109 0.001 0.001 0.001 0.001",
    ),
    ("linear_decay", "one-step-short", LINE, "0.1 0.089 0.078 0.067 0.056 0.045 0.012 0.001 0.001 0.001 0.001"),
    ("linear_decay", "integer-division", LINE, "0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.001 0.001 0.001"),
    ("linear_decay", "zero-after-the-end", LINE, "0.1 0.0901 0.0802 0.0703 0.0604 0.0505 0.0208 0.0109 0.001 0 0"),
    ("linear_decay", "lr-end-as-floor", LINE, "0.1 0.09 0.08 0.07 0.06 0.05 0.02 0.01 0.001 0.001 0.001"),
    ("linear_decay", "compounded", LINE, "0.1 0.09 0.072 0.0504 0.03024 0.01512 0.00036288 3.6288e-5 0 0 0"),
    ("linear_decay", "end-ignored", LINE, "0.1 0.09 0.08 0.07 0.06 0.05 0.02 0.01 0 0 0"),
    ("step_decay", RIGHT, STAIRS, "0.1 0.1 0.1 0.1 0.05 0.05 0.025 0.025 0.025 0.025 0.003125"),
    ("step_decay", "one-step-ahead", STAIRS, "0.1 0.1 0.1 0.05 0.05 0.05 0.025 0.025 0.025 0.0125 0.003125"),
    (
        "step_decay",
        "drop-at-the-start",
        STAIRS,
        "0.05 0.05 0.05 0.05 0.025 0.025 0.0125 0.0125 0.0125 0.0125 0.0015625",
    ),
    (
        "step_decay",
        "smooth",
        STAIRS,
        "0.1 0.0840896 0.0707107 0.0594604 0.05 0.0420448 0.025 0.0210224 0.0176777 0.0148651 0.003125",
    ),
    (
        "step_decay",
        "every-step-after-the-first-drop",
        STAIRS,
        "0.1 0.1 0.1 0.1 0.05 0.025 0.003125 0.0015625 0.00078125 0.000390625 7.62939e-7",
    ),
    ("step_decay", "factor-times-count", STAIRS, "0 0 0 0 0.05 0.05 0.1 0.1 0.1 0.1 0.25"),
    ("step_decay", "rounded-up", STAIRS, "0.1 0.05 0.05 0.05 0.05 0.025 0.025 0.0125 0.0125 0.0125 0.003125"),
    ("multistep_decay", RIGHT, MARKS, "0.1 0.1 0.1 0.01 0.01 0.01 0.001 0.001 0.001 0.001 0.001"),
    ("multistep_decay", "one-step-behind", MARKS, "0.1 0.1 0.1 0.1 0.01 0.01 0.001 0.001 0.001 0.001 0.001"),
    ("multistep_decay", "cumulative", MARKS, "0.1 0.1 0.1 0.01 0.01 0.01 0.0001 0.0001 0.0001 0.0001 0.0001"),
    ("multistep_decay", "milestones-as-distances", MARKS, "0.1 0.1 0.1 0.01 0.01 0.01 0.01 0.01 0.001 0.001 0.001"),
    (
        "exponential_decay",
        RIGHT,
        POWERS,
        "0.1 0.09 0.081 0.0729 0.06561 0.059049 0.0430467 0.038742 0.0348678 0.0313811 0.0121577",
    ),
    (
        "exponential_decay",
        "exp-of-the-complement",
        POWERS,
        "0.1 0.0904837 0.0818731 0.0740818 0.067032 0.0606531 0.0449329 0.040657 0.0367879 0.0332871 0.0135335",
    ),
    (
        "exponential_decay",
        "one-step-ahead",
        POWERS,
        "0.09 0.081 0.0729 0.06561 0.059049 0.0531441 0.038742 0.0348678 0.0313811 0.028243 0.0109419",
    ),
    (
        "exponential_decay",
        "complement",
        POWERS,
        "0.1 0.01 0.001 0.0001 1e-5 1e-6 1e-9 1e-10 1e-11 1e-12 1e-21",
    ),
    ("exponential_decay", "times-step", POWERS, "0 0.09 0.18 0.27 0.36 0.45 0.72 0.81 0.9 0.99 1.8"),
    (
        "inverse_time_decay",
        RIGHT,
        INVERSE,
        "0.1 0.0666667 0.05 0.04 0.0333333 0.0285714 0.02 0.0181818 0.0166667 0.0153846 0.00909091",
    ),
    (
        "inverse_time_decay",
        "power",
        INVERSE,
        "0.1 0.0666667 0.0444444 0.0296296 0.0197531 0.0131687 0.00390184 0.00260123 0.00173415 0.0011561 3.00729e-5",
    ),
    (
        "inverse_time_decay",
        "compounded",
        INVERSE,
        "0.1 0.0666667 0.0333333 0.0133333 0.00444444 0.00126984 1.41093e-5 2.56534e-6 4.27556e-7 6.57778e-8 "
        "1.86579e-16",
    ),
    (
        "inverse_time_decay",
        "one-step-ahead",
        INVERSE,
        "0.0666667 0.05 0.04 0.0333333 0.0285714 0.025 0.0181818 0.0166667 0.0153846 0.0142857 0.00869565",
    ),
    (
        "inverse_time_decay",
        "square-root",
        INVERSE,
        "0.1 0.0816497 0.0707107 0.0632456 0.057735 0.0534522 0.0447214 0.0426401 0.0408248 0.0392232 0.0301511",
    ),
    (
        "polynomial_decay",
        RIGHT,
        {**LINE, "power": 2},
        "0.1 0.08119 0.06436 0.04951 0.03664 0.02575 0.00496 0.00199 0.001 0.001 0.001",
    ),
    (
        "polynomial_decay",
        "not-clamped",
        {**LINE, "power": 2},
        "0.1 0.08119 0.06436 0.04951 0.03664 0.02575 0.00496 0.00199 0.001 0.00199 0.1",
    ),
    (
        "polynomial_decay",
        "power-of-the-way-gone",
        {**LINE, "power": 2},
        "0.1 0.09901 0.09604 0.09109 0.08416 0.07525 0.03664 0.01981 0.001 0.001 0.001",
    ),
    (
        "polynomial_decay",
        "power-forgotten",
        {**LINE, "power": 2},
        "0.1 0.0901 0.0802 0.0703 0.0604 0.0505 0.0208 0.0109 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        RIGHT,
        LINE,
        "0.1 0.0975773 0.0905463 0.0795954 0.0657963 0.0505 0.0104537 0.0034227 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "not-clamped",
        LINE,
        "0.1 0.0975773 0.0905463 0.0795954 0.0657963 0.0505 0.0104537 0.0034227 0.001 0.0034227 0.1",
    ),
    (
        "cosine_annealing",
        "degrees",
        LINE,
        "0.1 0.0831857 0.0441658 0.00944916 0.0026211 0.0283204 0.0936218 0.0607209 0.0208762 0.0208762 0.0208762",
    ),
    (
        "cosine_annealing",
        "full-wave",
        LINE,
        "0.1 0.0905463 0.0657963 0.0352037 0.0104537 0.001 0.0657963 0.0905463 0.1 0.1 0.1",
    ),
    (
        "cosine_annealing",
        "quarter-wave-to-0",
        LINE,
        "0.1 0.0987688 0.0951057 0.0891007 0.0809017 0.0707107 0.0309017 0.0156434 0 0 0",
    ),
    (
        "cosine_annealing",
        "no-half",
        LINE,
        "0.199 0.194155 0.180093 0.158191 0.130593 0.1 0.0199073 0.0058454 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "wrong-way",
        LINE,
        "0.001 0.0034227 0.0104537 0.0214046 0.0352037 0.0505 0.0905463 0.0975773 0.1 0.1 0.1",
    ),
    (
        "cosine_annealing",
        "no-difference",
        LINE,
        "0.101 0.0985528 0.0914508 0.0803893 0.0664508 0.051 0.0105492 0.00344717 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "end-ignored",
        LINE,
        "0.1 0.0975528 0.0904508 0.0793893 0.0654508 0.05 0.00954915 0.00244717 0 0 0",
    ),
    (
        "cosine_annealing",
        "one-step-ahead",
        LINE,
        "0.0975773 0.0905463 0.0795954 0.0657963 0.0505 0.0352037 0.0034227 0.001 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "one-step-short",
        LINE,
        "0.1 0.0970148 0.0884192 0.07525 0.0590956 0.0419044 0.00398522 0.001 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "one-step-long",
        LINE,
        "0.1 0.0979949 0.092142 0.0829156 0.071063 0.0575446 0.0180844 0.00885795 0.0030051 0.0030051 0.0030051",
    ),
    (
        "cosine_annealing",
        "compounded",
        LINE,
        "0.1 0.0975528 0.0882374 0.070051 0.045849 0.0229245 0.000155882 3.8147e-6 0 0 0",
    ),
    (
        "warmup_cosine",
        RIGHT,
        WARM,
        "0.025 0.05 0.075 0.1 0.1 0.0933683 0.02575 0.00763174 0.001 0.001 0.001",
    ),
    (
        "warmup_cosine",
        "wasted-first-step",
        WARM,
        "0 0.025 0.05 0.075 0.1 0.0933683 0.02575 0.00763174 0.001 0.001 0.001",
    ),
    (
        "warmup_cosine",
        "warm-up-divided-by-one-more",
        WARM,
        "0.02 0.04 0.06 0.08 0.1 0.0933683 0.02575 0.00763174 0.001 0.001 0.001",
    ),
    (
        "warmup_cosine",
        "cosine-from-step-0",
        WARM,
        "0.025 0.05 0.075 0.1 0.0657963 0.0505 0.0104537 0.0034227 0.001 0.001 0.001",
    ),
    (
        "warmup_cosine",
        "warm-up-not-counted",
        WARM,
        "0.025 0.05 0.075 0.1 0.1 0.0975773 0.0657963 0.0505 0.0352037 0.0214046 0.001",
    ),
    (
        "cosine_restarts",
        RIGHT,
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.1 0.096232 0.0505 0.0315572 0.0154982 0.00476796 0.0505",
    ),
    (
        "cosine_restarts",
        "equal-cycles",
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.1 0.0855018 0.1 0.0855018 0.0505 0.0154982 0.1",
    ),
    (
        "cosine_restarts",
        "restart-a-step-late",
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.001 0.1 0.0694428 0.0505 0.0315572 0.0154982 0.0694428",
    ),
    (
        "cosine_restarts",
        "steps-not-reset",
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.0505 0.0315572 0.001 0.00476796 0.0154982 0.0315572 0.0154982",
    ),
    ("triangular_cycle", RIGHT, TRIANGLE, "0.001 0.02575 0.0505 0.07525 0.1 0.07525 0.001 0.02575 0.0505 0.07525 0.1"),
    (
        "triangular_cycle",
        "starts-at-the-top",
        TRIANGLE,
        "0.1 0.07525 0.0505 0.02575 0.001 0.02575 0.1 0.07525 0.0505 0.02575 0.001",
    ),
    ("triangular_cycle", "flat", TRIANGLE, "0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001"),
    (
        "triangular_cycle",
        "sawtooth",
        TRIANGLE,
        "0.001 0.02575 0.0505 0.07525 0.001 0.02575 0.001 0.02575 0.0505 0.07525 0.001",
    ),
    (
        "triangular_cycle",
        "half-the-period",
        TRIANGLE,
        "0.001 0.0505 0.1 0.0505 0.001 0.0505 0.001 0.0505 0.1 0.0505 0.001",
    ),
    ("step_decay", "rounded-to-the-nearest", STAIRS, "0.1 0.1 0.1 0.05 0.05 0.05 0.025 0.025 0.025 0.0125 0.003125"),
    ("step_decay", "drop-a-step-late", STAIRS, "0.1 0.1 0.1 0.1 0.1 0.05 0.05 0.025 0.025 0.025 0.00625"),
    ("multistep_decay", "back-after-the-last", MARKS, "0.1 0.1 0.1 0.01 0.01 0.01 0.1 0.1 0.1 0.1 0.1"),
    ("multistep_decay", "last-drop-missing", MARKS, "0.1 0.1 0.1 0.01 0.01 0.01 0.01 0.01 0.01 0.01 0.01"),
    (
        "polynomial_decay",
        "power-of-the-numerator",
        {**LINE, "power": 2},
        "0.991 0.8029 0.6346 0.4861 0.3574 0.2485 0.0406 0.0109 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "part-outside-the-cosine",
        LINE,
        "0.0505 0.04555 0.0406 0.03565 0.0307 0.02575 0.0109 0.00595 0.001 0.001 0.001",
    ),
    (
        "cosine_annealing",
        "cosine-beside-the-product",
        LINE,
        "0.5505 0.526028 0.455008 0.344393 0.205008 0.0505 -0.354008 -0.425028 -0.4495 -0.4495 -0.4495",
    ),
    (
        "cosine_annealing",
        "end-as-a-fraction",
        LINE,
        "0.1 0.0975553 0.0904604 0.0794099 0.0654854 0.05005 0.0096396 0.00254473 0.0001 0.0001 0.0001",
    ),
    ("warmup_cosine", "lr-end-as-floor", WARM, "0.025 0.05 0.075 0.1 0.1 0.0933013 0.025 0.00669873 0.001 0.001 0.001"),
    (
        "cosine_restarts",
        "remainder-of-the-length",
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.0505 0.0315572 0.1 0.096232 0.0855018 0.0694428 0.0855018",
    ),
    (
        "cosine_restarts",
        "cycles-grow-evenly",
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.1 0.096232 0.0505 0.0315572 0.0154982 0.00476796 0.02575",
    ),
    (
        "cosine_restarts",
        "lengthened-before-subtracted",
        RESTARTS,
        "0.1 0.0855018 0.0505 0.0154982 0.0505 0.0694428 0.1 0.096232 0.0855018 0.0694428 0.0855018",
    ),
    (
        "triangular_cycle",
        "one-triangle-only",
        TRIANGLE,
        "0.001 0.02575 0.0505 0.07525 0.1 0.07525 0.001 0.001 0.001 0.001 0.001",
    ),
    (
        "triangular_cycle",
        "both-ends-of-each-ramp",
        TRIANGLE,
        "0.001 0.034 0.067 0.1 0.1 0.067 0.001 0.034 0.067 0.1 0.1",
    ),
]
"""Schedule, mistake, settings, and the rates at STEPS to six digits, from formulas typed by hand or from the code of
those who made the mistake."""


def rates(rule: Rule, steps: tuple[int, ...], settings: dict[str, Any]) -> list[float]:
    """The learning rates of some steps."""
    planned = ProbePlan("", tuple({"step": step, **settings} for step in steps))
    return [float(floats_and_tolerances(trace.result)[0]) for trace in follow(rule, planned, ROUNDED)]


@pytest.mark.parametrize(
    ("name", "mistake", "settings", "row"), ROWS, ids=lambda value: value if len(value) < 40 else ""
)
def test_rates_are_those_of_the_catalogue(name: str, mistake: str, settings: dict[str, Any], row: str) -> None:
    """Right schedules and mistaken ones give the catalogue's rates, to its six digits."""
    rule = rule_of(load_course().exercise(name))
    if mistake:
        rule = rule.edited(next(m.edit for m in rule.mistakes if m.id == mistake))
    np.testing.assert_allclose(rates(rule, STEPS, settings), list(map(float, row.split())), rtol=6e-6, atol=1e-30)


def test_the_transformers_schedule() -> None:
    """With the peak d**-0.5 * warmup**-0.5 the inverse square root is the paper's schedule, its count starting at 1."""
    rule = rule_of(load_course().exercise("inverse_sqrt"))
    noam = [0.015625, 0.03125, 0.046875, 0.0625, 0.0559017, 0.0441942, 0.0416667, 0.0395285, 0.0279508]
    found = rates(rule, (0, 1, 2, 3, 4, 7, 8, 9, 19), {"lr_peak": "1/16", "warmup_steps": 4})
    np.testing.assert_allclose(found, noam, rtol=6e-6)


@pytest.mark.parametrize(("patience", "drops"), [(2, [4, 7]), (0, [2, 3, 4, 5, 6, 7, 8]), (1, [3, 5, 7])])
def test_plateaus_are_left_at_the_call_that_pytorch_leaves_them(patience: int, drops: list[int]) -> None:
    """The first of equal losses is the best; the rate drops when more than patience bad ones have followed."""
    rule = rule_of(load_course().exercise("reduce_on_plateau"))
    first, *later = [{"loss": 1, "factor": "1/2", "patience": patience, "min_lr": 0}] * 8
    planned = ProbePlan("", ({**first, "state": {"lr": 1}}, *later))
    found = [1.0, *(float(floats_and_tolerances(trace.result)[0]) for trace in follow(rule, planned, ROUNDED))]
    assert [call for call in range(1, 9) if found[call] < found[call - 1]] == drops


@pytest.mark.parametrize("exercise", OF_THE_STEP, ids=name_of)
def test_every_step_is_asked(exercise: Exercise) -> None:
    """Each schedule is asked for ranges without a gap, from the first step on and beyond its end if it has one."""
    rule = rule_of(exercise)
    assert rule.cases is not None
    asked = [case.inputs for check in rule.cases(Random(0)) for case in check.cases]
    series = [
        (inputs["step"].values, inputs.get("total_steps")) for inputs in asked if isinstance(inputs["step"], Each)
    ]
    whole = [(steps, total) for steps, total in series if steps == tuple(range(len(steps)))]
    assert len([steps for steps, total in whole if len(steps) > (total or 3)]) >= 3
    assert all(total is None for _, total in series) or any(max(steps) >= 2 * total for steps, total in series if total)


@pytest.mark.parametrize("exercise", SCHEDULES, ids=name_of)
def test_every_parameter_has_several_values(exercise: Exercise) -> None:
    """Each hyperparameter is asked with three values at least."""
    rule = rule_of(exercise)
    assert rule.cases is not None
    asked = [case.inputs for check in rule.cases(Random(0)) for case in check.cases]
    for hyperparameter in rule.hyperparameters:
        values = {str(inputs[hyperparameter.name]) for inputs in asked}
        assert len(values) >= 3, hyperparameter.name
