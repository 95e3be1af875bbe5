"""AdamW: Adam with weight decay beside the gradient, not inside it."""

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT, WEIGHT_DECAY
from autograder.symbolic import Convention, Rule

RULE = Rule.from_text(
    "adamw",
    title="AdamW",
    task="First shrink w by the factor 1 - lr*weight_decay, which is called `decayed` below; then take Adam's step "
    "from there. The decay does not enter m and v. Return the new w and a new state.",
    source="Loshchilov and Hutter 2019 (arXiv:1711.05101), algorithm 2, with the decay times lr as in PyTorch",
    takes="w grad",
    state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
    hyperparameters=(LR, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
    steps="""
        decayed = (1 - lr*weight_decay)*w
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        w = decayed - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    conventions=(
        Convention("default", "decay beside the gradient, times the learning rate", used_by="PyTorch, optax"),
        Convention(
            "eps_hat",
            "the correction is in the learning rate, eps is added to the root of the plain v",
            used_by="Keras",
            steps="""
                decayed = (1 - lr*weight_decay)*w
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                w = decayed - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*m/(sqrt(v) + eps)
            """,
        ),
    ),
    theorems="decoupled-decay decay-limit scale-invariance",
)
