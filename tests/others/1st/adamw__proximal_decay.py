"""Divides the stepped weights by 1 + lr*weight_decay (the implicit form) instead of multiplying the old ones by 1 -
lr*weight_decay."""

import numpy as np


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    update = lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    w = (w - update) / (1 + lr * weight_decay)
    return w, {"m": m, "v": v, "t": t}
