"""`import grade_descent.own_files`: files and notebooks of other units as modules, in the student's own Python."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.own_files import install
from autograder.sandbox.surroundings import beyond

MOMENTUM = "def momentum(w, grad, state, *, lr, beta):\n    return w - lr * grad * SCALE, state\n"
NAMES = ("momentum", "adaptive", "capstone")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Path]:
    """A student's folder with two units; modules of them are forgotten afterwards, and who finds them."""
    before = sys.meta_path[:]
    for unit in ("02_momentum", "03_adaptive", "09_capstone"):
        (tmp_path / unit).mkdir()
    yield tmp_path
    sys.meta_path[:] = before
    for name in NAMES:
        sys.modules.pop(name, None)


def as_notebook(file: Path, *cells: str) -> None:
    """Write a notebook with some code cells."""
    code: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": s} for s in cells
    ]
    notebook = {"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    file.write_text(json.dumps(notebook), encoding="utf-8")


def imported() -> Callable[..., object]:
    """What a capstone imports."""
    from momentum import momentum  # type: ignore[import-not-found]

    function: Callable[..., object] = momentum
    return function


def test_a_file_of_another_unit_is_found(work: Path) -> None:
    """From the capstone's folder, momentum.py of unit 02 is a module."""
    (work / "02_momentum/momentum.py").write_text(f"SCALE = 2\n\n\n{MOMENTUM}", encoding="utf-8")
    install(work / "09_capstone")
    assert imported()(1, 1, {}, lr=0.25, beta=0) == (0.5, {})


def test_a_notebook_of_another_unit_is_found_where_it_holds_the_work(work: Path) -> None:
    """The notebook counts where the file beside it is unwritten, and nothing of it runs but what defines something."""
    stub = "def momentum(w, grad, state, *, lr, beta):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
    (work / "02_momentum/momentum.py").write_text(stub, encoding="utf-8")
    as_notebook(
        work / "02_momentum/momentum.ipynb", "SCALE = 2", MOMENTUM, "check(momentum)", "1 / 0", "%matplotlib inline"
    )
    install(work / "09_capstone")
    assert imported()(1, 1, {}, lr=0.25, beta=0) == (0.5, {})


def test_files_that_lie_side_by_side_are_found(work: Path) -> None:
    """Without units' folders, a notebook beside the capstone is found."""
    as_notebook(work / "momentum.ipynb", "SCALE = 2", MOMENTUM)
    install(work)
    assert imported()(1, 1, {}, lr=0.25, beta=0) == (0.5, {})


def test_what_is_missing_is_told_with_the_command(work: Path) -> None:
    """Where there is neither file nor notebook, the error says what to type."""
    install(work / "09_capstone")
    with pytest.raises(ModuleNotFoundError, match="grade start"):
        imported()


def test_what_fails_in_a_file_costs_only_that(work: Path) -> None:
    """A broken assignment and a function that is no Python are told in warnings; the others are there."""
    text = f"SCALE = 2\nbroken = 1 / 0\n\n\ndef torn(:\n    return 1\n\n\n{MOMENTUM}"
    (work / "02_momentum/momentum.py").write_text(text, encoding="utf-8")
    install(work / "09_capstone")
    with pytest.warns(UserWarning, match="was left out") as told:
        assert imported()(1, 1, {}, lr=0.25, beta=0) == (0.5, {})
    assert "line 2 was left out: ZeroDivisionError" in str(told[0].message)


def test_other_modules_are_found_as_ever(work: Path) -> None:
    """What is named as no unit is left to Python, and so is a unit's name that Python finds elsewhere."""
    (work / "elsewhere").mkdir()
    (work / "elsewhere/adaptive.py").write_text("adam = 3\n", encoding="utf-8")
    install(work / "09_capstone")
    sys.path.insert(0, str(work / "elsewhere"))
    try:
        from adaptive import adam  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(work / "elsewhere"))
    assert adam == 3


def test_check_in_a_notebook_does_not_warn_of_units(work: Path) -> None:
    """What comes from another unit's file is handed in with it."""
    (work / "02_momentum/momentum.py").write_text(f"SCALE = 2\n\n\n{MOMENTUM}", encoding="utf-8")
    install(work / "09_capstone")
    assert beyond(imported()) == ((), ())
