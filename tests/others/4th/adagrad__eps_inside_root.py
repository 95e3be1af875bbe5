"""`np.sqrt(s + eps)`: eps is added under the root instead of to the root."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"] + np.square(grad)
    adjusted_lr = lr / np.sqrt(s + eps)
    w = w - adjusted_lr * grad
    return w, {"s": s}
