"""Notebooks as they are handed in: what is read, what is ignored, what is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model.submission import Submission
from autograder.submissions import read_class
from autograder.submissions.files import UnreadableError
from autograder.submissions.notebooks import MOST_BYTES, read_notebook
from tests.submissions.make import LIMITS, WANTED, write

STUB = 'def momentum(w):\n    """What to do."""\n    # YOUR CODE HERE\n    raise NotImplementedError()\n'
WORK = "def momentum(w):\n    return w\n"
OTHER = "def momentum(w):\n    return 2 * w\n"
IMPORTS = "import numpy as np\n"
HANDED_OUT = {"02_momentum": f"# %%\n{IMPORTS}\n# %% momentum\n{STUB}"}

Cell = dict[str, Any]


def code(source: str, **grading: object) -> Cell:
    """A code cell; with a grade_id, one of nbgrader's."""
    metadata = {"nbgrader": grading} if grading else {}
    return {"cell_type": "code", "metadata": metadata, "source": source.splitlines(True), "outputs": []}


def solution(source: str, name: str = "momentum") -> Cell:
    """A solution cell."""
    return code(source, grade_id=name, solution=True, grade=False, locked=False)


def check(name: str = "momentum") -> Cell:
    """A test cell, which must not be run."""
    return code("raise SystemExit", grade_id=f"{name}-check", solution=False, grade=True, locked=True, points=1)


def notebook(*cells: Cell, **fields: object) -> bytes:
    """The bytes of a notebook."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **fields}).encode()


def sources(data: bytes) -> list[str]:
    """What is run of a notebook."""
    return [cell.source for cell in read_notebook(data, "momentum.ipynb", LIMITS).cells]


def notes(data: bytes) -> str:
    """What is said of a notebook."""
    return "\n".join(read_notebook(data, "momentum.ipynb", LIMITS).notes)


def graded(tmp_path: Path, files: dict[str, bytes]) -> Submission:
    """A student's submission with these files."""
    (submission,) = read_class(write(tmp_path, {f"ada/{k}": v for k, v in files.items()}), WANTED).submissions
    return submission


def test_code_is_run_in_its_order_and_test_cells_are_not() -> None:
    """Every code cell is read in order, prose and test cells are not, and nothing is said of an ordinary notebook."""
    prose = {"cell_type": "markdown", "metadata": {}, "source": "# Momentum"}
    data = notebook(prose, code(IMPORTS), solution(WORK), check(), code("print(1)"))
    assert sources(data) == [IMPORTS, WORK, "print(1)"]
    assert notes(data) == ""


@pytest.mark.parametrize(
    ("cells", "run", "said"),
    [
        ([code(IMPORTS), check()], [IMPORTS], "gone or renamed"),
        ([solution(WORK, "renamed"), check()], [WORK], "gone or renamed"),
        ([solution(WORK), solution(OTHER), check()], [WORK, OTHER], "there 2 times, and the last one counts"),
        ([check(), solution(WORK)], [WORK], "below its test cell"),
        ([{**solution(WORK), "cell_type": "markdown"}, check()], [WORK], "read as code"),
        (
            [code("!pip install x\n%matplotlib inline\nx = !ls\nx = 1"), check("a")],
            ["\n\n\nx = 1"],
            "3 lines",
        ),
        (
            [code('if __name__ == "__main__":\n    def f():\n        x = 1\n%ls')],
            ["if True:\n    def f():\n        x = 1\n"],
            "1 line ",
        ),
        ([code('if __name__ == "__main__":\n    x = 1\n%ls')], ['if __name__ == "__main__":\n    x = 1\n'], "1 line "),
        ([{**code(IMPORTS + WORK), "cell_type": "raw"}], [], "cell 1 is marked as text and was not run, though it"),
        ([code("%%bash\nrm -r *"), code(IMPORTS)], [IMPORTS], "2 lines"),
        ([code("%%time\nx = 1\n%who\n")], ["\nx = 1\n\n"], "2 lines"),
        ([code("momentum?\n")], [], "1 line "),
        ([code("if True:\n    %timeit f()\n    y = 2\n")], ["if True:\n    pass\n    y = 2\n"], "1 line "),
    ],
    ids=[
        "deleted",
        "renamed",
        "duplicated",
        "moved",
        "markdown",
        "magics",
        "functions in the main part",
        "main part",
        "raw",
        "bash",
        "time",
        "help",
        "indented",
    ],
)
def test_what_students_do_to_cells_is_read_and_said(cells: list[Cell], run: list[str], said: str) -> None:
    """Cells deleted, renamed, duplicated, moved or made text, and magics: the code is read, and a line says so."""
    assert sources(notebook(*cells)) == run
    assert said in notes(notebook(*cells))


