"""A class is found in folders and zips, and what is wrong with one student never hides another."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.model.submission import SourceFile, Submission
from autograder.processes import Crew, Lost
from autograder.submissions import read_class, split_cells
from autograder.submissions.layout import IN_VAIN
from autograder.submissions.places import Place, read_or_lost
from tests.submissions.make import LIMITS, UNITS, WANTED, momentum, pack, read, texts, write

MINE = b"def momentum(w):\n    return w\n"
OTHER = b"def momentum(w):\n    return -w\n"
BOTH = {"01_gradient_descent": "g\n", "02_momentum": "m\n"}


@pytest.mark.parametrize(
    "names",
    [
        ["gradient_descent.py", "momentum.py"],
        ["01_gradient_descent/gradient_descent.py", "02_momentum/momentum.py"],
        ["01_gradient_descent/gradient_descent.py", "momentum.py"],
        ["work/01_gradient_descent/gradient_descent.py", "work/02_momentum/momentum.py"],
        [
            "gradient_descent.py",
            "momentum.py",
            "old/momentum.py",
            "course.toml",
            ".hidden.py",
            "__pycache__/momentum.py",
        ],
    ],
)
def test_both_layouts_are_read(tmp_path: Path, names: list[str]) -> None:
    """Units' files are found in units' folders and beside each other; drafts and system files do not count."""
    write(tmp_path, {f"ada/{name}": name.rpartition("/")[2][:1].encode() + b"\n" for name in names})
    if "old/momentum.py" in names:
        write(tmp_path, {"ada/old/momentum.py": b"a draft\n"})
    submission = read(tmp_path)["ada"]
    assert texts(submission) == BOTH
    assert (submission.problem, submission.notes) == ("", ())


def test_students_come_sorted_and_other_files_are_ignored(tmp_path: Path) -> None:
    """Students are sorted by name; plain and hidden files are nobody; an empty folder is a student without files."""
    pack(tmp_path / "bob.zip", [("momentum.py", b"m\n")])
    write(tmp_path, {"eve/": b"", "ada/momentum.py": b"m\n", "README.md": b"", ".git/x": b"", "__MACOSX/x": b""})
    students = read_class(tmp_path, WANTED).submissions
    assert [(s.student, texts(s)) for s in students] == [
        ("ada", {"02_momentum": "m\n"}),
        ("bob", {"02_momentum": "m\n"}),
        ("eve", {}),
    ]


@pytest.mark.parametrize("around", ["", "class/"])
def test_a_class_in_one_zip(tmp_path: Path, around: str) -> None:
    """A zip of a class gives what its folder would, empty folders, a folder around all and a file beside included."""
    path = pack(
        tmp_path / "class.zip",
        [
            (f"{around}ada/02_momentum/momentum.py", b"m\n"),
            (f"{around}bob/momentum.py", b"m\n"),
            (f"{around}eve/", b""),
            (f"{around}zoe.zip", b"PK"),
            (f"{around}README.md", b""),
            ("__MACOSX/x.py", b""),
        ],
    )
    students = read(path)
    assert {name: texts(s) for name, s in students.items()} == {
        "ada": {"02_momentum": "m\n"},
        "bob": {"02_momentum": "m\n"},
        "eve": {},
        "zoe": {},
    }
    assert (
        students["zoe"].problem
        == "zoe.zip is not a zip that can be read (File is not a zip file): pack the files again"
    )


def test_a_zip_of_one_student_in_a_class(tmp_path: Path) -> None:
    """A class of one student with units' folders is not mistaken for a folder around a class."""
    path = pack(tmp_path / "class.zip", [("ada/02_momentum/momentum.py", b"m\n"), ("ada/notes/x.txt", b"")])
    assert {name: texts(s) for name, s in read(path).items()} == {"ada": {"02_momentum": "m\n"}}


def _nothing(path: Path) -> Path:
    return path / "nothing"


def _empty(path: Path) -> Path:
    return write(path, {"README.md": b"", ".hidden/x": b""})


def _text(path: Path) -> Path:
    return write(path, {"class.txt": b"x"}) / "class.txt"


def _broken(path: Path) -> Path:
    return write(path, {"class.zip": b"x"}) / "class.zip"


