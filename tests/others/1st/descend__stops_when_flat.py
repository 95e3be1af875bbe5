"""Stops as soon as the gradient norm is below 1e-8, so the result has fewer than steps + 1 rows, e.g. when started in
the minimum."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    points = [np.array(w, dtype=float)]
    for _ in range(steps):
        grad = grad_fn(points[-1])
        if np.linalg.norm(grad) < 1e-8:
            break
        points.append(points[-1] - lr * grad)
    return np.stack(points)
