"""Right answers of unit 02 in other arrangements: lerps, running corrections, loops over coordinates, classes."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "exponential_moving_average": (
        """
def exponential_moving_average(values, *, beta, bias_correction):
    result = np.empty(len(values))
    average, power = 0.0, 1.0
    for k, value in enumerate(values):
        average += (1 - beta) * (value - average)
        power *= beta
        result[k] = average / (1 - power) if bias_correction else average
    return result
""",
        """
def exponential_moving_average(values, *, beta, bias_correction):
    n = len(values)
    lags = np.arange(n)[:, None] - np.arange(n)[None, :]
    weights = np.where(lags >= 0, (1 - beta) * beta ** np.maximum(lags, 0), 0.0)
    averages = weights @ values
    if bias_correction:
        averages = averages / (1 - beta ** np.arange(1, n + 1))
    return averages
""",
        """
import itertools


def exponential_moving_average(values, *, beta, bias_correction):
    blend = lambda past, new: beta * past + (1 - beta) * new
    averages = list(itertools.accumulate(values, blend, initial=np.float64(0)))[1:]
    corrections = [1 - beta**k if bias_correction else 1.0 for k in range(1, len(values) + 1)]
    return np.array([a / c for a, c in zip(averages, corrections)])
""",
    ),
    "momentum": (
        """
def momentum(w, grad, state, *, lr, beta):
    v = state["v"].copy()
    v *= beta
    v += grad
    new = w.copy()
    new -= lr * v
    return new, dict(state, v=v)
""",
        """
def momentum(w, grad, state, *, lr, beta):
    new_w, new_v = np.zeros_like(w), np.zeros_like(w)
    for index in np.ndindex(w.shape):
        new_v[index] = grad[index] + beta * state["v"][index]
        new_w[index] = w[index] - lr * new_v[index]
    return new_w, {"v": new_v}
""",
        """
def momentum(w, grad, state, *, lr, beta):
    v = np.add(grad, np.multiply(state["v"], beta))
    return w - v * lr, {"v": v, "seen": 1}
""",
        """
class Velocity:
    def __init__(self, v):
        self.v = v

    def pushed(self, force, friction):
        return Velocity(np.add(np.multiply(self.v, friction), force))


def momentum(w, grad, state, *, lr, beta):
    velocity = Velocity(state["v"]).pushed(grad, beta)
    return w - lr * grad - lr * beta * state["v"], {"v": velocity.v}
""",
    ),
    "nesterov": (
        """
def nesterov(w, grad_fn, state, *, lr, beta):
    drift = beta * state["v"]
    ahead = w - lr * drift
    slope = grad_fn(ahead)
    return ahead - lr * slope, {"v": drift + slope}
""",
        """
def look_ahead(w, v, lr, beta):
    return w + -(lr * beta) * v


def nesterov(w, grad_fn, state, *, lr, beta):
    v = np.array(state["v"], copy=True)
    g = grad_fn(look_ahead(w, v, lr, beta))
    v = np.asarray(v * beta)
    v += g
    return np.subtract(w, lr * v), {"v": v}
""",
        """
class Ball:
    def __init__(self, lr, beta):
        self.lr, self.beta = lr, beta

    def step(self, w, grad_fn, v):
        new = self.beta * v + grad_fn(w - v * (self.beta * self.lr))
        return w - self.lr * new, {"v": new}


def nesterov(w, grad_fn, state, *, lr, beta):
    return Ball(lr, beta).step(w, grad_fn, state["v"])
""",
    ),
}
