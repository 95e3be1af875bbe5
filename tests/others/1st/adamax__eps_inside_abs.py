"""Adds eps to the gradient inside abs, so negative gradients get smaller sizes (and grad = -eps gives 0)."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"]
    t += 1
    m = beta1*state["m"] + (1 - beta1)*grad
    u = np.maximum(beta2*state["u"], np.abs(grad + eps))
    m_hat = m/(1 - beta1**t)
    w = w - lr*m_hat/u
    return w, {"m": m, "u": u, "t": t}
