"""What is true of steps on some of the samples: in the mean, on one batch for all, on batches of one."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.data_sets import FITTING, SCATTERED
from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Series, Theorem, Trajectory, first_break
from autograder.model import Value

ROWS, TARGETS = list(map(list, SCATTERED.rows)), list(SCATTERED.targets)
FITTING_ROWS, FITTING_TARGETS = list(map(list, FITTING.rows)), list(FITTING.targets)
ORDER = [3, 0, 5, 1, 4, 2]
AWAY: list[Value] = [-2, 2]


def is_biased(path: Trajectory) -> Break | None:
    """The mean of the steps on single samples is the step on all of them."""
    start = path.facts["start"]
    steps = (start - path.points) / path.settings["lr"]
    slope = path.facts["hessian"] @ (start - path.facts["minimum"])
    holds = np.abs(steps.mean(axis=0, keepdims=True) - slope) <= CLOSE * np.abs(steps).max()
    return first_break(path, holds, "the mean of the steps is not lr times the full gradient", after=len(steps) - 1)


def moves_away(path: Trajectory) -> Break | None:
    """Where w fits all samples, a step on any one of them never leads away from it."""
    distance = np.sqrt(((path.points - path.facts["minimum"]) ** 2).sum(axis=-1))
    holds = distance[1:] <= distance[:-1] * (1 + CLOSE)
    return first_break(path, holds, "w is further from the exact fit than before the epoch", after=1) or first_break(
        path, distance[-1:] <= distance[0] / 1000, "w has not come close to the exact fit", after=len(distance) - 1
    )


def is_not_a_full_step(path: Trajectory) -> Break | None:
    """One batch that holds all samples is a step of gradient descent."""
    exact = path.points[:-1] - path.settings["lr"] * path.slopes()[:-1]
    holds = np.abs(path.points[1:] - exact) <= CLOSE * (1 + np.abs(path.points[:-1]))
    return first_break(path, holds, "w is not where one step of gradient descent leads", after=1)


def is_not_the_other_path(path: Trajectory) -> Break | None:
    """Another rule, given the same, passes the same points."""
    holds = np.abs(path.points[1:] - path.facts["against"]) <= CLOSE * (1 + np.abs(path.points[1:]))
    return first_break(path, holds, "w is not where an epoch of stochastic gradient descent leads", after=1)


SAMPLES = (
    Theorem(
        "in-expectation",
        "a step on a sample drawn at random is, in the mean, a step of full gradient descent",
        "exact: the mean over all samples",
        Rollout(
            6,
            {
                "w": Series((AWAY,) * 6),
                "X": ROWS,
                "y": TARGETS,
                "order": Series(tuple([i] for i in range(6))),
                "lr": "1/10",
            },
            on="least_squares",
        ),
        is_biased,
        ("hessian", "minimum", "start"),
    ),
    Theorem(
        "exact-fit",
        "where one w fits every sample, a step with lr <= 1/norm(x_i)**2 never leads away from it",
        "Kaczmarz 1937; Strohmer and Vershynin 2009",
        Rollout(15, {"w": [-2, 2], "X": FITTING_ROWS, "y": FITTING_TARGETS, "order": ORDER, "lr": "1/5"}, on="fitted"),
        moves_away,
        ("minimum",),
    ),
    Theorem(
        "one-batch",
        "an epoch with batch_size = n is one step of full gradient descent",
        "exact, whatever the order",
        Rollout(
            4, {"w": [-2, 2], "X": ROWS, "y": TARGETS, "order": ORDER, "lr": "1/4", "batch_size": 6}, on="least_squares"
        ),
        is_not_a_full_step,
        ("hessian", "minimum"),
    ),
    Theorem(
        "batches-of-one",
        "an epoch with batch_size = 1 is an epoch of stochastic gradient descent",
        "exact, in the same order",
        Rollout(4, {"w": [-2, 2], "X": ROWS, "y": TARGETS, "order": ORDER, "lr": "1/10", "batch_size": 1}),
        is_not_the_other_path,
        against="sgd_epoch",
    ),
)
