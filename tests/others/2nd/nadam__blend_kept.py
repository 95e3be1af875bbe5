"""The blend m_bar overwrites m and is kept in the state as the average (line `m = beta1 * m / ...`)."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    m, v, t = state["m"], state["v"], state["t"]
    t = t + 1
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    m = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * grad / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m / (v_hat**0.5 + eps)
    return w, {"m": m, "v": v, "t": t}
