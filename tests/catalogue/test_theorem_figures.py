"""Computed figures of the theorems: what the rules do on the documented functions over many steps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.load import rule_of
from autograder.expected.exact import follow
from autograder.expected.plan import ProbePlan
from autograder.symbolic.evaluate import EXACT
from autograder.symbolic.printing import numpy_source
from tests.in_process import Function, compiled
from tests.registry import COURSE

ADAM = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}


@cache
def function(name: str, convention: str = "") -> Function:
    """A right function, printed from its rule."""
    exercise = COURSE.exercise(name)
    return compiled(numpy_source(rule_of(exercise).under(convention or exercise.convention)), name)


@cache
def gradient(name: str) -> Function:
    """The gradient of a landscape."""
    return compiled(LANDSCAPES[name].numpy_source, name)


def path(name: str, landscape: str, start: Any, steps: int, **settings: float) -> np.ndarray:
    """The points that an optimizer passes, the start first."""
    rule, step, slope = rule_of(COURSE.exercise(name)), function(name), gradient(landscape)
    w = np.array(start, dtype=float)
    state: Any = {q.symbol.name: 0 if q.symbol.is_integer else np.zeros_like(w) for q in rule.state}
    points = [w]
    for _ in range(steps):
        measured = slope if name == "nesterov" else slope(w)
        w, state = step(w, measured, state, **settings) if rule.state else (step(w, measured, **settings), state)
        points.append(np.asarray(w))
    return np.array(points)


def loss(landscape: str, points: np.ndarray) -> np.ndarray:
    """The loss at some points."""
    values: np.ndarray = compiled(LANDSCAPES[landscape].loss_source, f"{landscape}_loss")(points)
    return values


# ---------------------------------------------------------------- quadratics


@pytest.mark.parametrize("lr", [0.1, 0.9, 0.999, 1.0, 1.001])
def test_gradient_descent_on_a_parabola_is_a_power(lr: float) -> None:
    """On w^2 from 4 it is 4 (1 - 2 lr)^t for 200 steps."""
    t = np.arange(201)
    np.testing.assert_allclose(path("gradient_descent", "square", 4, 200, lr=lr), 4 * (1 - 2 * lr) ** t, rtol=1e-12)


def test_the_edges_of_stability_on_a_parabola() -> None:
    """lr = 0.5 is there in one step, lr = 1 swings between 4 and -4 for ever, a little more diverges."""
    assert path("gradient_descent", "square", 4, 1, lr=0.5)[-1] == 0
    assert set(path("gradient_descent", "square", 4, 500, lr=1.0).tolist()) == {4, -4}
    assert abs(path("gradient_descent", "square", 4, 2000, lr=1.001)[-1]) > 200
    assert abs(path("gradient_descent", "square", 4, 5000, lr=0.999)[-1]) < 1e-3


def spectral_radius(name: str, convention: str, curved: float, beta: float) -> float:
    """How fast w and v grow under a linear gradient of slope `curved`, with lr = 1."""
    step = function(name, convention)
    columns = []
    for w, v in ((1.0, 0.0), (0.0, 1.0)):
        measured: Any = (lambda x: curved * x) if name == "nesterov" else curved * np.float64(w)
        new, state = step(np.float64(w), measured, {"v": np.float64(v)}, lr=1.0, beta=beta)
        columns.append([float(new), float(state["v"])])
    return float(np.abs(np.linalg.eigvals(np.array(columns).T)).max())


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    ("name", "convention", "limit"),
    [
        ("momentum", "heavy_ball", lambda b: 2 * (1 + b)),
        ("momentum", "lr_inside", lambda b: 2 * (1 + b)),
        ("momentum", "descent_velocity", lambda b: 2 * (1 + b)),
        ("momentum", "ema", lambda b: 2 * (1 + b) / (1 - b)),
        ("nesterov", "lr_outside", lambda b: (2 + 2 * b) / (1 + 2 * b)),
        ("nesterov", "lr_inside", lambda b: (2 + 2 * b) / (1 + 2 * b)),
    ],
)
def test_limits_of_stability(name: str, convention: str, limit: Any, beta: float) -> None:
    """Just below the limit of lr*lambda everything shrinks, just above something grows."""
    assert spectral_radius(name, convention, limit(beta) * (1 - 1e-6), beta) < 1
    assert spectral_radius(name, convention, limit(beta) * (1 + 1e-6), beta) > 1


@pytest.mark.parametrize("beta", [0.25, 0.5, 0.9, 0.99])
def test_swinging_momentum_has_the_rate_of_the_root_of_beta(beta: float) -> None:
    """Between (1 - sqrt(beta))^2 and (1 + sqrt(beta))^2 the rate is sqrt(beta), outside it is slower."""
    low, high = (1 - math.sqrt(beta)) ** 2, (1 + math.sqrt(beta)) ** 2
    for curved in np.linspace(low, high, 9)[1:-1]:
        assert spectral_radius("momentum", "heavy_ball", curved, beta) == pytest.approx(math.sqrt(beta))
    assert spectral_radius("momentum", "heavy_ball", low / 2, beta) > math.sqrt(beta) * 1.001


def test_nesterov_is_stable_less_far_than_gradient_descent() -> None:
    """For beta = 0.9 the limit is 1.357143, less than 2."""
    assert spectral_radius("nesterov", "lr_outside", 1.357142, 0.9) < 1
    assert spectral_radius("nesterov", "lr_outside", 1.357144, 0.9) > 1


def slowest(lr: float, beta: float) -> float:
    """The rate of momentum on the valley: that of its slower direction."""
    return max(spectral_radius("momentum", "heavy_ball", lr * curvature, beta) for curvature in (0.2, 4.0))


def test_best_rates_in_the_valley() -> None:
    """Gradient descent: 2/(mu + L) = 0.476190 with rate 0.904762; momentum: 0.667907, 0.402605 with rate 0.634512."""
    mu, largest = 0.2, 4.0
    kappa = largest / mu
    lr = 2 / (mu + largest)
    assert lr == pytest.approx(0.476190, abs=1e-6)
    assert slowest(lr, 0.0) == pytest.approx((kappa - 1) / (kappa + 1))
    assert slowest(lr, 0.0) == pytest.approx(0.904762, abs=1e-6)
    best_lr = 4 / (math.sqrt(mu) + math.sqrt(largest)) ** 2
    best_beta = ((math.sqrt(kappa) - 1) / (math.sqrt(kappa) + 1)) ** 2
    assert best_lr == pytest.approx(0.667907, abs=1e-6)
    assert best_beta == pytest.approx(0.402605, abs=1e-6)
    assert slowest(best_lr, best_beta) == pytest.approx(0.634512, abs=2e-6)


@pytest.mark.parametrize(
    ("lr", "beta", "rate"), [(0.4, 0.0, 0.92), (0.6, 0.0, 1.4), (0.6, 0.5, 0.7071), (0.6, 0.25, 0.8589)]
)
def test_rates_of_the_textbook_in_the_valley(lr: float, beta: float, rate: float) -> None:
    """The settings of Dive into Deep Learning: one of them diverges, momentum rescues it."""
    assert slowest(lr, beta) == pytest.approx(rate, abs=1e-4)


def test_bounds_hold_for_five_hundred_steps() -> None:
    """Gradient descent and Nesterov momentum with lr = 1/L stay below their value bounds; the loss falls as it must."""
    start, largest, t = np.array([-5.0, -2.0]), 4.0, np.arange(1, 501)
    plain = path("gradient_descent", "valley", start, 500, lr=1 / largest)
    values, slopes = loss("valley", plain), (gradient("valley")(plain) ** 2).sum(axis=-1)
    assert (values[1:] <= (start @ start) * largest / (2 * t)).all()
    assert (values[1:] <= values[:-1] - slopes[:-1] / (2 * largest) + 1e-15).all()
    step, w, state = function("nesterov"), start, {"v": np.zeros(2)}
    for k in t:
        w, state = step(w, gradient("valley"), state, lr=1 / largest, beta=(k - 1) / (k + 2))
        assert loss("valley", w) <= 2 * (start @ start) * largest / (k + 1) ** 2


# ---------------------------------------------------------------- traps


def test_the_three_cycle_is_exact() -> None:
    """With lr = 1/9 and beta = 4/9 momentum goes round 792/1225, -2208/1225, 2592/1225 in exact arithmetic."""
    cycle = [sp.Rational(number, 1225) for number in (792, -2208, 2592)]
    lr = sp.Rational(1, 9)
    velocity = (cycle[2] - cycle[0]) / lr
    first = {"w": cycle[0], "state": {"v": velocity}, "grad": "kinked_parabola", "lr": lr, "beta": "4/9"}
    later = {"grad": "kinked_parabola", "lr": lr, "beta": "4/9"}
    traces = follow(rule_of(COURSE.exercise("momentum")), ProbePlan("", (first, later, later)), EXACT)
    assert [np.asarray(trace.result).item() for trace in traces] == [cycle[1], cycle[2], cycle[0]]


def test_others_converge_where_momentum_cycles() -> None:
    """From 3.3 momentum is in the cycle after 200 steps; gradient descent with 1/L and Nesterov reach 0."""
    last = path("momentum", "kinked_parabola", 3.3, 200, lr=1 / 9, beta=4 / 9)[-3:]
    np.testing.assert_allclose(sorted(last), np.array([-2208, 792, 2592]) / 1225, rtol=1e-12)
    assert abs(path("gradient_descent", "kinked_parabola", 3.3, 400, lr=1 / 25)[-1]) < 1e-6
    assert abs(path("nesterov", "kinked_parabola", 3.3, 400, lr=1 / 25, beta=2 / 3)[-1]) < 1e-6


@pytest.mark.parametrize("lr", [0.1, 0.01])
def test_rmsprop_ends_in_a_cycle(lr: float) -> None:
    """On w^2 it ends at lr/2 and -lr/2, less a millionth part that eps takes: 0.049999995, 0.004999995."""
    one, other = path("rmsprop", "square", 4, 6000, lr=lr, beta=0.9, eps=1e-8)[-2:]
    assert one * other < 0
    assert abs(one) == pytest.approx(lr / 2 - 5e-9, abs=1e-10)
    assert abs(other) == pytest.approx(lr / 2 - 5e-9, abs=1e-10)


def test_adagrad_does_converge_on_a_parabola() -> None:
    """With lr = 0.1 it is at 1.7e-10 after 10,000 steps: its rate falls, but not too far."""
    assert path("adagrad", "square", 4, 10_000, lr=0.1, eps=1e-8)[-1] == pytest.approx(1.7e-10, rel=0.03)


def test_adam_on_a_parabola() -> None:
    """With lr = 0.1 w changes its sign at step 60, goes to -0.0948 and is at 2.4e-11 after 500 steps."""
    points = path("adam", "square", 4, 500, lr=0.1, **ADAM)
    assert int(np.argmax(points < 0)) == 60
    assert points.min() == pytest.approx(-0.0948, abs=1e-4)
    assert points[-1] == pytest.approx(2.4e-11, rel=0.02)


# ---------------------------------------------------------------- Adam's steps


def lengths(gradients: np.ndarray, *, beta1: float = 0.9, beta2: float = 0.999) -> np.ndarray:
    """How long Adam's steps are, in units of lr, for given gradients."""
    step, state, found = function("adam"), {"m": np.float64(0), "v": np.float64(0), "t": 0}, []
    for g in gradients:
        w, state = step(np.float64(0), np.float64(g), state, lr=1.0, beta1=beta1, beta2=beta2, eps=0.0)
        found.append(abs(float(w)))
    return np.array(found)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_adams_steps_are_longer_than_the_quoted_bound() -> None:
    """The quoted bound is 3.1623 lr, the true one 7.2703: growing gradients reach 5.78 and a late ramp 7.25."""
    b1, b2 = 0.9, 0.999
    quoted, supremum = (1 - b1) / math.sqrt(1 - b2), (1 - b1) / math.sqrt((1 - b2) * (1 - b1**2 / b2))
    assert quoted == pytest.approx(3.1623, abs=1e-4)
    assert supremum == pytest.approx(7.2703, abs=1e-4)
    growing = lengths((b2 / b1) ** np.arange(1000.0))
    assert growing[-1] == pytest.approx(5.78, abs=0.01)
    ramp = lengths(np.concatenate([np.zeros(5000), (b2 / b1) ** np.arange(60.0)]))
    assert np.nanmax(ramp) == pytest.approx(7.25, abs=0.01)
    assert np.nanmax(ramp) < supremum
    single = lengths(np.concatenate([np.zeros(999), [1.0]]))
    assert single[-1] == pytest.approx(2.5146, abs=1e-4)


