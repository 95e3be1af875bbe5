"""What is true of gradient descent, step by step and over whole runs."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Theorem, Trajectory, first_break


def off_the_powers(path: Trajectory) -> Break | None:
    """On a quadratic along its axes, each coordinate is multiplied by 1 - lr*lambda."""
    exact = path.points[0] * (1 - path.settings["lr"] * path.facts["eigenvalues"]) ** path.times
    size = np.maximum(np.abs(exact), np.abs(path.points[0]))
    return first_break(path, np.abs(path.points - exact) <= CLOSE * size, "w is not w0*(1 - lr*lambda)**t")


def falls_too_little(path: Trajectory) -> Break | None:
    """The descent lemma, between each point and the next."""
    lr, curvature = path.settings["lr"], path.facts["lipschitz"]
    loss, steepness = path.excess(), (path.slopes() ** 2).sum(axis=-1)
    allowed = loss[:-1] - lr * (1 - lr * curvature / 2) * steepness[:-1]
    holds = loss[1:] <= allowed + CLOSE * loss[:-1]
    return first_break(path, holds, "the loss falls by less than lr*(1 - lr*L/2)*norm(grad)**2", after=1)


def leaves_its_basin(path: Trajectory) -> Break | None:
    """Each start goes towards the minimum on its side of the maximum, never past it, and gets there."""
    left, right = path.facts["minima"]
    (top,) = path.facts["maxima"]
    goal = np.where(path.points[0] < top, left, right)
    rest = goal - path.points
    closer = (rest[1:] * np.sign(rest[0]) >= -CLOSE) & (np.abs(rest[1:]) <= np.abs(rest[:-1]) + CLOSE)
    return first_break(path, closer, "w does not move steadily towards the minimum of its basin", after=1) or (
        first_break(path, np.abs(rest[-1:]) <= 1e-3, "w is not at the minimum of its basin yet", after=len(rest) - 1)
    )


def escapes_at_another_time(path: Trajectory) -> Break | None:
    """From y = 0 never; else y grows at most by 1 + lr a step, and up to 1/2 at least by 1 + 3/4 lr."""
    stays, leaves = path.points[:, 0, 1], path.points[:, 1, 1]
    lr, y0 = path.settings["lr"], path.points[0, 1, 1]
    time = path.times[:, 0, 0]
    fast, slow = y0 * (1 + lr) ** time, y0 * (1 + 0.75 * lr) ** time
    return (
        first_break(path, stays == 0, "y is no longer 0")
        or first_break(path, leaves <= fast * (1 + CLOSE), "y grows faster than by 1 + lr a step")
        or first_break(path, leaves >= np.minimum(slow * (1 - CLOSE), 0.5), "y grows too slowly to leave the saddle")
    )


def rises_above_bound(path: Trajectory) -> Break | None:
    """The value bound of gradient descent with lr = 1/L."""
    distance = ((path.points[0] - path.facts["minimum"]) ** 2).sum()
    bound = path.facts["lipschitz"] * distance / (2 * np.arange(1, len(path.points)))
    holds = path.excess()[1:] <= bound * (1 + CLOSE)
    return first_break(path, holds, "the loss is further above its minimum than L*norm(w0)**2/(2*t)", after=1)


def misses_the_rate(path: Trajectory) -> Break | None:
    """The best linear rate of a constant learning rate."""
    ratio = path.facts["eigenvalues"].max() / path.facts["eigenvalues"].min()
    distance = np.sqrt(((path.points - path.facts["minimum"]) ** 2).sum(axis=-1))
    bound = distance[0] * ((ratio - 1) / (ratio + 1)) ** np.arange(len(distance))
    return first_break(path, distance <= bound * (1 + CLOSE), "w is further from the minimum than the rate allows")


def leaves_the_law(path: Trajectory) -> Break | None:
    """On x^3 the inverse 1/x grows by 3*lr to 3*lr/(1 - 3*lr*x0) a step."""
    lr, start = path.settings["lr"], path.points[0]
    with np.errstate(all="ignore"):
        growth = 1 / path.points - 1 / start
    least = 3 * lr * path.times
    most = least / (1 - 3 * lr * start)
    holds = (growth >= least * (1 - CLOSE)) & (growth <= most * (1 + CLOSE))
    return first_break(path, holds, "1/x - 1/x0 is not between 3*lr*t and 3*lr*t/(1 - 3*lr*x0)")


NEAR_THE_SADDLE = [[1, 0], [1, "1/1000"]]

DESCENT = (
    Theorem(
        "quadratic-path",
        "on L(w) = lambda*w^2/2 gradient descent is at w0*(1 - lr*lambda)**t after t steps: it converges for "
        "lr < 2/lambda, swings for ever at lr = 2/lambda, and grows beyond",
        "Polyak 1987, section 1.4",
        Rollout(24, {"w": [4, 4, 4, 4, 4, 4], "lr": "1/6"}, on="spectrum"),
        off_the_powers,
        ("eigenvalues",),
    ),
    Theorem(
        "descent-lemma",
        "every step of gradient descent with lr < 2/L lowers the loss by at least lr*(1 - lr*L/2)*norm(grad)**2",
        "the descent lemma: Bertsekas 1999, proposition A.24",
        Rollout(20, {"w": [3, 1], "lr": "3/40"}, on="turned_valley"),
        falls_too_little,
        ("hessian", "minimum", "lipschitz"),
    ),
    Theorem(
        "basins",
        "on x*cos(pi*x) gradient descent with lr <= 1/(2*pi^2) moves steadily to the minimum of the basin it starts in",
        "monotone because lr <= 1/L: Nesterov 2018, section 1.2.3",
        Rollout(40, {"w": ["-99/100", "-1/2", 0, "26/100", "29/100", "1/2", "3/2", 2], "lr": "1/20"}, on="x_cos_pi_x"),
        leaves_its_basin,
        ("minima", "maxima"),
    ),
    Theorem(
        "saddle-escape",
        "from exactly y = 0 gradient descent never leaves the saddle; from y0 > 0 it does, after about "
        "log(1/(2*y0))/log(1 + lr) steps",
        "Lee, Simchowitz, Jordan and Recht 2016",
        Rollout(28, {"w": NEAR_THE_SADDLE, "lr": "3/10"}, on="two_valleys"),
        escapes_at_another_time,
    ),
    Theorem(
        "value-bound",
        "after t steps with lr = 1/L the loss is at most L*norm(w0 - w_min)**2/(2*t) above its minimum",
        "Beck 2017, theorem 10.21",
        Rollout(1, {"w": [3, 1], "lr": "1/20", "steps": 100}, on="turned_valley"),
        rises_above_bound,
        ("hessian", "minimum", "lipschitz"),
    ),
    Theorem(
        "best-rate",
        "with lr = 2/(mu + L) every step multiplies the distance to the minimum by at most (k - 1)/(k + 1), k = L/mu",
        "Nesterov 2018, theorem 2.1.15",
        Rollout(1, {"w": [-5, -2], "lr": "10/21", "steps": 50}, on="valley"),
        misses_the_rate,
        ("eigenvalues", "minimum"),
    ),
    Theorem(
        "plateau",
        "on the plateau of x^3 progress stalls: 1/x grows by about 3*lr a step, so that x falls like 1/(3*lr*t)",
        "exact for every step: 1/x_next = 1/x + 3*lr/(1 - 3*lr*x)",
        Rollout(1, {"w": [1, "1/2"], "lr": "1/10", "steps": 100}, on="plateau"),
        leaves_the_law,
    ),
)
