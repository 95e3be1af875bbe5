"""Uses eps as a lower bound of the root instead of adding it."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1.0 - beta1) * grad
    v = beta2 * state["v"] + (1.0 - beta2) * np.square(grad)
    m_hat = m / (1.0 - beta1 ** t)
    v_hat = v / (1.0 - beta2 ** t)
    denominator = np.maximum(np.sqrt(v_hat), eps)
    new_w = w - lr * m_hat / denominator
    return new_w, dict(m=m, v=v, t=t)
