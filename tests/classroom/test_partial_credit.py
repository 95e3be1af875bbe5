"""Partly right answers get one score, by whatever way they are graded."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import determine_grade

from autograder import check
from autograder.authoring.made_up import by_unit
from autograder.model import Exercise
from autograder.model.course import Unit
from tests.cli.grade import Grade
from tests.in_process import compiled
from tests.partly_right import partly_right_answer
from tests.registry import GRADED

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"


def test_every_way_to_grade_gives_one_score(grade: Grade) -> None:
    """`grade run`, `check(f)` in a notebook and nbgrader's partial credit give each exercise the same halves."""
    answers = {exercise.name: partly_right_answer(exercise) for exercise in GRADED}
    in_a_class = graded_by_run(grade, answers)
    for exercise in GRADED:
        score = check(compiled(answers[exercise.name], exercise.name))
        assert type(score) is float
        assert 0 < score < exercise.points
        assert (2 * score).is_integer()
        assert in_a_class[exercise.name] == repr(score).removesuffix(".0"), exercise.name
        assert determine_grade(checked_cell(exercise, score)) == (score, exercise.points)


def graded_by_run(grade: Grade, answers: Mapping[str, str]) -> dict[str, str]:
    """The line of grades.csv of a student who hands in these functions."""
    for unit, text in by_unit(GRADED, answers).items():
        folder = Path("class", "ada", unit)
        folder.mkdir(parents=True)
        (folder / Unit(unit).file).write_text(text, encoding="utf-8")
    assert grade("run", "class", "-o", "out", "--isolation", "none", "--seed", "0").code == 0
    with Path("out", "grades.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert float(row["score"]) == sum(float(row[name]) for name in answers)
    return row


def checked_cell(exercise: Exercise, value: float) -> Any:
    """The test cell that students get, after a kernel has run it and shown a value."""
    notebook = nbformat.read(ASSIGNMENTS / exercise.unit / Unit(exercise.unit).notebook, as_version=4)
    (cell,) = (c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == f"{exercise.name}-check")
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": repr(value)})]
    return cell