def _one_student(path: Path) -> Path:
    return write(path, {"02_momentum/momentum.py": b"m\n"})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_nothing, "does not exist: name the folder"),
        (_empty, "holds no student: it should hold a folder or a zip for each"),
        (_text, "is neither a folder nor a zip"),
        (_broken, "class.zip is not a zip that can be read"),
        (_one_student, "is the work of one student: name the folder that holds the students' folders"),
    ],
)
def test_a_path_that_is_no_class(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    """A path that cannot be a class is wrong usage, and the sentence says what to name instead."""
    with pytest.raises(SubmissionError) as caught:
        read_class(make(tmp_path), WANTED)
    assert said in str(caught.value)


def test_two_files_for_one_unit(tmp_path: Path) -> None:
    """Different written versions of one function are its problem, which names both; equal ones count once."""
    write(tmp_path, {"ada/momentum.py": MINE, "ada/02_momentum/momentum.py": OTHER})
    write(tmp_path, {"bob/momentum.py": MINE, "bob/02_momentum/momentum.py": MINE.replace(b"\n", b"\r\n")})
    said = "momentum.py and 02_momentum/momentum.py hold different versions of momentum: which one counts?"
    assert momentum(tmp_path).problem.startswith(said)
    assert momentum(tmp_path, "bob").text == MINE.decode()


def test_a_notebook_without_the_file(tmp_path: Path) -> None:
    """A notebook that cannot be read says so; beside a file with work in it, it does not matter."""
    write(tmp_path, {"ada/momentum.ipynb": b"{}", "bob/momentum.ipynb": b"{}", "bob/momentum.py": MINE})
    assert (
        momentum(tmp_path).problem
        == "momentum.ipynb holds no cells: save the notebook again in Jupyter, and hand that in"
    )
    assert momentum(tmp_path, "bob").text == MINE.decode()


def test_a_unit_that_was_not_asked_for_is_no_stray(tmp_path: Path) -> None:
    """Grading one unit says nothing about the folders of the others."""
    write(tmp_path, {"ada/01_gradient_descent/gradient_descent.py": b""})
    assert read(tmp_path, UNITS[1:])["ada"] == Submission("ada", {}, (), "")


def test_linked_folders_are_not_followed(tmp_path: Path) -> None:
    """A linked student's or unit's folder is refused in a sentence, even where it leads to good files."""
    write(tmp_path, {"real/02_momentum/momentum.py": b"m\n", "class/bob/": b""})
    (tmp_path / "class" / "ada").symlink_to(tmp_path / "real")
    (tmp_path / "class" / "bob" / "02_momentum").symlink_to(tmp_path / "real" / "02_momentum")
    students = read(tmp_path / "class")
    assert students["ada"].problem == "ada is a symbolic link: hand in the folder or zip itself"
    assert students["bob"].files["02_momentum"].problem == "02_momentum is a symbolic link: hand in the folder itself"


def test_a_closed_folder_costs_only_its_student(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be read costs nobody else a grade; the class folder itself is wrong usage."""
    write(tmp_path, {"ada/momentum.py": b"m\n", "bob/momentum.py": b"m\n"})
    listed, closed = os.scandir, tmp_path / "ada"

    def scandir(path: Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    students = read(tmp_path)
    assert students["ada"].broken == "it could not be read (ada/: Permission denied)"
    assert texts(students["bob"]) == {"02_momentum": "m\n"}
    closed = tmp_path
    with pytest.raises(SubmissionError, match="Permission denied"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("first", "second"),
    [("ada", "ada.zip"), ("ada", "Ada"), ("jos\u00e9", "jose\u0301"), ("stra\u00dfe", "STRA\u1e9eE")],
)
@pytest.mark.parametrize("same", [True, False])
def test_a_student_twice(tmp_path: Path, first: str, second: str, same: bool) -> None:
    """Equal submissions of one student are one with a note; different ones are not graded; both are named."""
    data = b"m\n" if same else b"other\n"
    write(tmp_path, {f"{first}/02_momentum/momentum.py": b"m\n"})
    if second.endswith(".zip"):
        pack(tmp_path / second, [("momentum.py", data)])
    else:
        write(tmp_path, {f"{second}/momentum.py": data})
    (submission,) = read_class(tmp_path, WANTED).submissions
    sentence = submission.notes[0] if same else submission.problem
    assert f"'{first}/'" in sentence
    assert f"'{second}" in sentence
    assert texts(submission) == ({"02_momentum": "m\n"} if same else {})
    assert bool(submission.problem) is not same


@pytest.mark.parametrize(
    ("first", "second"),
    [("Strau\u00df", "Strauss"), ("\ufb01nn", "finn"), ("\u0130nci", "inci"), ("Jose", "Jos\u00e9")],
)
def test_names_of_other_letters_are_two_students(tmp_path: Path, first: str, second: str) -> None:
    """Who has handed in the same as somebody of a similar name is a student too."""
    write(tmp_path, {f"{name}/momentum.py": b"m\n" for name in (first, second)})
    assert set(read(tmp_path)) == {first, second}


def test_a_student_three_times(tmp_path: Path) -> None:
    """One different submission among equal ones is enough for none to be graded, and all are named."""
    write(tmp_path, {"ADA/momentum.py": b"m\n", "Ada/momentum.py": b"m\n", "ada/momentum.py": b"other\n"})
    (submission,) = read_class(tmp_path, WANTED).submissions
    assert "the files differ: 'ADA/' and 'Ada/' and 'ada/'" in submission.problem


def test_names_that_are_not_text(tmp_path: Path) -> None:
    """Folder names that are not UTF-8 are read, shown as escapes, and kept apart."""
    for name in (b"ad\xff", b"ad\xfe"):
        folder = bytes(tmp_path) + b"/" + name
        Path(folder.decode("utf-8", "surrogateescape")).mkdir()
    assert sorted(read(tmp_path)) == ["ad\\udcfe", "ad\\udcff"]


def test_the_digest_is_of_the_content(tmp_path: Path) -> None:
    """The digest does not depend on who handed in which form, and changes with text, unit and problem."""
    write(tmp_path, {"ada/momentum.py": b"m\n", "bob/02_momentum/momentum.py": b"m\r\n"})
    students = read(tmp_path)
    assert students["ada"].digest == students["bob"].digest

    def digest(unit: str, text: str | None, file_problem: str = "", problem: str = "") -> str:
        return Submission("x", {unit: SourceFile("f", text, file_problem, split_cells(text or ""))}, (), problem).digest

    variants = [
        digest("02_momentum", "m\n"),
        digest("02_momentum", "m"),
        digest("01_gradient_descent", "m\n"),
        digest("02_momentum", None, "broken"),
        digest("02_momentum", None),
        digest("02_momentum", "None"),
        digest("02_momentum", "m\n", "", "twice"),
        Submission("x", {}, (), "").digest,
    ]
    assert variants[0] == students["ada"].digest
    assert len(set(variants)) == len(variants)


@pytest.mark.parametrize("path", ["eve/../../x", "eve/..\\notes.txt", "class/eve/../x"])
def test_a_path_that_leaves_its_folder_costs_its_student_alone(tmp_path: Path, path: str) -> None:
    """In a class's zip, a path that leaves its folder is the problem of the student whose it is, and of nobody else."""
    around = "class/" if path.startswith("class/") else ""
    files = [(f"{around}ada/momentum.py", b"m\n"), (f"{around}eve/momentum.py", b"m\n")]
    found = read(pack(tmp_path / "class.zip", [*files, (path, b"")]))
    assert found["ada"].files["02_momentum"].text == "m\n"
    assert "leaves its folder" in found["eve"].problem
    assert set(found) == {"ada", "eve"}


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "C:/x", "//host/x"])
def test_a_path_above_all_folders_is_nobodys(tmp_path: Path, path: str) -> None:
    """In a class's zip, what belongs to no student's folder is left out."""
    found = read(pack(tmp_path / "class.zip", [("ada/momentum.py", b"m\n"), (path, b"")]))
    assert {name: submission.problem for name, submission in found.items()} == {"ada": ""}


