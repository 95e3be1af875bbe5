"""Lion: a step of fixed length in the direction in which the gradient and its average agree."""

from dataclasses import replace

import sympy as sp

from autograder.catalogue.shared.averages import FIRST_MOMENT, average, m
from autograder.catalogue.shared.hyperparameters import (
    FIRST_MOMENT_COEFFICIENT,
    LEARNING_RATE,
    SECOND_MOMENT_COEFFICIENT,
    WEIGHT_DECAY,
)
from autograder.symbolic import Edit, Mistake, Rule, Step, as_written, beta1, beta2, grad, lr, rational, w

update = sp.Symbol("update")
weight_decay = WEIGHT_DECAY.symbol

with as_written():
    RULE = Rule(
        name="lion",
        title="Lion",
        task=(
            "Step by the sign of a mix of m and the new gradient, with weight decay beside it; only then update the "
            "average m, with its own weight. Return the new w and a new state."
        ),
        source="Chen et al. 2023 (arXiv:2302.06675), algorithm 2",
        parameters=(w, grad),
        hyperparameters=(
            LEARNING_RATE,
            replace(FIRST_MOMENT_COEFFICIENT, meaning="weight of m in the mix whose sign is the step, 0 <= beta1 < 1"),
            replace(
                SECOND_MOMENT_COEFFICIENT,
                meaning="weight of the past in the average of gradients, 0 <= beta2 < 1",
                usual=rational("99/100"),
            ),
            WEIGHT_DECAY,
        ),
        state=(FIRST_MOMENT,),
        steps=(
            Step(update, sp.sign(average(m, beta1, grad))),
            Step(w, w - lr * (update + weight_decay * w)),
            Step(m, average(m, beta2, grad)),
        ),
        result=w,
        mistakes=(
            Mistake(
                "m-first",
                "m is updated before the step uses it",
                "How often does the new gradient enter the mix in your code, and how often in the formula?",
                "the order of the lines",
                Edit(order=(m, update, w)),
            ),
            Mistake(
                "one-beta",
                "beta2 weighs the mix too: with a single beta this is Signum",
                "Change beta1 alone: does anything change?",
                "the line of the mix",
                Edit({update: sp.sign(average(m, beta2, grad))}),
            ),
            Mistake(
                "no-sign",
                "the mix itself is the step, not its sign",
                "Make the gradients ten times larger: should the step become longer?",
                "the line of the mix",
                Edit({update: average(m, beta1, grad)}),
            ),
            Mistake(
                "mix-stored",
                "the mix is stored as the new m",
                "How many averages does the formula have, and with which weights? And how many has your code?",
                "what you return as the new m",
                Edit({m: average(m, beta1, grad)}),
            ),
            Mistake(
                "decay-without-lr",
                "the weight decay is not multiplied by lr",
                "Pass a gradient of 0 and a zero state: by which factor does w shrink?",
                "the parentheses in the line of w",
                Edit({w: w - lr * update - weight_decay * w}),
            ),
            Mistake(
                "no-decay",
                "the weight decay is ignored",
                "Change weight_decay: does the new w change?",
                "the line of w",
                Edit({w: w - lr * update}),
            ),
            Mistake(
                "decay-in-sign",
                "the weight decay is added to the gradient, inside the sign",
                "Pass a gradient of 0 and a zero state: is the step as long as lr?",
                "where weight_decay is used",
                Edit({update: sp.sign(average(m, beta1, grad + weight_decay * w)), w: w - lr * update}),
            ),
        ),
    )
