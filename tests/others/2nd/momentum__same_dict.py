"""The velocity is changed in place inside the caller's state and the same dict is returned (lines `v *= beta`, `v +=
grad`, `return`)."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    v = state["v"]
    v *= beta
    v += grad
    return w - lr * v, state
