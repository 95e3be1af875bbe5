"""`(grad - m) ** 2`: v averages squared deviations from m (as AdaBelief) instead of squared gradients."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    m, v, t = state["m"], state["v"], state["t"] + 1

    # moments
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * (grad - m) ** 2

    # both start at 0
    mean = m / (1 - beta1**t)
    variance = v / (1 - beta2**t)

    std = np.sqrt(variance)
    return w - lr * mean / (std + eps), {"m": m, "v": v, "t": t}
