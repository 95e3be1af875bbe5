"""A student's own modules, which a unit's code imports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.model.submission import SourceFile
from autograder.submissions import Wanted, read_class, read_student
from autograder.submissions.own import Import, imported
from tests.registry import COURSE
from tests.submissions.make import read, write

UNIT = "02_momentum"


def momentum(tmp_path: Path, files: dict[str, str]) -> SourceFile:
    """The file of a unit in a submission of some files."""
    write(tmp_path, {f"ada/{name}": text.encode() for name, text in files.items()})
    return read(tmp_path)["ada"].files[UNIT]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("from tools import a, b", [Import(("tools",), ("a", "b"))]),
        ("from .tools import a as c", [Import(("tools",), ("a",), 1)]),
        ("from . import tools, more", [Import((), ("tools", "more"), 1)]),
        ("from ..lib.tools import (\n    a,  # the first\n    b)", [Import(("lib", "tools"), ("a", "b"), 2)]),
        ("import tools, more.inner as x", [Import(("tools",)), Import(("more", "inner"))]),
        ("    import tools", [Import(("tools",))]),
        ("import numpy as np, sys", []),
        ("x = 'import tools'", []),
    ],
)
def test_own_modules_are_known_by_their_imports(statement: str, found: list[Import]) -> None:
    """Every form of an import that may name a file of the student's; built-in modules and NumPy are none."""
    assert list(imported(f"x = 1\n{statement}\n")) == found


PACKAGES = {
    "a package": {
        "lib/__init__.py": "from .tools import a\n",
        "lib/tools.py": "from . import deeper\na = 1\n",
        "lib/deeper.py": "",
    },
    "a folder": {"lib/tools.py": "a = 1\n"},
    "inside a package": {
        "lib/inner/tools.py": "from ..more import a\n",
        "lib/more.py": "a = 1\n",
        "lib/__init__.py": "# all\n",
    },
}


@pytest.mark.parametrize(
    ("kind", "statement", "own"),
    [
        ("a package", "from lib import a", ["lib.__init__", "lib.deeper", "lib.tools"]),
        ("a package", "import lib.tools as t", ["lib.__init__", "lib.deeper", "lib.tools"]),
        ("a folder", "from lib.tools import a", ["lib.__init__", "lib.tools"]),
        ("a folder", "from lib import tools", ["lib.__init__", "lib.tools"]),
        (
            "inside a package",
            "from lib.inner.tools import a",
            ["lib.__init__", "lib.inner.__init__", "lib.inner.tools", "lib.more"],
        ),
    ],
)
def test_packages_come_along(tmp_path: Path, kind: str, statement: str, own: list[str]) -> None:
    """A package is read with those of its modules that are imported, relatively or not; so is a folder of modules."""
    assert sorted(momentum(tmp_path, {**PACKAGES[kind], "momentum.py": f"{statement}\n"}).own) == own


def test_a_helper_in_a_flat_download_comes_along(tmp_path: Path) -> None:
    """What a platform puts before a helper's name, or Canvas behind it, does not hide it."""
    files = {"ada_12345_678901_momentum.py": "import tools\n", "ada_12345_678902_tools-2.py": "a = 1\n"}
    write(tmp_path, {name: text.encode() for name, text in files.items()} | {"bob_12346_678903_momentum.py": b"x = 1"})
    assert read(tmp_path)["ada"].files[UNIT].own == {"tools": "a = 1\n"}


def test_a_module_called_as_pythons_own_is_the_students_only_beside_the_file(tmp_path: Path) -> None:
    """As Python looks beside the file first; elsewhere it is Python's own that is meant."""
    files = {"momentum.py": "import statistics, random\n", "statistics.py": "a = 1\n", "old/random.py": "b = 1\n"}
    assert momentum(tmp_path, files).own == {"statistics": "a = 1\n"}


