"""Breaks off the run as soon as w hardly changes, so that fewer than steps + 1 points are returned."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    points = [np.array(w)]
    for _ in range(steps):
        g = grad_fn(w)
        new = w - lr * g
        points.append(new)
        if np.allclose(new, w):
            break
        w = new
    return np.array(points)
