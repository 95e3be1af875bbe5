"""U, too, is divided by 1 - beta2**t, which AdaMax does not do (line `u_hat = ...`)."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    u = np.maximum(beta2 * state["u"], np.abs(grad) + eps)
    # both start at 0
    m_hat = m / (1 - beta1**t)
    u_hat = u / (1 - beta2**t)
    return w - lr * m_hat / u_hat, {"m": m, "u": u, "t": t}
