"""NAdam: Adam with Nesterov's look-ahead, which weights the momentum as the next step will."""

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT
from autograder.symbolic import Convention, Rule

RULE = Rule.from_text(
    "nadam",
    title="NAdam",
    task="Update Adam's averages; then blend m, corrected as for the next step, with the new gradient, corrected "
    "as for this one, and step along the blend. Return the new w and a new state.",
    source="Dozat 2015, Incorporating Nesterov Momentum into Adam (report 054 of Stanford's CS229), algorithm 8, with "
    "a constant beta1",
    takes="w grad",
    state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
    hyperparameters=(LR, BETA1, BETA2, EPSILON),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_bar = beta1*(m/(1 - beta1**(t + 1))) + (1 - beta1)*(grad/(1 - beta1**t))
        v_hat = v/(1 - beta2**t)
        w = w - lr*m_bar/(sqrt(v_hat) + eps)
    """,
    conventions=(
        Convention(
            "default",
            "with a constant beta1",
            used_by="optax (PyTorch and Keras start from half of beta1 and let it grow)",
        ),
    ),
    theorems="scale-invariance",
)
