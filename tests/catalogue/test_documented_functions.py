"""What is known of x cos(pi x), Newton's method and other landscapes comes out of the rules of units 05 and 06."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.exact import follow
from autograder.expected.plan import ProbePlan
from autograder.symbolic.evaluate import EXACT, ROUNDED
from autograder.symbolic.printing import numpy_source
from autograder.symbolic.rounding import Rounded
from tests.in_process import compiled

LOCAL, GLOBAL = "-0.2738526868008509120593246975668", "1.090408221946721222488631895821"


def answer(name: str, arithmetic: Any = ROUNDED, **inputs: Any) -> Any:
    """The value of one call, derived from the rule."""
    (trace,) = follow(rule_of(load_course().exercise(name)), ProbePlan("", (inputs,)), arithmetic)
    return trace.result


def program(name: str) -> Callable[..., Any]:
    """The function as NumPy, printed from the rule."""
    return compiled(numpy_source(rule_of(load_course().exercise(name))), name)


def curvature(x: Any) -> Any:
    """The second derivative of x cos(pi x), from the rule of the first."""
    rule = rule_of(load_course().exercise("x_cos_pi_x_gradient"))
    (symbol,) = rule.parameters
    return sp.diff(rule.steps[0].expression.doit(), symbol).subs(symbol, x)


def close(value: Any, digits: str) -> bool:
    """Whether a number has these digits, to 1 in the 26th."""
    exact = sp.N(str(value.value) if isinstance(value, Rounded) else value, 50)
    return bool(abs(exact - sp.N(digits, 50)) <= sp.Float("1e-26") * (1 + abs(exact)))


# ---------------------------------------------------------------- x cos(pi x)


@pytest.mark.parametrize(
    ("x", "value", "bend"),
    [
        (LOCAL, "-0.1786025115477332744631627082719", "6.525768635381357218348364325711"),
        (LOCAL.removeprefix("-"), "0.1786025115477332744631627082719", "-6.525768635381357218348364325711"),
        (GLOBAL, "-1.046721124660571150320861775005", "12.09141281890884813956571337568"),
    ],
)
def test_extrema_of_the_handouts_function(x: str, value: str, bend: str) -> None:
    """At its extrema the function and its curvature have the known digits, and the derivative vanishes."""
    assert close(answer("x_cos_pi_x", x=x), value)
    assert abs(answer("x_cos_pi_x_gradient", x=x).value) < 1e-28
    assert close(curvature(sp.Rational(x)), bend)


def test_the_ends_of_the_interval() -> None:
    """On [-1, 2] the largest values are at the ends, and beyond the interval the function is below any minimum."""
    assert answer("x_cos_pi_x", EXACT, x=-1) == 1
    assert answer("x_cos_pi_x", EXACT, x=2) == 2
    assert answer("x_cos_pi_x", EXACT, x=9) == -9
    assert sp.simplify(curvature(2)) == -2 * sp.pi**2
    points = np.linspace(-1, 2, 3001)
    bends = np.abs([float(c) for c in map(sp.lambdify(sp.Symbol("x"), curvature(sp.Symbol("x"))), points)])
    assert bends.max() == bends[-1] == pytest.approx(19.73920880217872)


@pytest.mark.parametrize(("x", "rate"), [(LOCAL, 0.306477), (GLOBAL, 0.165407)])
def test_stable_rates_in_the_two_valleys(x: str, rate: float) -> None:
    """2 over the curvature is the largest stable rate: below it gradient descent settles, above it does not."""
    assert float(answer("largest_stable_lr", hessian=[[curvature(sp.Rational(x)).evalf(30)]])) == pytest.approx(
        rate, abs=1e-6
    )
    for factor, settles in ((0.95, True), (1.05, False)):
        assert (abs(descended(float(x) + 1e-3, rate * factor, 400)[-1] - float(x)) < 1e-3) == settles


def descended(start: float, lr: float, steps: int, beta: float = 0.0) -> np.ndarray:
    """The path of gradient descent, with momentum where beta is given."""
    slope = program("x_cos_pi_x_gradient")
    path, velocity = [start], 0.0
    for _ in range(steps):
        velocity = beta * velocity + slope(path[-1])
        path.append(path[-1] - lr * velocity)
    return np.array(path)


@pytest.mark.parametrize("lr", [0.01, 0.05])
@pytest.mark.parametrize(("start", "end"), [(-0.99, LOCAL), (0.27, LOCAL), (0.28, GLOBAL), (2.0, GLOBAL)])
def test_small_rates_stay_in_their_valley(start: float, end: str, lr: float) -> None:
    """With lr at most 1/(2 pi^2) the path is monotone and ends in the valley that it starts in."""
    path = descended(start, lr, 3000)
    assert path[-1] == pytest.approx(float(end), abs=1e-9)
    moves = np.diff(path)
    assert np.all(moves >= -1e-15) or np.all(moves <= 1e-15)


def test_momentum_crosses_the_ridge_both_ways() -> None:
    """The heavy ball with 0.9 and 0.05 leaves the local valley from -1, and falls into it from 2."""
    assert descended(-1.0, 0.05, 2000, beta=0.9)[-1] == pytest.approx(float(GLOBAL), abs=1e-6)
    assert descended(2.0, 0.05, 2000, beta=0.9)[-1] == pytest.approx(float(LOCAL), abs=1e-6)


# ---------------------------------------------------------------- Newton


def newtons_path(start: float, steps: int) -> list[float]:
    """Newton's method on x cos(pi x)."""
    slope, newton = program("x_cos_pi_x_gradient"), program("newton")
    bend = sp.lambdify(sp.Symbol("x"), curvature(sp.Symbol("x")))
    path = [np.array([start])]
    for _ in range(steps):
        path.append(newton(path[-1], slope(path[-1]), np.array([[bend(path[-1][0])]])))
    return [float(x[0]) for x in path]


