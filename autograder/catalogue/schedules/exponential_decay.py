"""Exponential decay: every step multiplies the learning rate by the same number."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes
from autograder.catalogue.shared.schedules import LR_START, PARAMETERS, WORDS, lr_start, over, rate
from autograder.symbolic import CaseCheck, Edit, Hyperparameter, Mistake, Rule, Step, as_written, lr, rational, step

decay = sp.Symbol("decay")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Fast and slow decay, near the start and far from it."""
    usual = {"lr_start": "1/10", "decay": "9/10"}
    other = {"lr_start": rate(random), "decay": rational(random.randint(61, 89)) / 100}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("a tenth less at every step", range(4), **usual),)),
        CaseCheck(
            "whole-range",
            "every step of a long run",
            2,
            (
                over("a tenth less at every step", range(21), **usual),
                over("other numbers", range(25), **other),
                over("halved at every step", range(12), lr_start="2/5", decay="1/2"),
            ),
        ),
        CaseCheck(
            "far",
            "hundreds of steps",
            1,
            (over("a slow decay", (0, 1, 10, 100, 500, 1000), lr_start="3/100", decay="199/200"),),
        ),
    )


with as_written():
    STEPS = (Step(lr, lr_start * decay**step),)
    RULE = Rule(
        name="exponential_decay",
        title="Exponential decay",
        task="Return the learning rate that starts at lr_start and is multiplied by decay at every step.",
        source=(
            "Senior et al. 2013, An empirical study of learning rates in deep neural networks for speech recognition"
        ),
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            Hyperparameter(
                decay,
                "what each step multiplies the rate by, > 0",
                rational("9/10"),
                (rational("1/2"), rational("4/5")),
            ),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            Mistake(
                "exp-of-the-complement",
                "exp(-(1 - decay) * step) in the place of the power of decay",
                "What is your learning rate after one step? And after one step by hand?",
                "what the number of steps is the exponent of",
                Edit({lr: lr_start * sp.exp(-(1 - decay) * step)}),
            ),
            Mistake(
                "exp",
                "exp(-decay * step) in the place of the power of decay",
                "With decay = 0.9, how much of the rate should be left after one step?",
                "what the number of steps is the exponent of",
                Edit({lr: lr_start * sp.exp(-decay * step)}),
            ),
            Mistake(
                "complement",
                "1 - decay is used in the place of decay",
                "With decay = 0.9, how much of the rate should be left after one step?",
                "the base of the power",
                Edit({lr: lr_start * (1 - decay) ** step}),
            ),
            Mistake(
                "times-step",
                "decay is multiplied by the number of steps",
                "What is your learning rate at step 0?",
                "how the number of steps enters",
                Edit({lr: lr_start * decay * step}),
            ),
            Mistake(
                "linear",
                "the rate falls by the same amount at every step",
                "By how much does the rate fall in the first step, and by how much in the tenth?",
                "how the number of steps enters",
                Edit({lr: lr_start * (1 - (1 - decay) * step)}),
            ),
            Mistake(
                "once",
                "decay is applied once, whatever the step",
                "Is there a difference between your step 1 and your step 100?",
                "how the number of steps enters",
                Edit({lr: lr_start * decay}),
            ),
            Mistake(
                "divided",
                "the rate is divided by decay",
                "Does your learning rate fall or rise?",
                "what is done with decay",
                Edit({lr: lr_start / decay**step}),
            ),
            Mistake(
                "power-of-everything",
                "the power is taken of lr_start too",
                "What comes first in Python, the product or the power? What is your learning rate at step 0?",
                "the parentheses around the base of the power",
                Edit({lr: (lr_start * decay) ** step}),
            ),
            Mistake(
                "step-0-reduced",
                "step 0 already has the rate of step 1",
                "How often has the rate been multiplied before the very first update?",
                "what your code does at step 0",
                Edit({lr: lr_start * decay ** sp.Max(1, step)}),
            ),
        ),
    )
