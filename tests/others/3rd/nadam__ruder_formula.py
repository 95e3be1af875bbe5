"""Corrects m with t and not with t + 1 (Ruder's overview, equation for Nadam)."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    nesterov_m = beta1 * m_hat + (1 - beta1) * grad / (1 - beta1 ** t)
    w = w - lr / (np.sqrt(v_hat) + eps) * nesterov_m
    return w, {"m": m, "v": v, "t": t}
