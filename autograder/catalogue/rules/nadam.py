"""NAdam: Adam with Nesterov's look-ahead, which weights the momentum as the next step will."""

import sympy as sp

from autograder.catalogue.mistakes.averages import moment_mistakes
from autograder.catalogue.mistakes.steps import correction_mistakes, division_mistakes
from autograder.catalogue.shared.averages import (
    COUNT,
    FIRST_MOMENT,
    HATS,
    MOMENTS,
    SECOND_MOMENT,
    corrected,
    m,
    t,
    v,
    v_hat,
)
from autograder.catalogue.shared.hyperparameters import (
    EPSILON,
    FIRST_MOMENT_COEFFICIENT,
    LEARNING_RATE,
    SECOND_MOMENT_COEFFICIENT,
)
from autograder.symbolic import Convention, Edit, Mistake, Rule, Step, as_written, beta1, beta2, eps, grad, lr, w

m_bar = sp.Symbol("m_bar")
LINE = "the line of m_bar"


with as_written():
    AHEAD = corrected(m, beta1, t + 1)
    NOW = corrected(grad, beta1)
    RULE = Rule(
        name="nadam",
        title="NAdam",
        task=(
            "Update Adam's averages; then blend m, corrected as for the next step, with the new gradient, corrected "
            "as for this one, and step along the blend. Return the new w and a new state."
        ),
        source="Dozat 2016, Incorporating Nesterov Momentum into Adam, algorithm 8, with a constant beta1",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, FIRST_MOMENT_COEFFICIENT, SECOND_MOMENT_COEFFICIENT, EPSILON),
        state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
        steps=(
            *MOMENTS,
            Step(m_bar, beta1 * AHEAD + (1 - beta1) * NOW),
            HATS[1],
            Step(w, w - lr * m_bar / (sp.sqrt(v_hat) + eps)),
        ),
        conventions=(
            Convention("default", "with a constant beta1", "optax (PyTorch and Keras let beta1 grow slowly)"),
        ),
        theorems=("scale-invariance",),
        mistakes=(
            Mistake(
                "plain-adam",
                "the look-ahead is missing: this is Adam",
                "Which line of your code knows anything of the next step?",
                LINE,
                Edit({m_bar: corrected(m, beta1)}),
            ),
            Mistake(
                "m-corrected-for-this-step",
                "m is corrected with t where t + 1 belongs",
                "For which step is the momentum in the blend meant: this one or the next?",
                "the exponents in the line of m_bar",
                Edit({m_bar: beta1 * corrected(m, beta1) + (1 - beta1) * NOW}),
            ),
            Mistake(
                "gradient-corrected-for-next-step",
                "the gradient is corrected with t + 1 where t belongs",
                "For which step is the gradient in the blend meant: this one or the next?",
                "the exponents in the line of m_bar",
                Edit({m_bar: beta1 * AHEAD + (1 - beta1) * corrected(grad, beta1, t + 1)}),
            ),
            Mistake(
                "exponents-swapped",
                "the exponents t and t + 1 are swapped",
                "Which of the two terms belongs to the next step?",
                "the exponents in the line of m_bar",
                Edit({m_bar: beta1 * corrected(m, beta1) + (1 - beta1) * corrected(grad, beta1, t + 1)}),
            ),
            Mistake(
                "plus-1-outside-exponent",
                "the 1 of the next step is added to the power, not to its exponent",
                "Can what you divide m by be larger than 1? What is it on paper?",
                "the exponents in the line of m_bar",
                Edit({m_bar: beta1 * m / (1 - beta1**t + 1) + (1 - beta1) * NOW}),
            ),
            Mistake(
                "gradient-not-corrected",
                "the gradient in the blend is not corrected",
                "What is m_bar at the first step for a gradient of 1, on paper and in your code?",
                LINE,
                Edit({m_bar: beta1 * AHEAD + (1 - beta1) * grad}),
            ),
            Mistake(
                "blend-swapped",
                "beta1 and 1 - beta1 are swapped in the blend",
                "If beta1 is close to 1, should the blend be mostly momentum or mostly gradient?",
                "the weights in the line of m_bar",
                Edit({m_bar: (1 - beta1) * AHEAD + beta1 * NOW}),
            ),
            Mistake(
                "momentum-whole",
                "the momentum in the blend is not weighted with beta1",
                "What do the two weights of the blend add up to?",
                "the weights in the line of m_bar",
                Edit({m_bar: AHEAD + (1 - beta1) * NOW}),
            ),
            Mistake(
                "gradient-whole",
                "the gradient in the blend is not weighted with 1 - beta1",
                "What do the two weights of the blend add up to?",
                "the weights in the line of m_bar",
                Edit({m_bar: beta1 * AHEAD + NOW}),
            ),
            Mistake(
                "no-gradient-in-blend",
                "the blend holds the momentum alone",
                "With beta1 = 0, should w move?",
                LINE,
                Edit({m_bar: beta1 * AHEAD}),
            ),
            Mistake(
                "blend-kept",
                "the blend is stored as m in the state",
                "Which m does the next step average with: the plain one or the blend?",
                "what you return as the state",
                Edit(then=(Step(m, m_bar),)),
            ),
            *correction_mistakes(
                lambda c: {m_bar: beta1 * c(m, beta1, t + 1) + (1 - beta1) * c(grad, beta1, t), v_hat: c(v, beta2, t)}
            ),
            Mistake(
                "v-corrected-for-next-step",
                "v is corrected with t + 1 where t belongs",
                "How many values has v averaged so far?",
                "the line of v_hat",
                Edit({v_hat: corrected(v, beta2, t + 1)}),
            ),
            Mistake(
                "t-increased-twice",
                "t is increased again for the next step, before v is corrected and t is returned",
                "Print t in the states of three steps in a row: what do you see?",
                "where t is increased",
                Edit({v_hat: corrected(v, beta2, t + 1)}, then=(Step(t, t + 1),)),
            ),
            *moment_mistakes(),
            *division_mistakes(m_bar, v_hat),
        ),
    )
