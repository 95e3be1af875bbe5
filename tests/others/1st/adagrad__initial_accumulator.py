"""As in Keras/TensorFlow an all-zero accumulator is replaced by 0.1."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"]
    s = s if np.any(s) else np.full_like(grad, 0.1)
    s = s + np.square(grad)
    return w - lr * grad / (np.sqrt(s) + eps), {"s": s}
