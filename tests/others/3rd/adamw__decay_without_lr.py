"""Decays by weight_decay and not by lr*weight_decay."""

import numpy as np


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    def ema(old, new, beta):
        return beta * old + (1 - beta) * new

    t = state["t"] + 1
    m = ema(state["m"], grad, beta1)
    v = ema(state["v"], grad * grad, beta2)
    adam_step = lr * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + eps)
    w = w - adam_step - weight_decay * w
    return w, {"m": m, "v": v, "t": t}
