"""Corrects with the old count, lifted to 1 on the first step, so the second step is corrected with t = 1 again and
all later ones lag by one."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = max(state["t"], 1)
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, {"m": m, "v": v, "t": state["t"] + 1}
