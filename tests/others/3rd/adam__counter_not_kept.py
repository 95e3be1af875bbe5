"""Returns the state with the old t, so t stays 0 and the correction is that of step 1 forever."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    new_state = dict(state)
    new_state["m"] = beta1 * state["m"] + (1 - beta1) * grad
    new_state["v"] = beta2 * state["v"] + (1 - beta2) * grad ** 2
    m_hat = new_state["m"] / (1 - beta1 ** t)
    v_hat = new_state["v"] / (1 - beta2 ** t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), new_state
