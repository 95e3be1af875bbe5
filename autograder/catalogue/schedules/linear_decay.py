"""Linear decay: a straight line from the first learning rate to the last, which is then kept."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import (
    counting_mistakes,
    integer_division,
    not_clamped,
    one_step_long,
    one_step_short,
    zero_at_the_end,
)
from autograder.catalogue.shared.schedules import (
    LR_END,
    LR_START,
    PARAMETERS,
    TOTAL_STEPS,
    WORDS,
    lr_end,
    lr_start,
    over,
    rate,
    total_steps,
    x,
)
from autograder.symbolic import CaseCheck, Edit, Mistake, Rule, Step, as_written, integer, lr, quotient, step

i = integer("i")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Falling and rising lines over their whole length and beyond."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "total_steps": 10}
    rising = {"lr_start": "3/100", "lr_end": "7/10", "total_steps": 7}
    other = {"lr_start": rate(random, 50, 90), "lr_end": rate(random, 5, 30), "total_steps": random.randint(11, 16)}
    long = {"lr_start": rate(random), "lr_end": 0, "total_steps": 1000}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("the first three learning rates", range(3), **usual),)),
        CaseCheck(
            "whole-range",
            "every step up to the end",
            2,
            (
                over("from 0.1 to 0.001 in ten steps", range(11), **usual),
                over("a learning rate that rises", range(8), **rising),
                over("other rates and another length", range(other["total_steps"] + 1), **other),
                over("a thousand steps, down to 0", (0, 1, 499, 998, 999, 1000), **long),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            2,
            (
                over("ten steps, and fifteen more", range(8, 26), **usual),
                over("a learning rate that has risen", range(5, 16), **rising),
                over(
                    "twice and three times the length",
                    [k * other["total_steps"] + d for k in (1, 2, 3) for d in (-1, 0, 1)],
                    **other,
                ),
                over("from 0.9 to 0 in one step", range(4), lr_start="9/10", lr_end=0, total_steps=1),
            ),
        ),
    )


with as_written():
    STEPS = (
        Step(x, sp.Min(step, total_steps) / total_steps),
        Step(lr, lr_start + (lr_end - lr_start) * x),
    )
    RULE = Rule(
        name="linear_decay",
        title="Linear decay",
        task=(
            "Return the learning rate on the straight line from lr_start at step 0 to lr_end at step total_steps; "
            "afterwards it stays there."
        ),
        source="Goodfellow, Bengio and Courville, Deep Learning (2016), equation 8.14",
        parameters=PARAMETERS,
        hyperparameters=(LR_START, LR_END, TOTAL_STEPS),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            not_clamped(),
            integer_division(x, quotient(sp.Min(step, total_steps), total_steps)),
            zero_at_the_end(lr, lr_start + (lr_end - lr_start) * x, total_steps),
            one_step_short(),
            *one_step_long(),
            Mistake(
                "lr-end-as-floor",
                "the line goes to 0 and stops at lr_end",
                "What is the learning rate halfway? Is it halfway between lr_start and lr_end?",
                "the slope of the line",
                Edit({lr: sp.Max(lr_end, lr_start * (1 - x))}),
            ),
            Mistake(
                "end-ignored",
                "the line goes to 0",
                "Where in your code is lr_end?",
                "the slope of the line",
                Edit({lr: lr_start * (1 - x)}),
            ),
            Mistake(
                "no-difference",
                "the slope is lr_end, not the difference of the two rates",
                "Put step = total_steps into your formula: what comes out?",
                "the slope of the line",
                Edit({lr: lr_start + lr_end * x}),
            ),
            Mistake(
                "compounded",
                "the reduction is applied again to the rate that was already reduced",
                "Does your learning rate fall by the same amount at every step?",
                "what the factor multiplies",
                Edit({lr: lr_start * sp.Product(1 - i / total_steps, (i, 0, sp.Min(step, total_steps)))}),
            ),
        ),
    )