def test_a_module_beside_the_file_comes_along(tmp_path: Path) -> None:
    """What is imported is read as text, with what it imports itself, the nearest file of that name first."""
    files = {f"{UNIT}/momentum.py": "from tools import a\n", f"{UNIT}/tools.py": "import deeper\na = 1\n"}
    file = momentum(tmp_path, {**files, "deeper.py": "b = 2\n", "tools.py": "a = 3\n", "unused.py": "c = 4\n"})
    assert file.own == {"tools": "import deeper\na = 1\n", "deeper": "b = 2\n"}


def test_another_unit_can_be_imported(tmp_path: Path) -> None:
    """The file of one unit is a module for the code of another."""
    other = "def gradient_descent(w):\n    return w\n"
    files = {"momentum.py": "from gradient_descent import gradient_descent\n", "gradient_descent.py": other}
    assert momentum(tmp_path, files).own == {"gradient_descent": other}


def test_own_modules_belong_to_the_submission(tmp_path: Path) -> None:
    """Another helper is another submission; a file that nothing imports changes nothing."""
    work = {"momentum.py": "import tools\n", "gradient_descent.py": "x = 1\n"}
    digests = []
    for number, tools in enumerate(("a = 1\n", "a = 2\n")):
        write(tmp_path / str(number), {f"ada/{k}": v.encode() for k, v in {**work, "tools.py": tools}.items()})
        digests.append(read(tmp_path / str(number))["ada"].digest)
    assert digests[0] != digests[1]


def test_commands_are_left_out_of_files_too(tmp_path: Path) -> None:
    """A file's lines for IPython are said in a note, as a notebook's are."""
    file = momentum(tmp_path, {"momentum.py": "!pip install x \\\n  y\nimport numpy as np\nx = '!'\n"})
    assert [cell.source for cell in file.cells] == ["\n\nimport numpy as np\nx = '!'\n\n"]
    assert "momentum.py: 2 lines with % or ! not run" in file.notes


CAPSTONE = "from momentum import momentum\n\n\ndef experiment():\n    return momentum\n"
WRITTEN = "def momentum(w, grad, state, *, lr, beta):\n    return 1\n"
UNWRITTEN = "def momentum(w, grad, state, *, lr, beta):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"


def notebook(*cells: str) -> bytes:
    """A notebook of some code cells."""
    code: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": s} for s in cells
    ]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()


@pytest.mark.parametrize("folders", [True, False], ids=["in folders", "side by side"])
@pytest.mark.parametrize("is_class", [True, False], ids=["handed in", "named"])
def test_a_unit_is_imported_as_it_counts(tmp_path: Path, folders: bool, is_class: bool) -> None:
    """The notebook of another unit is imported where it holds the work, by a class's file and by one that is named."""
    home = f"ada/{UNIT}/" if folders else "ada/"
    mine = "ada/09_capstone/" if folders else "ada/"
    files = {
        f"{home}momentum.py": UNWRITTEN.encode(),
        f"{home}momentum.ipynb": notebook(WRITTEN, "check(momentum)"),
        f"{mine}capstone.py": CAPSTONE.encode(),
    }
    write(tmp_path, files)
    if is_class:
        (ada,) = read_class(tmp_path, Wanted.of(COURSE)).submissions
        capstone = ada.files["09_capstone"]
    else:
        wanted = Wanted.of(COURSE, ("09_capstone",))
        capstone = read_student([tmp_path / mine / "capstone.py"], wanted).files["09_capstone"]
    assert capstone.own["momentum"].startswith(WRITTEN)


def test_a_units_folder_that_is_named_finds_the_other_units(tmp_path: Path) -> None:
    """With the folder of one unit named, files of the others can be imported, and count for nothing else."""
    write(tmp_path, {f"{UNIT}/momentum.py": WRITTEN.encode(), "09_capstone/capstone.py": CAPSTONE.encode()})
    submission = read_student([tmp_path / "09_capstone"], Wanted.of(COURSE, ("09_capstone",)))
    assert submission.files["09_capstone"].own == {"momentum": WRITTEN}
    assert set(submission.files) == {"09_capstone"}
