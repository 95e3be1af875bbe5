"""Inverse time decay: the learning rate falls like one over the number of steps."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes
from autograder.catalogue.shared.schedules import LR_START, PARAMETERS, WORDS, lr_start, over, rate
from autograder.symbolic import (
    CaseCheck,
    Edit,
    Hyperparameter,
    Mistake,
    Rule,
    Step,
    as_written,
    integer,
    lr,
    rational,
    step,
)

decay = sp.Symbol("decay")
i = integer("i")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Fast and slow decay, near the start and far from it."""
    usual = {"lr_start": "1/10", "decay": "1/2"}
    other = {"lr_start": rate(random), "decay": rate(random)}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("half of the rate after two steps", range(4), **usual),)),
        CaseCheck(
            "whole-range",
            "every step of a long run",
            2,
            (
                over("decay = 1/2", range(21), **usual),
                over("other numbers", range(25), **other),
                over("a fast decay", range(12), lr_start="2/5", decay=3),
            ),
        ),
        CaseCheck(
            "far",
            "hundreds of steps",
            1,
            (over("a slow decay", (1, 10, 100, 500, 1000), lr_start="3/100", decay="1/100"),),
        ),
    )


with as_written():
    STEPS = (Step(lr, lr_start / (1 + decay * step)),)
    RULE = Rule(
        name="inverse_time_decay",
        title="Inverse time decay",
        task="Return lr_start divided by 1 + decay * step.",
        source="Robbins and Monro 1951, for why rates like 1/t; Bengio 2012 (arXiv:1206.5533), section 3.1.1",
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            Hyperparameter(decay, "how fast the rate falls, > 0", rational("1/2"), (rational("3/10"), rational(3))),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            Mistake(
                "no-one",
                "the 1 in the divisor is missing",
                "What do you divide by at step 0?",
                "the divisor",
                Edit({lr: lr_start / (decay * step)}),
            ),
            Mistake(
                "power",
                "the divisor is a power of 1 + decay",
                "By what should the rate be divided after two steps: by 1 + 2 * decay, or by its square?",
                "how the number of steps enters",
                Edit({lr: lr_start / (1 + decay) ** step}),
            ),
            Mistake(
                "compounded",
                "the rate that was already reduced is divided again",
                "Which rate does each step divide: the first one, or that of the step before?",
                "what is divided",
                Edit({lr: lr_start * sp.Product(1 / (1 + decay * i), (i, 1, step))}),
            ),
            Mistake(
                "square-root",
                "the square root of the divisor",
                "With decay = 1, what should be left of the rate at step 3?",
                "the divisor",
                Edit({lr: lr_start / sp.sqrt(1 + decay * step)}),
            ),
            Mistake(
                "no-parentheses",
                "only the 1 is divided by, the rest is added",
                "What does Python do first in a / 1 + b?",
                "the parentheses around the divisor",
                Edit({lr: lr_start / 1 + decay * step}),
            ),
            Mistake(
                "multiplied",
                "the rate is multiplied instead of divided",
                "Does your learning rate fall or rise?",
                "what is done with 1 + decay * step",
                Edit({lr: lr_start * (1 + decay * step)}),
            ),
            Mistake(
                "linear",
                "the rate falls by the same amount at every step",
                "Does your learning rate ever become negative?",
                "how the number of steps enters",
                Edit({lr: lr_start * (1 - decay * step)}),
            ),
            Mistake(
                "step-over-decay",
                "step is divided by decay",
                "With a larger decay, should the rate fall faster or more slowly?",
                "how decay enters",
                Edit({lr: lr_start / (1 + step / decay)}),
            ),
            Mistake(
                "once",
                "decay is applied once, whatever the step",
                "Is there a difference between your step 1 and your step 100?",
                "how the number of steps enters",
                Edit({lr: lr_start / (1 + decay)}),
            ),
            Mistake(
                "times-lr-start",
                "decay is multiplied by lr_start too",
                "If lr_start is ten times as large, which part of it should be left after one step: another one?",
                "the divisor",
                Edit({lr: lr_start / (1 + lr_start * decay * step)}),
            ),
        ),
    )
