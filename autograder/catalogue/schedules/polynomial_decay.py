"""Polynomial decay: a power of the way that is left, from the first learning rate to the last."""

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
from autograder.symbolic import (
    CaseCheck,
    Edit,
    Hyperparameter,
    Mistake,
    Rule,
    Step,
    as_written,
    lr,
    quotient,
    rational,
    step,
)

power = sp.Symbol("power")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Several powers, whole and broken, over the whole length and beyond."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "total_steps": 10, "power": 2}
    rising = {"lr_start": "3/100", "lr_end": "7/10", "total_steps": 7, "power": "3/2"}
    other = {
        "lr_start": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "total_steps": random.randint(11, 16),
        "power": rational(random.choice(["5/2", "3", "7/4"])),
    }
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("the first three learning rates", range(3), **usual),)),
        CaseCheck(
            "whole-range",
            "every step up to the end",
            2,
            (
                over("a parabola in ten steps", range(11), **usual),
                over("a learning rate that rises, and beyond its end", range(16), **rising),
                over("other rates, another length and power", range(other["total_steps"] + 1), **other),
                over("power 1 is a straight line", range(9), lr_start="2/5", lr_end="1/50", total_steps=8, power=1),
                over("a power below 1", range(9), lr_start="9/10", lr_end="1/5", total_steps=8, power="1/2"),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            2,
            (
                over("an even power", range(8, 26), **usual),
                over("down to 0", range(3, 14), lr_start="2/5", lr_end=0, total_steps=5, power=3),
            ),
        ),
    )


with as_written():
    STEPS = (
        Step(x, sp.Min(step, total_steps) / total_steps),
        Step(lr, lr_end + (lr_start - lr_end) * (1 - x) ** power),
    )
    RULE = Rule(
        name="polynomial_decay",
        title="Polynomial decay",
        task=(
            "Return lr_end plus what lr_start has above it, times a power of the part of the way that is left; after "
            "total_steps the rate stays at lr_end."
        ),
        source="Chen et al. 2018 (DeepLab, arXiv:1606.00915), section 4.1, with power 0.9",
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            LR_END,
            TOTAL_STEPS,
            Hyperparameter(power, "the exponent, > 0", rational(2), (rational("3/2"), rational(3), rational("1/2"))),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            not_clamped(),
            integer_division(x, quotient(sp.Min(step, total_steps), total_steps)),
            zero_at_the_end(lr, lr_end + (lr_start - lr_end) * (1 - x) ** power, total_steps),
            one_step_short(),
            *one_step_long(),
            Mistake(
                "power-of-the-way-gone",
                "the power is taken of the way that is gone, not of the way that is left",
                "With power = 2, does the rate fall faster at the start or at the end?",
                "what the power is taken of",
                Edit({lr: lr_end + (lr_start - lr_end) * (1 - x**power)}),
            ),
            Mistake(
                "power-forgotten",
                "the power is not used",
                "Where in your code is power?",
                "the way that is left",
                Edit({lr: lr_end + (lr_start - lr_end) * (1 - x)}),
            ),
            Mistake(
                "times-power",
                "the way that is left is multiplied by power",
                "What is your learning rate at step 0?",
                "how power enters",
                Edit({lr: lr_end + (lr_start - lr_end) * (1 - x) * power}),
            ),
            Mistake(
                "power-of-everything",
                "the power is taken of the difference of the rates too",
                "What is your learning rate at step 0?",
                "the parentheses around the base of the power",
                # Chosen as Python's min does, whose floats have complex powers where NumPy's have NaN.
                Edit(
                    {
                        x: sp.Piecewise((step, step < total_steps), (total_steps, True)) / total_steps,
                        lr: lr_end + ((lr_start - lr_end) * (1 - x)) ** power,
                    }
                ),
            ),
            Mistake(
                "end-ignored",
                "the rate falls to 0",
                "Which learning rate do you get at the very end?",
                "what is left when the way is at its end",
                Edit({lr: lr_start * (1 - x) ** power}),
            ),
            Mistake(
                "no-difference",
                "lr_start is used in the place of the difference of the two rates",
                "What is your learning rate at step 0?",
                "what the power is multiplied by",
                Edit({lr: lr_end + lr_start * (1 - x) ** power}),
            ),
            Mistake(
                "wrong-way",
                "the rate goes from lr_end to lr_start",
                "Put step = 0 into your formula: what comes out?",
                "which rate belongs to which end",
                Edit({lr: lr_end + (lr_start - lr_end) * x**power}),
            ),
            Mistake(
                "power-of-the-numerator",
                "only the numerator of the part that is left gets the power",
                "What is your learning rate at step 0? Which part of the way is left there?",
                "the parentheses around the base of the power",
                Edit(
                    {
                        lr: lr_end
                        + (lr_start - lr_end) * (total_steps - sp.Min(step, total_steps)) ** power / total_steps
                    }
                ),
            ),
            Mistake(
                "lr-end-as-floor",
                "the curve goes to 0 and stops at lr_end",
                "With power = 1, is the learning rate halfway between lr_start and lr_end at half of the way?",
                "how lr_end enters",
                Edit({lr: sp.Max(lr_end, lr_start * (1 - x) ** power)}),
            ),
        ),
    )
