"""LAMB: Adam's step, made as long as the weights of its layer are large."""

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT, WEIGHT_DECAY
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "lamb",
    title="LAMB",
    task="Work out Adam's update with weight decay; then stretch it to the length of w, which is the trust ratio, and "
    "step by lr times that. Where w or the update is 0 the ratio is 1. Return the new w and a new state.",
    source="You et al. 2020 (arXiv:1904.00962), algorithm 2",
    takes={"w": "weights of one layer, float64, any shape", "grad": ""},
    state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
    hyperparameters=(LR, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        update = m_hat/(sqrt(v_hat) + eps) + weight_decay*w
        trust = norm(w)/norm(update) if norm(w) > 0 and norm(update) > 0 else 1
        w = w - lr*trust*update
    """,
    theorems="relative-step",
)
