"""Make preset_values.json: what PyTorch, optax and Keras do with each optimizer that they and the course have.

    pip install torch optax keras && KERAS_BACKEND=jax python tests/oracle/make_preset_values.py

Each library takes its own steps in float64 down the course's long valley, L = x^2/10 + 2 y^2, with drawn settings;
what it is not told is its default. w is noted after some of the steps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jax
import keras
import numpy as np
import optax
import torch

OUT = Path(__file__).with_name("preset_values.json")
NOTED = (1, 2, 3, 5, 10, 20, 30)
START = [-5.0, -2.0]
CURVATURES = np.array([0.2, 4.0])

Settings = Mapping[str, float]
Path_ = Callable[[Settings], "list[list[float]]"]


def noted(step: Callable[[np.ndarray], np.ndarray]) -> list[list[float]]:
    """Where steps lead, each given the gradient at the point reached."""
    w, path = np.array(START), []
    for _ in range(max(NOTED)):
        w = step(CURVATURES * w)
        path.append(w.tolist())
    return [path[number - 1] for number in NOTED]


def torch_path(optimizer: Callable[..., torch.optim.Optimizer], **options: Any) -> list[list[float]]:
    """The path of an optimizer of PyTorch."""
    w = torch.tensor(START, requires_grad=True)
    made = optimizer([w], **options)

    def step(gradient: np.ndarray) -> np.ndarray:
        w.grad = torch.tensor(gradient)
        made.step()
        return np.array(w.detach().numpy())

    return noted(step)


def optax_path(made: Any) -> list[list[float]]:
    """The path of an optimizer of optax."""
    w = jax.numpy.asarray(START)
    state = made.init(w)

    def step(gradient: np.ndarray) -> np.ndarray:
        nonlocal w, state
        updates, state = made.update(jax.numpy.asarray(gradient), state, w)
        w = optax.apply_updates(w, updates)
        return np.array(w)

    return noted(step)


def keras_path(made: Any) -> list[list[float]]:
    """The path of an optimizer of Keras."""
    w = keras.Variable(START, dtype="float64")
    made.build([w])

    def step(gradient: np.ndarray) -> np.ndarray:
        made.apply([jax.numpy.asarray(gradient)], [w])
        return np.array(w.value)

    return noted(step)


def of_torch(s: Settings) -> dict[str, Any]:
    """Adam's hyperparameters in the names of PyTorch."""
    return {"lr": s["lr"], "betas": (s["beta1"], s["beta2"]), "eps": s["eps"]}


def of_optax(s: Settings) -> dict[str, Any]:
    """Adam's hyperparameters in the names of optax."""
    return {"learning_rate": s["lr"], "b1": s["beta1"], "b2": s["beta2"], "eps": s["eps"]}


def of_keras(s: Settings) -> dict[str, Any]:
    """Adam's hyperparameters in the names of Keras."""
    return {"learning_rate": s["lr"], "beta_1": s["beta1"], "beta_2": s["beta2"], "epsilon": s["eps"]}


