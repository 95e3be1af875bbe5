"""What is true of methods of today: how far they step, what they cannot see, and where they come to rest."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Series, Theorem, Trajectory, first_break
from autograder.model import Value


def is_not_lr_long(path: Trajectory) -> Break | None:
    """Every coordinate moves by lr at every step."""
    lr = path.settings["lr"]
    return first_break(
        path, np.abs(np.abs(path.moves) - lr) <= CLOSE * lr, "the step does not have the length lr", after=1
    )


def leaves_the_box(path: Trajectory) -> Break | None:
    """Within 1/weight_decay of 0 at the start, and for ever."""
    wall = 1 / path.settings["weight_decay"]
    return first_break(path, np.abs(path.points) <= wall * (1 + CLOSE), "w is further from 0 than 1/weight_decay")


def does_not_halve(path: Trajectory) -> Break | None:
    """Under a constant gradient every step after the first has the length lr*(1 - beta/2) times the gradient."""
    exact = -path.settings["lr"] * (1 - path.settings["beta"] / 2) * path.given[1]
    holds = np.abs(path.moves[1:] - exact) <= CLOSE * np.abs(exact)
    return first_break(path, holds, "the step is not lr*(1 - beta/2)*grad", after=2)


def does_not_swing_by_rho(path: Trajectory) -> Break | None:
    """It starts on the cycle, and stays there."""
    lr, rho = path.settings["lr"], path.settings["rho"]
    swing = lr * path.facts["hessian"] * rho / (2 - lr * path.facts["hessian"])
    exact = swing * (-1.0) ** path.times
    return first_break(path, np.abs(path.points - exact) <= CLOSE, "w leaves the cycle")


def is_not_relative(path: Trajectory) -> Break | None:
    """The length of every step is lr times the length of w."""
    length, size = (np.linalg.norm(some, axis=-1) for some in (path.moves, path.points[:-1]))
    exact = path.settings["lr"] * size
    return first_break(path, np.abs(length - exact) <= CLOSE * exact, "the step is not lr times as long as w", after=1)


def does_not_turn(path: Trajectory) -> Break | None:
    """The second matrix is the first with turned rows, the third with turned columns: so are the results."""
    turn = np.array(TURN, dtype=np.float64) / 5
    first = path.points[0]
    exact = np.stack([first, turn @ first, first @ turn])
    return first_break(path, np.abs(path.points - exact) <= CLOSE, "the result does not turn with the matrix")


def sees_the_size(path: Trajectory) -> Break | None:
    """The second gradient is a thousand times the first, and the two steps are alike."""
    first, second = path.moves
    return first_break(
        path, (np.abs(second - first) <= CLOSE * np.abs(first).max())[None], "the step depends on the size", after=2
    )


def is_not_sign(path: Trajectory) -> Break | None:
    """The squares are a product of a row's and a column's number, so that nothing is lost."""
    exact = -path.settings["lr"] * np.sign(path.given[1])
    return first_break(path, np.abs(path.moves - exact) <= CLOSE, "the step is not -lr*sign(grad)", after=1)


def is_not_at_the_minimum(path: Trajectory) -> Break | None:
    """After as many steps as there are dimensions the gradient is 0."""
    _, hessian, right = path.given
    slope = hessian @ path.points[-1] - right
    return first_break(path, np.array([np.abs(slope).max() <= CLOSE]), "w is not at the minimum in n steps")


def is_not_clipped(path: Trajectory) -> Break | None:
    """A clipped gradient keeps its direction, and has the length max_norm, or its own where that is shorter."""
    given = np.asarray(path.given[0])
    long = np.linalg.norm(given, axis=-1, keepdims=True)
    exact = given * np.minimum(1, path.settings["max_norm"] / long)
    return first_break(path, np.abs(path.points - exact) <= CLOSE, "it is turned, or has another length")


TURN = ((3, -4), (4, 3))
"""Five times a rotation."""
MATRIX: Value = [["7/2", "-1"], ["1/2", "2"]]
TURNED_ROWS: Value = [["17/10", "-11/5"], ["31/10", "2/5"]]
TURNED_COLUMNS: Value = [["13/10", "-17/5"], ["19/10", "4/5"]]

MODERN = (
    Theorem(
        "lion-step",
        "without weight decay every coordinate moves by lr at every step, however small the gradient",
        "exact: the sign of the mix is 1 or -1",
        Rollout(
            16, {"w": ["1/5", "-3/4"], "lr": "7/100", "beta1": "9/10", "beta2": "1/2", "weight_decay": 0}, on="square"
        ),
        is_not_lr_long,
    ),
    Theorem(
        "lion-box",
        "weights that are no further from 0 than 1/weight_decay stay within it, whatever the gradients",
        "Chen, Liu, Liang and Liu 2024 (arXiv:2310.05898)",
        Rollout(
            12,
            {
                "w": ["19/10", "-19/10"],
                "grad": [-5, 7],
                "lr": "1/10",
                "beta1": "9/10",
                "beta2": "99/100",
                "weight_decay": "1/2",
            },
        ),
        leaves_the_box,
    ),
    Theorem(
        "half-speed",
        "under a constant gradient every step after the first is lr*(1 - beta/2) times the gradient: the mean moves "
        "half as fast as z",
        "exact: the mean of z_1, ..., z_t moves by half a step of z",
        Rollout(8, {"w": [2, -1], "grad": [3, "-1/2"], "lr": "1/10", "beta": "9/10"}),
        does_not_halve,
    ),
    Theorem(
        "sam-cycle",
        "on a parabola with curvature h it does not come to rest: it swings between lr*h*rho/(2 - lr*h) and the "
        "negative of that",
        "exact: w_next = (1 - lr*h)*w - lr*h*rho*sign(w)",
        Rollout(8, {"w": "1/180", "lr": "1/10", "rho": "1/20"}, on="square"),
        does_not_swing_by_rho,
        ("hessian",),
    ),
    Theorem(
        "relative-step",
        "every step is lr times as long as w",
        "exact; You et al. 2020 (arXiv:1904.00962)",
        Rollout(
            6,
            {
                "w": [3, 4],
                "lr": "1/10",
                "beta1": "9/10",
                "beta2": "999/1000",
                "eps": "1/100",
                "weight_decay": "1/10",
            },
            on="tilted_bowl",
        ),
        is_not_relative,
    ),
    Theorem(
        "turns-along",
        "where the rows or columns of the matrix are turned, the result turns with them",
        "exact: the polynomial of U G V is U times that of G times V for rotations U and V",
        Rollout(3, {"G": Series((MATRIX, TURNED_ROWS, TURNED_COLUMNS)), "steps": 3}),
        does_not_turn,
    ),
    Theorem(
        "size-drops-out",
        "with beta = 0 a gradient that is a thousand times as large makes the same step",
        "exact: the matrix is divided by its norm",
        Rollout(
            2,
            {
                "w": [[0, 0], [0, 0]],
                "grad": Series((MATRIX, [["3500", "-1000"], ["500", "2000"]])),
                "lr": "1/10",
                "beta": 0,
            },
        ),
        sees_the_size,
    ),
    Theorem(
        "nothing-lost",
        "for a gradient whose elements are products of a row's and a column's number every step with eps = 0 is "
        "-lr*sign(grad): rows and columns say all",
        "exact; Shazeer and Stern 2018, section 3",
        Rollout(2, {"w": [[1, 2], [3, 4]], "grad": [[2, -6], [-1, 3]], "lr": "1/10", "beta2": "99/100", "eps": 0}),
        is_not_sign,
    ),
    Theorem(
        "clipped-length",
        "the direction stays, and the length is max_norm, or as it was where that is shorter",
        "exact; Pascanu, Mikolov and Bengio 2013 (arXiv:1211.5063)",
        Rollout(3, {"grad": Series(([6, -8], ["3/10", "2/5"], ["-5", "12"])), "max_norm": "5/2"}),
        is_not_clipped,
        not_under=("eps_in_divisor",),
    ),
    Theorem(
        "n-steps",
        "in n dimensions it is at the minimum after n steps",
        "Hestenes and Stiefel 1952, theorem 4:1",
        Rollout(
            1,
            {
                "w": [3, -1, 2],
                "hessian": [[4, 1, 0], [1, 3, -1], [0, -1, 2]],
                "b": [1, 2, -3],
                "steps": 3,
            },
        ),
        is_not_at_the_minimum,
    ),
)
