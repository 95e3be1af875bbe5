"""`grade reset`: an exercise as handed out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.reset import file_reset, function_in
from autograder.model.course import Unit
from tests.cli.grade import Grade, runner

UNIT = Unit("02_momentum")
HELPER = "\n\ndef helper(x):\n    return x\n"


@pytest.fixture
def grade(capsys: pytest.CaptureFixture[str]) -> Grade:
    return runner(capsys)


@pytest.mark.parametrize("written", ["    return w\n", "    return (w\n", "    return w; )\n"], ids=str)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_file_is_as_handed_out_again(grade: Grade, tmp_path: Path, written: str, end: str) -> None:
    """Only the exercise named is unwritten again, also in what is no Python; what was there is in the backup."""
    assert grade("start", tmp_path).code == 0
    path = tmp_path / UNIT.name / UNIT.file
    handed_out = path.read_text(encoding="utf-8") + HELPER
    stub = function_in(handed_out, "momentum")
    mine = handed_out.replace(stub, stub.replace("    raise NotImplementedError()", written.rstrip()))
    path.write_bytes(mine.replace("\n", end).encode())
    said = grade("reset", "momentum", tmp_path)
    assert said.code == 0, said.err
    assert path.read_bytes() == handed_out.replace("\n", end).encode()
    backup = path.with_name(f"{UNIT.file}.bak")
    assert backup.read_bytes() == mine.replace("\n", end).encode()
    assert str(backup) in said.out.replace("\n", "")
    assert "nothing was changed" in grade("reset", "momentum", tmp_path).out


def test_a_notebook_is_as_handed_out_again(grade: Grade, tmp_path: Path) -> None:
    """The cells of a unit are unwritten again, byte for byte; a second backup does not overwrite the first."""
    assert grade("start", tmp_path).code == 0
    path = tmp_path / UNIT.name / UNIT.notebook
    handed_out = path.read_bytes()
    for _ in range(2):
        path.write_bytes(handed_out.replace(b"raise NotImplementedError()", b"return 1"))
        assert grade("reset", "momentum", tmp_path).code == 0
        assert grade("reset", UNIT.name, tmp_path).code == 0
        assert path.read_bytes() == handed_out
    assert len(list(path.parent.glob("*.bak*"))) == 4


def test_what_is_defined_twice_is_unwritten_once() -> None:
    """Of several definitions the last is the one that counts, and the only one that is left."""
    text = "def f():\n    return 1\n\nx = 1\n\ndef f():\n    return 2\n"
    assert file_reset(text, {"f": "def f():\n    raise NotImplementedError()"}).count("def f") == 1
    assert file_reset("x = 1\n", {"f": "def f():\n    pass"}).endswith("# %% f\ndef f():\n    pass\n")


def test_wrong_names_and_empty_folders_are_told(grade: Grade, tmp_path: Path) -> None:
    """A name that the course does not have, and a folder without the file, each with what to type."""
    assert "momentum" in grade("reset", "momentun", tmp_path).err
    assert "grade start" in grade("reset", "momentum", tmp_path).err
