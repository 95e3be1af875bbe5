"""The notebooks that students and instructors get."""

from __future__ import annotations

import base64
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbgrader.utils import compute_checksum

from autograder.authoring.checkout import find_checkout
from autograder.authoring.notebooks.make import clear_solutions
from autograder.authoring.notebooks.units import instructor_notebook, notebook_of_master, student_notebook
from autograder.authoring.stubs import fill_docstrings
from autograder.authoring.withheld import as_handed_out
from autograder.basics import extras
from autograder.errors import UsageError
from autograder.expected.lookup import key_for
from autograder.grading.pictures import drawable
from autograder.model.course import Unit
from autograder.submissions.notebooks import read_notebook
from tests.registry import COURSE, EXERCISES

KEYS = {
    exercise.name: as_handed_out(exercise, key)
    for exercise, key in zip(EXERCISES, key_for(EXERCISES).exercises.values(), strict=True)
}
UNITS = COURSE.units
DRAWN = tuple(unit for unit in UNITS if any(drawable(KEYS[e.name]) for e in COURSE.of_unit(unit)))
"""Those with something to draw: a function of many numbers has no picture."""
NOTEBOOKS: Mapping[str, str] = {
    unit: (root.assignments / unit / Unit(unit).notebook).read_text(encoding="utf-8")
    for root in [find_checkout()]
    if root is not None
    for unit in UNITS
}


def cells(text: str) -> list[dict[str, Any]]:
    """The cells of a notebook."""
    found: list[dict[str, Any]] = json.loads(text)["cells"]
    return found


def graded(text: str) -> dict[str, dict[str, Any]]:
    """nbgrader's metadata by grade_id."""
    metadata = [cell["metadata"]["nbgrader"] for cell in cells(text) if "nbgrader" in cell["metadata"]]
    return {grading["grade_id"]: grading for grading in metadata}


@pytest.mark.parametrize("unit", UNITS)
def test_each_exercise_has_a_solution_cell_and_a_test_cell(unit: str) -> None:
    """Solution cells are named as the exercise; test cells are locked, carry its points, and nothing else does."""
    expected = {}
    for exercise in COURSE.of_unit(unit):
        common = {"schema_version": 3, "task": False, "cell_type": "code"}
        expected[exercise.name] = {**common, "grade": False, "locked": False, "solution": True, "points": None}
        test = {**common, "grade": True, "locked": True, "solution": False, "points": exercise.points}
        expected[f"{exercise.name}-check"] = test
    found = graded(NOTEBOOKS[unit])
    helpers = set(found) - set(expected)
    assert not any(found[helper]["grade"] or found[helper].get("points") for helper in helpers)
    assert [grade_id for grade_id in found if grade_id not in helpers] == list(expected)
    for grade_id, grading in found.items():
        assert grade_id in helpers or {name: grading.get(name) for name in expected[grade_id]} == expected[grade_id]


@pytest.mark.parametrize("unit", UNITS)
def test_a_test_cell_ends_in_its_check(unit: str) -> None:
    """The last expression of a test cell, on which its points hang, is the check of its exercise."""
    for cell in cells(NOTEBOOKS[unit]):
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            name = cell["metadata"]["nbgrader"]["grade_id"].removesuffix("-check")
            assert cell["source"][-1] == f"check({name})"


@pytest.mark.parametrize("unit", UNITS)
def test_a_notebook_begins_with_what_it_needs(unit: str) -> None:
    """The first cell imports the package, and installs it first where it is missing; grading leaves it out."""
    first = cells(NOTEBOOKS[unit])[0]
    assert first["cell_type"] == "code"
    assert "%pip install -q grade-descent" in "".join(first["source"])
    read = read_notebook(NOTEBOOKS[unit].encode(), "notebook", COURSE.limits)
    assert not any("from grade_descent import check" in cell.source for cell in read.cells)
    assert not read.notes


@pytest.mark.parametrize("unit", UNITS)
def test_a_notebook_is_sound(unit: str) -> None:
    """It is valid, its checksums are nbgrader's, and the id of every cell is its own and made from names."""
    notebook = nbformat.reads(NOTEBOOKS[unit], as_version=4)
    nbformat.validate(notebook)
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z][a-z0-9_-]{0,63}", cell["id"])
        if "nbgrader" in cell.metadata:
            assert cell["id"] == cell.metadata.nbgrader.grade_id
            assert cell.metadata.nbgrader.checksum == compute_checksum(cell)


@pytest.mark.parametrize("unit", UNITS)
def test_no_notebook_hands_out_a_solution(unit: str) -> None:
    """Every function of a student's notebook is unwritten, and no region's mark is left."""
    assert "SOLUTION" not in NOTEBOOKS[unit]
    for cell in cells(NOTEBOOKS[unit]):
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            assert "".join(cell["source"]).endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")


