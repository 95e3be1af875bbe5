"""Eps is added to the root of the uncorrected v (the paper's eps-hat), which makes it larger by 1/sqrt(1 - beta2**t);
visible with a larger eps."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad * grad
    lr_t = lr * np.sqrt(1 - beta2 ** t) / (1 - beta1 ** t)
    w = w - lr_t * m / (np.sqrt(v) + eps)
    return w, {"m": m, "v": v, "t": t}
