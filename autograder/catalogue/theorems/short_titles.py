"""What each theorem is called where there is little room: three to five words, by its id."""

from __future__ import annotations

from collections.abc import Mapping

SHORT_TITLES: Mapping[str, str] = {
    "quadratic-path": "exact path on a parabola",
    "descent-lemma": "every step lowers the loss",
    "basins": "stays in its basin",
    "saddle-escape": "leaves a saddle late",
    "value-bound": "loss falls like 1/t",
    "best-rate": "best rate on a valley",
    "plateau": "slows down on a plateau",
    "in-expectation": "right in the mean",
    "exact-fit": "never leads away from fit",
    "one-batch": "one batch is gradient descent",
    "batches-of-one": "batches of one are SGD",
    "momentum-limits": "converges up to its limit",
    "three-cycle": "ends in a three-cycle",
    "over-the-hill": "rolls over the hill",
    "nesterov-limits": "converges up to its limit",
    "nesterov-bound": "loss falls like 1/t^2",
    "strongly-convex": "fast along a valley",
    "saddle": "never leaves the exact saddle",
    "scale-invariance": "the gradient's scale drops out",
    "first-step": "first step has length lr",
    "longest-steps": "steps beyond the quoted bound",
    "effective-rate": "effective rate never grows",
    "two-cycle": "ends in a two-cycle",
    "decoupled-decay": "weights shrink by themselves",
    "decay-limit": "weights stay within bounds",
    "adam-fails": "fails on three losses",
    "amsgrad-learns": "learns where Adam fails",
    "saddle-adaptive": "leaves a saddle quickly",
    "noisy-parabola": "expected error under noise",
    "one-step": "one step to the minimum",
    "to-a-maximum": "may run to a maximum",
    "damped-rate": "exact rate when damped",
    "damped-step": "damped step leads downhill",
    "edge-of-stability": "swings at the edge",
    "vanishing": "gradients vanish behind sigmoids",
}
