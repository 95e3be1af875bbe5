"""The cache of bias corrections is keyed on t alone, so a call with other betas gets the corrections of the first
run."""

import numpy as np

_CORRECTIONS = {}


def _corrections(t, beta1, beta2):
    if t not in _CORRECTIONS:
        _CORRECTIONS[t] = (1 - beta1**t, 1 - beta2**t)
    return _CORRECTIONS[t]


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    c1, c2 = _corrections(t, beta1, beta2)
    w = w - lr * (m / c1) / (np.sqrt(v / c2) + eps)
    return w, {"m": m, "v": v, "t": t}
