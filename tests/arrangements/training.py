"""Right answers of unit 07 in other arrangements: smallest factors, sums over samples, running means."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "clip_by_norm": (
        """
def clip_by_norm(grad, *, max_norm):
    norm = np.sqrt(np.sum(grad * grad))
    return grad * np.minimum(1.0, max_norm / norm) if norm > 0 else grad.copy()
""",
        """
def clip_by_norm(grad, *, max_norm):
    return grad / max(1.0, np.linalg.norm(grad.ravel()) / max_norm)
""",
        """
import math


def clip_by_norm(grad, *, max_norm):
    norm = math.hypot(*grad.flatten())
    if norm <= max_norm:
        return np.array(grad)
    return max_norm * (grad / norm)
""",
    ),
    "accumulated_gradient": (
        """
def accumulated_gradient(w, X, y, order, *, batch_size, micro):
    rows = order[:batch_size]
    return X[rows].T @ (X[rows] @ w - y[rows]) / batch_size
""",
        """
def accumulated_gradient(w, X, y, order, *, batch_size, micro):
    total = np.zeros(len(w))
    for index in order[:batch_size]:
        total += (X[index] @ w - y[index]) * X[index]
    return total / batch_size
""",
        """
def accumulated_gradient(w, X, y, order, *, batch_size, micro):
    mean = 0.0 * w
    for first in range(0, batch_size, micro):
        rows = order[first : min(first + micro, batch_size)]
        mean = mean + np.mean((X[rows] @ w - y[rows])[:, None] * X[rows], axis=0) * len(rows) / batch_size
    return mean
""",
    ),
    "weight_average": (
        """
def weight_average(grad_fn, w, *, lr, beta, steps):
    path = np.empty((steps + 1, *w.shape))
    path[0] = w
    for k in range(steps):
        w = w - lr * grad_fn(w)
        path[k + 1] = path[k] + (1 - beta) * (w - path[k])
    return path
""",
        """
def weight_average(grad_fn, w, *, lr, beta, steps):
    points = [w]
    while len(points) <= steps:
        points.append(points[-1] - lr * grad_fn(points[-1]))
    averages = [points[0]]
    for point in points[1:]:
        averages.append(beta * averages[-1] + point - beta * point)
    return np.stack(averages)
""",
    ),
    "train": (
        """
def train(optimizer_step, schedule, grad_fn, w, *, steps):
    path = np.empty((steps + 1, *w.shape))
    path[0] = w
    state = {}
    for k in range(steps):
        path[k + 1], state = optimizer_step(path[k].copy(), grad_fn(path[k]), state, lr=schedule(k))
    return path
""",
        """
def train(optimizer_step, schedule, grad_fn, w, *, steps):
    points, state, k = [np.copy(w)], dict(), 0
    while k < steps:
        rate, slope = schedule(k), grad_fn(points[-1])
        point, state = optimizer_step(points[-1], slope, state, lr=rate)
        points += [point]
        k += 1
    return np.stack(points)
""",
        """
def train(optimizer_step, schedule, grad_fn, w, *, steps):
    def rest(w, state, k):
        if k == steps:
            return [w]
        following, after = optimizer_step(w, grad_fn(w), state, lr=schedule(k))
        return [w, *rest(following, after, k + 1)]

    return np.array(rest(w, {}, 0))
""",
    ),
    "backtracking": (
        """
def backtracking(w, grad_fn, loss_fn, *, lr, c, shrink):
    slope = grad_fn(w)
    here, squared = loss_fn(w), np.dot(slope, slope)
    while True:
        ahead = w - lr * slope
        if loss_fn(ahead) <= here - c * lr * squared:
            return ahead
        lr *= shrink
""",
        """
def backtracking(w, grad_fn, loss_fn, *, lr, c, shrink):
    gradient, before = grad_fn(w), loss_fn(w)
    for tries in range(1000):
        rate = lr * shrink**tries
        if before - loss_fn(w - rate * gradient) >= c * rate * np.linalg.norm(gradient) ** 2:
            break
    return w - rate * gradient
""",
    ),
    "lr_range_test": (
        """
def lr_range_test(w, grad_fn, loss_fn, *, lr_min, lr_max, steps):
    losses = np.zeros(steps)
    for k, lr in enumerate(np.geomspace(lr_min, lr_max, steps)):
        w = w - lr * grad_fn(w)
        losses[k] = loss_fn(w)
    return losses
""",
        """
def lr_range_test(w, grad_fn, loss_fn, *, lr_min, lr_max, steps):
    factor, lr, losses = (lr_max / lr_min) ** (1 / (steps - 1)), lr_min, []
    while len(losses) < steps:
        w = w - lr * grad_fn(w)
        losses.append(float(loss_fn(w)))
        lr *= factor
    return np.asarray(losses)
""",
        """
def lr_range_test(w, grad_fn, loss_fn, *, lr_min, lr_max, steps):
    rates = np.exp(np.linspace(np.log(lr_min), np.log(lr_max), steps))
    found = []
    for rate in rates:
        w = w - rate * grad_fn(w)
        found.append(loss_fn(w))
    return np.array(found)
""",
    ),
}
"""Exercise name -> source texts."""