def test_names_with_colons_are_students(tmp_path: Path) -> None:
    """A student's folder may have a colon in its name, which no single letter stands before."""
    assert set(read(pack(tmp_path / "class.zip", [("eve: mallory/momentum.py", b"m\n")]))) == {"eve: mallory"}


def test_a_student_is_there_however_deep_a_path_goes(tmp_path: Path) -> None:
    """A path deeper than anybody's work leaves its student in the class, and costs nobody else anything."""
    deep = "eve/" + "b/" * 3000 + "momentum.py"
    assert set(read(pack(tmp_path / "class.zip", [("ada/momentum.py", b"m\n"), (deep, b"")]))) == {"ada", "eve"}


def test_a_loose_file_does_not_make_a_class_one_student(tmp_path: Path) -> None:
    """Where several students' files lie one folder down, the folder around them is the class, whatever lies beside."""
    entries = [("class/collect.py", b""), ("class/ada/momentum.py", b"m\n"), ("class/bob/momentum.py", b"m\n")]
    assert set(read(pack(tmp_path / "class.zip", entries))) == {"ada", "bob"}


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"read_entries": 3}, "holds more than 3 files"),
        ({"read_places": 2}, "momentum.py is there in 4 places"),
        ({"read_cells": 3}, "momentum.py holds more than 3 cells"),
        ({"read_mib": 0}, "larger than 0 MiB together"),
    ],
)
@pytest.mark.parametrize("form", ["folder", "zip", "class zip"])
def test_reading_has_limits(tmp_path: Path, limits: dict[str, int], said: str, form: str) -> None:
    """What one submission takes to read is limited, however it is handed in, and the sentence says by what."""
    cells = b"# %%\nx = 1\n" * 4
    files = {f"{place}/momentum.py": cells for place in (("a", "b", "c", "d") if "read_cells" not in limits else "a")}
    match form:
        case "folder":
            where = write(tmp_path, {f"ada/{name}": data for name, data in files.items()})
            write(tmp_path, {"bob/momentum.py": b"m\n"})
        case "zip":
            where = pack(tmp_path / "ada.zip", list(files.items())).parent
        case _:
            entries = [(f"ada/{name}", data) for name, data in files.items()]
            where = pack(tmp_path / "class.zip", [*entries, ("bob/momentum.py", b"m\n")])
    found = {s.student: s for s in read_class(where, replace(WANTED, limits=replace(LIMITS, **limits))).submissions}
    problem = found["ada"].problem or found["ada"].files["02_momentum"].problem
    assert said in problem