def test_python_that_looks_like_a_magic_is_left_alone() -> None:
    """A line that starts with % or ! but is Python's own stays as it is."""
    text = "x = (7\n%2)\nassert x != 2\ny = '''\n!ls\n'''\n"
    assert sources(notebook(code(text))) == [text]
    assert notes(notebook(code(text))) == ""


@pytest.mark.parametrize("version", [2, 3, 4, 5])
def test_every_version_of_the_format_is_read(version: int) -> None:
    """Sources as text or lists, cells at the top or in worksheets, known version or a newer one."""
    old = {"cell_type": "code", "input": [IMPORTS], "language": "python", "outputs": []}
    fields: dict[str, object] = {"nbformat": version}
    if version < 4:
        fields |= {"worksheets": [{"cells": [old]}], "cells": None}
    assert sources(notebook(code(IMPORTS), **fields)) == [IMPORTS]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe\x00", "saved as UTF-16"),
        (b"[" * 100_000, "damaged"),
        (b'{"cells": 1' + b"0" * 5000 + b"}", "damaged"),
        (b"[]", "no cells"),
        (b'{"cells": {}}', "no cells"),
        (notebook(code("#" * 5000)), "4 KiB of code"),
    ],
    ids=["empty", "cut", "bytes", "deep", "huge number", "list", "no list", "much code"],
)
def test_what_is_no_notebook_is_a_sentence(data: bytes, said: str) -> None:
    """Damage of any kind ends in one sentence that names the file and what to do."""
    with pytest.raises(UnreadableError, match=said) as raised:
        read_notebook(data, "momentum.ipynb", LIMITS)
    assert str(raised.value).startswith("momentum.ipynb ")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CELLS = st.lists(
    JSON
    | st.fixed_dictionaries(
        {}, optional={"cell_type": JSON | st.just("code"), "source": JSON, "metadata": JSON, "input": JSON}
    ),
    max_size=4,
)


@given(cells=CELLS, version=JSON)
def test_no_json_makes_the_reader_fail(cells: list[Any], version: object) -> None:
    """Whatever stands in a list of cells, the reader returns cells."""
    data = json.dumps({"cells": cells, "nbformat": version}).encode()
    assert all(isinstance(source, str) for source in sources(data))


def test_outputs_do_not_count(tmp_path: Path) -> None:
    """Outputs larger than any file may be are ignored, and do not make another submission of it."""
    plain, run = solution(WORK), solution(WORK)
    run["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (1 << 20)}]
    one = graded(tmp_path / "one", {"momentum.ipynb": notebook(plain)})
    other = graded(tmp_path / "other", {"momentum.ipynb": notebook(run)})
    assert one.files["02_momentum"].problem == ""
    assert one.digest == other.digest


def test_hundreds_of_megabytes_are_a_sentence(tmp_path: Path) -> None:
    """A notebook whose outputs are larger than we read is not read, and the sentence says what to do in Jupyter."""
    folder = write(tmp_path, {"ada/": b""})
    with (folder / "ada" / "momentum.ipynb").open("wb") as file:
        file.truncate(300 << 20)
    (submission,) = read_class(tmp_path, WANTED).submissions
    problem = submission.files["02_momentum"].problem
    assert f"larger than {MOST_BYTES >> 20} MiB because of its outputs" in problem
    assert "clear all outputs" in problem


def file(source: str) -> bytes:
    """The file form of a unit."""
    return f"# %%\n{IMPORTS}\n# %% momentum\n{source}".encode()


@pytest.mark.parametrize(
    ("in_file", "in_notebook", "counts"),
    [
        (WORK, STUB, "momentum.py"),
        (STUB, WORK, "momentum.ipynb"),
        (STUB, STUB, "momentum.py"),
        (WORK, WORK + "# a remark\n", "momentum.py"),
        (WORK.replace(":\n", "\n"), STUB, "momentum.py"),
    ],
    ids=["file", "notebook", "neither", "the same in both", "a syntax error"],
)
def test_of_two_forms_the_one_with_work_counts(tmp_path: Path, in_file: str, in_notebook: str, counts: str) -> None:
    """Of a file and its notebook the one that differs from what was handed out is graded, without a question."""
    forms = {"momentum.py": file(in_file), "momentum.ipynb": notebook(code(IMPORTS), solution(in_notebook), check())}
    chosen = graded(tmp_path, forms).files["02_momentum"]
    assert (chosen.name, chosen.problem) == (counts, "")


def test_two_forms_with_different_work_are_asked_about(tmp_path: Path) -> None:
    """Where both differ from what was handed out and from each other, neither is graded: which one counts?"""
    forms = {"momentum.py": file(WORK), "momentum.ipynb": notebook(code(IMPORTS), solution(OTHER), check())}
    chosen = graded(tmp_path, forms).files["02_momentum"]
    assert chosen.text is None
    assert "momentum.py and momentum.ipynb hold different versions of momentum" in chosen.problem
    assert "which one counts?" in chosen.problem
