"""A library's own path passes under its preset: frozen values, which the script in `oracle/` made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.exact import follow
from autograder.expected.lookup import key_for
from autograder.expected.plan import ProbePlan
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import Status
from autograder.model.course import Course
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.rounding import floats_and_tolerances
from autograder.symbolic.vocabulary import GRAD_FN, grad
from tests.in_process import answers_of, compiled

FROZEN: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "oracle" / "preset_values.json").read_text(encoding="utf-8")
)
NOT_IN_KERAS = {"radam"}


@pytest.fixture
def with_preset(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The course that chooses a preset."""

    def course(preset: str) -> Course:
        file = tmp_path / "course.toml"
        file.write_text(f'preset = "{preset}"\n', encoding="utf-8")
        return load_course(file)

    return course


@pytest.mark.parametrize("run", FROZEN["runs"], ids=lambda run: f"{run['preset']}-{run['exercise']}")
def test_a_librarys_own_path_is_right_under_its_preset(with_preset, run: dict[str, Any]) -> None:  # type: ignore[no-untyped-def]
    """Thirty steps down a long valley, as the library takes them, agree to 1e-12 with what its preset asks for."""
    exercise = with_preset(run["preset"]).exercise(run["exercise"])
    rule = rule_of(exercise).under(exercise.convention)
    slope = {next(name.name for name in (grad, GRAD_FN) if name in rule.parameters): "valley"}
    settings = {name: sp.Rational(str(value)) for name, value in run["settings"].items()}
    start = [sp.Rational(str(number)) for number in FROZEN["start"]]
    step = {**slope, **settings}
    planned = ProbePlan("", ({"w": start, **step}, *[step] * (max(FROZEN["noted"]) - 1)))
    path = [floats_and_tolerances(trace.result)[0] for trace in follow(rule, planned, ROUNDED)]
    np.testing.assert_allclose([path[number - 1] for number in FROZEN["noted"]], run["w"], rtol=1e-10, atol=1e-12)


def test_every_optimizer_stands_beside_every_library() -> None:
    """All optimizers of units 02 and 03 are there for each library, but what it does not have."""
    asked = {e.name for e in load_course().exercises if e.unit[:2] in ("02", "03")} - {"exponential_moving_average"}
    for preset, missing in (("torch", set()), ("optax", set()), ("keras", NOT_IN_KERAS)):
        there = {run["exercise"] for run in FROZEN["runs"] if run["preset"] == preset}
        assert asked - there == missing


BOOKS = (
    (
        "cs231n",
        "momentum",
        "def momentum(w, grad, state, *, lr, beta):\n"
        "    v = beta * state['v'] - lr * grad\n    return w + v, {'v': v}\n",
    ),
    (
        "cs231n",
        "nesterov",
        "def nesterov(w, grad_fn, state, *, lr, beta):\n"
        "    x_ahead = w + beta * state['v']\n    v = beta * state['v'] - lr * grad_fn(x_ahead)\n"
        "    return w + v, {'v': v}\n",
    ),
    (
        "cs231n",
        "adagrad",
        "def adagrad(w, grad, state, *, lr, eps):\n"
        "    cache = state['s'] + grad**2\n    return w - lr * grad / (np.sqrt(cache) + eps), {'s': cache}\n",
    ),
    (
        "cs231n",
        "rmsprop",
        "def rmsprop(w, grad, state, *, lr, beta, eps):\n"
        "    cache = beta * state['s'] + (1 - beta) * grad**2\n"
        "    return w - lr * grad / (np.sqrt(cache) + eps), {'s': cache}\n",
    ),
    (
        "cs231n",
        "adam",
        "def adam(w, grad, state, *, lr, beta1, beta2, eps):\n    t = state['t'] + 1\n"
        "    m = beta1 * state['m'] + (1 - beta1) * grad\n    mt = m / (1 - beta1**t)\n"
        "    v = beta2 * state['v'] + (1 - beta2) * grad**2\n    vt = v / (1 - beta2**t)\n"
        "    return w - lr * mt / (np.sqrt(vt) + eps), {'m': m, 'v': v, 't': t}\n",
    ),
    (
        "d2l",
        "momentum",
        "def momentum(w, grad, state, *, lr, beta):\n"
        "    v = beta * state['v'] + grad\n    return w - lr * v, {'v': v}\n",
    ),
    (
        "d2l",
        "adagrad",
        "def adagrad(w, grad, state, *, lr, eps):\n"
        "    s = state['s'] + grad**2\n    return w - lr * grad / np.sqrt(s + eps), {'s': s}\n",
    ),
    (
        "d2l",
        "rmsprop",
        "def rmsprop(w, grad, state, *, lr, beta, eps):\n"
        "    s = beta * state['s'] + (1 - beta) * grad**2\n"
        "    return w - lr * grad / np.sqrt(s + eps), {'s': s}\n",
    ),
    (
        "d2l",
        "adam",
        "def adam(w, grad, state, *, lr, beta1, beta2, eps):\n    t = state['t'] + 1\n"
        "    v = beta1 * state['m'] + (1 - beta1) * grad\n    s = beta2 * state['v'] + (1 - beta2) * grad**2\n"
        "    v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)\n"
        "    return w - lr * v_hat / (np.sqrt(s_hat) + eps), {'m': v, 'v': s, 't': t}\n",
    ),
)
"""What two courses' texts print, with the parameters of the stubs."""


@pytest.mark.parametrize(("preset", "name", "source"), BOOKS, ids=[f"{preset}-{name}" for preset, name, _ in BOOKS])
def test_what_a_text_prints_passes_its_preset(with_preset, preset: str, name: str, source: str) -> None:  # type: ignore[no-untyped-def]
    """Each update as CS231n's notes and Dive into Deep Learning print it passes every check under their presets."""
    exercise = with_preset(preset).exercise(name)
    key = key_for([exercise]).exercises[name]
    answers = answers_of(compiled(source, name), key)
    assert {outcome.status for outcome in judge(observe(key, answers, answers), exercise.points, Texts())} == {
        Status.PASSED
    }
