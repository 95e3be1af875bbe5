"""The old maximum fades by beta2**t instead of by beta2 in every step."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    m, u, t = (state[key] for key in ("m", "u", "t"))
    t = t + 1
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2**t * u, np.abs(grad) + eps)
    m_hat = m / (1 - beta1**t)
    return w - lr * m_hat / u, {"m": m, "u": u, "t": t}
