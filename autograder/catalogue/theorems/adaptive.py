"""What is true of the methods that scale each coordinate: what they cannot see, how far they step, where they fail."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems.momentum import BESIDE_A_SADDLE, does_not_leave
from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Series, Theorem, Trajectory, first_break

EVERY_WEIGHT = {"beta": "9/10", "rho": "9/10", "beta1": "9/10", "beta2": "999/1000", "weight_decay": "1/10"}


def sees_the_scale(path: Trajectory) -> Break | None:
    """Both coordinates start alike, and the gradients of one are 1024 times those of the other."""
    one, other = path.points[:, 0], path.points[:, 1]
    return first_break(
        path, np.abs(one - other) <= CLOSE * np.abs(one), "the path depends on the scale of the gradient"
    )


def is_not_sign_times_lr(path: Trajectory) -> Break | None:
    """The first step has the length lr in every coordinate."""
    exact = -path.settings["lr"] * np.sign(path.points[0])
    return first_break(path, np.abs(path.moves[:1] - exact) <= CLOSE, "the first step is not -lr*sign(grad)", after=1)


def is_not_the_longest(path: Trajectory) -> Break | None:
    """Gradients that grow like (beta2/beta1)**t: every step reaches the bound."""
    b1, b2 = path.settings["beta1"], path.settings["beta2"]
    t, r = path.times[1:], b1**2 / b2
    bound = path.settings["lr"] * (1 - b1) / (1 - b1**t) * np.sqrt((1 - b2**t) / (1 - b2) * (1 - r**t) / (1 - r))
    holds = np.abs(np.abs(path.moves) - bound) <= CLOSE * bound
    return first_break(path, holds, "the step does not have the length that the bound allows", after=1)


def speeds_up(path: Trajectory) -> Break | None:
    """Steps are at most lr long, and the effective learning rate never grows."""
    length = np.abs(path.moves)
    rate = length / np.abs(path.slopes()[:-1])
    return (
        first_break(path, length <= path.settings["lr"] * (1 + CLOSE), "the step is longer than lr", after=1)
        or first_break(path, rate[1:] <= rate[:-1] * (1 + CLOSE), "the effective learning rate grows", after=2)
        or first_break(path, np.abs(path.points[-1:]) <= 0.01, "w is not near the minimum yet", after=len(rate))
    )


def does_not_swing(path: Trajectory) -> Break | None:
    """The first coordinate starts on the cycle, the second ends on it."""
    half = path.settings["lr"] / 2
    on_cycle = np.abs(path.points[:, 0] - half * (-1.0) ** np.arange(len(path.points))) <= CLOSE
    last = path.points[-2:, 1]
    reached = np.array([np.abs(np.abs(last) - half).max() <= half / 100 and last[0] * last[1] < 0])
    return first_break(path, on_cycle, "w leaves the cycle lr/2, -lr/2") or first_break(
        path, reached, "w does not end in the cycle lr/2, -lr/2", after=len(path.points) - 1
    )


def decays_otherwise(path: Trajectory) -> Break | None:
    """Without gradient only the decay is left."""
    exact = path.points[0] * (1 - path.settings["lr"] * path.settings["weight_decay"]) ** path.times
    holds = np.abs(path.points - exact) <= CLOSE * np.abs(path.points[0])
    return first_break(path, holds, "w is not w0*(1 - lr*weight_decay)**t")


def comes_to_rest_elsewhere(path: Trajectory) -> Break | None:
    """While all gradients are alike, the distance to 1/weight_decay, or to its negative, shrinks by one factor."""
    lr, decay = path.settings["lr"], path.settings["weight_decay"]
    rest = -np.sign(path.given[1]) / decay
    exact = rest + (path.points[0] - rest) * (1 - lr * decay) ** path.times
    return first_break(path, np.abs(path.points - exact) <= CLOSE / decay, "w does not move towards 1/weight_decay")


# ---------------------------------------------------------------- the online problem


def regret(path: Trajectory) -> np.ndarray:
    """After every round: how much more than the best fixed point x = -1 has cost, in all."""
    rounds = len(path.points) - 1
    return np.cumsum(np.resize(path.facts["round slopes"], rounds) * (path.points[:-1] - path.facts["domain"][0]))


def goes_the_right_way(path: Trajectory) -> Break | None:
    """Adam is back at x = 1 or beyond after every third round, and has paid 2 or more for it: 2/3 a round."""
    back = path.points[3::3] >= path.points[0] - CLOSE
    paid = regret(path)[2::3] >= 2 * np.arange(1, len(back) + 1) * (1 - CLOSE)
    broken = first_break(path, back & paid, "this Adam goes the right way: its regret falls below 2/3 a round", after=1)
    return broken and Break(3 * broken.step, broken.reason)


def regrets_too_much(path: Trajectory) -> Break | None:
    """AMSGrad's effective learning rate never rises, so its regret grows like sqrt(t) only."""
    lr, spread = path.settings["lr"], np.abs(path.points - path.facts["domain"][0])
    slopes = np.resize(path.facts["round slopes"], len(path.points) - 1)
    largest, beta2 = np.abs(slopes).max(), path.settings["beta2"]
    bound = spread[0] ** 2 * largest / (2 * lr) + np.cumsum(lr * slopes**2) / (2 * largest * np.sqrt(1 - beta2))
    return first_break(path, spread <= spread[0] + CLOSE, "x moves away from -1, the best point") or first_break(
        path, regret(path) <= bound * (1 + CLOSE), "the regret is larger than AMSGrad's can be", after=1
    )


