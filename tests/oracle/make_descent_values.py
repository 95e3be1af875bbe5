"""Make descent_values.json: what PyTorch and optax compute for units 01 and 02, frozen as an independent oracle.

    pip install torch optax && python tests/oracle/make_descent_values.py

Every run draws hyperparameters and a start and takes 50 steps in float64. On given gradients the learning rate changes
at every step, which tells the conventions of momentum apart. Losses are PyTorch's own, with its own derivatives.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jax
import numpy as np
import optax
import torch

OUT = Path(__file__).with_name("descent_values.json")
STEPS = 50
RUNS = 2

LOSSES: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "valley": lambda w: w[0] ** 2 / 10 + 2 * w[1] ** 2,
    "tilted_bowl": lambda w: w[0] ** 2 + w[0] * w[1] + w[1] ** 2 - 2 * w[0],
}
Calls = list[dict[str, Any]]
Generator = np.random.Generator


def parameter(values: Sequence[float]) -> torch.Tensor:
    """A vector that PyTorch optimizes."""
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def some(generator: Generator, *shape: int) -> Any:
    """Numbers of a readable length."""
    return generator.normal(size=shape).round(4).tolist()


def between(generator: Generator, low: float, high: float) -> float:
    """One such number between two."""
    return round(float(generator.uniform(low, high)), 4)


# ---------------------------------------------------------------- gradients are given


def open_loop(generator: Generator, beta: float | None) -> tuple[list[float], Calls]:
    """A start, and the gradient, the learning rate and the momentum of every step."""
    settings = {} if beta is None else {"beta": beta}
    calls = [{"grad": some(generator, 2), "lr": between(generator, 0.01, 0.5), **settings} for _ in range(STEPS)]
    return some(generator, 2), calls


def torch_path(start: list[float], calls: Calls, beta: float) -> list[Any]:
    """The path of torch.optim.SGD whose learning rate is set before every step."""
    w = parameter(start)
    optimizer = torch.optim.SGD([w], lr=1.0, momentum=beta)
    path = []
    for call in calls:
        optimizer.param_groups[0]["lr"] = call["lr"]
        w.grad = torch.tensor(call["grad"], dtype=torch.float64)
        optimizer.step()
        path.append(w.detach().tolist())
    return path


def optax_path(start: list[float], calls: Calls, transformation: Any) -> list[Any]:
    """The path of an optimizer of optax."""
    w = jax.numpy.asarray(start)
    state = transformation.init(w)
    path = []
    for call in calls:
        updates, state = transformation.update(jax.numpy.asarray(call["grad"]), state, w)
        w = optax.apply_updates(w, updates)
        path.append(np.asarray(w).tolist())
    return path


def given_gradients(generator: Generator) -> Iterator[dict[str, Any]]:
    """Gradient descent, and momentum in each of its conventions."""
    for _ in range(RUNS):
        start, calls = open_loop(generator, None)
        yield run("gradient_descent", "default", "torch", start, calls, torch_path(start, calls, 0.0))
        rates = jax.numpy.asarray([call["lr"] for call in calls])
        yield run(
            "gradient_descent", "default", "optax", start, calls, optax_path(start, calls, optax.sgd(rates.__getitem__))
        )
        beta = between(generator, 0.1, 0.95)
        start, calls = open_loop(generator, beta)
        rates = jax.numpy.asarray([call["lr"] for call in calls])
        path = torch_path(start, calls, beta)
        for convention in ("heavy_ball", "downhill"):  # which differ in the sign of what is remembered alone
            yield run("momentum", convention, "torch", start, calls, path)
        downhill = optax.scale(-1.0)
        paced = optax.scale_by_schedule(rates.__getitem__)
        for convention, transformation in (
            ("heavy_ball", optax.chain(optax.trace(beta), paced, downhill)),
            ("ema", optax.chain(optax.ema(beta, debias=False), paced, downhill)),
            ("lr_inside", optax.chain(paced, optax.trace(beta), downhill)),
            ("descent_velocity", optax.chain(paced, downhill, optax.trace(beta))),
        ):
            yield run("momentum", convention, "optax", start, calls, optax_path(start, calls, transformation))


# ---------------------------------------------------------------- gradients of a loss


def stepped(optimizer: torch.optim.Optimizer, loss: Callable[[], torch.Tensor], w: torch.Tensor) -> Any:
    """Where w is after one more step down the loss."""
    optimizer.zero_grad()
    loss().backward()
    optimizer.step()
    return w.detach().tolist()


def on_losses(generator: Generator) -> Iterator[dict[str, Any]]:
    """Whole runs of gradient descent, and Nesterov momentum, of which PyTorch keeps the points that look ahead."""
    for name, loss in LOSSES.items():
        for _ in range(RUNS):
            lr, beta, start = between(generator, 0.01, 0.2), between(generator, 0.1, 0.9), some(generator, 2)
            w = parameter(start)
            plain = torch.optim.SGD([w], lr=lr)
            path = [start, *(stepped(plain, partial(loss, w), w) for _ in range(STEPS))]
            yield run("descend", "default", "torch", start, [{"grad_fn": name, "lr": lr, "steps": STEPS}], [path])
            w = parameter(start)
            nesterov = torch.optim.SGD([w], lr=lr, momentum=beta, nesterov=True)
            path = [stepped(nesterov, partial(loss, w), w) for _ in range(STEPS)]
            calls = [{"grad_fn": name, "lr": lr, "beta": beta}] * STEPS
            forms = {"lr_outside": lr * beta, "lr_inside": beta, "descent_velocity": -beta, "downhill": -lr * beta}
            forms |= {"look_ahead": 0.0, "look_ahead_descent": 0.0}
            for convention, reach in forms.items():
                yield run("nesterov", convention, "torch", start, calls, path, reach)


def on_data(generator: Generator) -> Iterator[dict[str, Any]]:
    """The gradient of half the mean squared error, and epochs of single samples and of batches."""
    for batch_size in (1, 3, 4):
        samples, targets, start = some(generator, STEPS, 2), some(generator, STEPS), some(generator, 2)
        lr, order = between(generator, 0.01, 0.2), generator.permutation(STEPS).tolist()
        X, y = torch.tensor(samples, dtype=torch.float64), torch.tensor(targets, dtype=torch.float64)
        data = {"X": samples, "y": targets}

        def loss(w: torch.Tensor, batch: Any, X: torch.Tensor = X, y: torch.Tensor = y) -> torch.Tensor:
            return torch.nn.functional.mse_loss(X[batch] @ w, y[batch]) / 2

        w = parameter(start)
        loss(w, slice(None)).backward()
        assert w.grad is not None
        yield run("least_squares_gradient", "default", "torch", start, [data], [w.grad.tolist()])
        w = parameter(start)
        optimizer = torch.optim.SGD([w], lr=lr)
        batches = [order[first : first + batch_size] for first in range(0, STEPS, batch_size)]
        path = [stepped(optimizer, partial(loss, w, batch), w) for batch in batches]
        call = {**data, "order": order, "lr": lr}
        name = "sgd_epoch" if batch_size == 1 else "minibatch_epoch"
        size = {} if batch_size == 1 else {"batch_size": batch_size}
        yield run(name, "default", "torch", start, [{**call, **size}], path[-1:])


def averages(generator: Generator) -> Iterator[dict[str, Any]]:
    """Moving averages, as they are and corrected for their start at 0."""
    for correct in (False, True):
        for _ in range(RUNS):
            values, beta = some(generator, STEPS), between(generator, 0.1, 0.99)
            average = optax.ema(beta, debias=correct)
            state = average.init(jax.numpy.zeros(()))
            path = []
            for value in values:
                current, state = average.update(jax.numpy.asarray(value), state)
                path.append(float(current))
            call = {"values": values, "beta": beta, "bias_correction": correct}
            yield run("exponential_moving_average", "default", "optax", None, [call], [path])


def run(
    exercise: str, convention: str, library: str, start: Any, calls: Calls, path: list[Any], reach: float = 0.0
) -> dict[str, Any]:
    """A run as it is kept: the inputs of every call, and what the library gave after it.

    With a `reach` the library keeps the point that lies so many velocities ahead of w.
    """
    first = {} if start is None else {"w": start}
    same = len(calls) > 1 and all(call == calls[0] for call in calls)
    return {
        "exercise": exercise,
        "convention": convention,
        "library": library,
        "first": first,
        "calls": calls[:1] if same else calls,
        "path": path,
        "reach": reach,
    }


def main() -> None:
    """Write all runs."""
    jax.config.update("jax_enable_x64", True)
    generator = np.random.default_rng(20261126)
    runs = [r for kind in (given_gradients, on_losses, on_data, averages) for r in kind(generator)]
    head = {"torch": torch.__version__.split("+")[0], "optax": optax.__version__}
    lines = ",\n".join(json.dumps(run) for run in runs)
    OUT.write_text(f'{json.dumps(head)[:-1]}, "runs": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
