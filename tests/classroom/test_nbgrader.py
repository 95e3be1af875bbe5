"""nbgrader's own commands in a course folder, on a class of five."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest

from tests.classroom.conftest import GRADE, NbgraderClass, notebook
from tests.classroom.student import CLASS, NAMES, UNFINISHED, UNIT, write_forms
from tests.registry import COURSE


def grade_run(submissions: Path, course: Path, out: Path) -> dict[str, dict[str, float]]:
    """The scores that `grade run` gives: student -> exercise -> points."""
    command = [
        *GRADE,
        "run",
        str(submissions),
        "-o",
        str(out),
        "--isolation",
        "none",
        "--seed",
        "0",
        "--course",
        str(course),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return scores_in(out)


def scores_in(out: Path) -> dict[str, dict[str, float]]:
    """The scores in grades.csv."""
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: {name: float(row[name]) for name in NAMES} for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    "command", ["generate_assignment", "release_assignment", "collect", "autograde", "generate_feedback"]
)
def test_nbgrader_s_commands_work(nbgrader_class: NbgraderClass, command: str) -> None:
    """Every step of nbgrader's documentation ends well in a new course folder, though alembic is not on PATH."""
    assert nbgrader_class.codes[command] == 0, nbgrader_class.said[command]


def test_the_class_went_through_every_folder(nbgrader_class: NbgraderClass) -> None:
    """Each of the five was collected, graded, and has a page of feedback that shows what the checks found."""
    files = {"submitted": "momentum.ipynb", "autograded": "momentum.ipynb", "feedback": "momentum.html"}
    for student in CLASS:
        for step, name in files.items():
            assert (nbgrader_class.folder / step / student / UNIT / name).is_file()
    page = (nbgrader_class.folder / "feedback" / "bob" / UNIT / "momentum.html").read_text(encoding="utf-8")
    assert "w came out wrong" in page


def test_what_students_get_is_what_the_repository_holds(nbgrader_class: NbgraderClass) -> None:
    """nbgrader's generate_assignment makes the same bytes of our source as `grade build` does."""
    ours = Path(__file__).parents[2] / "assignments" / UNIT / "momentum.ipynb"
    assert notebook(nbgrader_class.folder, "release").read_bytes() == ours.read_bytes()


def test_validate_finds_what_it_should(nbgrader_class: NbgraderClass) -> None:
    """nbgrader's validate fails every test cell of the stub, and none of the instructor's notebook."""
    said = nbgrader_class.said["validate"]
    assert f"VALIDATION FAILED ON {len(NAMES)} CELL(S)" in said
    assert said.count("VALIDATION FAILED") == 1
    assert "Success! Your notebook passes all the tests." in said


def test_points_are_the_same_in_every_form(nbgrader_class: NbgraderClass, tmp_path: Path) -> None:
    """The class gets equal points from `grade run` on files, on notebooks, and from `nbgrader autograde`."""
    course = nbgrader_class.folder / "course.toml"
    as_collected = scores_in(nbgrader_class.graded / "out")
    files = write_forms(tmp_path / "files", notebook(nbgrader_class.folder, "release"), CLASS, ["py"])
    as_files = grade_run(files, course, tmp_path / "out")
    autograded = {student: dict(scores) for student, scores in nbgrader_class.scores.items()}
    assert as_collected == as_files
    assert autograded == as_collected
    full = {name: COURSE.exercise(name).points for name in NAMES}
    assert as_files["ada"] == full
    assert as_files["eve"] == dict.fromkeys(NAMES, 0.0)
    assert as_files["bob"] == {**full, "momentum": 0.0}
    assert 0 < as_files["cyd"]["momentum"] < full["momentum"]
    assert as_files["dan"] == {**full, "nesterov": 0.0}


def test_partial_credit_stands_on_the_cell(nbgrader_class: NbgraderClass) -> None:
    """A test cell shows a page and a plain number, and nothing on stderr, whatever the student's code prints."""
    content = json.loads((nbgrader_class.folder / "autograded" / "cyd" / UNIT / "momentum.ipynb").read_text("utf-8"))
    (cell,) = (c for c in content["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "momentum-check")
    kinds = [output.get("name", output["output_type"]) for output in cell["outputs"]]
    assert kinds == ["display_data", "execute_result"]
    feedback, result = cell["outputs"]
    assert "changed its argument w" in "".join(feedback["data"]["text/html"])
    assert "and a complaint" in "".join(feedback["data"]["text/html"])
    assert float("".join(result["data"]["text/plain"])) == nbgrader_class.scores["cyd"]["momentum"]


def test_where_nbgrader_cannot_finish(nbgrader_class: NbgraderClass, tmp_path: Path) -> None:
    """Where the two differ, and why.

    fay's cell defines her function and then loops: both stop the loop, and her function counts. gus's function loops in
    C, where no interrupt arrives: his kernel never answers and nbgrader drops the whole submission; `grade run` ends
    the process, and only that function gets nothing.
    """
    course = nbgrader_class.folder / "course.toml"
    classroom = write_forms(tmp_path / "class", notebook(nbgrader_class.folder, "release"), UNFINISHED, ["ipynb"])
    ours = grade_run(classroom, course, tmp_path / "out")
    full = {name: COURSE.exercise(name).points for name in NAMES}
    assert ours == {"fay": full, "gus": {**full, "nesterov": 0.0}}
    assert nbgrader_class.unfinished["fay"] == full
    assert set(nbgrader_class.unfinished["gus"].values()) <= {None}
    assert nbgrader_class.codes["unfinished"] != 0
