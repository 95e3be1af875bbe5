"""From the second step on the gradient gets the weight 1 - beta (PyTorch's dampening), only the first is whole."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    buf = state["v"]
    dampening = beta
    if not np.any(buf):
        buf = grad.copy()
    else:
        buf = beta * buf + (1 - dampening) * grad
    return w - lr * buf, {"v": buf}