def average_regret(name: str, rounds: int) -> float:
    """The regret a round on 3x, -x, -x in turn on [-1, 1], with lr = 0.9 sqrt(1 - beta2)/sqrt(t) and C = 3."""
    step, beta2 = function(name, {"adam": "uncorrected", "amsgrad": "uncorrected"}[name]), 1 / 10
    x, state, total = np.float64(0), {"m": np.float64(0), "v": np.float64(0), "v_max": np.float64(0), "t": 0}, 0.0
    for t, slope in zip(range(1, rounds + 1), itertools.cycle((3.0, -1.0, -1.0)), strict=False):
        total += slope * (float(x) + 1)
        rate = 0.9 * math.sqrt(1 - beta2) / math.sqrt(t)
        x, new = step(x, np.float64(slope), state, lr=rate, beta1=0.0, beta2=beta2, eps=0.0)
        x, state = np.clip(x, -1, 1), {**state, **new}
    return total / rounds


def test_adam_fails_where_amsgrad_does_not() -> None:
    """After 300 rounds Adam's average regret is 0.697 and AMSGrad's 0.064; after 3,000 the gap is wider still."""
    assert average_regret("adam", 300) == pytest.approx(0.697, abs=0.03)
    assert average_regret("amsgrad", 300) == pytest.approx(0.064, abs=0.01)
    assert average_regret("adam", 3000) > 2 / 3
    assert average_regret("amsgrad", 3000) < 0.03


