"""The capstone in other arrangements: with optimizers written out, in loops, and with tables of other forms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MASTER = Path(__file__).parents[2] / "solutions" / "09_capstone" / "capstone.py"
FLOWERS = "VERSICOLOR" + MASTER.read_text(encoding="utf-8").partition("VERSICOLOR")[2].partition("# %% [markdown]")[0]
"""The flowers, as the unit's file has them."""

SAMPLE_BY_SAMPLE = """
def network_gradient(w, X, y):
    A, b, c, d = w[:16].reshape(8, 2), w[16:24], w[24:32], w[32]
    total = np.zeros(33)
    for x, label in zip(X, y):
        h = np.tanh(A @ x + b)
        z = c @ h + d
        e = -label / (1 + np.exp(label * z))
        s = e * c * (1 - h * h)
        total += np.concatenate([np.outer(s, x).ravel(), s, e * h, [e]])
    return total / len(X)
"""

BY_EINSUM = """
def network_gradient(w, X, y):
    A, b, c, d = w[:16].reshape(8, 2), w[16:24], w[24:32], w[32]
    h = np.tanh(np.einsum("ni,hi->nh", X, A) + b)
    z = (h * c).sum(axis=1) + d
    e = (0.5 * (np.tanh(z * y / 2) - 1)) * y / y.size
    s = np.einsum("n,h,nh->nh", e, c, (1 - h) * (1 + h))
    return np.hstack((np.einsum("nh,ni->hi", s, X).flatten(), s.sum(0), e @ h, e.sum()))
"""

IN_ONE_LOOP = (
    SAMPLE_BY_SAMPLE
    + """
def experiment(optimizer, schedule, X, y, *, seed, steps):
    rng = np.random.default_rng(seed)
    w = -1 + 2 * rng.random(33)
    base = {"gradient_descent": 2, "momentum": 0.5, "rmsprop": 0.04, "adam": 0.1}[optimizer]
    warm = max(1, steps // 10)
    v, s, path = 0 * w, 0 * w, [w]
    for k in range(steps):
        lr = base
        if schedule == "linear_decay":
            lr = base * (1 - k / steps)
        elif schedule == "warmup_cosine":
            x = (k - warm) / (steps - warm) if k >= warm else 0
            lr = base * (k + 1) / warm if k < warm else base * (1 + np.cos(np.pi * x)) / 2
        g = network_gradient(w, X, y)
        if optimizer == "gradient_descent":
            w = w - lr * g
        elif optimizer == "momentum":
            v = 0.9 * v + g
            w = w - lr * v
        elif optimizer == "rmsprop":
            s = 0.9 * s + 0.1 * g * g
            w = w - lr * g / (np.sqrt(s) + 1e-8)
        else:
            v, s = 0.9 * v + 0.1 * g, 0.999 * s + 0.001 * g * g
            w = w - lr * v / (1 - 0.9 ** (k + 1)) / (np.sqrt(s / (1 - 0.999 ** (k + 1))) + 1e-8)
        path.append(w)
    return np.stack(path)
"""
)

INTO_AN_ARRAY = (
    IN_ONE_LOOP.replace("path = 0 * w, 0 * w, [w]", "path = 0 * w, 0 * w, np.tile(w, (steps + 1, 1))")
    .replace("path.append(w)", "path[k + 1] = w")
    .replace("np.stack(path)", "path")
)

BY_COUNTING = (
    FLOWERS
    + IN_ONE_LOOP
    + """
def wrong(w, X, y):
    h = np.tanh(X @ w[:16].reshape(8, 2).T + w[16:24])
    return sum(1 for z, label in zip(h @ w[24:32] + w[32], y) if z * label <= 0)


def final_errors(optimizer, schedule, *, seed, steps):
    *_, w = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    return np.array([wrong(w, X_train, y_train) / len(X_train), wrong(w, X_test, y_test) / len(X_test)])
"""
)

BY_KIND = (
    FLOWERS
    + IN_ONE_LOOP
    + """
def final_errors(optimizer, schedule, *, seed, steps):
    w = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)[steps]
    errors = []
    for X, y in ((X_train, y_train), (X_test, y_test)):
        is_virginica = np.tanh(X @ w[:16].reshape(8, 2).T + w[16:24]) @ w[24:32] > -w[32]
        errors.append(1 - np.mean(is_virginica == (y > 0)))
    return np.array(errors)
"""
)

OF_COUNTS = """
def results(optimizer, schedule):
    wrong = {
        "gradient_descent": {"constant": (14, 17), "linear_decay": (14, 12), "warmup_cosine": (14, 11)},
        "momentum": {"constant": (13, 18), "linear_decay": (13, 15), "warmup_cosine": (14, 15)},
        "rmsprop": {"constant": (12, 16), "linear_decay": (14, 16), "warmup_cosine": (14, 16)},
        "adam": {"constant": (5, 19), "linear_decay": (11, 17), "warmup_cosine": (12, 18)},
    }
    return np.array(wrong[optimizer][schedule]) / 50
"""

OF_LINES = '''
TABLE = """
gradient_descent  .28 .34  .28 .24  .28 .22
momentum          .26 .36  .26 .30  .28 .30
rmsprop           .24 .32  .28 .32  .28 .32
adam              .10 .38  .22 .34  .24 .36
"""


def results(optimizer, schedule):
    rows = {line.split()[0]: [float(number) for number in line.split()[1:]] for line in TABLE.strip().splitlines()}
    first = 2 * ["constant", "linear_decay", "warmup_cosine"].index(schedule)
    return np.array(rows[optimizer][first : first + 2])
'''

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "network_gradient": (SAMPLE_BY_SAMPLE, BY_EINSUM),
    "experiment": (IN_ONE_LOOP, INTO_AN_ARRAY),
    "final_errors": (BY_COUNTING, BY_KIND),
    "results": (OF_COUNTS, OF_LINES),
}
