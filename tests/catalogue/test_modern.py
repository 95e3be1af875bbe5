"""Units 07 and 08: the worked figures of the papers' methods, and agreement with optax and jax (see `oracle/`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.catalogue.load import rule_of
from autograder.expected.printed import right_answer
from autograder.symbolic.printing import numpy_source
from tests.in_process import compiled
from tests.registry import COURSE

FROZEN: Mapping[str, Any] = json.loads(
    (Path(__file__).parents[1] / "oracle" / "modern_values.json").read_text(encoding="utf-8")
)
START = np.array([-5.0, -2.0])
CURVATURES = np.array([0.2, 4.0])


def function(name: str, convention: str = "") -> Callable[..., Any]:
    """The right function of an exercise, under its own convention or another."""
    exercise = COURSE.exercise(name)
    if exercise.is_reference:
        return compiled(right_answer(exercise), name)
    return compiled(numpy_source(rule_of(exercise).under(convention or exercise.convention)), name)


def slope(w: Any) -> Any:
    """The long valley's gradient."""
    return CURVATURES * w


def loss(w: Any) -> float:
    """The long valley's loss, x^2/10 + 2 y^2."""
    return float(CURVATURES @ (w * w)) / 2


def first_state(name: str, w: Any) -> dict[str, Any]:
    """The state before the first step."""
    shapes = {"rows": np.shape(w)[:1], "columns": np.shape(w)[1:]}
    return {
        q.name: 0 if q.integer else np.zeros(shapes.get(q.shape, np.shape(w)))
        for q in rule_of(COURSE.exercise(name)).state
    }


def path(name: str, convention: str, settings: Mapping[str, Any], steps: int, w: Any = START, grad: Any = slope) -> Any:
    """The points that an optimizer with a state passes."""
    step, state, points = function(name, convention), first_state(name, w), []
    for _ in range(steps):
        w, state = step(w, grad(w), state, **settings)
        points.append(w)
    return np.array(points)


@pytest.mark.parametrize(
    ("name", "convention", "entry"),
    [
        ("lion", "", "path"),
        ("sgdw", "decoupled", "decoupled"),
        ("sgdw", "l2", "l2"),
        ("schedule_free", "", "path"),
        ("lamb", "", "path"),
    ],
)
def test_optimizers_take_the_steps_of_optax(name: str, convention: str, entry: str) -> None:
    """On the long valley each passes the points of optax, under the convention that optax or PyTorch has."""
    theirs = np.array(FROZEN[name][entry])
    ours = path(name, convention, FROZEN[name]["settings"], len(theirs))
    assert ours == pytest.approx(theirs, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("name", "more"), [("muon", {}), ("adafactor", {"eps": 0.0})])
def test_optimizers_of_matrices_take_the_steps_of_optax(name: str, more: Mapping[str, float]) -> None:
    """Square, tall and wide matrices pass the points of optax."""
    for one in FROZEN[name]:
        start, theirs = np.array(one["start"]), np.array(one["path"])
        steepness = np.arange(1.0, 1 + start.size).reshape(start.shape) / 4
        settings = {**one["settings"], **more}
        ours = path(name, "", settings, len(theirs), start, lambda w, steepness=steepness: steepness * w)
        assert ours == pytest.approx(theirs, rel=1e-9)


def test_sharpness_aware_steps_are_those_of_optax() -> None:
    """SAM passes the points of optax.contrib.sam."""
    w, step = START, function("sam")
    for theirs in FROZEN["sam"]["path"]:
        w = step(w, slope, **FROZEN["sam"]["settings"])
        assert w == pytest.approx(np.array(theirs), rel=1e-10)


def test_line_searches_are_those_of_optax() -> None:
    """Each search ends where that of optax ends."""
    w, search = START, function("backtracking")
    for theirs in FROZEN["backtracking"]["path"]:
        w = search(w, slope, loss, **FROZEN["backtracking"]["settings"])
        assert w == pytest.approx(np.array(theirs), rel=1e-10)