# ---------------------------------------------------------------- saddles and plateaus

AT_THE_SADDLE: Mapping[str, tuple[int, Mapping[str, float]]] = {
    "gradient_descent": (139, {"lr": 0.1}),
    "momentum": (50, {"lr": 0.1, "beta": 0.9}),
    "nesterov": (45, {"lr": 0.1, "beta": 0.9}),
    "rmsprop": (2, {"lr": 0.1, "beta": 0.9, "eps": 1e-8}),
    "adam": (6, {"lr": 0.1, **ADAM}),
    "adagrad": (7, {"lr": 0.1, "eps": 1e-8}),
}


@pytest.mark.parametrize("name", AT_THE_SADDLE)
def test_how_long_a_saddle_holds(name: str) -> None:
    """From y = 1e-6 each leaves the saddle after so many steps, from y = 0 none ever does."""
    steps, settings = AT_THE_SADDLE[name]
    y = path(name, "two_valleys", [1, 1e-6], 200, **settings)[:, 1]
    assert int(np.argmax(np.abs(y) > 0.5)) == steps
    assert not path(name, "two_valleys", [1, 0], 500, **settings)[:, 1].any()


def test_the_escape_time_is_that_of_the_theory() -> None:
    """log(0.5/1e-6)/log(1.1) = 137.7, and gradient descent takes 139 steps."""
    assert math.log(0.5 / 1e-6) / math.log(1.1) == pytest.approx(137.7, abs=0.05)


