"""Decays only the weights that the update shrinks anyway ('cautious' decay) instead of all."""

import numpy as np


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    update = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    mask = update * w >= 0
    decayed = w * (1 - lr * weight_decay * mask)
    return decayed - lr * update, {"m": m, "v": v, "t": t}
