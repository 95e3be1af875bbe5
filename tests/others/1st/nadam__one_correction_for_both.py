"""The gradient's part of the blend is divided by 1 - beta1**(t + 1), too, instead of by 1 - beta1**t."""

import numpy as np


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    # Nesterov: apply the momentum step once more, then correct as for t + 1
    m_bar = (beta1 * m + (1 - beta1) * grad) / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2**t)
    return w - lr * m_bar / (np.sqrt(v_hat) + eps), {"m": m, "v": v, "t": t}