@pytest.mark.parametrize(("t", "share"), [(10, 0.667), (100, 0.935), (1000, 0.991), (10_000, 0.9988)])
def test_a_plateau_is_left_like_one_over_t(t: int, share: float) -> None:
    """On x^3 from 1 with lr = 0.1, x * 3 lr t goes to 1."""
    assert path("gradient_descent", "plateau", 1, t, lr=0.1)[-1] * 0.3 * t == pytest.approx(share, abs=6e-4)


# ---------------------------------------------------------------- x cos(pi x)


@pytest.mark.parametrize("lr", [0.01, 0.05])
def test_small_steps_stay_in_their_basin(lr: float) -> None:
    """With lr <= 1/(2 pi^2) = 0.0506606 each start ends in the minimum of its own side of 0.2738526868."""
    assert lr <= 1 / (2 * math.pi**2) == pytest.approx(0.0506606, abs=1e-7)
    starts = np.array([-1, -0.6, 0, 0.2738, 0.2739, 0.6, 1.5, 2])
    points = path("gradient_descent", "x_cos_pi_x", starts, 3000, lr=lr)
    moves = np.sign(np.diff(points, axis=0))
    assert all(len(set(column[column != 0])) == 1 for column in moves[:50].T)
    np.testing.assert_allclose(points[-1], [-0.2738526868] * 4 + [1.0904082219] * 4, atol=1e-8)