def test_reading_has_a_limit_of_memory(tmp_path: Path) -> None:
    """A notebook that takes more memory than its limit is the problem of its submission."""
    if not sys.platform.startswith("linux"):
        pytest.skip("no such limit here")
    data = b'{"cells": [' + b'"' + b"x" * 40_000_000 + b'"]}'
    write(tmp_path, {"ada/momentum.ipynb": data})
    limited = replace(WANTED, limits=replace(LIMITS, read_memory_mib=1))
    with Crew(1) as fresh:  # a process that has used its memory before may have room for this, within its limit
        (submission,) = read_class(tmp_path, limited, fresh).submissions
    assert "takes more than 1 MiB of memory to read" in submission.problem


def test_what_breaks_the_reader_breaks_one_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is raised while one submission is read, it alone is broken, and says by what."""

    def read_or_break(student: str, found: object, wanted: object, walk: object) -> Submission:
        if student == "eve":
            raise RecursionError("too deep")
        return Submission(student, {}, (), "")

    monkeypatch.setattr("autograder.submissions.places.chosen", read_or_break)
    write(tmp_path, {"ada/": b"", "eve/": b""})
    ada, eve = read_class(tmp_path, WANTED).submissions
    assert (ada.broken, eve.broken) == ("", "it could not be read (RecursionError: too deep)")


def test_late_and_lost_readers_cost_one_submission() -> None:
    """Where the process that reads is stopped for its time, or ends twice, the submission says so."""
    place = Place("eve", "eve/")
    assert "takes more than 20 s to read" in read_or_lost(place, Lost(late=True), LIMITS).problem
    assert "ended again" in read_or_lost(place, Lost(late=False), LIMITS).broken


UNREADABLE = ("work.rar", "hw2.tar.gz", "my solution.docx", "other.py", "photo.png", "Homework.java")
NOTHING = ("README.md", "gradient_descent_final.py", "notes.txt", "02_momentum/timestamp.txt")


@pytest.mark.parametrize("name", [*UNREADABLE, *NOTHING])
def test_what_may_be_all_of_the_work_is_not_nothing(tmp_path: Path, name: str) -> None:
    """Who handed in what may be the work, and cannot be read, has not handed in nothing."""
    write(tmp_path, {f"ada/{name}": b"x = 1\n", "bob/momentum.py": b"m = 1\n"})
    found = read_class(tmp_path, replace(WANTED, units=UNITS[1:])).submissions
    assert found[0].in_vain == (IN_VAIN if name in UNREADABLE else "")
