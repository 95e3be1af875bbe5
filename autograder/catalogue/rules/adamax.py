"""AdaMax: Adam with the largest recent gradient in place of the root of an average."""

from autograder.catalogue.shared import BETA1, COUNT, EPSILON, FIRST_MOMENT, LR
from autograder.symbolic import Convention, Hyperparameter, Rule, State

RULE = Rule.from_text(
    "adamax",
    title="AdaMax",
    task="Count the step, update the average m of the gradients and the fading maximum u of their sizes, correct m "
    "for its start at 0, and step. Return the new w and a new state.",
    source="Kingma and Ba 2015 (arXiv:1412.6980), algorithm 2, with eps as in PyTorch",
    takes="w grad",
    state=(
        FIRST_MOMENT,
        State("u", "fading maximum of the gradients' sizes", nonnegative=True),
        COUNT,
    ),
    hyperparameters=(
        LR,
        BETA1,
        Hyperparameter(
            "beta2", "how much of the old maximum is left after a step, 0 <= beta2 < 1", "0.999", "0.95 0.3"
        ),
        EPSILON,
    ),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        u = max(beta2*u, abs(grad) + eps)
        m_hat = m/(1 - beta1**t)
        w = w - lr*m_hat/u
    """,
    conventions=(
        Convention("default", "eps is added to abs(grad), inside the maximum", used_by="PyTorch, optax"),
        Convention(
            "eps_outside",
            "eps is added to u in the step, not to abs(grad) in the maximum",
            used_by="Keras",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                u = max(beta2*u, abs(grad))
                m_hat = m/(1 - beta1**t)
                w = w - lr*m_hat/(u + eps)
            """,
        ),
    ),
    theorems="first-step scale-invariance",
)
