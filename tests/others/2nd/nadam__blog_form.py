"""M is corrected with t instead of t + 1 in the blend (line m_hat, used in m_bar)."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    m_bar = beta1 * m_hat + (1 - beta1) * grad / (1 - beta1**t)
    w = w - lr / (np.sqrt(v_hat) + eps) * m_bar
    return w, {"m": m, "v": v, "t": t}