def test_functions_of_training_are_those_of_optax_and_jax() -> None:
    """Clipping, orthogonalisation, averages, conjugate gradients and the trapezoid of rates agree."""
    for one in FROZEN["clip_by_norm"]:
        assert function("clip_by_norm")(np.array(one["grad"]), max_norm=one["max_norm"]) == pytest.approx(
            np.array(one["is"]), rel=1e-10
        )
    for one in FROZEN["newton_schulz"]:
        assert function("newton_schulz")(np.array(one["G"]), steps=5) == pytest.approx(np.array(one["is"]), rel=1e-8)
    averages = np.array(FROZEN["weight_average"]["path"])
    ours = function("weight_average")(slope, START, steps=len(averages) - 1, **FROZEN["weight_average"]["settings"])
    assert ours == pytest.approx(averages, rel=1e-10)
    points = function("conjugate_gradient")(
        np.array([2.0, 1.0]), np.array([[4.0, 1.0], [1.0, 3.0]]), np.array([1.0, 2.0]), steps=2
    )
    assert points == pytest.approx(np.array(FROZEN["conjugate_gradient"]["path"]), rel=1e-10)
    shape = {"lr_peak": 0.1, "lr_end": 0.001, "warmup_steps": 4, "decay_steps": 8, "total_steps": 20}
    rates = [function("warmup_stable_decay")(step, **shape) for step in range(23)]
    assert rates == pytest.approx(FROZEN["warmup_stable_decay"]["values"], rel=1e-10)


def exact(*texts: str) -> list[float]:
    """Fractions in text, as floats."""
    return [float(Fraction(text)) for text in texts]


def double(w: Any) -> Any:
    """The gradient of w^2."""
    return 2 * w


@pytest.mark.parametrize(
    ("name", "convention", "settings", "figures"),
    [
        ("lion", "", {"lr": 0.1, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.1}, "193/50 18607/5000 1792093/500000"),
        ("sgdw", "l2", {"lr": 0.1, "beta": 0.9, "weight_decay": 0.1}, "79/25 4351/2500 24319/250000"),
        ("sgdw", "decoupled", {"lr": 0.1, "beta": 0.9, "weight_decay": 0.1}, "79/25 4441/2500 46639/250000"),
        ("schedule_free", "", {"lr": 0.1, "beta": 0.9}, "16/5 356/125 7888/3125"),
    ],
)
def test_worked_figures_on_a_parabola(name: str, convention: str, settings: dict[str, float], figures: str) -> None:
    """From w = 4 on L = w^2 the first steps are the worked ones."""
    ours = path(name, convention, settings, 3, np.array(4.0), double)
    assert ours == pytest.approx(exact(*figures.split()), rel=1e-14)


def test_worked_figures_of_single_functions() -> None:
    """The other worked figures: sharpness, clipping, slices of a batch, averages, conjugate steps, one iteration."""
    w, found = np.array(4.0), []
    for _ in range(3):
        w = function("sam")(w, double, lr=0.1, rho=0.05)
        found.append(float(w))
    assert found == pytest.approx(exact("319/100", "1271/500", "5059/2500"), rel=1e-14)
    assert function("clip_by_norm")(np.array([3.0, 4.0]), max_norm=1.0) == pytest.approx([0.6, 0.8], rel=1e-15)
    averages = function("weight_average")(double, np.array(4.0), lr=0.1, beta=0.9, steps=4)
    assert averages[1:] == pytest.approx(exact("98/25", "473/125", "4513/1250", "8533/2500"), rel=1e-14)
    mean = function("accumulated_gradient")(
        np.array([0.0]), np.ones((5, 1)), np.arange(1.0, 6.0), np.arange(5), batch_size=5, micro=2
    )
    assert mean == pytest.approx([-3.0], rel=1e-15)
    points = function("conjugate_gradient")(np.zeros(2), np.array([[2.0, 1], [1, 2]]), np.array([2.0, 0]), steps=2)
    assert points[-1] == pytest.approx(exact("4/3", "-2/3"), rel=1e-14)
    orthogonal = function("newton_schulz")(np.diag([3.0, 4.0]), steps=1)
    assert np.diag(orthogonal) == pytest.approx(exact("3728967/3125000", "1525753/1562500"), rel=1e-13)
    cubic = function("newton_schulz", "cubic")(np.diag([3.0, 4.0]), steps=1)
    assert np.diag(cubic) == pytest.approx(exact("99/125", "118/125"), rel=1e-13)


@pytest.mark.parametrize(
    ("convention", "figures"),
    [
        ("linear", {0: 1 / 40, 3: 1 / 10, 13: 701 / 8000, 16: 101 / 2000, 20: 1 / 1000}),
        ("one_minus_sqrt", {13: 0.1 - 99 * 2**0.5 / 4000, 14: 101 / 2000, 16: 0.1 - 99 * 2**0.5 / 2000}),
    ],
)
def test_worked_figures_of_the_trapezoid(convention: str, figures: dict[int, float]) -> None:
    """Peak 1/10, end 1/1000, 4 steps of warm-up, 8 of decay, 20 in all."""
    shape = {"lr_peak": 0.1, "lr_end": 0.001, "warmup_steps": 4, "decay_steps": 8, "total_steps": 20}
    schedule = function("warmup_stable_decay", convention)
    assert {step: schedule(step, **shape) for step in figures} == pytest.approx(figures, rel=1e-12)
