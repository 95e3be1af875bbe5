"""What the schedules share: their symbols and hyperparameters, the cosine ease, cases over ranges of steps, and the
mistakes that can be made in any of them.
"""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import sympy as sp

from autograder.symbolic import (
    Case,
    Each,
    Hyperparameter,
    as_written,
    integer,
    rational,
    step,
)

lr_start, lr_end, lr_peak, lr_min, lr_max = sp.symbols("lr_start lr_end lr_peak lr_min lr_max")
x = sp.Symbol("x")
total_steps, warmup_steps = integer("total_steps"), integer("warmup_steps")

PARAMETERS = (step,)
WORDS: Mapping[str, str] = {
    "step": "how many updates have been made before this one, int, 0 or more",
    "lr": "the learning rate for this update, a float",
}

LR_START = Hyperparameter(
    lr_start, "learning rate of the first step", rational("1/10"), (rational("2/5"), rational("3/100"))
)
LR_END = Hyperparameter(
    lr_end, "learning rate at the end", rational("1/1000"), (rational("1/50"), rational("0"), rational("7/10"))
)
LR_PEAK = Hyperparameter(lr_peak, "the largest learning rate", rational("1/10"), (rational("2/5"), rational("3/100")))
TOTAL_STEPS = Hyperparameter(
    total_steps,
    "step at which lr_end is reached, int; it is kept from then on",
    rational(10),
    (rational(7), rational(16)),
)
WARMUP_STEPS = Hyperparameter(
    warmup_steps, "length of the warm-up, int, at least 1", rational(4), (rational(3), rational(1))
)


def ease(a: sp.Expr, b: sp.Expr, part: sp.Expr) -> sp.Expr:
    """From a (part = 0) to b (part = 1) along half a wave of the cosine."""
    with as_written():
        return b + (a - b) * (1 + sp.cos(sp.pi * part)) / 2


# ---------------------------------------------------------------- cases


def over(why: str, steps: Iterable[int], **settings: Any) -> Case:
    """The schedule asked for each of these steps, with the same settings."""
    return Case(why, {"step": Each(tuple(steps)), **settings})


def rate(random: Random, low: int = 5, high: int = 95) -> sp.Rational:
    """A learning rate between low/100 and high/100 with three decimals, never one of the usual ones."""
    return sp.Rational(random.randint(low, high) * 10 + random.choice((1, 3, 7, 9)), 1000)


# ---------------------------------------------------------------- mistakes
