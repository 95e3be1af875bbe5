"""From a unit's file in percent format to its notebook, with nbgrader's own preprocessors.

    solution cells  carry the exercise's name as grade_id; so does a helper's cell, with the helper's name and no test
    first cell      installs and imports the package where it is missing; locked, and never graded
    test cells      `<exercise>-check` below each: locked, the exercise's points, `check(...)` as the last expression
    other cells     prose, formula, worked example, code that is not graded; never any points

Ids of cells come from names, so that the same text gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from autograder.errors import UsageError
from autograder.model import Exercise
from autograder.submissions.notebooks import INSTALL

RELEASE = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)
"""What nbgrader's generate_assignment does, without what needs its database."""

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
SCHEMA_VERSION = 3
READ_ONLY = {"grade": False, "locked": True, "solution": False}
INSTALL_CODE = """\
try:
    from grade_descent import check
except ModuleNotFoundError:  # not in the environment of this notebook's kernel yet
    %pip install -q grade-descent
    from grade_descent import check"""
LONGEST_SLUG = 50
HELPER = re.compile(r"^def (?P<name>\w+)\(.*\n(?:.*\n)*? +### BEGIN SOLUTION$", re.MULTILINE)
"""A function to write that is no exercise: nobody is graded on it, and others may use it."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """Markdown for the notebook alone: below the first prose, where there is something, and above each exercise."""

    opening: str
    formulas: Mapping[str, str]
    """LaTeX by exercise."""


def clear_solutions(master: str) -> str:
    """The master with every solution region replaced by nbgrader's stub; UsageError where a region is not closed."""
    cell = new_code_cell(master)
    try:
        ClearSolutions(enforce_metadata=False).preprocess_cell(cell, {"language": "python"}, 0)
    except RuntimeError as error:
        raise UsageError(f"a solution region of the master is wrong: {error}") from error
    if master.count("### END SOLUTION") > master.count("### BEGIN SOLUTION"):
        raise UsageError("a solution region of the master has no beginning: see its ### END SOLUTION")
    return str(cell.source)


def source_notebook(text: str, exercises: Sequence[Exercise], illustration: Illustration) -> NotebookNode:
    """The instructor's notebook of a unit, solution regions included, as nbgrader expects it in `source/`.

    `text` is in percent format; the cell of an exercise has the exercise's name as its title.
    """
    by_name = {exercise.name: exercise for exercise in exercises}
    notebook = new_notebook(metadata=METADATA)
    notebook.cells = _with_ids([_install_cell(), *_illustrated(_cells(text, by_name), illustration)])
    titles = [title_of(cell) for cell in notebook.cells]
    if missing := [name for name in by_name if titles.count(name) != 1]:
        raise UsageError(f"the master needs exactly one cell `# %% {missing[0]}` for this exercise")
    return notebook


def released(notebook: NotebookNode) -> NotebookNode:
    """The students' notebook: solutions and hidden tests taken out, cells locked, checksums computed."""
    resources: dict[str, object] = {}
    for preprocessor in RELEASE:
        notebook, resources = preprocessor().preprocess(notebook, resources)
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """The notebook's file; UsageError where it is not a valid notebook."""
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise UsageError(f"the master makes no valid notebook: {error}") from error
    return nbformat.writes(notebook, version=4) + "\n"


# ---------------------------------------------------------------- cells


def title_of(cell: NotebookNode) -> str:
    """The grade_id of a solution cell; empty for every other cell."""
    grader = cell.metadata.get("nbgrader", {})
    return str(grader["grade_id"]) if grader.get("solution") else ""


def _cells(text: str, exercises: Mapping[str, Exercise]) -> Iterator[NotebookNode]:
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        exercise = exercises.get(cell.metadata.get("title", ""))
        if exercise is not None:
            yield new_code_cell(cell.source, metadata={"nbgrader": _grading(exercise.name, solution=True)})
            yield _test_cell(exercise)
        elif (helper := HELPER.search(cell.source)) is not None:
            yield new_code_cell(cell.source, metadata={"nbgrader": _grading(helper["name"], solution=True)})
        elif cell.cell_type == "code":
            yield new_code_cell(cell.source)
        else:
            yield new_markdown_cell(cell.source)


def _install_cell() -> NotebookNode:
    return new_code_cell(INSTALL_CODE, metadata={"nbgrader": {**_grading(INSTALL, solution=True), **READ_ONLY}})


def _test_cell(exercise: Exercise) -> NotebookNode:
    source = f"from grade_descent import check\n\ncheck({exercise.name})"
    grading = {**_grading(f"{exercise.name}-check", solution=False), "points": exercise.points}
    return new_code_cell(source, metadata={"nbgrader": grading})


def _grading(grade_id: str, *, solution: bool) -> dict[str, object]:
    return {
        "grade": not solution,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": False,
    }


def _illustrated(cells: Iterable[NotebookNode], illustration: Illustration) -> Iterator[NotebookNode]:
    """The cells with the opening below the first prose, and each formula above its exercise."""
    opening = illustration.opening
    waiting = [new_markdown_cell(opening, metadata={"illustration": "worked-example"})] if opening else []
    for cell in cells:
        if waiting and cell.cell_type != "markdown":
            yield waiting.pop()
        if formula := illustration.formulas.get(title_of(cell)):
            yield new_markdown_cell(f"$$\n{formula}\n$$", metadata={"illustration": f"{title_of(cell)}-formula"})
        yield cell


# ---------------------------------------------------------------- ids


def _with_ids(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The cells with ids that are grade_ids, headings, or made of the id above."""
    taken: dict[str, int] = {}
    above, named = "start", []
    for cell in cells:
        name = _name(cell)
        above = name or above
        name = name or f"{above}-{cell.cell_type}"
        taken[name] = taken.get(name, 0) + 1
        cell["id"] = name if taken[name] == 1 else f"{name}-{taken[name]}"
        named.append(cell)
    return named


def _name(cell: NotebookNode) -> str:
    if grader := cell.metadata.get("nbgrader"):
        return str(grader["grade_id"])
    if illustration := cell.metadata.pop("illustration", ""):
        return str(illustration)
    heading = re.match(r"#+ +(.+)", cell.source) if cell.cell_type == "markdown" else None
    slug = re.sub(r"[^a-z0-9]+", "-", heading[1].lower()).strip("-")[:LONGEST_SLUG] if heading else ""
    return f"about-{slug}" if slug else ""
