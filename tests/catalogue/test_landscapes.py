"""Landscapes: what is printed, derived and said of each agrees with its loss."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.data_sets import FITTING, SCATTERED, DataSet
from autograder.catalogue.landscapes import LANDSCAPES, Landscape
from autograder.catalogue.landscapes.facts import critical_points, ends, lipschitz_constant, lowest, minima, stable_lr
from autograder.catalogue.load import rule_of
from autograder.expected.exact import floats_of
from autograder.symbolic.carry_out import run
from autograder.symbolic.evaluate import EXACT, ROUNDED, to_numbers
from autograder.symbolic.rounding import floats_and_tolerances
from tests.in_process import Function, compiled
from tests.registry import COURSE

EVERY = pytest.mark.parametrize("landscape", LANDSCAPES.values(), ids=LANDSCAPES)
WITH_POINTS = [landscape for landscape in LANDSCAPES.values() if critical_points(landscape)]
SMOOTH = [landscape for landscape in LANDSCAPES.values() if lipschitz_constant(landscape)]


def inside(landscape: Landscape, seed: int) -> list[sp.Rational]:
    """A point of the domain that no one has chosen."""
    random = Random(seed)
    domain = landscape.domain or ((-2, 2),) * landscape.dimensions
    return [low + (high - low) * sp.Rational(random.randint(1, 999), 1000) for low, high in domain]


def printed(landscape: Landscape, what: str) -> Function:
    """A function from its printed source."""
    sources = {"": landscape.numpy_source, "_loss": landscape.loss_source, "_hessian": landscape.hessian_source}
    return compiled(sources[what], f"{landscape.name}{what}")


def assert_close(actual: Any, desired: Any) -> None:
    """Equal but for rounding."""
    np.testing.assert_allclose(actual, desired, rtol=1e-12, atol=1e-12)


def number(value: Any) -> float:
    """A float of an exact number that must be there."""
    assert value is not None
    return float(value)


def numbers(values: Any) -> Any:
    """Floats of 50-digit numbers."""
    return floats_and_tolerances(values)[0]


@EVERY
@pytest.mark.parametrize("seed", range(3))
def test_printed_source_agrees_with_fifty_digits(landscape: Landscape, seed: int) -> None:
    """Gradient, loss and Hessian as NumPy give what the exact walk through the same expressions gives."""
    point = inside(landscape, seed)
    exact, at = to_numbers(point, sp.Symbol("w"), ROUNDED), floats_of(point)
    assert_close(printed(landscape, "")(at), numbers(landscape.gradient(ROUNDED)(exact)))
    assert_close(np.sum(printed(landscape, "_loss")(at)), numbers(landscape.value(ROUNDED)(exact)))
    assert_close(printed(landscape, "_hessian")(at), numbers(landscape.curvature(ROUNDED)(exact)))


@EVERY
def test_gradients_take_several_points_at_once(landscape: Landscape) -> None:
    """The gradient of several points, one in each row, is that of each of them."""
    points = np.array([floats_of(inside(landscape, seed)) for seed in range(4)])
    gradient = printed(landscape, "")
    np.testing.assert_array_equal(gradient(points), [gradient(point) for point in points])


@EVERY
def test_the_gradient_is_the_slope_of_the_loss(landscape: Landscape) -> None:
    """The printed gradient agrees with differences of the printed loss."""
    at, step = floats_of(inside(landscape, 7)), 1e-6
    loss, gradient = printed(landscape, "_loss"), printed(landscape, "")
    for direction in np.eye(landscape.dimensions):
        slope = (np.sum(loss(at + step * direction)) - np.sum(loss(at - step * direction))) / (2 * step)
        assert slope == pytest.approx(gradient(at) @ direction, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("landscape", WITH_POINTS, ids=lambda landscape: landscape.name)
def test_critical_points_are_what_they_are_called(landscape: Landscape) -> None:
    """The gradient vanishes there, and the loss nearby lies above a minimum, below a maximum, both beside a saddle."""
    loss, gradient = printed(landscape, "_loss"), printed(landscape, "")
    around = np.random.default_rng(0).normal(size=(200, landscape.dimensions)) * 1e-3
    for point in critical_points(landscape) or ():
        at = floats_of(point.at)
        assert np.abs(gradient(at)).max() < 1e-12
        assert float(np.sum(loss(at))) == pytest.approx(float(point.value), abs=1e-12)
        rise = np.reshape(loss(at + around), (200, -1)).sum(axis=1) - float(point.value)
        signs = {"minimum": {1}, "maximum": {-1}, "saddle": {1, -1}, "degenerate": {1, -1}}[point.kind]
        assert set(np.sign(rise).astype(int)) == signs


@pytest.mark.parametrize("landscape", SMOOTH, ids=lambda landscape: landscape.name)
def test_the_lipschitz_constant_is_the_smallest_one(landscape: Landscape) -> None:
    """No two gradients differ by more than L times the distance, and some differ by almost as much."""
    constant = number(lipschitz_constant(landscape))
    domain = landscape.domain or ((-3, 3),) * landscape.dimensions
    low, high = floats_of([a for a, _ in domain]), floats_of([b for _, b in domain])
    points = low + (high - low) * np.random.default_rng(0).random((4000, landscape.dimensions))
    nearby = np.clip(points + np.random.default_rng(1).normal(size=points.shape) * 1e-4, low, high)
    gradient = printed(landscape, "")
    change = np.linalg.norm(gradient(points) - gradient(nearby), axis=1) / np.linalg.norm(points - nearby, axis=1)
    assert 0.9 * constant < change.max() <= constant * (1 + 1e-6)
    assert number(stable_lr(landscape)) == pytest.approx(2 / constant)


def test_x_cos_pi_x_in_figures() -> None:
    """Critical points, values, curvatures and stable learning rates of x cos(pi x), as computed elsewhere."""
    landscape = LANDSCAPES["x_cos_pi_x"]
    left, top, right = critical_points(landscape) or ()
    assert [point.kind for point in (left, top, right)] == ["minimum", "maximum", "minimum"]
    expected = {
        left: (
            "-0.2738526868008509120593246975667",
            "-0.1786025115477332744631627082719",
            "6.525768635381357218348364",
        ),
        top: ("0.2738526868008509120593246975667", "0.1786025115477332744631627082719", "-6.525768635381357218348364"),
        right: ("1.090408221946721222488631895821", "-1.046721124660571150320861775005", "12.09141281890884813956571"),
    }
    for point, (at, value, curvature) in expected.items():
        for got, want in ((point.at[0], at), (point.value, value), (point.curvatures[0], curvature)):
            assert abs(got - sp.Float(want, 30)) < sp.Float("1e-23")
    assert [(end.at, end.value) for end in ends(landscape)] == [(-1, 1), (2, 2)]
    assert lowest(landscape) == ((right.at, right.value),)
    assert lipschitz_constant(landscape) == 2 * sp.pi**2
    assert [number(p.stable_lr) for p in minima(landscape)] == pytest.approx([0.306477307387, 0.165406642710])


def test_rosenbrock_in_figures() -> None:
    """The Hessian at (1, 1) has the eigenvalues 501 +- sqrt(250601), so the stable learning rate is tiny."""
    (point,) = critical_points(LANDSCAPES["rosenbrock"]) or ()
    assert point.at == (1, 1)
    assert set(point.curvatures) == {501 - sp.sqrt(250601), 501 + sp.sqrt(250601)}
    assert [float(c) for c in point.curvatures] == pytest.approx([0.399360767487633, 1001.60063923251], rel=1e-13)
    assert number(point.stable_lr) == pytest.approx(0.001996803837, rel=1e-9)


def test_the_valley_in_figures() -> None:
    """mu = 0.2, L = 4: gradient descent is stable below 0.5."""
    (point,) = critical_points(LANDSCAPES["valley"]) or ()
    assert point.curvatures == (sp.Rational(1, 5), 4)
    assert stable_lr(LANDSCAPES["valley"]) == sp.Rational(1, 2)


def test_saddles_and_plateaus_in_figures() -> None:
    """x^2 - y^2 and x^2 + y^4/4 - y^2/2 have a saddle at 0, the second two minima as well; x^3 a degenerate point."""
    kinds = {n: [(p.at, p.kind, p.value) for p in critical_points(LANDSCAPES[n]) or ()] for n in LANDSCAPES}
    assert kinds["saddle"] == [((0, 0), "saddle", 0)]
    minimum = sp.Rational(-1, 4)
    assert kinds["two_valleys"] == [
        ((0, -1), "minimum", minimum),
        ((0, 0), "saddle", 0),
        ((0, 1), "minimum", minimum),
    ]
    assert kinds["plateau"] == [((0,), "degenerate", 0)]


def test_the_kinked_parabola_has_the_slopes_of_its_paper() -> None:
    """Its slope is 25x, then x + 24, then 25x - 24, without a jump; curvatures lie between 1 and 25."""
    gradient = printed(LANDSCAPES["kinked_parabola"], "")
    assert gradient(np.array([-1.0, 0.5, 1.0, 1.5, 2.0, 3.0])).tolist() == [-25, 12.5, 25, 25.5, 26, 51]
    assert lipschitz_constant(LANDSCAPES["kinked_parabola"]) == 25


def test_only_the_fitted_samples_can_be_fitted() -> None:
    """One data set has a smallest loss of 0, the other a larger one."""
    assert lowest(LANDSCAPES["fitted"]) == (((2, -1), 0),)
    ((_, smallest),) = lowest(LANDSCAPES["least_squares"])
    assert smallest > 0


def test_all_places_of_the_smallest_value_are_told() -> None:
    """Where two minima are equally deep, both are said to be the lowest."""
    assert {at for at, _ in lowest(LANDSCAPES["two_valleys"])} == {(0, -1), (0, 1)}


def test_the_best_point_of_the_online_problem_is_an_end() -> None:
    """The mean of 3x, -x and -x on [-1, 1] is smallest at -1, although two rounds of three want to go the other way."""
    assert lowest(LANDSCAPES["reddi"]) == (((-1,), sp.Rational(-1, 3)),)


def test_no_gradient_of_the_chain_vanishes_but_all_are_small() -> None:
    """The chain of five sigmoids has no critical point; with weights of 1 the first gradient is at most 0.25**5."""
    chain = LANDSCAPES["sigmoid_chain"]
    assert critical_points(chain) == ()
    assert 0 < printed(chain, "")(np.ones(5))[0] <= 0.25**5


@pytest.mark.parametrize(("name", "data"), [("least_squares", SCATTERED), ("fitted", FITTING)])
def test_data_sets_have_the_gradient_of_the_rule(name: str, data: DataSet) -> None:
    """The landscape of a data set has the gradient that least_squares_gradient gives, at every point."""
    rule = rule_of(COURSE.exercise("least_squares_gradient"))
    weights = np.array(sp.symbols("w1 w2", real=True), dtype=object)
    inputs = {"X": data.rows, "y": data.targets}
    exact = {symbol.name: to_numbers(inputs[symbol.name], symbol, EXACT) for symbol in rule.parameters[1:]}
    result = run(rule, {**exact, "w": weights}, EXACT).result
    assert [sp.expand(a - b) for a, b in zip(result, LANDSCAPES[name].slopes, strict=True)] == [0, 0]
