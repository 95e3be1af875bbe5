"""Adam: momentum and RMSprop in one, with both averages corrected for their start at 0."""

import sympy as sp

from autograder.catalogue.mistakes.averages import moment_mistakes
from autograder.catalogue.mistakes.steps import (
    correction_mistakes,
    division_mistakes,
    doubly_corrected,
    root_mistakes,
    stored_hats,
)
from autograder.catalogue.shared.averages import (
    COUNT,
    FIRST_MOMENT,
    HATS,
    MOMENTS,
    SECOND_MOMENT,
    corrected,
    m,
    m_hat,
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


def gradient_for_m(denominator: sp.Expr) -> Mistake:
    """An average of gradients that the step does not use."""
    return Mistake(
        "gradient-for-m",
        "the step uses grad where the average m belongs",
        "Pass a gradient of 0 and an m that is not 0: should w move?",
        "the numerator in the line of w",
        Edit({w: w - lr * grad / denominator}),
    )


with as_written():
    HAT_RATE = sp.Mul(lr, sp.sqrt(1 - beta2**t), 1 / (1 - beta1**t))
    RULE = Rule(
        name="adam",
        title="Adam",
        task=(
            "Count the step, update the average m of the gradients and the average v of their squares, correct both "
            "for their start at 0, and step. Return the new w and a new state."
        ),
        source="Kingma and Ba 2015 (arXiv:1412.6980), algorithm 1",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, FIRST_MOMENT_COEFFICIENT, SECOND_MOMENT_COEFFICIENT, EPSILON),
        state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
        steps=(*MOMENTS, *HATS, Step(w, w - lr * m_hat / (sp.sqrt(v_hat) + eps))),
        conventions=(
            Convention(
                "corrected",
                "both averages are corrected, eps is added to the root",
                "Kingma and Ba 2015 (algorithm 1), PyTorch, optax, Dive into Deep Learning, CS231n",
            ),
            Convention(
                "eps_hat",
                "the correction is in the learning rate, eps is added to the root of the plain v",
                "Keras, TensorFlow, Kingma and Ba 2015 (end of section 2)",
                Edit({w: w - sp.Mul(*HAT_RATE.args, m, 1 / (sp.sqrt(v) + eps))}, order=(t, m, v, w)),
                (
                    *correction_mistakes(
                        lambda c: {
                            w: w - lr * c(sp.S.One, beta1, t) / sp.sqrt(c(sp.S.One, beta2, t)) * m / (sp.sqrt(v) + eps)
                        },
                        but={"no-bias-correction"},
                    ),
                    *division_mistakes(m, v, rate=HAT_RATE),
                ),
            ),
            Convention(
                "uncorrected",
                "without bias correction",
                "CS231n's simplified form, some lecture notes",
                Edit({w: w - lr * m / (sp.sqrt(v) + eps)}, order=(t, m, v, w)),
                (*division_mistakes(m, v, but={"no-eps"}), gradient_for_m(sp.sqrt(v) + eps)),
            ),
            Convention(
                "uncorrected_no_eps",
                "without bias correction and without eps",
                "some lecture notes",
                Edit({w: w - lr * m / sp.sqrt(v)}, order=(t, m, v, w)),
                (
                    *root_mistakes(m, v, v),
                    *division_mistakes(m, v, but={"no-root", "multiplied", "no-eps"}),
                    gradient_for_m(sp.sqrt(v)),
                ),
            ),
        ),
        theorems=("first-step", "scale-invariance", "longest-steps", "adam-fails", "saddle-adaptive"),
        mistakes=(
            *correction_mistakes(lambda c: {m_hat: c(m, beta1, t), v_hat: c(v, beta2, t)}, but={"no-bias-correction"}),
            stored_hats(m_hat, v_hat),
            doubly_corrected(),
            *moment_mistakes(),
            *division_mistakes(m_hat, v_hat),
            Mistake(
                "beta1-for-beta2",
                "v is averaged and corrected with beta1",
                "Change beta2 alone: does anything change?",
                "the line of v and its correction",
                Edit({v: beta1 * v + (1 - beta1) * grad**2, v_hat: corrected(v, beta1)}),
            ),
            gradient_for_m(sp.sqrt(v_hat) + eps),
            Mistake(
                "no-root-and-v-not-corrected",
                "the step is divided by the plain v, without correction and without root",
                "Multiply all gradients by 100: should the steps stay as long as they were? Do yours?",
                "what m_hat is divided by",
                Edit({w: w - lr * m_hat / (v + eps)}),
            ),
        ),
    )
