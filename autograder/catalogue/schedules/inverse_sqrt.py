"""Inverse square root: a linear warm-up, then a decay with the square root of the steps."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes, integer_division
from autograder.catalogue.shared.schedules import (
    LR_PEAK,
    PARAMETERS,
    WARMUP_STEPS,
    WORDS,
    lr_peak,
    over,
    rate,
    warmup_steps,
)
from autograder.symbolic import CaseCheck, Edit, Mistake, Rule, Step, as_written, lr, quotient, step


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Short and long warm-ups, and the long decay after them."""
    usual = {"lr_peak": "1/10", "warmup_steps": 4}
    other = {"lr_peak": rate(random), "warmup_steps": random.randint(6, 11)}
    return (
        CaseCheck(
            "warm-up",
            "the warm-up, up to the first step of the decay",
            1,
            (
                over("four steps to 0.1", range(5), **usual),
                over("other numbers", range(other["warmup_steps"] + 1), **other),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step of warm-up and decay",
            2,
            (
                over("half of the peak at four times the warm-up", range(21), **usual),
                over("other numbers", range(3 * other["warmup_steps"]), **other),
                over("a peak above 1", range(14), lr_peak="5/2", warmup_steps=3),
            ),
        ),
        CaseCheck(
            "edges",
            "a warm-up of one step, and far from the start",
            1,
            (
                over("no small steps", range(1, 12), lr_peak="7/10", warmup_steps=1),
                over(
                    "thousands of steps",
                    (1, 398, 399, 400, 401, 1599, 3599, 10000),
                    lr_peak="3/100",
                    warmup_steps=400,
                ),
            ),
        ),
    )


with as_written():
    RISING = (step + 1) / warmup_steps
    STEPS = (Step(lr, lr_peak * sp.Min(RISING, sp.sqrt(warmup_steps / (step + 1)))),)
    RULE = Rule(
        name="inverse_sqrt",
        title="Inverse square root decay with warm-up",
        task=(
            "Return the learning rate that rises in equal amounts to lr_peak over warmup_steps steps, then falls "
            "with the square root of the number of steps."
        ),
        source=(
            "Vaswani et al. 2017 (Attention is all you need, arXiv:1706.03762), equation 3, with lr_peak for its scale"
        ),
        parameters=PARAMETERS,
        hyperparameters=(LR_PEAK, WARMUP_STEPS),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            integer_division(
                lr, lr_peak * sp.Min(quotient(step + 1, warmup_steps), sp.sqrt(warmup_steps / (step + 1)))
            ),
            Mistake(
                "max-for-min",
                "the larger of the two is taken, not the smaller",
                "What is your learning rate at step 0, and how does it go on?",
                "min or max",
                Edit({lr: lr_peak * sp.Max(RISING, sp.sqrt(warmup_steps / (step + 1)))}),
            ),
            Mistake(
                "no-warm-up",
                "there is no warm-up",
                "Which of your first steps is the largest?",
                "the first warmup_steps steps",
                Edit({lr: lr_peak * sp.sqrt(warmup_steps / (step + 1))}),
            ),
            Mistake(
                "no-decay",
                "the rate stays at the peak after the warm-up",
                "What should be left of the peak at four times the warm-up?",
                "the steps after the warm-up",
                Edit({lr: lr_peak * sp.Min(RISING, 1)}),
            ),
            Mistake(
                "flat-warm-up",
                "the rate is lr_peak during the whole warm-up",
                "Which learning rate should the very first step have?",
                "the first warmup_steps steps",
                Edit({lr: lr_peak * sp.Min(1, sp.sqrt(warmup_steps / (step + 1)))}),
            ),
            Mistake(
                "no-root",
                "the rate falls with the number of steps, not with its square root",
                "What should be left of the peak at four times the warm-up: half or a quarter?",
                "the steps after the warm-up",
                Edit({lr: lr_peak * sp.Min(RISING, warmup_steps / (step + 1))}),
            ),
            Mistake(
                "root-in-the-warm-up",
                "the warm-up rises with the square root too",
                "With four steps of warm-up, what part of the peak should the first one have?",
                "the first warmup_steps steps",
                Edit({lr: lr_peak * sp.Min(sp.sqrt(RISING), sp.sqrt(warmup_steps / (step + 1)))}),
            ),
            Mistake(
                "decay-without-warmup-steps",
                "the decay is 1/sqrt(step + 1), whatever the warm-up",
                "Which learning rate does the last step of your warm-up have?",
                "the numerator under the root",
                Edit({lr: lr_peak * sp.Min(RISING, 1 / sp.sqrt(step + 1))}),
            ),
            Mistake(
                "wrong-power-of-warmup-steps",
                "the warm-up is divided by the square root of warmup_steps",
                "Which learning rate does the very first step have?",
                "the power of warmup_steps in the warm-up",
                Edit({lr: lr_peak * sp.Min((step + 1) / sp.sqrt(warmup_steps), sp.sqrt(warmup_steps / (step + 1)))}),
            ),
            Mistake(
                "lr-peak-forgotten",
                "the peak is 1 instead of lr_peak",
                "Which learning rate does the last step of your warm-up have?",
                "how lr_peak enters",
                Edit({lr: sp.Min(RISING, sp.sqrt(warmup_steps / (step + 1)))}),
            ),
            Mistake(
                "half-for-the-root",
                "half of the quotient is taken, not its root",
                "What does Python do first in a ** 1 / 2?",
                "the parentheses around the exponent",
                Edit({lr: lr_peak * sp.Min(RISING, warmup_steps / (step + 1) / 2)}),
            ),
            Mistake(
                "half-for-the-root-of-the-steps",
                "half of 1 / (step + 1) is taken, not one over the root",
                "What does Python do first in a ** -1 / 2?",
                "the parentheses around the exponent",
                Edit({lr: lr_peak * sp.Min(RISING, sp.sqrt(warmup_steps) * (1 / (step + 1)) / 2)}),
            ),
            Mistake(
                "decay-counts-anew",
                "the root counts the steps since the end of the warm-up",
                "What should be left of the peak at four times the warm-up: half, or much less?",
                "what the root is taken of",
                Edit(
                    {
                        lr: sp.Piecewise(
                            (lr_peak * RISING, step < warmup_steps), (lr_peak / sp.sqrt(step - warmup_steps + 2), True)
                        )
                    }
                ),
            ),
            Mistake(
                "peak-divided-by-the-root",
                "all rates are smaller by the square root of warmup_steps, as in the paper's formula",
                "Which learning rate does the last step of your warm-up have?",
                "the powers of warmup_steps",
                Edit({lr: lr_peak / sp.sqrt(warmup_steps) * sp.Min(RISING, sp.sqrt(warmup_steps / (step + 1)))}),
            ),
        ),
    )
