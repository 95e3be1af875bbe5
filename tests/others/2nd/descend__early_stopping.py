"""Stops as soon as the gradient is tiny, so the result has fewer than steps + 1 rows (line `break`)."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    tolerance = 1e-6
    trajectory = [np.array(w, dtype=float)]
    for step in range(steps):
        current = trajectory[-1]
        grad = grad_fn(current)
        if np.linalg.norm(grad) < tolerance:
            # converged, nothing left to do
            break
        trajectory.append(current - lr * grad)
    return np.stack(trajectory)
