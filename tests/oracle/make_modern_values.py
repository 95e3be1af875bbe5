"""Make modern_values.json: what optax and jax do with methods of units 07 and 08.

    pip install optax && python tests/oracle/make_modern_values.py

All in float64, on the course's long valley L = x^2/10 + 2 y^2 or with the matrices below; each entry holds the settings
and what came out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

OUT = Path(__file__).with_name("modern_values.json")
START = [-5.0, -2.0]
MATRIX = [[3.0, 1.0], [-1.0, 2.0]]
TALL = [[3.0, 1.0], [-1.0, 2.0], [0.5, -2.0]]
CURVATURES = np.array([0.2, 4.0])
STEPS = 8


def slope(w: Any) -> Any:
    """The valley's gradient."""
    return CURVATURES * w


def loss(w: Any) -> Any:
    """The valley's loss."""
    return 0.5 * (CURVATURES * w * w).sum()


def path(made: Any, start: Any = START, gradient: Callable[[Any], Any] = slope, **more: Any) -> list[Any]:
    """Where an optimizer goes."""
    w = jax.numpy.asarray(start)
    state, points = made.init(w), []
    for _ in range(STEPS):
        updates, state = made.update(gradient(w), state, w, **more)
        w = optax.apply_updates(w, updates)
        points.append(np.asarray(w).tolist())
    return points


def averages(lr: float, beta: float) -> list[Any]:
    """Gradient descent with a moving average of its points beside it."""
    w = average = jax.numpy.asarray(START)
    found = [average]
    for _ in range(STEPS):
        w = w - lr * slope(w)
        average = optax.incremental_update(w, average, 1 - beta)
        found.append(average)
    return list(np.asarray(found).tolist())


def searches(lr: float, c: float, shrink: float) -> list[Any]:
    """Line searches that begin with the same rate each."""
    search = optax.scale_by_backtracking_linesearch(
        max_backtracking_steps=60, slope_rtol=c, decrease_factor=shrink, increase_factor=1e9, max_learning_rate=lr
    )
    made = optax.chain(optax.sgd(1.0), search)
    w = jax.numpy.asarray(START)
    state, points = made.init(w), []
    for _ in range(STEPS):
        updates, state = made.update(slope(w), state, w, value=loss(w), grad=slope(w), value_fn=loss)
        w = optax.apply_updates(w, updates)
        points.append(np.asarray(w).tolist())
    return points


def sharpness_aware(lr: float, rho: float) -> list[Any]:
    """SAM on the valley."""
    up = optax.chain(optax.contrib.normalize(), optax.sgd(rho))
    made = optax.contrib.sam(optax.sgd(lr), up, sync_period=2, opaque_mode=True)
    return path(made, grad_fn=lambda w, _: slope(w))


def decayed(lr: float, beta: float, weight_decay: float, *, inside: bool) -> list[Any]:
    """Momentum with weight decay, inside the velocity or beside it."""
    parts = [optax.trace(decay=beta), optax.add_decayed_weights(weight_decay)]
    return path(optax.chain(*(parts[::-1] if inside else parts), optax.scale(-lr)))


def conjugate(steps: int) -> list[Any]:
    """All points of conjugate gradients."""
    h, b, w = (jax.numpy.asarray(v) for v in ([[4.0, 1.0], [1.0, 3.0]], [1.0, 2.0], [2.0, 1.0]))
    found = [
        jax.scipy.sparse.linalg.cg(lambda x: h @ x, b, x0=w, maxiter=k, tol=0, atol=0)[0] for k in range(1, steps + 1)
    ]
    return [w.tolist(), *(np.asarray(x).tolist() for x in found)]


def trapezoid(peak: float, end: float, warmup: int, total: int, decay: int) -> list[float]:
    """Warm-up, a constant rate, a linear decay, and the last value from there on."""
    rate = optax.join_schedules(
        [
            optax.linear_schedule(peak / warmup, peak, warmup - 1),
            optax.constant_schedule(peak),
            optax.linear_schedule(peak, end, decay),
        ],
        [warmup - 1, total - decay],
    )
    return [float(rate(step)) for step in range(total + 3)]


