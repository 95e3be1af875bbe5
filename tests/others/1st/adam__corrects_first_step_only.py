"""Corrects the start at 0 only in the very first step; from the second on m and v are used uncorrected."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    m, v, t = state["m"], state["v"], state["t"]
    t = t + 1
    m = beta1*m + (1 - beta1)*grad
    v = beta2*v + (1 - beta2)*grad**2
    if t == 1:
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
    else:
        m_hat, v_hat = m, v
    w = w - lr*m_hat/(np.sqrt(v_hat) + eps)
    return w, {"m": m, "v": v, "t": t}
