"""What is true of momentum and of Nesterov's look-ahead: limits of stability, rates, and two famous traps."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Series, Theorem, Trajectory, first_break


def effective_lr(path: Trajectory) -> float:
    """The learning rate in units of the form in which the velocity sums gradients."""
    lr, beta = path.settings["lr"], path.settings["beta"]
    return float(lr * (1 - beta) if path.convention == "ema" else lr)


def off_heavy_ball(path: Trajectory) -> Break | None:
    """On a quadratic w moves by w_next = (1 + beta - lr*lambda) w - beta w_before."""
    beta, curved = path.settings["beta"], effective_lr(path) * path.facts["eigenvalues"]
    return _off_recurrence(path, 1 - curved, 1 + beta - curved, beta + 0 * curved, "sqrt(beta)**t")


def off_nesterov(path: Trajectory) -> Break | None:
    """On a quadratic w moves by w_next = (1 - lr*lambda) ((1 + beta) w - beta w_before)."""
    beta, curved = path.settings["beta"], path.settings["lr"] * path.facts["eigenvalues"]
    rate = "sqrt(beta*(1 - lr*lambda))**t"
    return _off_recurrence(path, 1 - curved, (1 - curved) * (1 + beta), (1 - curved) * beta, rate)


def _off_recurrence(path: Trajectory, first: np.ndarray, p: np.ndarray, q: np.ndarray, rate: str) -> Break | None:
    """Whether w_next = p w - q w_before from w_1 = first * w_0 on, and how fast oscillations die out.

    Where p^2 < 4 q, the form w_next^2 - p w_next w + q w^2 is positive and shrinks by q at every step, exactly.
    """
    w = path.points
    swings = p**2 < 4 * q
    ring = np.where(swings, q - p**2 / 4, 1)
    energy = np.where(swings, first**2 - p * first + q, 0)
    bound = np.abs(w[0]) * np.sqrt(energy / ring) * np.sqrt(np.where(swings, q, 1)) ** path.times
    within = ~swings | (np.abs(w) <= bound * (1 + CLOSE))
    size = np.abs(w[2:]) + np.abs(w[1:-1]) + np.abs(w[:-2])
    follows = np.abs(w[2:] - p * w[1:-1] + q * w[:-2]) <= CLOSE * size
    starts = np.abs(w[1:2] - first * w[0]) <= CLOSE * np.abs(w[0])
    return (
        first_break(path, starts, "the first step is not lr times the gradient", after=1)
        or first_break(path, within, f"a swinging w shrinks more slowly than {rate}")
        or first_break(path, follows, "w is not where the velocity and the gradient carry it", after=2)
    )


def is_no_faster(path: Trajectory) -> Break | None:
    """The exact path in a valley, which is soon much nearer to the minimum than gradient descent can be."""
    flattest, steepest = path.facts["eigenvalues"].min(), path.facts["eigenvalues"].max()
    distance = np.sqrt((path.points**2).sum(axis=-1))
    of_descent = distance[0] * ((steepest - flattest) / (steepest + flattest)) ** (len(distance) - 1)
    holds = distance[-1:] <= of_descent / 100
    return off_heavy_ball(path) or first_break(
        path, holds, "w is not much nearer to the minimum than gradient descent would be", after=len(distance) - 1
    )


THREE_CYCLE = np.array([792, -2208, 2592]) / 1225


def settles(path: Trajectory) -> Break | None:
    """The last points go round the cycle."""
    turns = [np.roll(THREE_CYCLE, shift) for shift in range(3)]
    last = path.points[-3:]
    near = min(np.abs(last - turn).max() for turn in turns)
    holds = np.array([near <= 1e-6])
    return first_break(
        path, holds, "w does not end in the cycle 792/1225, -2208/1225, 2592/1225", after=len(path.points) - 1
    )


def is_not_carried_over(path: Trajectory) -> Break | None:
    """From -1 over the hill into the far minimum, and from 2 past the near one into the other."""
    goals = path.facts["minima"][::-1]
    holds = np.abs(path.points[-1:] - goals) <= 0.05
    return first_break(path, holds, "w does not end in the minimum beyond the hill", after=len(path.points) - 1)


def stays_above_bound(path: Trajectory) -> Break | None:
    """Nesterov's value bound with lr = 1/L and beta = (t - 1)/(t + 2)."""
    distance = ((path.points[0] - path.facts["minimum"]) ** 2).sum()
    bound = 2 * path.facts["lipschitz"] * distance / np.arange(1, len(path.points) + 1) ** 2
    holds = path.excess() <= bound * (1 + CLOSE)
    return first_break(path, holds, "the loss is further above its minimum than 2*L*norm(w0)**2/(t + 1)**2")


def comes_down_too_slowly(path: Trajectory) -> Break | None:
    """Nesterov's linear rate for strongly convex functions, as a bound on the loss."""
    flattest = path.facts["eigenvalues"].min()
    distance = ((path.points[0] - path.facts["minimum"]) ** 2).sum()
    rate = 1 - np.sqrt(path.settings["lr"] * flattest)
    bound = (path.excess()[0] + flattest * distance / 2) * rate ** np.arange(len(path.points))
    holds = path.excess() <= bound * (1 + CLOSE)
    return first_break(path, holds, "the loss is further above its minimum than (1 - sqrt(lr*mu))**t allows")


