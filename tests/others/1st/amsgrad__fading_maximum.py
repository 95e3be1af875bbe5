"""The maximum fades by beta2 in each step as in AdaMax; as v itself never falls faster, v_max is always just v and
the method is plain Adam: differs only once some v has fallen."""

import numpy as np


def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    v_max = np.maximum(v, beta2 * state["v_max"])
    step_size = lr / (1 - beta1**t)
    denom = np.sqrt(v_max) / np.sqrt(1 - beta2**t) + eps
    return w - step_size * m / denom, {"m": m, "v": v, "v_max": v_max, "t": t}
