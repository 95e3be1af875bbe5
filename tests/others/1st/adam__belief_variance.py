"""As in AdaBelief v averages (grad - m)**2 instead of grad**2."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * ((grad - m) ** 2 - state["v"])
    update = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - lr * update, {"m": m, "v": v, "t": t}
