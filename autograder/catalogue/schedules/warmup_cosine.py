"""Warm-up and cosine: a rise to the peak, then half a wave of the cosine down to the end."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes, fall_mistakes, integer_division, not_clamped
from autograder.catalogue.shared.schedules import (
    LR_END,
    LR_PEAK,
    PARAMETERS,
    TOTAL_STEPS,
    WARMUP_STEPS,
    WORDS,
    ease,
    lr_end,
    lr_peak,
    over,
    rate,
    total_steps,
    warmup_steps,
    x,
)
from autograder.symbolic import CaseCheck, Edit, Mistake, Rule, Step, as_written, lr, quotient, step


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Long and short warm-ups, over the whole length and beyond."""
    usual = {"lr_peak": "1/10", "lr_end": "1/1000", "warmup_steps": 4, "total_steps": 10}
    other = {
        "lr_peak": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "warmup_steps": random.randint(5, 7),
        "total_steps": random.randint(12, 17),
    }
    short = {"lr_peak": "2/5", "lr_end": 0, "warmup_steps": 1, "total_steps": 6}
    tight = {"lr_peak": "7/10", "lr_end": "1/5", "warmup_steps": 5, "total_steps": 6}
    return (
        CaseCheck(
            "warm-up",
            "the warm-up, and the peak that is held for two steps",
            2,
            (
                over("four steps to 0.1", range(6), **usual),
                over("other numbers", range(other["warmup_steps"] + 2), **other),
                over("a warm-up of one step", range(3), **short),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step from the first to the end",
            3,
            (
                over("four of ten steps", range(11), **usual),
                over("other numbers", range(other["total_steps"] + 1), **other),
                over("one of six steps", range(7), **short),
                over("all but one", range(7), **tight),
                over(
                    "a hundred of a thousand steps",
                    (0, 98, 99, 100, 101, 550, 999, 1000),
                    lr_peak="3/100",
                    lr_end="1/1000",
                    warmup_steps=100,
                    total_steps=1000,
                ),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            1,
            (
                over("ten steps, and fifteen more", range(8, 26), **usual),
                over("other numbers", range(other["total_steps"] - 2, 3 * other["total_steps"]), **other),
                over("all but one", range(4, 20), **tight),
            ),
        ),
    )


with as_written():
    RISING = lr_peak * (step + 1) / warmup_steps
    WAY = (sp.Min(step, total_steps) - warmup_steps) / (total_steps - warmup_steps)

    def after_warm_up(falling: sp.Expr, rising: sp.Expr = RISING, length: sp.Expr = warmup_steps) -> sp.Expr:
        """The two parts of the schedule put together."""
        with as_written():
            return sp.Piecewise((rising, step < length), (falling, True))

    EASED = ease(lr_peak, lr_end, x)
    STEPS = (Step(x, WAY), Step(lr, after_warm_up(EASED)))
    RULE = Rule(
        name="warmup_cosine",
        title="Warm-up and cosine",
        task=(
            "Return the learning rate that rises in equal amounts to lr_peak over the first warmup_steps steps, then "
            "eases down to lr_end, which it reaches at step total_steps (the warm-up counts among them) and keeps."
        ),
        source="Goyal et al. 2017 (arXiv:1706.02677) and Loshchilov and Hutter 2017 (arXiv:1608.03983), put together",
        parameters=PARAMETERS,
        hyperparameters=(LR_PEAK, LR_END, WARMUP_STEPS, TOTAL_STEPS),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            *fall_mistakes(lr, lambda wrong: after_warm_up(wrong(lr_peak, lr_end, x))),
            not_clamped(),
            integer_division(lr, after_warm_up(EASED, lr_peak * quotient(step + 1, warmup_steps))),
            Mistake(
                "decay-divided-by-total-steps",
                "the way down is divided by total_steps",
                "How many steps are there from the end of the warm-up to the end?",
                "the length of the way down",
                Edit({x: sp.Min((step - warmup_steps) / total_steps, 1)}),
            ),
            Mistake(
                "wasted-first-step",
                "the first step has the learning rate 0",
                "How far does the very first update move the weights?",
                "the count of steps in the warm-up",
                Edit({lr: after_warm_up(EASED, lr_peak * step / warmup_steps)}),
            ),
            Mistake(
                "warm-up-divided-by-one-more",
                "the warm-up does not reach the peak, because it is divided by warmup_steps + 1",
                "Which learning rate does the last step of your warm-up have?",
                "the number that the warm-up is divided by",
                Edit({lr: after_warm_up(EASED, lr_peak * (step + 1) / (warmup_steps + 1))}),
            ),
            Mistake(
                "warm-up-too-long",
                "the warm-up has one step too many",
                "Is any of your learning rates larger than lr_peak?",
                "the comparison of step with warmup_steps",
                Edit({lr: sp.Piecewise((RISING, step <= warmup_steps), (EASED, True))}),
            ),
            Mistake(
                "warm-up-too-short",
                "the warm-up has one step too few",
                "Which part of your code gives the rate of step warmup_steps - 1?",
                "the comparison of step with warmup_steps",
                Edit({lr: after_warm_up(EASED, length=warmup_steps - 1)}),
            ),
            Mistake(
                "peak-for-one-step",
                "the cosine starts one step early, so that the peak is not held for two steps",
                "How far along the cosine is the first step after the warm-up?",
                "where the cosine starts",
                Edit({x: (sp.Min(step + 1, total_steps) - warmup_steps) / (total_steps - warmup_steps)}),
            ),
            Mistake(
                "cosine-from-step-0",
                "the cosine is not shifted: it counts the steps of the warm-up too",
                "Plot your schedule: does it jump at the end of the warm-up?",
                "where the cosine starts",
                Edit({x: sp.Min(step, total_steps) / total_steps}),
            ),
            Mistake(
                "warm-up-not-counted",
                "the cosine takes total_steps steps after the warm-up",
                "At which step does your schedule reach lr_end?",
                "the length of the cosine",
                Edit({x: sp.Min(step - warmup_steps, total_steps) / total_steps}),
            ),
            Mistake(
                "product",
                "the warm-up multiplies a cosine that runs from the first step",
                "How large is the largest learning rate of your schedule?",
                "how the two parts are put together",
                Edit({x: sp.Min(step, total_steps) / total_steps, lr: EASED * sp.Min(1, (step + 1) / warmup_steps)}),
            ),
            Mistake(
                "warm-up-from-lr-end",
                "the warm-up rises from lr_end instead of from 0",
                "What part of lr_peak should the first of four steps have?",
                "where the warm-up starts",
                Edit({lr: after_warm_up(EASED, lr_end + (lr_peak - lr_end) * (step + 1) / warmup_steps)}),
            ),
            Mistake(
                "one-step-short",
                "the end is reached one step too early",
                "At which step does your schedule reach lr_end?",
                "the length of the cosine",
                Edit({x: (sp.Min(step, total_steps - 1) - warmup_steps) / (total_steps - 1 - warmup_steps)}),
            ),
            Mistake(
                "zero-after-the-end",
                "after its end the schedule gives 0",
                "Which learning rate should a training use that goes on longer than planned?",
                "what is returned after the end",
                Edit(
                    {lr: sp.Piecewise((RISING, step < warmup_steps), (EASED, step <= total_steps), (0 * lr_end, True))}
                ),
            ),
            Mistake(
                "smaller-of-the-two",
                "the smaller of rise and cosine is taken at every step",
                "Where is your cosine before it starts, five steps before, say? Can it lie below the rise?",
                "what decides between the two parts",
                Edit({lr: sp.Min(RISING, EASED)}),
            ),
        ),
    )
