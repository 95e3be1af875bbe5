"""Beta1**t+1 is (beta1**t) + 1: the divisor is 2 - beta1**t in place of 1 - beta1**(t + 1)."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1*state["m"] + (1 - beta1)*grad
    v = beta2*state["v"] + (1 - beta2)*grad**2
    m_bar = beta1*m/(1 - beta1**t+1) + (1 - beta1)*grad/(1 - beta1**t)
    v_hat = v/(1 - beta2**t)
    w = w - lr*m_bar/(np.sqrt(v_hat) + eps)
    return w, {"m": m, "v": v, "t": t}
