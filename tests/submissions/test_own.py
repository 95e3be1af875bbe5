"""A student's own modules, which a unit's code imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.model.submission import SourceFile
from autograder.submissions.own import Import, imported
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
