"""Rules agree with PyTorch and optax, whose frozen values the scripts in `oracle/` made."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.exact import follow
from autograder.expected.plan import ProbePlan
from autograder.symbolic.carry_out import Trace
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.rounding import Rounded, floats_and_tolerances
from tests.registry import UNDER_EVERY_CONVENTION

ORACLE = Path(__file__).parents[1] / "oracle"
DESCENT: dict[str, Any] = json.loads((ORACLE / "descent_values.json").read_text(encoding="utf-8"))
ADAPTIVE: dict[str, Any] = json.loads((ORACLE / "adaptive_values.json").read_text(encoding="utf-8"))
SCHEDULES: dict[str, Any] = json.loads((ORACLE / "schedule_values.json").read_text(encoding="utf-8"))


def exactly(numbers: Any) -> Any:
    """Floats as the rationals that they are; counts, indices, words and truth values stay as they are."""
    if isinstance(numbers, list):
        return [exactly(number) for number in numbers]
    return sp.Rational(*Fraction(numbers).as_integer_ratio()) if isinstance(numbers, float) else numbers


def run_name(run: dict[str, Any]) -> str:
    """Exercise, convention and library of a frozen run."""
    return f"{run['exercise']}.{run['convention']}-{run['library']}"


def point_of(trace: Trace, reach: float) -> Any:
    """What a library keeps: w, or the point that lies a number of velocities ahead of it."""
    return trace.result - trace.state["v"] * Rounded.of(exactly(reach)) if reach else trace.result


@pytest.mark.parametrize("run", DESCENT["runs"], ids=run_name)
def test_fifty_steps_agree_with_libraries(run: dict[str, Any]) -> None:
    """Fifty steps, samples or values of units 01 and 02 with random settings agree with a library to 1e-12."""
    calls = run["calls"] * (len(run["path"]) // len(run["calls"]))
    first, *later = ({name: exactly(value) for name, value in call.items()} for call in calls)
    start = {name: exactly(value) for name, value in run["first"].items()}
    rule = rule_of(load_course().exercise(run["exercise"])).under(run["convention"])
    traces = follow(rule, ProbePlan("", ({**start, **first}, *later)), ROUNDED)
    path = [floats_and_tolerances(point_of(trace, run["reach"]))[0] for trace in traces]
    np.testing.assert_allclose(path, run["path"], rtol=1e-12, atol=1e-12)


def test_libraries_stand_beside_the_first_units() -> None:
    """Every exercise of units 01 and 02 is compared, under each of its conventions."""
    compared = {(run["exercise"], run["convention"]) for run in DESCENT["runs"]}
    assert {(e.name, e.convention) for e in UNDER_EVERY_CONVENTION if e.unit[:2] in ("01", "02")} == compared


@pytest.mark.parametrize("run", ADAPTIVE["runs"], ids=run_name)
def test_fifty_adaptive_steps_agree_with_libraries(run: dict[str, Any]) -> None:
    """Fifty steps of an adaptive rule with random hyperparameters agree with PyTorch or optax to 1e-12."""
    settings = {name: exactly(value) for name, value in run["settings"].items()}
    first, *later = ({"grad": exactly(gradient), **settings} for gradient in ADAPTIVE["gradients"])
    planned = ProbePlan("", ({"w": exactly(ADAPTIVE["start"]), **first}, *later))
    rule = rule_of(load_course().exercise(run["exercise"])).under(run["convention"])
    path = [floats_and_tolerances(trace.result)[0] for trace in follow(rule, planned, ROUNDED)]
    np.testing.assert_allclose([path[step - 1] for step in ADAPTIVE["noted"]], run["w"], rtol=1e-12, atol=1e-12)


def test_libraries_stand_beside_every_adaptive_exercise() -> None:
    """Every exercise of the unit of adaptive methods has a run of PyTorch or optax, under its default convention."""
    compared = {(run["exercise"], run["convention"]) for run in ADAPTIVE["runs"]}
    defaults = {(e.name, e.convention) for e in load_course().of_unit("03_adaptive")}
    assert defaults <= compared


@pytest.mark.parametrize("run", SCHEDULES["runs"], ids=lambda run: f"{run['exercise']}-{run['library']}")
def test_schedules_agree_with_libraries(run: dict[str, Any]) -> None:
    """Every step of a schedule with random settings agrees with PyTorch or optax to 1e-12."""
    settings = {name: exactly(value) for name, value in run["settings"].items()}
    planned = ProbePlan("", tuple({"step": step, **settings} for step in range(len(run["lr"]))))
    rule = rule_of(load_course().exercise(run["exercise"]))
    rates = [float(floats_and_tolerances(trace.result)[0]) for trace in follow(rule, planned, ROUNDED)]
    np.testing.assert_allclose(rates, run["lr"], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("run", SCHEDULES["plateau"], ids=lambda run: str(run["settings"]["patience"]))
def test_plateau_agrees_with_torch(run: dict[str, Any]) -> None:
    """The learning rate after each of sixty losses is that of PyTorch's ReduceLROnPlateau."""
    settings = {name: exactly(value) for name, value in run["settings"].items()}
    first, *later = ({"loss": exactly(loss), **settings} for loss in run["losses"])
    planned = ProbePlan("", ({**first, "state": {"lr": exactly(run["start"])}}, *later))
    traces = follow(rule_of(load_course().exercise("reduce_on_plateau")), planned, ROUNDED)
    rates = [float(floats_and_tolerances(trace.result)[0]) for trace in traces]
    np.testing.assert_allclose(rates, run["lr"], rtol=1e-12, atol=1e-12)
    assert len(set(rates)) > 2


def test_libraries_stand_beside_the_schedules() -> None:
    """Every schedule that PyTorch or optax has is compared; the two that neither has are these."""
    compared = {run["exercise"] for run in SCHEDULES["runs"]} | {"reduce_on_plateau"}
    assert {e.name for e in load_course().of_unit("04_schedules")} - compared == {"inverse_time_decay", "inverse_sqrt"}