@pytest.mark.parametrize("start", [0.1, 0.2, 0.5])
def test_newton_climbs_to_the_maximum(start: float) -> None:
    """From 0.1, 0.2 and 0.5 Newton's method ends at the local maximum."""
    assert newtons_path(start, 40)[-1] == pytest.approx(-float(LOCAL), abs=1e-12)


@pytest.mark.parametrize(("start", "end"), [(0.8, 6.0168), (1.5, 4.0251), (2.0, 2.0491)])
def test_newton_leaves_the_interval(start: float, end: float) -> None:
    """From 0.8, 1.5 and 2 Newton's method ends outside [-1, 2]."""
    assert newtons_path(start, 60)[-1] == pytest.approx(end, abs=1e-4)


@pytest.mark.parametrize("hessian", [[["1/5", 0], [0, 4]], [[2, 1], [1, 2]], [[1, 2], [2, 1]], [[-2, 1], [1, -3]]])
def test_newton_needs_one_step_on_a_quadratic(hessian: Sequence[Sequence[Any]]) -> None:
    """From anywhere one step ends exactly at the critical point, be it a minimum, a saddle or a maximum."""
    start, end = sp.Matrix([3, sp.Rational(-7, 2)]), sp.Matrix([sp.Rational(1, 3), 2])
    slope = sp.Matrix(hessian) * (start - end)
    assert list(answer("newton", EXACT, w=list(start), grad=list(slope), hessian=hessian)) == list(end)


def test_strong_damping_is_gradient_descent() -> None:
    """With much damping the step is that of gradient descent with the rate 1/damping, up to its square."""
    settings: dict[str, Any] = {"w": [3, -1], "grad": [2, 5], "hessian": [[2, 1], [1, 3]]}
    damped = answer("damped_newton", EXACT, **settings, damping=10**6)
    for new, old, slope in zip(damped, settings["w"], settings["grad"], strict=True):
        assert abs((old - new) * 10**6 - slope) < sp.Rational(1, 10**4)


# ---------------------------------------------------------------- other landscapes


def test_the_rosenbrock_function() -> None:
    """Its Hessian at (1, 1) has the eigenvalues 501 +- sqrt(250601), so rates up to 0.0019968 are stable there."""
    x, y = sp.symbols("x y")
    rosenbrock = (1 - x) ** 2 + 100 * (y - x**2) ** 2
    hessian = sp.hessian(rosenbrock, (x, y)).subs({x: 1, y: 1}).tolist()
    assert sp.simplify(answer("largest_stable_lr", EXACT, hessian=hessian) - 2 / (501 + sp.sqrt(250601))) == 0
    assert float(answer("largest_stable_lr", hessian=hessian)) == pytest.approx(0.001996803837, abs=1e-12)
    assert answer("classify_critical_point", gradient=[0, 0], hessian=hessian, tol="1/1000000") == "minimum"


@pytest.mark.parametrize(
    ("hessian", "kind"),
    [([[2, 0], [0, -1]], "saddle"), ([[2, 0], [0, 2]], "minimum"), ([[0]], "degenerate")],
)
def test_kinds_of_known_points(hessian: Any, kind: str) -> None:
    """x^2 + y^4/4 - y^2/2 has a saddle at 0 and minima at y = +-1, and x^3 is degenerate at 0."""
    found = answer("classify_critical_point", gradient=[0] * len(hessian), hessian=hessian, tol="1/1000000")
    assert found == kind


def test_thirty_sigmoids_leave_next_to_nothing() -> None:
    """The slope of the sigmoid is 1/4 at most: thirty layers of weight 1 leave 4**-30 of a gradient."""
    chain = {"weights": [1] * 30, "preactivations": [0] * 30}
    assert answer("backpropagated_gradient", EXACT, **chain, activation="sigmoid") == sp.Rational(1, 4**30)
    assert answer("backpropagated_gradient", EXACT, **chain, activation="tanh") == 1
    assert answer("backpropagated_gradient", EXACT, **chain, activation="relu") == 0
