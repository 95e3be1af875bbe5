"""Return values: the right numbers, backwards in memory."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.asarray(w - lr * grad)[..., ::-1][..., ::-1] if np.ndim(w) else w - lr * grad
