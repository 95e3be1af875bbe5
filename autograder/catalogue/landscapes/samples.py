"""Losses made of many: a data set for stochastic gradients, and an online problem whose losses come in turn."""

from collections.abc import Sequence

import sympy as sp

from autograder.catalogue.data_sets import FITTING, SCATTERED, DataSet, Number
from autograder.catalogue.landscapes.landscape import Landscape
from autograder.symbolic import rational

x, w = sp.symbols("x w", real=True)
w1, w2 = sp.symbols("w1 w2", real=True)


def mean_loss(name: str, title: str, data: DataSet) -> Landscape:
    """Half the mean squared error on a data set, as a landscape over the weights w1 and w2."""
    errors = (
        rational(a) * w1 + rational(b) * w2 - rational(target)
        for (a, b), target in zip(data.rows, data.targets, strict=True)
    )
    loss = sp.expand(sum(error**2 for error in errors) / (2 * len(data.rows)))
    return Landscape(name, title, (w1, w2), loss, (-2, 2))


def online(name: str, title: str, rounds: Sequence[sp.Expr], start: tuple[Number, ...], reach: Number) -> Landscape:
    """An online problem in one variable: its losses come again and again, and x stays within `reach` of 0."""
    bound = rational(reach)
    mean = sp.expand(sum(rounds) / len(rounds))
    return Landscape(name, title, (x,), mean, start, domain=((-bound, bound),), rounds=tuple(rounds))


LEAST_SQUARES = mean_loss("least_squares", "six samples that no w fits", SCATTERED)
FITTED = mean_loss("fitted", "six samples that one w fits without any error", FITTING)
REDDI = online(
    "reddi",
    "the mean of 3x, -x, -x, which come in turn: Adam goes the wrong way (Reddi, Kale and Kumar 2018, theorem 1)",
    (3 * x, -x, -x),
    (0,),
    1,
)
NOISY_PARABOLA = Landscape(
    "noisy_parabola",
    "a parabola whose slope is measured with an error of mean 0 and variance 1",
    (w,),
    w**2 / 2,
    (4,),
    noise=1,
)

MADE_OF_SAMPLES = (LEAST_SQUARES, FITTED, REDDI, NOISY_PARABOLA)