@pytest.mark.parametrize("unit", DRAWN)
def test_a_notebook_opens_with_prose_formula_example_and_picture(unit: str) -> None:
    """Below the cell that installs: a title, a formula, a table worked by hand, and a picture with words for it."""
    opening = []
    for cell in cells(NOTEBOOKS[unit])[1:]:
        if cell["cell_type"] != "markdown":
            break
        opening.append("".join(cell["source"]))
    text = "\n".join(opening)
    assert text.startswith("# ")
    assert "$$\n" in text
    assert "| --- | --- |" in text
    picture = re.search(r"!\[(?P<alt>[^\]]+)\]\(data:image/svg\+xml;base64,(?P<data>[A-Za-z0-9+/=]+)\)", text)
    assert picture is not None
    drawing = ET.fromstring(base64.b64decode(picture["data"]))
    assert len(drawing.findall(".//{http://www.w3.org/2000/svg}circle")) >= 2


def test_the_picture_is_shown_where_feedback_is_made() -> None:
    """nbconvert, which makes nbgrader's pages of feedback, keeps the picture."""
    page, _ = HTMLExporter().from_notebook_node(nbformat.reads(NOTEBOOKS[UNITS[0]], as_version=4))
    assert re.search(r'<img[^>]+src="data:image/svg\+xml;base64,', page)


@pytest.mark.parametrize("unit", UNITS)
def test_an_installed_package_makes_the_same_notebook(unit: str) -> None:
    """Without solutions at hand the same bytes come out as from the master, and a second time as well."""
    keys = {exercise.name: KEYS[exercise.name] for exercise in COURSE.of_unit(unit)}
    assert student_notebook(unit, COURSE.of_unit(unit), keys) == NOTEBOOKS[unit]


@pytest.mark.parametrize("unit", UNITS)
def test_file_and_notebook_hold_the_same_code(unit: str) -> None:
    """What is run of the notebook is what is run of the file, cell by cell."""
    root = find_checkout()
    assert root is not None
    file = (root.assignments / unit / f"{Unit(unit).file}").read_text(encoding="utf-8")
    for cell in read_notebook(NOTEBOOKS[unit].encode(), "notebook", COURSE.limits).cells:
        assert cell.source in file


@pytest.mark.parametrize("unit", UNITS)
def test_the_instructors_notebook_has_solutions(unit: str) -> None:
    """nbgrader's source holds a solution region in each solution cell, and each exercise returns something."""
    keys = {exercise.name: KEYS[exercise.name] for exercise in COURSE.of_unit(unit)}
    for cell in cells(instructor_notebook(unit, COURSE.of_unit(unit), keys)):
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in keys:
            source = "".join(cell["source"])
            assert re.search(r"### BEGIN SOLUTION\n(.*\n)*    return .*\n    ### END SOLUTION", source)
            compile(source, "cell", "exec")


def test_another_course_has_other_points_and_formulas() -> None:
    """The points and the convention of a course stand in its notebook."""
    from dataclasses import replace

    (momentum,) = (replace(e, points=9.0, convention="ema") for e in EXERCISES if e.name == "momentum")
    keys = key_for([momentum]).exercises
    text = student_notebook("02_momentum", [momentum], keys)
    assert graded(text)["momentum-check"]["points"] == 9.0
    assert set(graded(text)) == {"grade-descent", "momentum", "momentum-check"}
    assert json.dumps(keys["momentum"].latex)[1:-1] in text


@pytest.mark.parametrize(
    ("master", "said"),
    [
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n", "no end solution"),
        ("def f():\n    return 1\n    ### END SOLUTION\n", "no beginning"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n", "nested"),
    ],
    ids=["no end", "no beginning", "nested"],
)
def test_a_wrong_region_is_refused(master: str, said: str) -> None:
    """A solution region that is not closed would hand out the solution, so it is an error."""
    with pytest.raises(UsageError, match=said):
        clear_solutions(master)


def test_a_master_without_a_cell_is_refused() -> None:
    """A master that lacks an exercise's cell, or has it twice, names the exercise."""
    exercises = COURSE.of_unit("02_momentum")
    master = fill_docstrings("# %% [markdown]\n# # Momentum\n\n# %%\nx = 1\n", {})
    with pytest.raises(UsageError, match="exactly one cell `# %% exponential_moving_average`"):
        notebook_of_master(master, exercises, KEYS)


def test_without_the_extra_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nbgrader is not installed, what needs it says what to type."""
    monkeypatch.setattr(extras, "is_installed", lambda _: False)
    with pytest.raises(UsageError, match=re.escape("type  pip install 'grade-descent[notebook]'")):
        extras.require("notebook", "grade init")
