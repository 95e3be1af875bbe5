"""Mistakes in lamb: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import moments
from autograder.catalogue.mistakes.steps import corrections, divisions, stored_hats

LENGTH = "How long is your step, compared with lr times the length of w?"


def trusting(ratio: str) -> str:
    """The line of the trust ratio, with another ratio."""
    return f"trust = {ratio} if norm(w) > 0 and norm(update) > 0 else 1"


MISTAKES = (
    ("no-trust", "the trust ratio is left out: this is AdamW", "where the trust ratio is used", LENGTH,
     "trust = 1"),
    ("upside-down", "the trust ratio is upside down", "the line of the trust ratio", LENGTH,
     trusting("norm(update)/norm(w)")),
    ("elementwise", "every weight has a ratio of its own", "the norms in the trust ratio",
     "How many numbers is the trust ratio of a layer?",
     trusting("abs(w)/abs(update)")),
    ("squared-norms", "the norms are squared", "the norms in the trust ratio", LENGTH,
     trusting("norm(w)**2/norm(update)**2")),
    ("one-norms", "the norms are sums of absolute values", "the norms in the trust ratio",
     "Measure the length of w = (3, 4) with Pythagoras: what does yours give?",
     trusting("sum(abs(w))/sum(abs(update))")),
    ("gradient-for-update", "the ratio is taken with the gradient (as LARS does)", "the line of the trust ratio",
     "Which vector is to become as long as w?",
     "trust = norm(w)/norm(grad) if norm(w) > 0 and norm(grad) > 0 else 1"),
    ("trust-at-most-1", "the trust ratio is at most 1", "the line of the trust ratio", LENGTH,
     trusting("min(1, norm(w)/norm(update))")),
    ("zero-weights-stay", "where w is 0 nothing moves", "what the ratio is where w is 0",
     "Start at w = 0 with a gradient of 1: should w ever leave 0?",
     "trust = norm(w)/norm(update) if norm(update) > 0 else 1"),
    ("decay-after-trust", "the decay is added after the update was stretched", "where the decay is added",
     "Is the decay stretched with the update, in your code and in the formula?",
     "update = m_hat/(sqrt(v_hat) + eps); w = w - lr*(trust*update + weight_decay*w)"),
    ("decay-in-gradient", "the decay is added to the gradient, so that it enters m and v",
     "where weight_decay is used",
     "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
     "m = beta1*m + (1 - beta1)*(grad + weight_decay*w); "
     "v = beta2*v + (1 - beta2)*(grad + weight_decay*w)**2; update = m_hat/(sqrt(v_hat) + eps)"),
    ("no-decay", "the weight decay is ignored", "the line of the update",
     "Change weight_decay: does the new w change?",
     "update = m_hat/(sqrt(v_hat) + eps)"),
    ("decay-sign", "the decay pushes w away from 0", "the sign of the decay",
     "Pass a gradient of 0 and a zero state: is the new w nearer to 0?",
     "update = m_hat/(sqrt(v_hat) + eps) - weight_decay*w"),
    *corrections(lambda c: f"m_hat = {c('m', 'beta1')}; v_hat = {c('v', 'beta2')}"),
    stored_hats("m", "v"),
    *moments(),
    *divisions("m_hat", "v_hat", "update = {} + weight_decay*w", but={"eps-added-to-w"}),
)
