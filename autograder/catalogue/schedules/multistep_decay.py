"""Multistep decay: the learning rate is multiplied by a factor at given steps."""

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
    count_up_to,
    integer,
    lr,
    rational,
    rows,
    running_sums,
    step,
)

factor = sp.Symbol("factor")
milestones, k = integer("milestones"), integer("k")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Milestones close together and far apart, one of them, and one at step 0."""
    usual = {"lr_start": "1/10", "factor": "1/10", "milestones": [3, 7]}
    marks = sorted(random.sample(range(2, 20), 4))
    other = {"lr_start": rate(random), "factor": rational(random.choice(["1/2", "7/10", "4/5"])), "milestones": marks}
    return (
        CaseCheck("first-steps", "up to the first milestone", 1, (over("the milestone 3", range(5), **usual),)),
        CaseCheck(
            "whole-range",
            "every step over all milestones and beyond",
            2,
            (
                over("a tenth at 3 and at 7", range(16), **usual),
                over("four milestones", range(max(marks) + 6), **other),
                over("milestones one after another", range(9), lr_start="2/5", factor="1/2", milestones=[2, 3, 4, 6]),
            ),
        ),
        CaseCheck(
            "edges",
            "a single milestone, and milestones far away",
            1,
            (
                over("one milestone", range(8), lr_start="3/100", factor="3/10", milestones=[5]),
                over("one at the very first step", range(6), lr_start=1, factor="4/5", milestones=[0, 3]),
                over(
                    "around 300 and 600",
                    (0, 299, 300, 301, 599, 600, 601, 899, 900, 5000),
                    lr_start=1,
                    factor="1/5",
                    milestones=[300, 600],
                ),
            ),
        ),
    )


with as_written():
    PASSED = count_up_to(milestones, step)
    STEPS = (Step(k, PASSED), Step(lr, lr_start * factor**k))
    RULE = Rule(
        name="multistep_decay",
        title="Multistep decay",
        task=(
            "Return the learning rate that starts at lr_start and is multiplied by factor at each milestone, from that "
            "step on."
        ),
        source="He et al. 2016 (arXiv:1512.03385), section 4.2: divided by 10 at 32k and 48k iterations",
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            Hyperparameter(
                factor, "what the rate is multiplied by", rational("1/10"), (rational("1/2"), rational("4/5"))
            ),
            Hyperparameter(milestones, "the steps at which it is, int64, ascending, shape (n,)", rational(3), ()),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            Mistake(
                "one-drop",
                "the rate drops only once",
                "What should happen at the second milestone?",
                "how the milestones are counted",
                Edit({k: sp.Min(PASSED, 1)}),
            ),
            Mistake(
                "not-kept",
                "the rate is reduced at a milestone only, not from there on",
                "Which learning rate should the step after a milestone have?",
                "the comparison of step and milestones",
                Edit({k: PASSED - count_up_to(milestones, step - 1)}),
            ),
            Mistake(
                "cumulative",
                "each milestone multiplies by the factors of all milestones before it once more",
                "By how much should the rate change at the second milestone?",
                "the exponent of the factor",
                Edit({lr: lr_start * factor ** (k * (k + 1) / 2)}),
            ),
            Mistake(
                "milestones-as-distances",
                "the milestones are counted from the last one",
                "With milestones 3 and 7, when should the second drop come: at step 7 or at step 10?",
                "what step is compared with",
                Edit({k: count_up_to(running_sums(milestones), step)}),
            ),
            Mistake(
                "milestones-ahead",
                "the milestones that lie ahead are counted",
                "How many milestones have been reached at step 0?",
                "the direction of the comparison",
                Edit({k: rows(milestones) - PASSED}),
            ),
            Mistake(
                "factor-times-count",
                "the factor is multiplied by the number of milestones",
                "What is your learning rate at step 0?",
                "how the number of milestones enters",
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
                "back-after-the-last",
                "after the last milestone the rate is lr_start again",
                "What does np.argmax give when no milestone lies ahead any more?",
                "how the milestones are counted",
                Edit({k: sp.Piecewise((PASSED, rows(milestones) > PASSED), (0, True))}),
            ),
            Mistake(
                "first-drop-missing",
                "the first milestone does not lower the rate",
                "After the first milestone, how often should the factor have been applied? And in your code?",
                "where the milestones are numbered",
                Edit({k: sp.Max(PASSED - 1, 0)}),
            ),
            Mistake(
                "last-drop-missing",
                "the last milestone does not lower the rate",
                "How many drops should there have been after the last milestone, and how many do you count?",
                "how the milestones are counted",
                Edit({k: sp.Min(PASSED, rows(milestones) - 1)}),
            ),
            Mistake(
                "factors-as-whole-numbers",
                "the rate becomes 0, because the factors are stored as whole numbers",
                "What is left of 0.1 when it is stored in an array of whole numbers?",
                "the array that the factors are written to",
                Edit({lr: sp.Piecewise((lr_start, k < 1), (0 * lr_start, True))}),
            ),
        ),
    )