def does_not_leave(path: Trajectory) -> Break | None:
    """From exactly y = 0 never; from beside it over 1/2."""
    stays, leaves = path.points[:, 0, 1], path.points[:, 1, 1]
    return first_break(path, stays == 0, "y is no longer 0") or first_break(
        path, np.abs(leaves).max(keepdims=True) > 0.5, "y has not left the saddle yet", after=len(leaves) - 1
    )


SIX_STARTS = [4, 4, 4, 4, 4, 4]
BESIDE_A_SADDLE = [[1, 0], [1, "1/1000"]]

MOMENTUM = (
    Theorem(
        "momentum-limits",
        "on a parabola momentum converges exactly where lr*lambda < 2*(1 + beta), and swings die out like "
        "sqrt(beta)**t",
        "Polyak 1964; Goh 2017",
        Rollout(24, {"w": SIX_STARTS, "lr": "1/4", "beta": "1/2"}, on="spectrum", under={"ema": {"lr": "1/2"}}),
        off_heavy_ball,
        ("eigenvalues",),
        said_under={
            "ema": "on a parabola momentum converges exactly where lr*lambda < 2*(1 + beta)/(1 - beta), and swings die "
            "out like sqrt(beta)**t"
        },
    ),
    Theorem(
        "long-valley",
        "in a valley 20 times as steep across as along, momentum with lr = 0.668 and beta = 0.403 comes down like "
        "0.635**t; gradient descent at its best, with lr = 0.476, like 0.905**t",
        "Polyak 1964; exact: sqrt(beta), and (k - 1)/(k + 1) for k = 20",
        Rollout(
            24,
            {"w": [-5, -2], "lr": "668/1000", "beta": "403/1000"},
            on="valley",
            under={"ema": {"lr": "668/597"}},
        ),
        is_no_faster,
        ("eigenvalues",),
        said_under={
            "ema": "in a valley 20 times as steep across as along, momentum with lr = 1.119 and beta = 0.403 comes "
            "down like 0.635**t; gradient descent at its best, with lr = 0.476, like 0.905**t"
        },
    ),
    Theorem(
        "three-cycle",
        "with the settings that are best for quadratics, momentum does not converge on every strongly convex function: "
        "here it ends in a cycle of three points",
        "Lessard, Recht and Packard 2016, section 4.6",
        Rollout(
            45,
            {"w": "33/10", "lr": "1/9", "beta": "4/9"},
            on="kinked_parabola",
            under={"ema": {"lr": "1/5"}},
        ),
        settles,
    ),
    Theorem(
        "over-the-hill",
        "on x*cos(pi*x) momentum can carry w out of a local minimum, and out of the global one just as well",
        "computed with 50 digits: lr = 0.05, beta = 0.9 from -1 and from 2",
        Rollout(70, {"w": [-1, 2], "lr": "1/20", "beta": "9/10"}, on="x_cos_pi_x", under={"ema": {"lr": "1/2"}}),
        is_not_carried_over,
        ("minima",),
    ),
    Theorem(
        "nesterov-limits",
        "on a parabola Nesterov momentum converges exactly where lr*lambda < (2 + 2*beta)/(1 + 2*beta), which is less "
        "than gradient descent's 2",
        "Lessard, Recht and Packard 2016; O'Donoghue and Candes 2015",
        Rollout(24, {"w": SIX_STARTS, "lr": "1/8", "beta": "1/2"}, on="spectrum"),
        off_nesterov,
        ("eigenvalues",),
        not_under=("look_ahead", "look_ahead_descent"),
    ),
    Theorem(
        "nesterov-bound",
        "with lr = 1/L and beta = (t - 1)/(t + 2) the loss is at most 2*L*norm(w0 - w_min)**2/(t + 1)**2 above its "
        "minimum",
        "Nesterov 1983; for this beta Tseng 2008 and Su, Boyd and Candes 2016",
        Rollout(
            30,
            {"w": [3, 1], "lr": "1/20", "beta": Series(tuple(f"{k}/{k + 3}" for k in range(30)))},
            on="turned_valley",
        ),
        stays_above_bound,
        ("hessian", "minimum", "lipschitz"),
    ),
    Theorem(
        "strongly-convex",
        "with lr <= 1/L and beta = (1 - sqrt(lr*mu))/(1 + sqrt(lr*mu)) Nesterov momentum comes down a long valley like "
        "(1 - sqrt(lr*mu))**t",
        "Nesterov 2018, theorem 2.2.3",
        Rollout(25, {"w": [3, 1], "lr": "1/25", "beta": "2/3"}, on="turned_valley"),
        comes_down_too_slowly,
        ("hessian", "minimum", "eigenvalues"),
    ),
    Theorem(
        "saddle",
        "from exactly y = 0 it never leaves the saddle, from beside it it does",
        "O'Neill and Wright 2019 (arXiv:1706.07993); Sun et al. 2019 (arXiv:1907.09697)",
        Rollout(30, {"w": BESIDE_A_SADDLE, "lr": "1/10", "beta": "9/10"}, on="two_valleys", under={"ema": {"lr": 1}}),
        does_not_leave,
    ),
)
