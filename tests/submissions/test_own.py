"""A student's own modules, which a unit's code imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.model.submission import SourceFile
from autograder.submissions.own import imported
from tests.submissions.make import read, write

UNIT = "02_momentum"


def momentum(tmp_path: Path, files: dict[str, str]) -> SourceFile:
    """The file of a unit in a submission of some files."""
    write(tmp_path, {f"ada/{name}": text.encode() for name, text in files.items()})
    return read(tmp_path)["ada"].files[UNIT]


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("from tools import a, b", ["tools"]),
        ("from .tools import a", ["tools"]),
        ("from . import tools, more", ["tools", "more"]),
        ("import tools, more.inner as x", ["tools", "more"]),
        ("    import tools", ["tools"]),
        ("import numpy as np, os", []),
        ("x = 'import tools'", []),
    ],
)
def test_own_modules_are_known_by_their_imports(statement: str, names: list[str]) -> None:
    """Every form of an import that may name a file of the student's; the standard library and NumPy are none."""
    assert list(imported(f"x = 1\n{statement}\n")) == names


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
