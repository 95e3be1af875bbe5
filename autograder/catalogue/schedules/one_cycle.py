"""One cycle: up to a high learning rate and down to a very low one, both along the cosine."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes, ease_mistakes, not_clamped
from autograder.catalogue.shared.schedules import (
    LR_END,
    LR_START,
    PARAMETERS,
    TOTAL_STEPS,
    WORDS,
    ease,
    lr_end,
    lr_max,
    lr_start,
    over,
    rate,
    total_steps,
    x,
)
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
    quotient,
    rational,
    step,
)

peak_step = integer("peak_step")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Early and late peaks, over the whole length and beyond."""
    usual = {"lr_start": "1/25", "lr_max": "1/10", "lr_end": "1/1000", "total_steps": 10, "peak_step": 3}
    other = {
        "lr_start": rate(random, 10, 30),
        "lr_max": rate(random, 60, 90),
        "lr_end": rate(random, 2, 8),
        "total_steps": random.randint(12, 17),
        "peak_step": random.randint(4, 9),
    }
    early = {"lr_start": "1/10", "lr_max": "7/10", "lr_end": 0, "total_steps": 6, "peak_step": 1}
    late = {"lr_start": "1/5", "lr_max": "3/5", "lr_end": "3/10", "total_steps": 6, "peak_step": 5}
    return (
        CaseCheck(
            "rise",
            "from lr_start to the peak",
            2,
            (
                over("three steps up", range(4), **usual),
                over("other numbers", range(other["peak_step"] + 1), **other),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step from the first to the end",
            3,
            (
                over("the peak at 3 of 10 steps", range(11), **usual),
                over("other numbers", range(other["total_steps"] + 1), **other),
                over("the peak at the second step", range(7), **early),
                over("the peak just before the end", range(7), **late),
                over(
                    "the peak at 29 of 100 steps",
                    (14, 28, 29, 30, 64, 100),
                    **{**usual, "total_steps": 100, "peak_step": 29},
                ),
                over(
                    "a thousand steps",
                    (0, 1, 150, 299, 300, 301, 650, 999, 1000),
                    lr_start="1/50",
                    lr_max="1/2",
                    lr_end="1/1000",
                    total_steps=1000,
                    peak_step=300,
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
                over("the peak just before the end", range(4, 20), **late),
            ),
        ),
    )


with as_written():
    UP = step / peak_step
    DOWN = (sp.Min(step, total_steps) - peak_step) / (total_steps - peak_step)

    DOWN_A_STEP_EARLY = (sp.Min(step, total_steps - 1) - (peak_step - 1)) / (total_steps - peak_step)

    def up_and_down(rising: sp.Expr, falling: sp.Expr) -> sp.Expr:
        """The two halves of the cycle put together."""
        with as_written():
            return sp.Piecewise((rising, step <= peak_step), (falling, True))

    def three_phases(rising: sp.Expr, back: sp.Expr, rest: sp.Expr, falling: sp.Expr) -> sp.Expr:
        """Up, back in as many steps, and the rest of the way, if any steps are left for it."""
        with as_written():
            is_left = 2 * peak_step < total_steps
            return sp.Piecewise(
                (rising, step <= peak_step),
                (back, sp.And(is_left, step <= 2 * peak_step)),
                (rest, is_left),
                (falling, True),
            )

    LAST_OF_THREE = (sp.Min(step, total_steps) - 2 * peak_step) / (total_steps - 2 * peak_step)
    RISING, FALLING = ease(lr_start, lr_max, x), ease(lr_max, lr_end, x)
    STEPS = (Step(x, up_and_down(UP, DOWN)), Step(lr, up_and_down(RISING, FALLING)))
    RULE = Rule(
        name="one_cycle",
        title="One cycle",
        task=(
            "Return the learning rate that eases from lr_start up to lr_max at step peak_step, then down to lr_end at "
            "step total_steps, where it stays."
        ),
        source="Smith and Topin 2018, Super-convergence (arXiv:1708.07120), with the cosine of the fastai library",
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            Hyperparameter(lr_max, "learning rate at the peak", rational("1/2"), (rational("7/10"), rational("3/5"))),
            LR_END,
            TOTAL_STEPS,
            Hyperparameter(
                peak_step,
                "step of the peak, int, at least 1 and less than total_steps",
                rational(3),
                (rational(1), rational(5)),
            ),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            *ease_mistakes(lr, lambda wrong: up_and_down(wrong(lr_start, lr_max, x), wrong(lr_max, lr_end, x))),
            not_clamped(),
            Mistake(
                "integer-division",
                "whole-number division where a fraction belongs",
                "What do 2 // 3 and 2 / 3 give?",
                "the divisions of the steps",
                Edit(
                    {
                        x: up_and_down(
                            quotient(step, peak_step),
                            quotient(sp.Min(step, total_steps) - peak_step, total_steps - peak_step),
                        )
                    }
                ),
            ),
            Mistake(
                "fall-not-shifted",
                "the way down counts the steps of the way up too",
                "Plot your schedule: does it jump after the peak?",
                "where the way down starts",
                Edit({x: up_and_down(UP, sp.Min(step, total_steps) / total_steps)}),
            ),
            Mistake(
                "fall-too-slow",
                "the way down is divided by total_steps",
                "At which step does your schedule reach lr_end?",
                "the length of the way down",
                Edit({x: up_and_down(UP, (sp.Min(step, total_steps) - peak_step) / total_steps)}),
            ),
            Mistake(
                "one-step-short",
                "the end is reached one step too early",
                "At which step does your schedule reach lr_end?",
                "the length of the way down",
                Edit({x: up_and_down(UP, (sp.Min(step, total_steps - 1) - peak_step) / (total_steps - 1 - peak_step))}),
            ),
            Mistake(
                "peak-a-step-late",
                "the way up ends short of lr_max, because it is divided by one step too many",
                "Which learning rate does step peak_step have?",
                "the length of the way up",
                Edit({x: up_and_down(step / (peak_step + 1), DOWN)}),
            ),
            Mistake(
                "from-zero",
                "the way up starts at 0",
                "Which learning rate does step 0 have?",
                "where the way up starts",
                Edit({lr: up_and_down(lr_max * (1 - sp.cos(sp.pi * x)) / 2, FALLING)}),
            ),
            Mistake(
                "straight-up",
                "the way up is a straight line",
                "Where should the learning rate be after a quarter of the way up?",
                "the way up",
                Edit({lr: up_and_down(lr_start + (lr_max - lr_start) * x, FALLING)}),
            ),
            Mistake(
                "zero-after-the-end",
                "after its end the schedule gives 0",
                "Which learning rate should a training use that goes on longer than planned?",
                "what is returned after the end",
                Edit(
                    {lr: sp.Piecewise((RISING, step <= peak_step), (FALLING, step <= total_steps), (0 * lr_end, True))}
                ),
            ),
            Mistake(
                "fall-as-long-as-the-rise",
                "the way down takes peak_step steps, as the way up does",
                "At which step does your schedule reach lr_end?",
                "the length of the way down",
                Edit({x: up_and_down(UP, sp.Min(1, (sp.Min(step, total_steps) - peak_step) / peak_step))}),
            ),
            Mistake(
                "three-phases",
                "the way down goes to lr_start first, and only then to lr_end",
                "How many ways does your schedule go, and which learning rate does each of them end with?",
                "the way down",
                Edit(
                    {
                        x: three_phases(UP, (step - peak_step) / peak_step, LAST_OF_THREE, DOWN),
                        lr: three_phases(RISING, ease(lr_max, lr_start, x), ease(lr_start, lr_end, x), FALLING),
                    }
                ),
            ),
            Mistake(
                "geometric-fall",
                "on the way down each step multiplies the rate by the same number",
                "Where should the learning rate be halfway down?",
                "the way down",
                Edit({lr: up_and_down(RISING, lr_max * (lr_end / lr_max) ** x)}),
            ),
            Mistake(
                "both-ways-a-step-short",
                "both ways end one step early",
                "Which step has lr_max, and which is the first to have lr_end?",
                "the steps at which the two ways end",
                Edit(
                    {
                        x: sp.Piecewise((step / (peak_step - 1), step < peak_step), (DOWN_A_STEP_EARLY, True)),
                        lr: sp.Piecewise((RISING, step < peak_step), (FALLING, True)),
                    }
                ),
            ),
        ),
    )
