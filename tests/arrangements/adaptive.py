"""Right answers of unit 03 in other arrangements.

Lerps, the bias correction folded into the step size, work in place on copies, loops over coordinates, `np.where`, NumPy
scalars, helpers, classes and `functools`.
"""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "adagrad": (
        """
def adagrad(w, grad, state, *, lr, eps):
    s = state["s"].copy()
    s += np.square(grad)
    rate = lr / (s**0.5 + eps)
    return w - rate * grad, {"s": s}
""",
        """
import math


def adagrad(w, grad, state, *, lr, eps):
    new, s = np.empty_like(w), np.empty_like(w)
    for i in np.ndindex(w.shape):
        s[i] = state["s"][i] + grad[i] * grad[i]
        new[i] = w[i] - lr * (grad[i] / (math.sqrt(s[i]) + eps))
    return new, {"s": s}
""",
        """
import functools


def step(root, direction, rate):
    return rate * np.divide(direction, root)


def adagrad(w, grad, state, *, lr, eps):
    scaled = functools.partial(step, rate=np.float64(-lr))
    s = np.add(state["s"], np.power(grad, 2))
    return np.add(w, scaled(np.sqrt(s) + eps, grad)), {"s": s}
""",
    ),
    "rmsprop": (
        """
def rmsprop(w, grad, state, *, lr, beta, eps):
    s = state["s"] + (1 - beta) * (grad * grad - state["s"])
    return w - lr / (np.sqrt(s) + eps) * grad, {"s": s}
""",
        """
def rmsprop(w, grad, state, *, lr, beta, eps):
    s = np.asarray(beta * state["s"])
    s += (1 - beta) * np.abs(grad) ** 2
    size = np.where(grad >= 0, grad, -grad) / (np.sqrt(s) + eps)
    return w - lr * np.sign(grad) * size, {"s": s}
""",
        """
class Squares:
    def __init__(self, s, beta):
        self.s, self.beta = s, np.float64(beta)

    def update(self, grad):
        self.s = self.beta * self.s + (1 - self.beta) * grad**2
        return self

    @property
    def root(self):
        return np.sqrt(self.s)


def rmsprop(w, grad, state, *, lr, beta, eps):
    squares = Squares(state["s"], beta).update(grad)
    return w - lr * grad / (eps + squares.root), {"s": squares.s}
""",
    ),
    "adam": (
        """
def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * (grad * grad - state["v"])
    step_size = lr / (1 - beta1**t)
    root = np.sqrt(v) / np.sqrt(1 - beta2**t)
    return w - step_size * m / (root + eps), {"m": m, "v": v, "t": t}
""",
        """
def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    correction = np.sqrt(1 - beta2**t)
    rate = lr * correction / (1 - beta1**t)
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    return w - rate * m / (np.sqrt(v) + eps * correction), dict(m=m, v=v, t=t)
""",
        """
def moving(past, new, beta):
    return np.add(beta * past, (1 - beta) * new)


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    count = np.int64(state["t"] + 1)
    new = {"m": moving(state["m"], grad, beta1), "v": moving(state["v"], np.square(grad), beta2), "t": count}
    hats = [new["m"] / (1 - np.power(beta1, count)), new["v"] / (1 - np.power(beta2, count))]
    return w - np.float64(lr) * hats[0] / (hats[1] ** 0.5 + eps), new
""",
        """
def adam(w, grad, state, *, lr, beta1, beta2, eps):
    m, v, point = state["m"].copy(), state["v"].copy(), w.copy()
    t = 1 + state["t"]
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad * grad
    for i in np.ndindex(w.shape):
        point[i] -= lr * (m[i] / (1 - beta1**t)) / (np.sqrt(v[i] / (1 - beta2**t)) + eps)
    return point, {"m": m, "v": v, "t": t}
""",
    ),
    "adadelta": (
        """
def adadelta(w, grad, state, *, lr, rho, eps):
    s = state["s"] + (1 - rho) * (grad**2 - state["s"])
    u = np.sqrt((state["d"] + eps) / (s + eps)) * grad
    d = state["d"] + (1 - rho) * (u**2 - state["d"])
    return w - lr * u, {"s": s, "d": d}
""",
        """
def rms(average, eps):
    return np.sqrt(average + eps)


def adadelta(w, grad, state, *, lr, rho, eps):
    s = rho * state["s"] + (1 - rho) * np.square(grad)
    delta = -(rms(state["d"], eps) / rms(s, eps)) * grad
    new = {"s": s, "d": rho * state["d"] + (1 - rho) * np.square(delta)}
    return w + lr * delta, new
""",
        """
def adadelta(w, grad, state, *, lr, rho, eps):
    s, d, point = np.empty_like(w), np.empty_like(w), np.empty_like(w)
    with np.nditer([w, grad, state["s"], state["d"]], flags=["multi_index"]) as cells:
        for w_i, g, s_i, d_i in cells:
            i = cells.multi_index
            s[i] = rho * s_i + (1 - rho) * g * g
            u = (d_i + eps) ** 0.5 / (s[i] + eps) ** 0.5 * g
            d[i] = rho * d_i + (1 - rho) * u * u
            point[i] = w_i - lr * u
    return point, {"d": d, "s": s}
""",
    ),
    "adamax": (
        """
def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    size = np.where(grad < 0, -grad, grad) + eps
    faded = beta2 * state["u"]
    u = np.where(faded > size, faded, size)
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    return w - lr / (1 - beta1**t) * (m / u), {"m": m, "u": u, "t": t}
""",
        """
import functools


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    new = {"t": state["t"] + 1, "m": beta1 * state["m"] + (1 - beta1) * grad}
    new["u"] = functools.reduce(np.maximum, (beta2 * state["u"], eps + grad, eps - grad))
    return w - lr * new["m"] / (new["u"] * (1 - beta1 ** new["t"])), new
""",
        """
class Count(int):
    def correction(self, beta):
        return 1 / (1 - beta ** int(self))


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = Count(state["t"] + 1)
    m = np.asarray(state["m"] * beta1)
    m += grad * (1 - beta1)
    u = np.max(np.stack([state["u"] * beta2, np.abs(grad) + eps]), axis=0)
    return w - lr * m * t.correction(beta1) / u, {"m": m, "u": u, "t": int(t)}
""",
    ),
    "nadam": (
        """
def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * (grad**2 - state["v"])
    root = np.sqrt(v / (1 - beta2**t)) + eps
    along_m = lr * beta1 / (1 - beta1 ** (t + 1))
    along_g = lr * (1 - beta1) / (1 - beta1**t)
    return w - along_m * m / root - along_g * grad / root, {"m": m, "v": v, "t": t}
""",
        """
from functools import partial


def corrected(average, beta, count):
    return average / (1 - beta**count)


def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    t = np.int64(state["t"]) + 1
    first = partial(corrected, beta=beta1)
    m, v = state["m"].copy(), state["v"].copy()
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    blend = beta1 * first(m, count=t + 1) + (1 - beta1) * first(grad, count=t)
    return w - lr * blend / (np.sqrt(corrected(v, beta2, t)) + eps), {"m": m, "v": v, "t": t}
""",
    ),
    "amsgrad": (
        """
def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * (grad**2 - state["v"])
    largest = np.where(v > state["v_max"], v, state["v_max"])
    root = np.sqrt(largest) / (1 - beta2**t) ** 0.5
    return w - lr / (1 - beta1**t) * m / (root + eps), {"m": m, "v": v, "v_max": largest, "t": t}
""",
        """
def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    new = {name: np.array(value) for name, value in state.items() if name != "t"}
    new["t"] = state["t"] + 1
    point = w.copy()
    for i in np.ndindex(w.shape):
        new["m"][i] = beta1 * new["m"][i] + (1 - beta1) * grad[i]
        new["v"][i] = beta2 * new["v"][i] + (1 - beta2) * grad[i] ** 2
        new["v_max"][i] = max(new["v"][i], new["v_max"][i])
        m_hat = new["m"][i] / (1 - beta1 ** new["t"])
        point[i] -= lr * m_hat / (np.sqrt(new["v_max"][i] / (1 - beta2 ** new["t"])) + eps)
    return point, new
""",
    ),
    "adamw": (
        """
def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * (grad**2 - state["v"])
    direction = m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - lr * (direction + weight_decay * w), {"m": m, "v": v, "t": t}
""",
        """
def plain_adam(grad, m, v, t, beta1, beta2, eps):
    correction = np.sqrt(1 - beta2**t)
    return correction / (1 - beta1**t) * m / (np.sqrt(v) + correction * eps)


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    new = {
        "m": beta1 * state["m"] + (1 - beta1) * grad,
        "v": beta2 * state["v"] + (1 - beta2) * np.square(grad),
        "t": state["t"] + 1,
    }
    point = np.array(w)
    point *= 1 - lr * weight_decay
    point -= lr * plain_adam(grad, **new, beta1=beta1, beta2=beta2, eps=eps)
    return point, new
""",
        """
class AdamW:
    def __init__(self, state, beta1, beta2):
        self.m, self.v, self.t = state["m"], state["v"], state["t"]
        self.beta1, self.beta2 = beta1, beta2

    def feed(self, grad):
        self.t = self.t + 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        return self

    def direction(self, eps):
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return m_hat / (v_hat**0.5 + eps)


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    memory = AdamW(state, beta1, beta2).feed(grad)
    shrunk = w - lr * weight_decay * w
    return shrunk - lr * memory.direction(eps), {"m": memory.m, "v": memory.v, "t": memory.t}
""",
    ),
    "radam": (
        """
def radam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * (grad * grad - state["v"])
    left = beta2**t
    rho_inf = (1 + beta2) / (1 - beta2)
    rho = rho_inf - 2 * t * left / (1 - left)
    rate = lr / (1 - beta1**t)
    if rho <= 4:
        return w - rate * m, {"m": m, "v": v, "t": t}
    r = ((rho - 4) / (rho_inf - 4) * (rho - 2) / (rho_inf - 2) * rho_inf / rho) ** 0.5
    return w - rate * r * m / (np.sqrt(v / (1 - left)) + eps), {"m": m, "v": v, "t": t}
""",
        """
import math


def radam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    new, m, v = (np.empty_like(w) for _ in range(3))
    most = 2 / (1 - beta2) - 1
    worth = most - 2 * t / (beta2**-t - 1)
    for i in np.ndindex(w.shape):
        m[i] = beta1 * state["m"][i] + (1 - beta1) * grad[i]
        v[i] = beta2 * state["v"][i] + (1 - beta2) * grad[i] ** 2
        step = m[i] / (1 - beta1**t)
        if worth > 4:
            step *= math.sqrt((worth - 4) * (worth - 2) * most) / math.sqrt((most - 4) * (most - 2) * worth)
            step /= math.sqrt(v[i] / (1 - beta2**t)) + eps
        new[i] = w[i] - lr * step
    return new, {"m": m, "v": v, "t": t}
""",
        """
def variance_factor(t, beta2):
    rho_inf = 2 / (1 - beta2) - 1
    rho = rho_inf - 2 * t * beta2**t / (1 - beta2**t)
    with np.errstate(invalid="ignore"):
        r = np.sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))
    return rho > 4, r


def radam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * np.square(grad)
    trusted, r = variance_factor(t, beta2)
    adaptive = np.sqrt(1 - beta2**t) / (np.sqrt(v) + eps * np.sqrt(1 - beta2**t))
    scale = np.where(trusted, r * adaptive, 1.0)
    return w - lr * scale * m / (1 - beta1**t), {"m": m, "v": v, "t": t}
""",
    ),
}
