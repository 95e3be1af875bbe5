"""`grade check` is given folders and files of one student."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.submissions import read_student
from tests.submissions.make import WANTED, texts, write

BOTH = {"01_gradient_descent": "g\n", "02_momentum": "m\n"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The student's folder as the current one."""
    write(tmp_path / "ada", {"01_gradient_descent/gradient_descent.py": b"g\n", "02_momentum/momentum.py": b"m\n"})
    monkeypatch.chdir(tmp_path / "ada")
    return tmp_path / "ada"


@pytest.mark.parametrize(
    ("typed", "read", "name"),
    [
        ([""], BOTH, "02_momentum/momentum.py"),
        (["../ada"], BOTH, "../ada/02_momentum/momentum.py"),
        (["02_momentum"], {"02_momentum": "m\n"}, "02_momentum/momentum.py"),
        (["02_momentum/momentum.py"], {"02_momentum": "m\n"}, "02_momentum/momentum.py"),
        (["02_momentum", "01_gradient_descent"], BOTH, "02_momentum/momentum.py"),
        (["02_momentum", "02_momentum/momentum.py"], {"02_momentum": "m\n"}, "02_momentum/momentum.py"),
    ],
)
def test_what_may_be_typed(here: Path, typed: list[str], read: dict[str, str], name: str) -> None:
    """A student's folder, a unit's folder and a file are read, and named as they can be found from here."""
    submission = read_student([Path(path) for path in typed], WANTED)
    assert texts(submission) == read
    assert submission.files["02_momentum"].name == name


def test_from_within_a_unit(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a unit's folder that unit is read, and not another unit's file that lies there."""
    write(here, {"02_momentum/gradient_descent.py": b"other\n"})
    monkeypatch.chdir(here / "02_momentum")
    assert texts(read_student([Path()], WANTED)) == {"02_momentum": "m\n"}


def test_a_student_whose_name_looks_like_a_unit(tmp_path: Path) -> None:
    """Files beside each other are read whatever the folder around them is called."""
    write(tmp_path, {"07_group/momentum.py": b"m\n"})
    assert texts(read_student([tmp_path / "07_group"], WANTED)) == {"02_momentum": "m\n"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("gone.py", "gone.py does not exist"),
        ("notes.py", "notes.py is not a file of this course: it has gradient_descent.py, momentum.py"),
    ],
)
def test_a_path_that_cannot_be_graded(here: Path, typed: str, said: str) -> None:
    """A path that is not there or not of this course is wrong usage."""
    write(here, {"notes.py": b""})
    with pytest.raises(SubmissionError, match=said):
        read_student([Path(typed)], WANTED)


def test_a_named_notebook_is_read(here: Path) -> None:
    """A notebook that is named itself gets the sentence that one found in a folder gets."""
    write(here, {"momentum.ipynb": b"{}"})
    file = read_student([Path("momentum.ipynb")], WANTED).files["02_momentum"]
    assert file.problem == "momentum.ipynb holds no cells: save the notebook again in Jupyter, and hand that in"


def test_a_broken_link_is_said(here: Path) -> None:
    """A link that leads nowhere is called a link."""
    (here / "momentum.py").symlink_to("gone")
    file = read_student([Path("momentum.py")], WANTED).files["02_momentum"]
    assert file.problem == "momentum.py is a symbolic link: hand in the file itself"


def test_a_file_that_is_named_may_import_what_lies_beside_it(tmp_path: Path) -> None:
    """Of one file alone the modules in its folder come along, and no other file is read."""
    (tmp_path / "momentum.py").write_text("import tools\n", encoding="utf-8")
    (tmp_path / "tools.py").write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "schedules.py").write_text("b = 2\n", encoding="utf-8")
    submission = read_student([tmp_path / "momentum.py"], WANTED)
    assert submission.files["02_momentum"].own == {"tools": "a = 1\n"}
    assert set(submission.files) == {"02_momentum"}


def test_hidden_work_is_named_to_its_student(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is hidden in a student's own folder, and holds what is not written, is named as in a class."""
    work = b"def momentum(w):\n    return w\n"
    write(tmp_path, {"02_momentum/momentum.py": b"x = 1\n", "02_momentum/.ipynb_checkpoints/momentum.py": work})
    monkeypatch.chdir(tmp_path)
    notes = read_student([Path()], WANTED).notes
    assert any(note.startswith("02_momentum/.ipynb_checkpoints/momentum.py holds momentum, and") for note in notes)
