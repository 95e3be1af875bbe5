"""`w = (1 - lr * weight_decay) * w` comes after Adam's step and shrinks the step too, instead of shrinking the old w
first."""

import numpy as np


def _adam(w, grad, state, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"m": m, "v": v, "t": t}


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    w, state = _adam(w, grad, state, lr, beta1, beta2, eps)
    w = (1 - lr * weight_decay) * w
    return w, state