def bowl(w: Any) -> Any:
    """The gradient of a loss of a matrix whose rows are steep to different degrees."""
    return jax.numpy.arange(1.0, 1 + w.size).reshape(w.shape) * w / 4


def made_orthogonal(lr: float, beta: float, start: Any) -> list[Any]:
    """Muon without looking ahead; optax multiplies from the other side, so its matrices are turned round."""
    turned = (jax.numpy.arange(1.0, 1 + np.size(start)).reshape(np.shape(start)) / 4).T
    steps = [
        optax.contrib.scale_by_muon(COEFFICIENTS, 5, beta, eps=0.0, nesterov=False),
        optax.contrib._muon.scale_by_shape(optax.contrib.MuonDimensionNumbers()),
        optax.scale(-lr),
    ]
    found = path(optax.chain(*steps), np.transpose(start), lambda w: turned * w)
    return [np.transpose(w).tolist() for w in found]


def factored(lr: float, beta2: float, start: Any) -> list[Any]:
    """Adafactor with a moving average of constant weight, corrected for its start at 0."""
    rms = optax.scale_by_factored_rms(
        min_dim_size_to_factor=1,
        epsilon=0.0,
        decay_rate_fn=lambda step, _: beta2 * (1 - beta2**step) / (1 - beta2 ** (step + 1)),
    )
    return path(optax.chain(rms, optax.scale(-lr)), start, bowl)


COEFFICIENTS = (3.4445, -4.775, 2.0315)
VALUES = {
    "clip_by_norm": [
        {
            "grad": g,
            "max_norm": n,
            "is": np.asarray(optax.clip_by_global_norm(n).update(jax.numpy.asarray(g), None)[0]).tolist(),
        }
        for g, n in (([3.0, 4.0], 1.0), ([0.3, 0.4], 1.0), (MATRIX, 2.0))
    ],
    "lion": {
        "settings": (s := {"lr": 0.1, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.1}),
        "path": path(optax.lion(s["lr"], s["beta1"], s["beta2"], weight_decay=s["weight_decay"])),
    },
    "sgdw": {
        "settings": (s := {"lr": 0.1, "beta": 0.9, "weight_decay": 0.1}),
        "decoupled": decayed(**s, inside=False),
        "l2": decayed(**s, inside=True),
    },
    "schedule_free": {
        "settings": (s := {"lr": 0.1, "beta": 0.9}),
        "path": path(optax.contrib.schedule_free_sgd(s["lr"], b1=s["beta"])),
    },
    "sam": {"settings": (s := {"lr": 0.1, "rho": 0.05}), "path": sharpness_aware(**s)},
    "lamb": {
        "settings": (s := {"lr": 0.1, "beta1": 0.9, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.1}),
        "path": path(optax.lamb(s["lr"], s["beta1"], s["beta2"], eps=s["eps"], weight_decay=s["weight_decay"])),
    },
    "muon": [
        {"settings": (s := {"lr": 0.1, "beta": 0.9}), "start": start, "path": made_orthogonal(**s, start=start)}
        for start in (MATRIX, TALL, np.transpose(TALL).tolist())
    ],
    "adafactor": [
        {"settings": (s := {"lr": 0.1, "beta2": 0.99}), "start": start, "path": factored(**s, start=start)}
        for start in (MATRIX, TALL)
    ],
    "newton_schulz": [
        {
            "G": g,
            "is": np.asarray(
                optax.contrib._muon.orthogonalize_via_newton_schulz(
                    jax.numpy.asarray(g), jax.numpy.asarray(COEFFICIENTS), ns_steps=5, eps=0.0
                )
            ).tolist(),
        }
        for g in (MATRIX, TALL)
    ],
    "weight_average": {"settings": (s := {"lr": 0.1, "beta": 0.9}), "path": averages(**s)},
    "warmup_stable_decay": {"values": trapezoid(0.1, 0.001, 4, 20, 8)},
    "conjugate_gradient": {"path": conjugate(2)},
    "backtracking": {"settings": (s := {"lr": 1.0, "c": 1e-4, "shrink": 0.5}), "path": searches(**s)},
}

if __name__ == "__main__":
    OUT.write_text(
        json.dumps({"optax": optax.__version__, "jax": jax.__version__, **VALUES}, indent=1) + "\n", encoding="utf-8"
    )
