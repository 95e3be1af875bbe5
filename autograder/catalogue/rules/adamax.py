"""AdaMax: Adam with the largest recent gradient in place of the root of an average."""

import sympy as sp

from autograder.catalogue.mistakes.averages import average_mistakes
from autograder.catalogue.mistakes.steps import correction_mistakes, stored_hats
from autograder.catalogue.shared.averages import COUNT, FIRST_MOMENT, average, corrected, m, m_hat, t
from autograder.catalogue.shared.hyperparameters import (
    EPSILON,
    FIRST_MOMENT_COEFFICIENT,
    LARGEST_COEFFICIENT,
    LEARNING_RATE,
)
from autograder.symbolic import (
    Convention,
    Edit,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    beta1,
    beta2,
    eps,
    grad,
    greatest,
    lr,
    w,
)

u = sp.Symbol("u", nonnegative=True)
LINE = "the line of u"

with as_written():
    SIZE = sp.Abs(grad)
    RULE = Rule(
        name="adamax",
        title="AdaMax",
        task=(
            "Count the step, update the average m of the gradients and the fading maximum u of their sizes, correct m "
            "for its start at 0, and step. Return the new w and a new state."
        ),
        source="Kingma and Ba 2015 (arXiv:1412.6980), algorithm 2, with eps as in PyTorch",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, FIRST_MOMENT_COEFFICIENT, LARGEST_COEFFICIENT, EPSILON),
        state=(FIRST_MOMENT, StateQuantity(u, "fading maximum of the gradients' sizes"), COUNT),
        steps=(
            Step(t, t + 1),
            Step(m, average(m, beta1, grad)),
            Step(u, sp.Max(beta2 * u, SIZE + eps)),
            Step(m_hat, corrected(m, beta1)),
            Step(w, w - lr * m_hat / u),
        ),
        conventions=(Convention("default", "eps is added to abs(grad), inside the maximum", "PyTorch, optax"),),
        theorems=("first-step", "scale-invariance"),
        mistakes=(
            *correction_mistakes(lambda c: {m_hat: c(m, beta1, t)}),
            stored_hats(m_hat),
            *average_mistakes({m: (beta1, grad)}),
            Mistake(
                "u-corrected",
                "u is corrected too",
                "u is no average: does it start too small, when the first gradient goes in whole?",
                "what m_hat is divided by",
                Edit({w: w - lr * m_hat / corrected(u, beta2)}),
            ),
            Mistake(
                "everything-corrected-twice",
                "m is corrected twice, and u once",
                "Count the divisions by 1 - beta**t in your code: how many does the formula have?",
                "the bias correction",
                Edit({m_hat: m / (1 - beta1**t) ** 2, w: w - lr * m_hat / corrected(u, beta2)}),
            ),
            Mistake(
                "no-abs",
                "the maximum is taken without abs",
                "Pass a gradient of -5 from zero state: what is u?",
                LINE,
                Edit({u: sp.Max(beta2 * u, grad + eps)}),
            ),
            Mistake(
                "no-decay",
                "the old maximum does not fade",
                "After one huge gradient, do the steps ever become normal again?",
                LINE,
                Edit({u: sp.Max(u, SIZE + eps)}),
            ),
            Mistake(
                "decay-complement",
                "the old maximum is multiplied by 1 - beta2",
                "If beta2 is close to 1, should the old maximum fade quickly or slowly?",
                LINE,
                Edit({u: sp.Max((1 - beta2) * u, SIZE + eps)}),
            ),
            Mistake(
                "decay-to-the-t",
                "the old maximum is multiplied by beta2**t",
                "How often has u already faded when the tenth step begins?",
                LINE,
                Edit({u: sp.Max(beta2**t * u, SIZE + eps)}),
            ),
            Mistake(
                "norm-of-gradient",
                "all coordinates share the largest size in the gradient",
                "Give two coordinates very different gradients: should one of them change the step of the other?",
                LINE,
                Edit({u: sp.Max(beta2 * u, greatest(SIZE) + eps)}),
            ),
            Mistake(
                "weighted-size",
                "the new size is weighted with 1 - beta2, as in an average",
                "After one step from zero state, which gradient size should u remember?",
                LINE,
                Edit({u: sp.Max(beta2 * u, (1 - beta2) * SIZE + eps)}),
            ),
            Mistake(
                "average-of-sizes",
                "u is a moving average of the sizes, not a maximum",
                "After gradients 8 and 0 from zero state, with beta2 = 0.5, what should u be?",
                LINE,
                Edit({u: average(u, beta2, SIZE + eps)}),
            ),
            Mistake(
                "sum-of-sizes",
                "the fading u and the new size are added, where the larger one belongs",
                "After gradients 8 and 8 from zero state, should u be larger than 8?",
                LINE,
                Edit({u: beta2 * u + SIZE + eps}),
            ),
            Mistake(
                "minimum",
                "the smaller of the two is taken",
                "Start from zero state: is u still 0 after the first step?",
                LINE,
                Edit({u: sp.Min(beta2 * u, SIZE + eps)}),
            ),
            Mistake(
                "squared-size",
                "u remembers grad**2, not abs(grad)",
                "Make the gradients ten times larger: should the steps become shorter?",
                LINE,
                Edit({u: sp.Max(beta2 * u, grad**2 + eps)}),
            ),
            Mistake(
                "root-of-u",
                "the step is divided by the root of u",
                "Make the gradients ten times larger: should the steps become longer?",
                "what m_hat is divided by",
                Edit({w: w - lr * m_hat / sp.sqrt(u)}),
            ),
            Mistake(
                "adam-in-place-of-maximum",
                "u is Adam's average of grad**2, and the step is divided by its root",
                "Where is the maximum in your code?",
                LINE,
                Edit({u: average(u, beta2, grad**2), w: w - lr * m_hat / (sp.sqrt(u) + eps)}),
            ),
            Mistake(
                "eps-outside",
                "eps is added to u in the step, as in Keras, not to abs(grad) in the maximum",
                "Use eps = 0.1 and a gradient of 0 from zero state: what should u be?",
                "where eps is added",
                Edit({u: sp.Max(beta2 * u, SIZE), w: w - lr * m_hat / (u + eps)}),
            ),
            Mistake(
                "eps-added-to-maximum",
                "eps is added to the maximum, not to abs(grad)",
                "Pass a gradient of 0 and eps = 0.1 from u = 2: how much of the 0.1 should be left in u?",
                "where eps is added",
                Edit({u: sp.Max(beta2 * u, SIZE) + eps}),
            ),
            Mistake(
                "eps-in-maximum",
                "eps is a third candidate in the maximum, not added to abs(grad)",
                "Pass a gradient of 1 and eps = 0.1 from zero state: what should u be?",
                "where eps is added",
                Edit({u: sp.Max(beta2 * u, SIZE, eps)}),
            ),
            Mistake(
                "eps-inside-abs",
                "eps is added to grad inside abs",
                "Pass a gradient of -1 and eps = 0.1 from zero state: is u larger than 1?",
                "where eps is added",
                Edit({u: sp.Max(beta2 * u, sp.Abs(grad + eps))}),
            ),
            Mistake(
                "no-eps",
                "eps is not used",
                "What do you divide by if all gradients so far were 0?",
                LINE,
                Edit({u: sp.Max(beta2 * u, SIZE)}),
            ),
            Mistake(
                "u-not-used",
                "u is computed but not used in the step",
                "Change u in the state you pass: does the new w change?",
                "the line that computes the new w",
                Edit({w: w - lr * m_hat}),
            ),
        ),
    )
