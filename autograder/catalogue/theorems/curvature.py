"""What is true of functions that look at curvature and depth: Newton's steps, stable rates, vanishing gradients."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems.theorem import CLOSE, Break, Rollout, Series, Theorem, Trajectory, first_break
from autograder.model import Value


def needs_more_steps(path: Trajectory) -> Break | None:
    """After one step the minimum, and no step after it."""
    holds = np.abs(path.points[1:] - path.facts["minimum"]) <= CLOSE * np.abs(path.points[0]).max()
    return first_break(path, holds, "w is not at the minimum", after=1)


def goes_elsewhere(path: Trajectory) -> Break | None:
    """From the first three starts to the maximum; from the others out of the domain."""
    (top,), (low, high) = path.facts["maxima"], path.facts["domain"]
    near, far = path.points[-1:, :3], path.points[-1:, 3:]
    holds = np.concatenate([np.abs(near - top) <= CLOSE, (far < low) | (far > high)], axis=1)
    return first_break(path, holds, "w is not where Newton's method ends", after=len(path.points) - 1)


def shrinks_otherwise(path: Trajectory) -> Break | None:
    """(H + damping I) (w_next - w_min) = damping (w - w_min)."""
    offsets, damping = path.points - path.facts["minimum"], path.settings["damping"]
    shifted = path.facts["hessian"] + damping * np.eye(len(path.facts["minimum"]))
    holds = np.abs(offsets[1:] @ shifted - damping * offsets[:-1]) <= CLOSE * np.abs(offsets[0]).max()
    return first_break(path, holds, "a direction is not multiplied by damping/(lambda + damping)", after=1)


def climbs_or_leaps(path: Trajectory) -> Break | None:
    """On a saddle: against the gradient, and no longer than the gradient over the damping less the downward curvature.

    On a quadratic whose only critical point is at 0 the gradient is H w.
    """
    hessian = path.facts["hessian"]
    slopes = path.points[:-1] @ hessian
    left = path.settings["damping"] + np.linalg.eigvalsh(hessian)[0]
    lengths = np.sqrt((path.moves**2).sum(axis=-1))
    longest = np.sqrt((slopes**2).sum(axis=-1)) / left
    return first_break(
        path, (path.moves * slopes).sum(axis=-1) < 0, "the step does not lead downhill", after=1
    ) or first_break(path, lengths <= longest * (1 + CLOSE), "the step is longer than the damping allows", after=1)


def is_not_the_edge(path: Trajectory) -> Break | None:
    """With that rate the fastest coordinate of gradient descent is multiplied by exactly -1."""
    factors = [np.linalg.eigvalsh(np.eye(len(h)) - lr * h)[0] for lr, h in zip(path.points, path.given[0], strict=True)]
    holds = np.abs(np.array(factors) + 1) <= CLOSE
    return first_break(path, holds, "the steepest direction is not multiplied by -1 at each step")


def does_not_vanish(path: Trajectory) -> Break | None:
    """At most 1/4 a layer, and exactly that where w_i = 1 and z_i = 0, in every other chain."""
    depth = np.arange(2, len(path.points) + 2) // 2
    bound = 0.25**depth
    most = np.abs(path.points) <= bound * (1 + CLOSE)
    exact = np.abs(path.points[::2] - bound[::2]) <= CLOSE * bound[::2]
    broken = first_break(path, most, "more than 0.25**n is left of the gradient")
    if broken is None and not exact.all():
        broken = Break(2 * int(np.argmin(exact)) + 1, "the gradient is not 0.25**n where all w_i = 1 and z_i = 0")
    return broken


DEPTH = 12
SMALL_WEIGHTS = ("1", "-3/4", "1/2", "-1")
SIGNALS = ("1/2", "-2", "1", "0", "3/2")


def chains(steepest: Value, others: tuple[str, ...]) -> Series:
    """Numbers for chains of 1 to 12 layers, each length twice: all the same number, and others in turn."""
    given: list[list[Value]] = []
    for n in range(1, DEPTH + 1):
        given += [[steepest] * n, [others[i % len(others)] for i in range(n)]]
    return Series(tuple(given))


CURVATURE = (
    Theorem(
        "one-step",
        "on a quadratic Newton's method is at the minimum after one step, whatever the curvatures",
        "Nocedal and Wright 2006, section 2.2",
        Rollout(2, {"w": [3, 1]}, on="tilted_bowl"),
        needs_more_steps,
        ("minimum",),
    ),
    Theorem(
        "to-a-maximum",
        "on x*cos(pi*x) Newton's method goes from 0.1, 0.2 and 0.5 to the maximum, and from 0.8, 1.5 and 2 out of the "
        "domain: it looks for critical points, not for minima",
        "Nocedal and Wright 2006, section 3.3; computed with 50 digits",
        Rollout(8, {"w": ["1/10", "1/5", "1/2", "4/5", "3/2", 2]}, on="x_cos_pi_x"),
        goes_elsewhere,
        ("maxima", "domain"),
    ),
    Theorem(
        "damped-rate",
        "on a quadratic every step multiplies the distance along each direction by exactly damping/(lambda + damping)",
        "Levenberg 1944; Marquardt 1963",
        Rollout(6, {"w": [3, 1], "damping": "3/2"}, on="turned_valley"),
        shrinks_otherwise,
        ("hessian", "minimum"),
    ),
    Theorem(
        "damped-step",
        "with more damping than the strongest downward curvature the step leads downhill, and is no longer than the "
        "gradient divided by the damping less that curvature",
        "Nocedal and Wright 2006, section 3.4",
        Rollout(4, {"w": [1, "1/2"], "damping": 3}, on="saddle"),
        climbs_or_leaps,
        ("hessian",),
    ),
    Theorem(
        "edge-of-stability",
        "with exactly this learning rate the steepest direction swings for ever: it is multiplied by -1 at each step",
        "Polyak 1987, section 1.4",
        Rollout(
            3,
            {"hessian": Series(([["329/25", "-228/25"], ["-228/25", "196/25"]], [[802, -400], [-400, 200]], [[2]]))},
        ),
        is_not_the_edge,
    ),
    Theorem(
        "vanishing",
        "behind n sigmoids with abs(w_i) <= 1 at most 0.25**n is left of a gradient, exactly that for w_i = 1, z_i = 0",
        "Hochreiter 1991; Bengio, Simard and Frasconi 1994",
        Rollout(
            2 * DEPTH,
            {
                "weights": chains("1", SMALL_WEIGHTS),
                "preactivations": chains("0", SIGNALS),
                "activation": "sigmoid",
            },
        ),
        does_not_vanish,
    ),
)
