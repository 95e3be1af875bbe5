"""T is raised a second time (the statement just above) for the look-ahead part, so v_hat is corrected with t + 1 and
the state counts two steps."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    m, v, t = state["m"], state["v"], state["t"]
    t += 1
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad ** 2
    this_part = (1 - beta1) * grad / (1 - beta1 ** t)
    t += 1
    next_part = beta1 * m / (1 - beta1 ** t)
    m_bar = this_part + next_part
    v_hat = v / (1 - beta2 ** t)
    w_new = w - lr * m_bar / (np.sqrt(v_hat) + eps)
    return w_new, {"m": m, "v": v, "t": t}