def test_large_steps_are_not_stable() -> None:
    """With lr = 0.17 > 0.165407 gradient descent swings around the global minimum, with 0.16 it settles."""
    swinging = path("gradient_descent", "x_cos_pi_x", 1.09, 2000, lr=0.17)
    assert abs(swinging[-1] - swinging[-2]) > 0.1
    assert path("gradient_descent", "x_cos_pi_x", 1.09, 2000, lr=0.16)[-1] == pytest.approx(1.0904082219)


def test_momentum_escapes_both_ways() -> None:
    """With lr = 0.05 and beta = 0.9 it ends in the global minimum from -1 and in the local one from 2."""
    ends = path("momentum", "x_cos_pi_x", [-1, 2], 600, lr=0.05, beta=0.9)[-1]
    np.testing.assert_allclose(ends, [1.0904082219, -0.2738526868], atol=1e-9)


def test_newton_goes_to_critical_points() -> None:
    """It goes to the maximum from 0.1, 0.2 and 0.5, to 6.0168 from 0.8, 4.0251 from 1.5 and 2.0491 from 2."""
    landscape = LANDSCAPES["x_cos_pi_x"]
    curvature, newton = compiled(landscape.hessian_source, landscape.hessian_name), function("newton")
    w = np.array([0.1, 0.2, 0.5, 0.8, 1.5, 2.0])
    for _ in range(20):
        w = newton(w, gradient("x_cos_pi_x")(w), curvature(w))
    np.testing.assert_allclose(w, [0.2738526868] * 3 + [6.0168, 4.0251, 2.0491], atol=5e-5)


def test_newton_needs_one_step_on_a_quadratic() -> None:
    """From anywhere in a turned valley one step is enough."""
    landscape, w = LANDSCAPES["turned_valley"], np.array([3.0, -7.0])
    curvature = compiled(landscape.hessian_source, landscape.hessian_name)
    np.testing.assert_allclose(function("newton")(w, gradient("turned_valley")(w), curvature(w)), [0, 0], atol=1e-13)


def test_rosenbrock_is_stable_up_to_two_over_its_curvature() -> None:
    """Beside (1, 1) gradient descent with lr just below 0.001996803837 comes nearer, just above it goes away."""
    nearby = [1 + 1e-6, 1 - 2e-6]
    for lr, comes_nearer in ((0.00198, True), (0.00201, False)):
        points = path("gradient_descent", "rosenbrock", nearby, 300, lr=lr) - 1
        steepest = points @ (np.array([-2.0, 1.0]) / math.sqrt(5))
        assert bool(abs(steepest[-1]) < abs(steepest[0])) is comes_nearer
