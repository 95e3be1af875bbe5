"""Rules agree with PyTorch, whose frozen values `oracle/make_torch_values.py` made."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.checks import ProbePlan
from autograder.course import load_course
from autograder.right_answers import follow
from autograder.rule_files import rule_of
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.rounding import floats_and_tolerances

RUNS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "oracle" / "torch_values.json").read_text(encoding="utf-8")
)["runs"]


def exactly(numbers: Any) -> Any:
    """Floats as the rationals that they are."""
    if isinstance(numbers, list):
        return [exactly(number) for number in numbers]
    return sp.Rational(*Fraction(numbers).as_integer_ratio())


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("name", sorted(RUNS))
def test_fifty_steps_agree_with_torch(name: str, number: int) -> None:
    """Fifty steps with random hyperparameters agree with torch.optim.SGD to 1e-12."""
    run = RUNS[name][number]
    settings = {"lr": exactly(run["lr"]), **({"beta": exactly(run["beta"])} if name == "momentum" else {})}
    first, *later = ({"grad": exactly(gradient), **settings} for gradient in run["gradients"])
    planned = ProbePlan("", ({"w": exactly(run["start"]), **first}, *later))
    rule = rule_of(load_course().exercise(name))
    paths = [floats_and_tolerances(trace.result)[0] for trace in follow(rule, planned, ROUNDED)]
    np.testing.assert_allclose(paths, run["path"], rtol=1e-12, atol=1e-12)
