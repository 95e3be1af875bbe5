"""The triangular cycle: up and down in straight lines, again and again."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes
from autograder.catalogue.shared.schedules import PARAMETERS, WORDS, lr_max, lr_min, over, rate, x
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
    remainder,
    step,
)

half_cycle = integer("half_cycle")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Short and long cycles, several of them."""
    usual = {"lr_min": "1/1000", "lr_max": "1/10", "half_cycle": 4}
    other = {"lr_min": rate(random, 5, 30), "lr_max": rate(random, 50, 90), "half_cycle": random.randint(5, 8)}
    return (
        CaseCheck("first-half", "up to the top", 1, (over("four steps up", range(5), **usual),)),
        CaseCheck(
            "whole-range",
            "every step of several cycles",
            3,
            (
                over("four up, four down, three times", range(25), **usual),
                over("other numbers", range(4 * other["half_cycle"] + 2), **other),
                over("up from 0 in threes", range(14), lr_min=0, lr_max="2/5", half_cycle=3),
            ),
        ),
        CaseCheck(
            "edges",
            "up and down at every step, and far from the start",
            1,
            (
                over("up in one step, down in the next", range(6), lr_min="1/50", lr_max="7/10", half_cycle=1),
                over(
                    "around a distant top",
                    (989, 990, 991, 1000, 1010, 1011),
                    lr_min="1/10",
                    lr_max="9/10",
                    half_cycle=10,
                ),
            ),
        ),
    )


with as_written():
    POSITION = remainder(step, 2 * half_cycle)
    STEPS = (
        Step(x, POSITION / half_cycle),
        Step(lr, lr_min + (lr_max - lr_min) * (1 - sp.Abs(x - 1))),
    )
    RULE = Rule(
        name="triangular_cycle",
        title="Triangular cycle",
        task=(
            "Return the learning rate that rises from lr_min to lr_max in half_cycle steps, falls back in as many, and "
            "starts again."
        ),
        source="Smith 2017, Cyclical learning rates for training neural networks (arXiv:1506.01186), section 3.2",
        parameters=PARAMETERS,
        hyperparameters=(
            Hyperparameter(lr_min, "learning rate at the bottom", rational("1/1000"), (rational("1/50"), rational(0))),
            Hyperparameter(lr_max, "learning rate at the top", rational("1/10"), (rational("2/5"), rational("7/10"))),
            Hyperparameter(
                half_cycle, "steps from the bottom to the top, int, at least 1", rational(4), (rational(3), rational(7))
            ),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            Mistake(
                "starts-at-the-top",
                "the cycle starts at the top",
                "Which learning rate does step 0 have?",
                "how far from the top the step is",
                Edit({lr: lr_min + (lr_max - lr_min) * sp.Abs(x - 1)}),
            ),
            Mistake(
                "flat",
                "the rate never leaves lr_min",
                "Print the position in the cycle that you compute: does it ever fall between 0 and 1?",
                "where the number of the cycle is computed",
                Edit({x: POSITION / half_cycle * 0}),
            ),
            Mistake(
                "sawtooth",
                "the rate jumps down instead of falling back",
                "Which learning rates do the steps after the top have?",
                "the second half of the cycle",
                Edit({x: remainder(step, half_cycle) / half_cycle}),
            ),
            Mistake(
                "half-the-period",
                "a whole cycle takes only half_cycle steps",
                "At which step does your schedule reach the top?",
                "the length of a cycle",
                Edit({x: 2 * remainder(step, half_cycle) / half_cycle}),
            ),
            Mistake(
                "twice-the-period",
                "half a cycle takes twice half_cycle steps",
                "At which step does your schedule reach the top?",
                "the length of a cycle",
                Edit({x: remainder(step, 4 * half_cycle) / (2 * half_cycle)}),
            ),
            Mistake(
                "one-cycle-only",
                "after the first cycle the rate goes on falling",
                "What happens in your second cycle? Is a learning rate below lr_min?",
                "where the cycle starts again",
                Edit({x: step / half_cycle}),
            ),
            Mistake(
                "no-abs",
                "the absolute value is missing",
                "Does your learning rate turn round at the top?",
                "the distance from the top",
                Edit({lr: lr_min + (lr_max - lr_min) * (1 - (x - 1))}),
            ),
            Mistake(
                "integer-division",
                "whole-number division where a fraction belongs",
                "What do 3 // 4 and 3 / 4 give?",
                "the division of the steps",
                Edit({x: quotient(POSITION, half_cycle)}),
            ),
            Mistake(
                "no-difference",
                "the triangle is as high as lr_max, not as the difference of the two rates",
                "Which learning rate does the top have?",
                "the height of the triangle",
                Edit({lr: lr_min + lr_max * (1 - sp.Abs(x - 1))}),
            ),
            Mistake(
                "bottom-ignored",
                "the triangle stands on 0 instead of lr_min",
                "Where in your code is lr_min?",
                "the bottom of the triangle",
                Edit({lr: lr_max * (1 - sp.Abs(x - 1))}),
            ),
            Mistake(
                "one-triangle-only",
                "after the first cycle the rate stays at lr_min",
                "What happens in your second cycle?",
                "where the cycle starts again",
                Edit({x: sp.Min(2, step / half_cycle)}),
            ),
            Mistake(
                "both-ends-of-each-ramp",
                "top and bottom come twice, because each ramp has both its ends",
                "With half_cycle = 4, how many parts do 4 points make, and which steps have the rate of the top?",
                "the points of the way up and of the way down",
                Edit({x: sp.Min(POSITION, 2 * half_cycle - 1 - POSITION) / sp.Max(1, half_cycle - 1)}),
            ),
            Mistake(
                "remainder-before-the-product",
                "the remainder is taken of 2, and only then multiplied by half_cycle",
                "What does Python do first in a % 2 * b?",
                "the length of a cycle",
                Edit({x: remainder(step, 2) * half_cycle / half_cycle}),
            ),
        ),
    )
