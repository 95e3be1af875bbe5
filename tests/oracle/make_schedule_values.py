"""Make schedule_values.json: what PyTorch and optax compute, frozen as independent oracles for the tests.

    pip install torch optax numpy && python tests/oracle/make_schedule_values.py

Every run draws settings and notes the learning rate of every step, in float64. Where a library counts in another way,
what it is asked is shifted here, and a comment says how.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
import numpy as np
import optax
import torch

OUT = Path(__file__).with_name("schedule_values.json")
RUNS = 3
STEPS = 45

Settings = dict[str, Any]
Run = tuple[Settings, list[float]]


def draw(generator: np.random.Generator) -> Settings:
    """Settings for every schedule: rates, lengths and factors."""
    total = int(generator.integers(12, 30))
    return {
        "lr_start": round(float(generator.uniform(0.05, 0.9)), 3),
        "lr_end": round(float(generator.uniform(0.001, 0.04)), 4),
        "lr_max": round(float(generator.uniform(0.91, 2.0)), 3),
        "total_steps": total,
        "warmup_steps": int(generator.integers(2, total - 3)),
        "peak_step": int(generator.integers(2, total - 2)),
        "step_size": int(generator.integers(2, 9)),
        "half_cycle": int(generator.integers(2, 9)),
        "first_cycle": int(generator.integers(2, 7)),
        "cycle_factor": int(generator.integers(1, 4)),
        "factor": round(float(generator.uniform(0.2, 0.9)), 3),
        "decay": round(float(generator.uniform(0.7, 0.99)), 3),
        "power": round(float(generator.uniform(1.0, 3.0)), 2),
        "milestones": sorted(int(m) for m in generator.choice(np.arange(1, 40), 4, replace=False)),
    }


def stepped(make: Callable[[torch.optim.Optimizer], Any], base: float, steps: int = STEPS) -> list[float]:
    """The rates of a PyTorch scheduler: the first step uses what it sets when it is made."""
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=base)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        scheduler.step()
    return rates


def called(schedule: Callable[[int], Any], steps: int = STEPS) -> list[float]:
    """The rates of an optax schedule."""
    return [float(schedule(step)) for step in range(steps)]


def of(d: Settings, *names: str) -> Settings:
    """Some of the settings."""
    return {name: d[name] for name in names}


def torch_runs(d: Settings) -> Iterator[tuple[str, Settings, list[float]]]:
    """One run of each schedule that PyTorch has."""
    s = torch.optim.lr_scheduler
    lr, end, total = d["lr_start"], d["lr_end"], d["total_steps"]
    yield (
        "linear_decay",
        of(d, "lr_start", "lr_end", "total_steps"),
        stepped(lambda o: s.LinearLR(o, 1.0, end / lr, total), lr),
    )
    yield (
        "step_decay",
        of(d, "lr_start", "factor", "step_size"),
        stepped(lambda o: s.StepLR(o, d["step_size"], d["factor"]), lr),
    )
    yield (
        "multistep_decay",
        of(d, "lr_start", "factor", "milestones"),
        stepped(lambda o: s.MultiStepLR(o, d["milestones"], d["factor"]), lr),
    )
    yield "exponential_decay", of(d, "lr_start", "decay"), stepped(lambda o: s.ExponentialLR(o, d["decay"]), lr)
    # PolynomialLR has no end value: it falls to 0.
    yield (
        "polynomial_decay",
        {**of(d, "lr_start", "total_steps", "power"), "lr_end": 0.0},
        stepped(lambda o: s.PolynomialLR(o, total, d["power"]), lr),
    )
    # CosineAnnealingLR rises again after its end, where ours stays: compared up to the end.
    yield (
        "cosine_annealing",
        of(d, "lr_start", "lr_end", "total_steps"),
        stepped(lambda o: s.CosineAnnealingLR(o, total, end), lr, total + 1),
    )
    # LinearLR from 1/warmup to 1 in warmup - 1 further steps: the first step is not wasted.
    warmup = d["warmup_steps"]
    yield (
        "linear_warmup",
        {"lr_peak": lr, "warmup_steps": warmup},
        stepped(lambda o: s.LinearLR(o, 1 / warmup, 1.0, warmup - 1), lr),
    )
    yield (
        "cosine_restarts",
        of(d, "lr_start", "lr_end", "first_cycle", "cycle_factor"),
        stepped(lambda o: s.CosineAnnealingWarmRestarts(o, d["first_cycle"], d["cycle_factor"], end), lr),
    )
    yield (
        "triangular_cycle",
        {"lr_min": end, "lr_max": d["lr_max"], "half_cycle": d["half_cycle"]},
        stepped(lambda o: s.CyclicLR(o, end, d["lr_max"], d["half_cycle"], cycle_momentum=False), end),
    )
    # OneCycleLR ends at total_steps - 1 and has its peak at pct_start * total_steps - 1: one step more, both shifted.
    peak = d["peak_step"]
    yield (
        "one_cycle",
        of(d, "lr_start", "lr_max", "lr_end", "total_steps", "peak_step"),
        stepped(
            lambda o: s.OneCycleLR(
                o,
                d["lr_max"],
                total + 1,
                pct_start=(peak + 1) / (total + 1),
                cycle_momentum=False,
                div_factor=d["lr_max"] / lr,
                final_div_factor=lr / end,
            ),
            lr,
            total + 1,
        ),
    )


def optax_runs(d: Settings) -> Iterator[tuple[str, Settings, list[float]]]:
    """One run of each schedule that optax has."""
    lr, end, total, warmup, peak = d["lr_start"], d["lr_end"], d["total_steps"], d["warmup_steps"], d["peak_step"]
    yield "linear_decay", of(d, "lr_start", "lr_end", "total_steps"), called(optax.linear_schedule(lr, end, total))
    yield (
        "step_decay",
        of(d, "lr_start", "factor", "step_size"),
        called(optax.exponential_decay(lr, d["step_size"], d["factor"], staircase=True)),
    )
    yield (
        "multistep_decay",
        of(d, "lr_start", "factor", "milestones"),
        called(optax.piecewise_constant_schedule(lr, dict.fromkeys(d["milestones"], d["factor"]))),
    )
    yield "exponential_decay", of(d, "lr_start", "decay"), called(optax.exponential_decay(lr, 1, d["decay"]))
    yield (
        "polynomial_decay",
        of(d, "lr_start", "lr_end", "total_steps", "power"),
        called(optax.polynomial_schedule(lr, end, d["power"], total)),
    )
    yield (
        "cosine_annealing",
        of(d, "lr_start", "lr_end", "total_steps"),
        called(optax.cosine_decay_schedule(lr, total, end / lr)),
    )
    # optax starts at init_value and has the peak once. Started at peak/warmup and one step shorter, it is ours up to
    # the peak, and ours one step later from there on.
    schedule = optax.warmup_cosine_decay_schedule(lr / warmup, lr, warmup - 1, total - 1, end)
    yield (
        "warmup_cosine",
        {"lr_peak": lr, "lr_end": end, "warmup_steps": warmup, "total_steps": total},
        [float(schedule(step if step < warmup else step - 1)) for step in range(STEPS)],
    )
    # optax rounds pct_start * transition_steps down to find the peak.
    yield (
        "one_cycle",
        of(d, "lr_start", "lr_max", "lr_end", "total_steps", "peak_step"),
        called(
            optax.cosine_onecycle_schedule(
                total,
                d["lr_max"],
                pct_start=(peak + 0.5) / total,
                div_factor=d["lr_max"] / lr,
                final_div_factor=lr / end,
            )
        ),
    )


def plateau(generator: np.random.Generator) -> dict[str, Any]:
    """One run of PyTorch's ReduceLROnPlateau, without the slack that it allows by default."""
    settings = {"factor": 0.4, "patience": int(generator.integers(0, 4)), "min_lr": 0.01}
    start = round(float(generator.uniform(0.2, 0.9)), 3)
    losses = [round(float(loss), 1) for loss in np.abs(generator.normal(2.0, 1.0, 60)) + np.linspace(3, 0, 60)]
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=start)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, threshold=0.0, eps=0.0, **settings)
    rates = []
    for loss in losses:
        scheduler.step(loss)
        rates.append(float(optimizer.param_groups[0]["lr"]))
    return {"settings": settings, "start": start, "losses": losses, "lr": rates}


def main() -> None:
    """Write the runs of both libraries."""
    jax.config.update("jax_enable_x64", True)
    warnings.simplefilter("ignore")
    generator = np.random.default_rng(20261125)
    runs = []
    for _ in range(RUNS):
        settings = draw(generator)
        for library, make in (("torch", torch_runs), ("optax", optax_runs)):
            runs += [
                {"exercise": name, "library": library, "settings": used, "lr": rates}
                for name, used, rates in make(settings)
            ]
    data = {
        "torch": torch.__version__.split("+")[0],
        "optax": optax.__version__,
        "runs": runs,
        "plateau": [plateau(generator) for _ in range(RUNS)],
    }
    OUT.write_text(json.dumps(data) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
