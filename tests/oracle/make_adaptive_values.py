"""Make adaptive_values.json: what PyTorch and optax compute, frozen as an independent oracle for the tests.

    pip install torch optax && python tests/oracle/make_adaptive_values.py

Every run draws hyperparameters and takes 50 steps in float64 on the same given gradients (three coordinates: ordinary
ones, ones with zeros, and small ones), from the same start; w is noted after some of the steps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jax
import numpy as np
import optax
import torch

OUT = Path(__file__).with_name("adaptive_values.json")
STEPS = 50
NOTED = (1, 2, 3, 5, 10, 20, 35, 50)
RUNS = 3
START = [1.5, -0.25, 0.001]

Settings = Mapping[str, float]


def torch_path(optimizer: Callable[..., torch.optim.Optimizer], gradients: np.ndarray, **options: Any) -> np.ndarray:
    """The path of w with an optimizer of PyTorch."""
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    made = optimizer([w], **options)
    path = []
    for gradient in gradients:
        w.grad = torch.tensor(gradient, dtype=torch.float64)
        made.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


def optax_path(optimizer: Callable[..., Any], gradients: np.ndarray, **options: Any) -> np.ndarray:
    """The path of w with an optimizer of optax."""
    made = optimizer(**options)
    w = jax.numpy.asarray(START, dtype="float64")
    state = made.init(w)
    path = []
    for gradient in gradients:
        updates, state = made.update(jax.numpy.asarray(gradient), state, w)
        w = optax.apply_updates(w, updates)
        path.append(np.asarray(w))
    return np.array(path)


def of_torch(s: Settings) -> dict[str, Any]:
    """Adam's hyperparameters in the names of PyTorch."""
    return {"lr": s["lr"], "betas": (s["beta1"], s["beta2"]), "eps": s["eps"]}


def of_optax(s: Settings) -> dict[str, Any]:
    """Adam's hyperparameters in the names of optax."""
    return {"learning_rate": s["lr"], "b1": s["beta1"], "b2": s["beta2"], "eps": s["eps"]}


ADAM = ("lr", "beta1", "beta2", "eps")
LIBRARIES: tuple[tuple[str, str, str, tuple[str, ...], Callable[[Settings, np.ndarray], np.ndarray]], ...] = (
    (
        "adagrad",
        "eps_outside",
        "torch",
        ("lr", "eps"),
        lambda s, g: torch_path(torch.optim.Adagrad, g, lr=s["lr"], eps=s["eps"]),
    ),
    (
        "adagrad",
        "eps_inside",
        "optax",
        ("lr", "eps"),
        lambda s, g: optax_path(optax.adagrad, g, learning_rate=s["lr"], eps=s["eps"], initial_accumulator_value=0.0),
    ),
    (
        "rmsprop",
        "eps_outside",
        "torch",
        ("lr", "beta", "eps"),
        lambda s, g: torch_path(torch.optim.RMSprop, g, lr=s["lr"], alpha=s["beta"], eps=s["eps"]),
    ),
    (
        "rmsprop",
        "eps_inside",
        "optax",
        ("lr", "beta", "eps"),
        lambda s, g: optax_path(optax.rmsprop, g, learning_rate=s["lr"], decay=s["beta"], eps=s["eps"]),
    ),
    ("adam", "corrected", "torch", ADAM, lambda s, g: torch_path(torch.optim.Adam, g, **of_torch(s))),
    ("adam", "corrected", "optax", ADAM, lambda s, g: optax_path(optax.adam, g, **of_optax(s))),
    (
        "adadelta",
        "default",
        "torch",
        ("lr", "rho", "eps"),
        lambda s, g: torch_path(torch.optim.Adadelta, g, lr=s["lr"], rho=s["rho"], eps=s["eps"]),
    ),
    ("adamax", "default", "torch", ADAM, lambda s, g: torch_path(torch.optim.Adamax, g, **of_torch(s))),
    ("adamax", "default", "optax", ADAM, lambda s, g: optax_path(optax.adamax, g, **of_optax(s))),
    ("nadam", "default", "optax", ADAM, lambda s, g: optax_path(optax.nadam, g, **of_optax(s))),
    ("amsgrad", "max_of_raw", "torch", ADAM, lambda s, g: torch_path(torch.optim.Adam, g, amsgrad=True, **of_torch(s))),
    ("amsgrad", "max_of_corrected", "optax", ADAM, lambda s, g: optax_path(optax.amsgrad, g, **of_optax(s))),
    (
        "amsgrad",
        "uncorrected",
        "optax",
        ADAM,
        lambda s, g: optax_path(optax.amsgrad, g, bias_correction_mu=False, bias_correction_nu=False, **of_optax(s)),
    ),
    (
        "adamw",
        "default",
        "torch",
        (*ADAM, "weight_decay"),
        lambda s, g: torch_path(torch.optim.AdamW, g, weight_decay=s["weight_decay"], **of_torch(s)),
    ),
    (
        "adamw",
        "default",
        "optax",
        (*ADAM, "weight_decay"),
        lambda s, g: optax_path(optax.adamw, g, weight_decay=s["weight_decay"], **of_optax(s)),
    ),
    ("radam", "above_4", "optax", ADAM, lambda s, g: optax_path(optax.radam, g, threshold=4.0, **of_optax(s))),
    ("radam", "above_5", "optax", ADAM, lambda s, g: optax_path(optax.radam, g, **of_optax(s))),
    ("radam", "torch", "torch", ADAM, lambda s, g: torch_path(torch.optim.RAdam, g, **of_torch(s))),
)
"""Exercise, convention, library, the hyperparameters, and how the library computes the path."""


def draw(generator: np.random.Generator, names: tuple[str, ...]) -> dict[str, float]:
    """Random hyperparameters: weights of averages, an eps that shows, a learning rate and a decay."""
    ranges = {"lr": (0.01, 0.5), "eps": (0.001, 0.1), "weight_decay": (0.05, 0.5)}
    return {name: round(float(generator.uniform(*ranges.get(name, (0.2, 0.99)))), 4) for name in names}


def main() -> None:
    """Write the runs of every optimizer and library."""
    jax.config.update("jax_enable_x64", True)
    generator = np.random.default_rng(20261125)
    gradients = generator.normal(size=(STEPS, 3)).round(3)
    gradients[generator.random(STEPS) < 0.3, 1] = 0.0
    gradients[:, 2] = (gradients[:, 2] / 100).round(5)
    runs = []
    for exercise, convention, library, names, path in LIBRARIES:
        for _ in range(RUNS):
            settings = draw(generator, names)
            noted = path(settings, gradients)[[step - 1 for step in NOTED]]
            runs.append(
                {
                    "exercise": exercise,
                    "convention": convention,
                    "library": library,
                    "settings": settings,
                    "w": noted.tolist(),
                }
            )
    head = {"torch": torch.__version__.split("+")[0], "optax": optax.__version__, "start": START, "noted": NOTED}
    lines = ",\n".join(json.dumps(run) for run in runs)
    OUT.write_text(
        f'{json.dumps(head)[:-1]}, "gradients": {json.dumps(gradients.tolist())}, "runs": [\n{lines}\n]}}\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
