"""Right answers of unit 01 in other arrangements: in place on copies, loops, `einsum`, helpers, `functools`."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "gradient_descent": (
        """
def gradient_descent(w, grad, *, lr):
    new = w.copy()
    new -= lr * grad
    return new
""",
        """
def gradient_descent(w, grad, *, lr):
    new = np.empty_like(w)
    for index in np.ndindex(w.shape):
        new[index] = w[index] + -lr * grad[index]
    return new
""",
        """
def gradient_descent(w, grad, *, lr):
    return np.subtract(w, np.multiply(np.float64(lr), grad))
""",
    ),
    "descend": (
        """
import itertools


def descend(grad_fn, w, *, lr, steps):
    def step(point, _):
        return point - lr * grad_fn(point)

    return np.stack(list(itertools.accumulate(range(steps), step, initial=w)))
""",
        """
def descend(grad_fn, w, *, lr, steps):
    path = np.empty((steps + 1,) + w.shape)
    path[0] = w
    for k in range(steps):
        path[k + 1] = path[k] - lr * grad_fn(path[k].copy())
    return path
""",
        """
def descend(grad_fn, w, *, lr, steps):
    if steps == 0:
        return w[np.newaxis].copy()
    before = descend(grad_fn, w, lr=lr, steps=steps - 1)
    last = np.asarray(before[-1])
    return np.concatenate([before, (last - lr * grad_fn(last))[np.newaxis]])
""",
    ),
    "least_squares_gradient": (
        """
def least_squares_gradient(w, X, y):
    total = np.zeros_like(w)
    for x_i, y_i in zip(X, y):
        total += (np.sum(x_i * w) - y_i) * x_i
    return total / len(X)
""",
        """
def least_squares_gradient(w, X, y):
    residuals = np.einsum("ij,j->i", X, w) - y
    return np.mean(residuals[:, np.newaxis] * X, axis=0)
""",
        """
def least_squares_gradient(w, X, y):
    n = X.shape[0]
    return (X.T @ X / n) @ w - X.T @ y / n
""",
    ),
    "sgd_epoch": (
        """
import functools


def sgd_epoch(w, X, y, order, *, lr):
    def step(point, i):
        return point - lr * X[i] * (np.dot(X[i], point) - y[i])

    return functools.reduce(step, order, w)
""",
        """
def sgd_epoch(w, X, y, order, *, lr):
    point = w.copy()
    for x_i, y_i in zip(X[order], y[order]):
        error = sum(a * b for a, b in zip(x_i, point)) - y_i
        for j in range(len(point)):
            point[j] += lr * -error * x_i[j]
    return point
""",
        """
class Trainer:
    def __init__(self, w, lr):
        self.w, self.lr = np.array(w), lr

    def see(self, x, target):
        self.w = self.w + self.lr * (target - self.w @ x) * x


def sgd_epoch(w, X, y, order, *, lr):
    trainer = Trainer(w, lr)
    for i in order.tolist():
        trainer.see(X[i], y[i])
    return trainer.w
""",
    ),
    "minibatch_epoch": (
        """
def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    def gradient(point, batch):
        return sum((X[i] @ point - y[i]) * X[i] for i in batch) / len(batch)

    for batch in np.split(order, range(batch_size, len(order), batch_size)):
        w = w - lr * gradient(w, batch)
    return w
""",
        """
import functools


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    starts = range(0, len(order), batch_size)
    batches = (order[start : start + batch_size] for start in starts)

    def step(point, batch):
        rows, targets = X[batch], y[batch]
        return point - np.average((rows @ point - targets)[:, None] * rows, axis=0) * lr

    return functools.reduce(step, batches, w)
""",
        """
def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    point = np.copy(w)
    start = 0
    while start < len(order):
        batch = order[start : min(start + batch_size, len(order))]
        rate = lr / batch.size
        total = X[batch].T @ (X[batch] @ point - y[batch])
        point -= rate * total
        start += batch_size
    return point
""",
    ),
}