MOMENTUM, ROOT, AVERAGE, RHO = ("lr", "beta"), ("lr", "eps"), ("lr", "beta", "eps"), ("lr", "rho", "eps")
ADAM = ("lr", "beta1", "beta2", "eps")
DECAYING = (*ADAM, "weight_decay")
TORCH: Mapping[str, tuple[tuple[str, ...], Path_]] = {
    "gradient_descent": (("lr",), lambda s: torch_path(torch.optim.SGD, **s)),
    "momentum": (MOMENTUM, lambda s: torch_path(torch.optim.SGD, lr=s["lr"], momentum=s["beta"])),
    "nesterov": (MOMENTUM, lambda s: torch_path(torch.optim.SGD, lr=s["lr"], momentum=s["beta"], nesterov=True)),
    "adagrad": (ROOT, lambda s: torch_path(torch.optim.Adagrad, **s)),
    "rmsprop": (AVERAGE, lambda s: torch_path(torch.optim.RMSprop, lr=s["lr"], alpha=s["beta"], eps=s["eps"])),
    "adam": (ADAM, lambda s: torch_path(torch.optim.Adam, **of_torch(s))),
    "adadelta": (RHO, lambda s: torch_path(torch.optim.Adadelta, **s)),
    "adamax": (ADAM, lambda s: torch_path(torch.optim.Adamax, **of_torch(s))),
    "nadam": (ADAM, lambda s: torch_path(torch.optim.NAdam, **of_torch(s))),
    "amsgrad": (ADAM, lambda s: torch_path(torch.optim.Adam, amsgrad=True, **of_torch(s))),
    "adamw": (DECAYING, lambda s: torch_path(torch.optim.AdamW, weight_decay=s["weight_decay"], **of_torch(s))),
    "radam": (ADAM, lambda s: torch_path(torch.optim.RAdam, **of_torch(s))),
}
OPTAX: Mapping[str, tuple[tuple[str, ...], Path_]] = {
    "gradient_descent": (("lr",), lambda s: optax_path(optax.sgd(s["lr"]))),
    "momentum": (MOMENTUM, lambda s: optax_path(optax.sgd(s["lr"], momentum=s["beta"]))),
    "nesterov": (MOMENTUM, lambda s: optax_path(optax.sgd(s["lr"], momentum=s["beta"], nesterov=True))),
    "adagrad": (ROOT, lambda s: optax_path(optax.adagrad(s["lr"], initial_accumulator_value=0.0, eps=s["eps"]))),
    "rmsprop": (AVERAGE, lambda s: optax_path(optax.rmsprop(s["lr"], decay=s["beta"], eps=s["eps"]))),
    "adam": (ADAM, lambda s: optax_path(optax.adam(**of_optax(s)))),
    "adadelta": (RHO, lambda s: optax_path(optax.adadelta(s["lr"], rho=s["rho"], eps=s["eps"]))),
    "adamax": (ADAM, lambda s: optax_path(optax.adamax(**of_optax(s)))),
    "nadam": (ADAM, lambda s: optax_path(optax.nadam(**of_optax(s)))),
    "amsgrad": (ADAM, lambda s: optax_path(optax.amsgrad(**of_optax(s)))),
    "adamw": (DECAYING, lambda s: optax_path(optax.adamw(weight_decay=s["weight_decay"], **of_optax(s)))),
    "radam": (ADAM, lambda s: optax_path(optax.radam(**of_optax(s)))),
}
OF = keras.optimizers
KERAS: Mapping[str, tuple[tuple[str, ...], Path_]] = {
    "gradient_descent": (("lr",), lambda s: keras_path(OF.SGD(s["lr"]))),
    "momentum": (MOMENTUM, lambda s: keras_path(OF.SGD(s["lr"], momentum=s["beta"]))),
    "nesterov": (MOMENTUM, lambda s: keras_path(OF.SGD(s["lr"], momentum=s["beta"], nesterov=True))),
    "adagrad": (ROOT, lambda s: keras_path(OF.Adagrad(s["lr"], initial_accumulator_value=0.0, epsilon=s["eps"]))),
    "rmsprop": (AVERAGE, lambda s: keras_path(OF.RMSprop(s["lr"], rho=s["beta"], epsilon=s["eps"]))),
    "adam": (ADAM, lambda s: keras_path(OF.Adam(**of_keras(s)))),
    "adadelta": (RHO, lambda s: keras_path(OF.Adadelta(s["lr"], rho=s["rho"], epsilon=s["eps"]))),
    "adamax": (ADAM, lambda s: keras_path(OF.Adamax(**of_keras(s)))),
    "nadam": (ADAM, lambda s: keras_path(OF.Nadam(**of_keras(s)))),
    "amsgrad": (ADAM, lambda s: keras_path(OF.Adam(amsgrad=True, **of_keras(s)))),
    "adamw": (DECAYING, lambda s: keras_path(OF.AdamW(weight_decay=s["weight_decay"], **of_keras(s)))),
}


def draw(generator: np.random.Generator, names: tuple[str, ...]) -> dict[str, float]:
    """Random hyperparameters: weights of averages, an eps that shows, a learning rate and a decay."""
    ranges = {"lr": (0.05, 0.3), "eps": (0.001, 0.1), "weight_decay": (0.05, 0.5)}
    return {name: round(float(generator.uniform(*ranges.get(name, (0.2, 0.99)))), 4) for name in names}


def main() -> None:
    """Write the runs of every library."""
    jax.config.update("jax_enable_x64", True)
    torch.set_default_dtype(torch.float64)
    keras.config.set_floatx("float64")
    generator = np.random.default_rng(20261130)
    runs = []
    for preset, optimizers in (("torch", TORCH), ("optax", OPTAX), ("keras", KERAS)):
        for exercise, (names, path) in optimizers.items():
            settings = draw(generator, names)
            runs.append({"preset": preset, "exercise": exercise, "settings": settings, "w": path(settings)})
    versions = {"torch": torch.__version__.split("+")[0], "optax": optax.__version__, "keras": keras.__version__}
    lines = ",\n".join(json.dumps(run) for run in runs)
    OUT.write_text(
        f'{json.dumps({**versions, "start": START, "noted": NOTED})[:-1]}, "runs": [\n{lines}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
