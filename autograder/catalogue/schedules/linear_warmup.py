"""Linear warm-up: small steps first, then the full learning rate."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes, integer_division, not_clamped
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
    """Short and long warm-ups, up to the peak and beyond."""
    usual = {"lr_peak": "1/10", "warmup_steps": 4}
    other = {"lr_peak": rate(random), "warmup_steps": random.randint(6, 11)}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("a quarter, half, three quarters", range(3), **usual),)),
        CaseCheck(
            "whole-range",
            "every step up to the peak",
            2,
            (
                over("four steps to 0.1", range(6), **usual),
                over("other numbers", range(other["warmup_steps"] + 2), **other),
                over("a peak above 1", range(5), lr_peak="5/2", warmup_steps=3),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "the peak is kept",
            2,
            (
                over("long after the warm-up", (1, 2, 3, 4, 5, 6, 7, 8, 20, 100), **usual),
                over("a warm-up of one step has no small steps", range(4), lr_peak="3/100", warmup_steps=1),
                over("the end of other numbers", range(other["warmup_steps"] - 3, 3 * other["warmup_steps"]), **other),
            ),
        ),
    )


with as_written():
    STEPS = (Step(lr, lr_peak * sp.Min(1, (step + 1) / warmup_steps)),)
    RULE = Rule(
        name="linear_warmup",
        title="Linear warm-up",
        task=(
            "Return the learning rate that rises in equal amounts to lr_peak, which the last of the warmup_steps steps "
            "has, and then stays there. The first step already moves: its rate is not 0."
        ),
        source="Goyal et al. 2017 (arXiv:1706.02677), section 2.2",
        parameters=PARAMETERS,
        hyperparameters=(LR_PEAK, WARMUP_STEPS),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            not_clamped(),
            integer_division(lr, lr_peak * sp.Min(1, quotient(step + 1, warmup_steps))),
            Mistake(
                "one-step-long",
                "the steps are divided by warmup_steps + 1",
                "With warmup_steps = 4, which of the first five steps is the first at the full rate?",
                "the number that you divide by",
                Edit({lr: lr_peak * sp.Min(1, (step + 1) / (warmup_steps + 1))}),
            ),
            Mistake(
                "max-for-min",
                "the larger of the two is taken, not the smaller",
                "What is your learning rate at step 0, and what at step 100?",
                "min or max",
                Edit({lr: lr_peak * sp.Max(1, (step + 1) / warmup_steps)}),
            ),
            Mistake(
                "clamped-at-lr-peak",
                "the part of the way is compared with lr_peak instead of being multiplied by it",
                "With lr_peak = 0.1, how large should the rate be after the first of four steps?",
                "how lr_peak enters",
                Edit({lr: sp.Min(lr_peak, (step + 1) / warmup_steps)}),
            ),
            Mistake(
                "lr-peak-forgotten",
                "the rate rises to 1 instead of lr_peak",
                "Which learning rate do you get after the warm-up?",
                "how lr_peak enters",
                Edit({lr: sp.Min(1, (step + 1) / warmup_steps)}),
            ),
            Mistake(
                "cooling-down",
                "the rate falls instead of rising",
                "Which of your first steps is the largest?",
                "the part of the way",
                Edit({lr: lr_peak * (1 - sp.Min(1, (step + 1) / warmup_steps))}),
            ),
            Mistake(
                "no-warm-up",
                "the count of steps is not divided by warmup_steps",
                "Where in your code is warmup_steps?",
                "the first steps",
                Edit({lr: lr_peak * sp.Min(1, step + 1)}),
            ),
            Mistake(
                "first-two-equal",
                "the first two steps have the same rate, and the peak comes one step late",
                "Write down your rates of steps 0, 1 and 2: do they rise by equal amounts?",
                "how the rate of step 0 is kept from being 0",
                Edit({lr: lr_peak * sp.Min(1, sp.Max(step, 1) / warmup_steps)}),
            ),
            Mistake(
                "peak-a-step-late",
                "the rate rises once too often on the way to the peak",
                "With four steps from a quarter of the peak to all of it, how often does the rate rise?",
                "the number that you divide by",
                Edit({lr: lr_peak * (1 / warmup_steps + (1 - 1 / warmup_steps) * sp.Min(1, step / warmup_steps))}),
            ),
            Mistake(
                "one-beside-the-fraction",
                "only the 1 is divided by warmup_steps, not the count of steps",
                "What does Python do first in a + 1 / b?",
                "the parentheses around the count of steps",
                Edit({lr: lr_peak * sp.Min(1, step + 1 / warmup_steps)}),
            ),
            Mistake(
                "rate-clamped-at-1",
                "the rate itself is kept below 1, not the part of the way",
                "Which learning rate do you get long after the warm-up?",
                "what is compared with 1",
                Edit({lr: sp.Min(1, lr_peak * (step + 1) / warmup_steps)}),
            ),
        ),
    )
