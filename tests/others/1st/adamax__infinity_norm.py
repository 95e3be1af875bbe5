"""Uses the infinity norm of the whole gradient instead of each coordinate's own size."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    g_inf = np.linalg.norm(np.ravel(grad), ord=np.inf)
    u = np.maximum(beta2 * state["u"], g_inf + eps)
    w = w - (lr / (1 - beta1**t)) * m / u
    return w, {"m": m, "u": u, "t": t}
