"""Adam: momentum and RMSprop in one, with both averages corrected for their start at 0."""

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT
from autograder.symbolic import Convention, Rule

RULE = Rule.from_text(
    "adam",
    title="Adam",
    task="Count the step, update the average m of the gradients and the average v of their squares, correct both "
    "for their start at 0, and step. Return the new w and a new state.",
    source="Kingma and Ba 2015 (arXiv:1412.6980), algorithm 1",
    takes="w grad",
    state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
    hyperparameters=(LR, BETA1, BETA2, EPSILON),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        w = w - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    conventions=(
        Convention(
            "corrected",
            "both averages are corrected, eps is added to the root",
            used_by="Kingma and Ba 2015 (algorithm 1), PyTorch, optax, Dive into Deep Learning, CS231n",
        ),
        Convention(
            "eps_hat",
            "the correction is in the learning rate, eps is added to the root of the plain v",
            used_by="Keras, TensorFlow, Kingma and Ba 2015 (end of section 2)",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                w = w - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*m/(sqrt(v) + eps)
            """,
        ),
        Convention(
            "uncorrected",
            "without bias correction",
            used_by="CS231n's simplified form, some lecture notes",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                w = w - lr*m/(sqrt(v) + eps)
            """,
        ),
        Convention(
            "uncorrected_no_eps",
            "without bias correction and without eps",
            used_by="some lecture notes",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                w = w - lr*m/sqrt(v)
            """,
        ),
    ),
    theorems="first-step scale-invariance longest-steps adam-fails saddle-adaptive",
)
