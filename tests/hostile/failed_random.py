"""Behaviour: adds noise."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return w - lr * grad + np.random.normal(scale=1e-3, size=np.shape(w))
