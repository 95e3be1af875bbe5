"""The capstone: its data, and what its right functions show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from autograder.authoring.made_up import submission
from autograder.catalogue.course import load_course
from autograder.catalogue.reference_file import reference_of
from autograder.errors import CourseError
from autograder.model.course import Unit
from tests.arrangements.capstone import FLOWERS, MASTER
from tests.registry import COURSE

UNIT = "09_capstone"
MOST_BYTES = 20_000


@pytest.fixture(scope="module")
def parts() -> Mapping[str, Any]:
    """The right functions of the table, with all that stands around them."""
    reference = reference_of(COURSE.exercise("final_errors"))
    namespace: dict[str, Any] = {}
    exec(reference.source.text, namespace)
    return namespace


def test_the_flowers_are_those_of_the_key(parts: Mapping[str, Any]) -> None:
    """What students are handed is what they are graded with: fifty for training, fifty others for the test."""
    handed_out: dict[str, Any] = {"np": np}
    exec(FLOWERS, handed_out)
    for name in ("X_train", "y_train", "X_test", "y_test"):
        assert np.array_equal(handed_out[name], parts[name])
    assert handed_out["X_train"].shape == handed_out["X_test"].shape == (50, 2)


def test_the_file_is_short_and_names_its_source() -> None:
    """All data ship within 20 kB, and it is said whose they are, and under which terms."""
    text = MASTER.read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    assert "Fisher" in text
    assert "public domain" in text


def test_no_flower_lies_where_rounding_decides(parts: Mapping[str, Any]) -> None:
    """Every output of the table is far from 0, beside what rounding may change, so that its sign is everybody's."""
    X = np.concatenate([parts["X_train"], parts["X_test"]])
    for optimizer in parts["OPTIMIZERS"]:
        for schedule in parts["SCHEDULES"]:
            w = parts["experiment"](optimizer, schedule, parts["X_train"], parts["y_train"], seed=0, steps=150)[-1]
            outputs = np.tanh(X @ w[:16].reshape(8, 2).T + w[16:24]) @ w[24:32] + w[32]
            assert np.min(np.abs(outputs)) > 1e-5, (optimizer, schedule)


def test_optimization_and_generalization_part(parts: Mapping[str, Any]) -> None:
    """Whoever learns the training flowers best knows others worst: Adam with a constant rate."""
    errors: Callable[..., Any] = parts["final_errors"]
    table = {
        (optimizer, schedule): errors(optimizer, schedule, seed=0, steps=150)
        for optimizer in parts["OPTIMIZERS"]
        for schedule in parts["SCHEDULES"]
    }
    training = {pair: both[0] for pair, both in table.items()}
    test = {pair: both[1] for pair, both in table.items()}
    assert min(training, key=training.__getitem__) == max(test, key=test.__getitem__) == ("adam", "constant")


def test_the_gradient_is_that_of_the_loss() -> None:
    """Central differences of the loss give the gradient of the network."""
    namespace: dict[str, Any] = {}
    exec(reference_of(COURSE.exercise("network_gradient")).source.text, namespace)
    random = np.random.default_rng(0)
    w, X, y = random.normal(size=33), random.normal(size=(5, 2)), np.array([1.0, -1.0, 1.0, 1.0, -1.0])

    def loss(w: np.ndarray) -> float:
        z = np.tanh(X @ w[:16].reshape(8, 2).T + w[16:24]) @ w[24:32] + w[32]
        return float(np.mean(np.log1p(np.exp(-y * z))))

    h = 1e-6
    slopes = [(loss(w + h * one) - loss(w - h * one)) / (2 * h) for one in np.eye(33)]
    assert namespace["network_gradient"](w, X, y) == pytest.approx(slopes, abs=1e-8)


# ---------------------------------------------------------------- exercises that use others


def names_with(tmp_path: Any, text: str) -> list[str]:
    """The capstone's exercises in a course of one's own."""
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    return [exercise.name for exercise in load_course(tmp_path / "course.toml").of_unit(UNIT)]


@pytest.mark.parametrize("left_out", ["[exercise.momentum]", "[exercise.train]", "[unit.04_schedules]"])
def test_what_uses_a_function_that_is_left_out_is_left_out(tmp_path: Any, left_out: str) -> None:
    """A course without a function has nothing that calls it, whatever calls that in its turn."""
    assert names_with(tmp_path, f"{left_out}\nuse = false\n") == ["network_gradient"]


def test_a_convention_of_what_is_used_is_one_of_what_uses_it(tmp_path: Any) -> None:
    """The right experiment takes the steps of the course's own momentum."""
    (tmp_path / "course.toml").write_text('[conventions]\nmomentum = "ema"\n', encoding="utf-8")
    usual, other = COURSE.exercise("experiment"), load_course(tmp_path / "course.toml").exercise("experiment")
    assert usual.form != other.form
    X, y = np.array([[1.0, 0.5], [-1.0, 0.25]]), np.array([1.0, -1.0])
    paths = [reference_of(one).function("momentum", "constant", X, y, seed=0, steps=1) for one in (usual, other)]
    moves = [path[1] - path[0] for path in paths]
    assert moves[1] == pytest.approx(moves[0] / 10)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('[exercise.results]\nuses = ["final_erors"]', 'did you mean "final_errors"'),
        ('[exercise.results]\nfollows = "adam"', "not among its uses"),
        ("[exercise.results]\nuses = 3", "must be a list of exercises"),
        ("[exercise.results]\nuses = [3]", 'names "3"'),
        ('[exercise.adam]\nuses = ["momentum"]', "for an exercise with a reference"),
        ('[exercise.experiment]\nuses = ["results"]', "no exercise above this one"),
    ],
)
def test_wrong_uses_are_told_with_their_line(tmp_path: Any, said: str, why: str) -> None:
    """An error names the file, the line and what is meant."""
    with pytest.raises(CourseError, match=why) as error:
        names_with(tmp_path, f"{said}\n")
    assert "course.toml, line 2" in str(error.value)


def test_a_reference_that_does_not_list_what_it_uses_is_told_so(tmp_path: Any) -> None:
    """The error says what to write into the course file."""
    (tmp_path / "course.toml").write_text('[exercise.experiment]\nuses = ["train"]\n', encoding="utf-8")
    experiment = reference_of(load_course(tmp_path / "course.toml").exercise("experiment"))
    with pytest.raises(CourseError, match="must list"):
        experiment.function("adam", "constant", np.zeros((1, 2)), np.ones(1), seed=0, steps=1)


def test_a_made_up_submission_holds_what_its_units_import_of_each_other() -> None:
    """As in a student's folder, the capstone's file has the other units' files beside it."""
    texts = {unit: f"def {Unit(unit).short}_of_mine():\n    return 1\n" for unit in COURSE.units}
    texts["09_capstone"] = "from training import train\nfrom momentum import momentum\n"
    assert set(submission("verify", texts).files["09_capstone"].own) == {"training", "momentum"}