ONLINE = {
    "w": 1,
    "beta1": 0,
    "beta2": "1/10",
    "eps": 0,
    "lr": Series(tuple(f"{0.853 / t**0.5:.6f}" for t in range(1, 37))),
}
"""Theorem 1 of Reddi, Kale and Kumar with C = 3: beta2 = 1/(1 + C**2), lr = a/sqrt(t) with a < sqrt(1 - beta2)."""

ADAPTIVE = (
    Theorem(
        "scale-invariance",
        "with eps = 0 the path does not change when all gradients are multiplied by the same number",
        "Kingma and Ba 2015, section 2",
        Rollout(8, {"w": [4, 4], "lr": "1/10", "eps": 0, **EVERY_WEIGHT}, on="two_scales"),
        sees_the_scale,
    ),
    Theorem(
        "first-step",
        "with eps = 0 the first step is -lr*sign(grad), however large the gradient",
        "Kingma and Ba 2015, sections 2.1 and 3",
        Rollout(2, {"w": [4, -3, "1/1000"], "lr": "1/10", "eps": 0, **EVERY_WEIGHT}, on="square"),
        is_not_sign_times_lr,
        not_under=("uncorrected", "uncorrected_no_eps"),
    ),
    Theorem(
        "longest-steps",
        "steps can be longer than lr*(1 - beta1)/sqrt(1 - beta2), the bound commonly quoted; the true one is "
        "lr*(1 - beta1)/sqrt((1 - beta2)*(1 - beta1**2/beta2)), and gradients that grow like (beta2/beta1)**t reach it",
        "Cauchy and Schwarz; compare Kingma and Ba 2015, section 2.1",
        Rollout(
            12,
            {
                "w": 0,
                "grad": Series(tuple(f"{9**i}/{5**i}" for i in range(12))),
                "lr": 1,
                "beta1": "1/2",
                "beta2": "9/10",
                "eps": 0,
            },
        ),
        is_not_the_longest,
        not_under=("uncorrected", "uncorrected_no_eps"),
    ),
    Theorem(
        "effective-rate",
        "on a parabola no step is longer than lr, the effective learning rate never grows, and w still reaches the "
        "minimum",
        "exact for every step; the method is Duchi, Hazan and Singer's of 2011",
        Rollout(30, {"w": [1, "-3/4", "1/10"], "lr": "1/2", "eps": "1/100000000"}, on="square"),
        speeds_up,
        ("hessian", "minimum"),
    ),
    Theorem(
        "two-cycle",
        "on L(w) = w^2 RMSprop with a constant lr does not converge to 0: it ends swinging between lr/2 and -lr/2",
        "exact: with s = lr**2 and eps = 0 each step has the length lr",
        Rollout(
            40,
            {"w": ["1/20", 1], "state": {"s": ["1/100", 0]}, "lr": "1/10", "beta": "1/2", "eps": 0},
            on="square",
        ),
        does_not_swing,
    ),
    Theorem(
        "decoupled-decay",
        "where the gradient is 0 the weights shrink by exactly 1 - lr*weight_decay a step",
        "Loshchilov and Hutter 2019",
        Rollout(
            8, {"w": [4, -3], "grad": [0, 0], "lr": "1/10", **EVERY_WEIGHT, "weight_decay": "1/2", "eps": "1/1000"}
        ),
        decays_otherwise,
        not_under=("l2",),
    ),
    Theorem(
        "decay-limit",
        "with eps = 0, and while the gradient stays the same, w moves towards -sign(grad)/weight_decay, and not beyond",
        "exact: the distance shrinks by 1 - lr*weight_decay a step",
        Rollout(
            8,
            {
                "w": [2, 4, "-1/2"],
                "grad": [-3, -3, "1/100"],
                "lr": "1/10",
                **EVERY_WEIGHT,
                "weight_decay": "1/2",
                "eps": 0,
            },
        ),
        comes_to_rest_elsewhere,
    ),
    Theorem(
        "adam-fails",
        "on the losses 3x, -x, -x in turn Adam moves away from the best point -1: its regret is 2/3 a round or more",
        "Reddi, Kale and Kumar 2018, theorem 1",
        Rollout(30, ONLINE, on="reddi"),
        goes_the_right_way,
        ("round slopes", "domain"),
    ),
    Theorem(
        "amsgrad-learns",
        "on the losses 3x, -x, -x in turn, where Adam fails, AMSGrad's regret a round shrinks like 1/sqrt(t)",
        "Reddi, Kale and Kumar 2018, theorem 4",
        Rollout(36, ONLINE, on="reddi"),
        regrets_too_much,
        ("round slopes", "domain"),
    ),
    Theorem(
        "saddle-adaptive",
        "from exactly y = 0 it never leaves the saddle, from beside it it does within a few steps",
        "computed with 50 digits",
        Rollout(8, {"w": BESIDE_A_SADDLE, "lr": "1/10", "eps": "1/100000000", **EVERY_WEIGHT}, on="two_valleys"),
        does_not_leave,
        not_under=("no_eps", "uncorrected_no_eps"),
    ),
)
