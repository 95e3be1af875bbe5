"""Cosine annealing: half a wave of the cosine from the first learning rate to the last."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import (
    counting_mistakes,
    fall_mistakes,
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
    ease,
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
    """Short and long waves, falling and rising, over the whole length and beyond."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "total_steps": 10}
    rising = {"lr_start": "3/100", "lr_end": "7/10", "total_steps": 7}
    other = {"lr_start": rate(random, 50, 90), "lr_end": rate(random, 5, 30), "total_steps": random.randint(11, 16)}
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
                over(
                    "a thousand steps, down to 0",
                    (0, 1, 250, 500, 999, 1000),
                    lr_start="2/5",
                    lr_end=0,
                    total_steps=1000,
                ),
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
            ),
        ),
    )


with as_written():
    STEPS = (Step(x, sp.Min(step, total_steps) / total_steps), Step(lr, ease(lr_start, lr_end, x)))
    RULE = Rule(
        name="cosine_annealing",
        title="Cosine annealing",
        task=(
            "Return the learning rate that eases from lr_start at step 0 to lr_end at step total_steps along half a "
            "wave of the cosine; afterwards it stays there."
        ),
        source="Loshchilov and Hutter 2017 (SGDR, arXiv:1608.03983), equation 5",
        parameters=PARAMETERS,
        hyperparameters=(LR_START, LR_END, TOTAL_STEPS),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            *fall_mistakes(lr, lambda wrong: wrong(lr_start, lr_end, x)),
            not_clamped(),
            integer_division(x, quotient(sp.Min(step, total_steps), total_steps)),
            zero_at_the_end(lr, ease(lr_start, lr_end, x), total_steps),
            one_step_short(),
            *one_step_long(),
            Mistake(
                "quarter-wave-to-0",
                "a quarter of a wave that ends at 0",
                "Where in your code is lr_end? And is the rate flat at both ends of the way?",
                "the argument of the cosine and what is added to it",
                Edit({lr: lr_start * sp.cos(sp.pi * x / 2)}),
            ),
            Mistake(
                "compounded",
                "the factor is applied again to the rate that was already reduced",
                "Which rate does each step start from: lr_start, or that of the step before?",
                "what the factor multiplies",
                Edit(
                    {
                        lr: lr_start
                        * sp.Product((1 + sp.cos(sp.pi * i / total_steps)) / 2, (i, 1, sp.Min(step, total_steps)))
                    }
                ),
            ),
        ),
    )
