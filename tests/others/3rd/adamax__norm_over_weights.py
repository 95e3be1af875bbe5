"""Takes the infinity norm over all coordinates of the gradient, not the size of each."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    inf_norm = np.max(np.abs(grad))
    u = np.maximum(beta2 * state["u"], inf_norm + eps)
    m_hat = m / (1 - beta1 ** t)
    return w - lr * m_hat / u, {"m": m, "u": u, "t": t}
