"""Step decay: the learning rate is multiplied by a factor every so many steps."""

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
    quotient,
    rational,
    remainder,
    step,
)

factor = sp.Symbol("factor")
step_size, k = integer("step_size"), integer("k")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Stairs with long and short treads."""
    usual = {"lr_start": "1/10", "factor": "1/2", "step_size": 4}
    other = {
        "lr_start": rate(random),
        "factor": rational(random.choice(["3/10", "7/10", "4/5"])),
        "step_size": random.randint(5, 7),
    }
    return (
        CaseCheck(
            "first-steps", "up to the first drop", 1, (over("four steps, and the first drop", range(6), **usual),)
        ),
        CaseCheck(
            "whole-range",
            "every step over several drops",
            2,
            (
                over("halved every four steps", range(25), **usual),
                over("other numbers", range(4 * other["step_size"] + 2), **other),
                over("a factor of a tenth every three steps", range(14), lr_start="2/5", factor="1/10", step_size=3),
            ),
        ),
        CaseCheck(
            "edges",
            "a drop at every step, and far from the start",
            1,
            (
                over("a drop at every step", range(8), lr_start="3/100", factor="4/5", step_size=1),
                over(
                    "the steps around a distant drop",
                    (89, 90, 91, 99, 100, 101),
                    lr_start=1,
                    factor="9/10",
                    step_size=10,
                ),
            ),
        ),
    )


with as_written():
    STEPS = (Step(k, quotient(step, step_size)), Step(lr, lr_start * factor**k))
    # A half goes to the even neighbour, as with Python's round.
    NEAREST = quotient(2 * step + step_size - 1 + remainder(quotient(step, step_size), 2), 2 * step_size)
    RULE = Rule(
        name="step_decay",
        title="Step decay",
        task=(
            "Return the learning rate that starts at lr_start and is multiplied by factor after every step_size steps."
        ),
        source="He et al. 2016 (arXiv:1512.03385), section 3.4, divide the rate like this",
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            Hyperparameter(
                factor, "what the rate is multiplied by", rational("1/2"), (rational("3/10"), rational("4/5"))
            ),
            Hyperparameter(
                step_size, "steps between two drops, int, at least 1", rational(4), (rational(3), rational(7))
            ),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            Mistake(
                "drop-at-the-start",
                "a drop is counted already at step 0",
                "Is 0 divisible by step_size? Should the very first step have the reduced rate?",
                "how the drops are counted",
                Edit({k: quotient(step, step_size) + 1}),
            ),
            Mistake(
                "smooth",
                "the rate changes at every step instead of in stairs",
                "How many whole drops have there been after three of four steps?",
                "the division of the steps",
                Edit({lr: lr_start * factor ** (step / step_size)}),
            ),
            Mistake(
                "rounded-up",
                "the drops are rounded up",
                "How many whole drops have there been after one of four steps?",
                "the division of the steps",
                Edit({k: -quotient(-step, step_size)}),
            ),
            Mistake(
                "every-step-after-the-first-drop",
                "from the first drop on, every step counts as a drop",
                "How long should the rate stay the same after the first drop?",
                "when the factor is applied",
                Edit({k: sp.Max(0, step - step_size + 1)}),
            ),
            Mistake(
                "one-drop",
                "no more than one drop is counted",
                "What should happen after twice step_size steps?",
                "how the drops are counted",
                Edit({k: sp.Min(quotient(step, step_size), 1)}),
            ),
            Mistake(
                "factor-times-count",
                "the factor is multiplied by the number of drops",
                "What is your learning rate at step 0? What do two halvings make?",
                "how the number of drops enters",
                Edit({lr: lr_start * factor * k}),
            ),
            Mistake(
                "complement",
                "1 - factor is used in the place of factor",
                "With factor = 0.9, should the rate fall a little or a lot?",
                "what the rate is multiplied by",
                Edit({lr: lr_start * (1 - factor) ** k}),
            ),
            Mistake(
                "divided",
                "the rate is divided by the factor",
                "Does your learning rate fall or rise?",
                "what is done with the factor",
                Edit({lr: lr_start / factor**k}),
            ),
            Mistake(
                "remainder",
                "the remainder is used in the place of the number of drops",
                "What do 9 // 4 and 9 % 4 give, and which of them counts the drops?",
                "how the drops are counted",
                Edit({k: remainder(step, step_size)}),
            ),
            Mistake(
                "rounded-to-the-nearest",
                "the drops are rounded to the nearest whole number",
                "How many whole drops have there been after three of four steps?",
                "the division of the steps",
                Edit({k: NEAREST}),
            ),
            Mistake(
                "drop-a-step-late",
                "each drop comes one step late",
                "With step_size = 4, which step is the first with the reduced rate?",
                "how the drops are counted",
                Edit({k: quotient(sp.Max(0, step - 1), step_size)}),
            ),
        ),
    )
