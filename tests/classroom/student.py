"""Students' notebooks made for tests: a released notebook with some functions written into it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.expected.printed import mistakes, right_answer
from tests.registry import COURSE

UNIT = "02_momentum"
EXERCISES = COURSE.of_unit(UNIT)
NAMES = tuple(exercise.name for exercise in EXERCISES)
RIGHT: Mapping[str, str] = {exercise.name: right_answer(exercise) for exercise in EXERCISES}

_WRONG = next(iter(mistakes(COURSE.exercise("momentum")).values()))
_HANGING = "def nesterov(w, grad_fn, state, *, lr, beta):\n    while True:\n        w = w + 1\n"
_NOISY = """\
def momentum(w, grad, state, *, lr, beta):
    print("a step")
    print("and a complaint", file=sys.stderr)
    warnings.warn("old-fashioned", DeprecationWarning)
    logging.warning("logged")
    v = faster(state["v"], grad, beta)
    w -= lr * v  # changes its argument, which costs a part
    return w, {"v": v}
"""
_BUSY_AFTERWARDS = RIGHT["momentum"] + "\nwhile True:\n    pass\n"
_DEAF = """\
def nesterov(w, grad_fn, state, *, lr, beta):
    collections.deque(itertools.repeat(0), maxlen=0)
"""

Cells = Mapping[str, str]
"""Exercise -> the source of its cell; "extra" is a cell of the student's own, at the top."""

CLASS: Mapping[str, Cells] = {
    "ada": RIGHT,
    "bob": {**RIGHT, "momentum": _WRONG},
    "cyd": {
        "extra": "%who\nimport logging, sys, warnings\n\ndef faster(v, grad, beta):\n    return beta * v + grad\n",
        "exponential_moving_average": RIGHT["exponential_moving_average"],
        "momentum": _NOISY,
    },
    "dan": {**RIGHT, "nesterov": _HANGING},
    "eve": {},
}
"""Right, wrong and late, partly done with noise and a magic, hanging, and nothing written."""

UNFINISHED: Mapping[str, Cells] = {
    "fay": {**RIGHT, "momentum": _BUSY_AFTERWARDS},
    "gus": {**RIGHT, "extra": "import collections, itertools", "nesterov": _DEAF},
}
"""Loops where nbgrader cannot finish: in a cell after its function, and one that no interrupt ends."""


def filled_in(notebook: Path, cells: Cells) -> dict[str, Any]:
    """A released notebook with the student's cells."""
    content: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in cells:
            cell["source"] = cells[name]
    if "extra" in cells:
        bare: dict[str, Any] = {"metadata": {}, "outputs": [], "execution_count": None}
        content["cells"].insert(0, {"cell_type": "code", "id": "extra", "source": cells["extra"], **bare})
    return content


def as_file(content: Mapping[str, Any]) -> str:
    """The same as a file in percent format; a magic has no place in it."""
    sources = ["".join(cell["source"]) for cell in content["cells"] if _is_students(cell)]
    return "\n".join(f"# %%\n{source}\n" for source in sources).replace("%who\n", "")


def _is_students(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade")


def write_forms(folder: Path, notebook: Path, students: Mapping[str, Cells], forms: Sequence[str]) -> Path:
    """A class's folder with each student's work in these forms: "py", "ipynb"."""
    for student, cells in students.items():
        place = folder / student / UNIT
        place.mkdir(parents=True)
        content = filled_in(notebook, cells)
        texts = {"py": as_file(content), "ipynb": json.dumps(content)}
        for form in forms:
            (place / f"momentum.{form}").write_text(texts[form], encoding="utf-8")
    return folder
