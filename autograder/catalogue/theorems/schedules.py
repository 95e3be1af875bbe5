"""What a schedule does to training: the exact expected error of gradient descent on a noisy parabola."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Series, Theorem, Trajectory

STEPS = 24


def expected_errors(rates: np.ndarray, path: Trajectory) -> np.ndarray:
    """E[w^2] after each step w = w - lr*(lambda*w + noise), with noise of mean 0 that is drawn anew for every step.

    `rates` are the learning rates, float64 of shape (steps,), as are the errors. Facts of the path: lambda ("hessian"),
    the variance of the noise ("noise") and E[w^2] at the start ("start error").
    """
    error, errors = float(path.facts["start error"]), []
    for rate in rates:
        shrinks = 1 - rate * path.facts["hessian"]
        error = shrinks * shrinks * error + rate * rate * path.facts["noise"]  # products are alike on every machine
        errors.append(error)
    return np.array(errors)


def what_it_does(path: Trajectory) -> Mapping[str, np.ndarray | float]:
    """The errors under the schedule, and the last one with its largest rate all the way."""
    errors = expected_errors(path.points, path)
    constant = expected_errors(np.full(len(path.points), path.points.max()), path)
    return {"errors": errors, "end": errors[-1], "constant": constant[-1]}


def trains_otherwise(path: Trajectory) -> Break | None:
    """Every step has the expected error that it should have; a rate that only falls ends below the constant one."""
    errors, right = expected_errors(path.points, path), path.facts["errors"]
    wrong = ~(np.abs(errors - right) <= CLOSE * right)
    if wrong.any():
        step = int(np.argmax(wrong))
        return Break(step + 1, f"the expected error is {errors[step]:.4g} then, and should be {right[step]:.4g}")
    falls = bool((np.diff(path.points) <= 0).all()) and path.points[-1] < path.points[0]
    if falls and not errors[-1] < path.facts["constant"]:
        return Break(len(errors), "a falling rate ends with a larger error than a constant one")
    return None


LOSSES = ("8", "4", "2", "1", *(f"{1.05 + 0.03 * (7 * i % 23):.2f}" for i in range(STEPS - 4)))
"""A loss that falls three times and then only goes up and down."""
SETTINGS = {
    "lr_start": "1/2",
    "lr_end": "1/50",
    "lr_peak": "1/2",
    "lr_min": "1/50",
    "lr_max": "3/5",
    "total_steps": 16,
    "warmup_steps": 4,
    "peak_step": 6,
    "decay_steps": 8,
    "step_size": 6,
    "milestones": [7, 15],
    "factor": "1/2",
    "decay": "9/10",
    "power": 2,
    "first_cycle": 6,
    "cycle_factor": 2,
    "half_cycle": 4,
    "patience": 3,
    "min_lr": "1/50",
    "state": {"lr": "1/2"},
}

SCHEDULES = (
    Theorem(
        "noisy-parabola",
        "on a noisy parabola gradient descent under this schedule ends with an expected error of {end}; with its "
        "largest rate all the way it would be {constant}",
        "exact for every step: the error is multiplied by (1 - lr)**2, and lr**2 is added for the noise",
        Rollout(STEPS, {"step": Series(tuple(range(STEPS))), "loss": Series(LOSSES), **SETTINGS}, on="noisy_parabola"),
        trains_otherwise,
        ("hessian", "noise", "start error"),
        kept=what_it_does,
    ),
)
