"""AMSGrad: Adam that never forgets the largest average of squares, so that its steps cannot grow again."""

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT
from autograder.symbolic import Convention, Rule, State

RULE = Rule.from_text(
    "amsgrad",
    title="AMSGrad",
    task="Update Adam's averages and the largest v so far, coordinate by coordinate; correct m and that maximum "
    "for their start at 0, and step. Return the new w and a new state.",
    source="Reddi, Kale and Kumar 2018 (arXiv:1904.09237), algorithm 2, with the bias correction of PyTorch",
    takes="w grad",
    state=(
        FIRST_MOMENT,
        SECOND_MOMENT,
        State("v_max", "largest v so far", nonnegative=True),
        COUNT,
    ),
    hyperparameters=(LR, BETA1, BETA2, EPSILON),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        v_max = max(v_max, v)
        m_hat = m/(1 - beta1**t)
        v_hat = v_max/(1 - beta2**t)
        w = w - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    conventions=(
        Convention("max_of_raw", "the largest plain v is kept and then corrected", used_by="PyTorch"),
        Convention(
            "max_of_corrected",
            "the largest corrected v is kept",
            used_by="optax",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                m_hat = m/(1 - beta1**t)
                v_hat = v/(1 - beta2**t)
                v_max = max(v_max, v_hat)
                w = w - lr*m_hat/(sqrt(v_max) + eps)
            """,
        ),
        Convention(
            "eps_hat",
            "the largest plain v is kept, the correction is in the learning rate, eps is added to the plain root",
            used_by="Keras",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                v_max = max(v_max, v)
                w = w - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*m/(sqrt(v_max) + eps)
            """,
        ),
        Convention(
            "uncorrected",
            "without bias correction",
            used_by="Reddi, Kale and Kumar 2018",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                v_max = max(v_max, v)
                w = w - lr*m/(sqrt(v_max) + eps)
            """,
        ),
    ),
    theorems="first-step scale-invariance amsgrad-learns",
)
