"""`grade export`, as an instructor types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.depth import Depth
from autograder.classroom.exports import TARGETS
from autograder.classroom.store import Store
from autograder.reports import json
from tests.classroom.graded import NAMES, graded
from tests.classroom.test_store import INFO
from tests.cli.grade import Grade

GRADEBOOK = "Student,ID,SIS Login ID,Momentum (5)\nAda,1,ada,\n"


@pytest.fixture
def out(grade: Grade) -> Path:
    """A results folder with a class in it."""
    folder = Path("out")
    folder.mkdir()
    with Store.open(folder / "results.db") as store:
        run = store.begin(INFO)
        for student in NAMES:
            store.save(run, student, student, json.render(graded(student)))
        store.finish(run)
    return folder


def test_files_lie_in_the_results_folder(grade: Grade, out: Path) -> None:
    """The file is named on the terminal, and who is in no row of the gradebook on standard error."""
    Path("canvas.csv").write_text(GRADEBOOK, encoding="utf-8")
    result = grade("export", out, "--to", "canvas", "--gradebook", "canvas.csv", "--unit", "momentum")
    assert (result.code, result.out) == (0, "out/export/canvas/canvas.csv\n")
    assert "no row in canvas.csv: obrien is in no row" in result.err
    assert (out / "export/canvas/canvas.csv").read_text(encoding="utf-8") == GRADEBOOK.replace("ada,\n", "ada,1.5\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("canvas", "--worksheet", "g.csv"), "--worksheet is for moodle"),
        (("moodle", "--gradebook", "g.csv"), "--gradebook is for canvas, brightspace, blackboard"),
        (("canvas", "--gradebook", "g.csv", "--unit", "gradient_descent"), "no column is called like"),
        (("canvas", "--column", "adam=Y"), 'there is no column "adam"'),
        (("canvas", "--column", "momentum"), "names no unit and title"),
        (("brightspace", "--feedback"), "--feedback is for canvas, moodle"),
        (("canvas", "--feedback"), "name the download with --submissions"),
        (("canvas", "--feedback", "--submissions", "g.csv"), "is no zip that can be read"),
        (("canvas", "--roster", "g.csv"), "lists nobody of these students"),
    ],
)
def test_what_is_wrong_writes_nothing(grade: Grade, out: Path, arguments: tuple[str, ...], words: str) -> None:
    """Each wrong use is a sentence with exit code 2, and no file is made."""
    Path("g.csv").write_text(GRADEBOOK.replace("ada", "nobody").replace("Ada", "Nobody"), encoding="utf-8")
    result = grade("export", out, "--to", *arguments)
    assert result.code == 2
    assert words in result.err
    assert not (out / "export").exists()


def test_a_roster_says_who_is_who(grade: Grade, out: Path) -> None:
    """Ids and e-mails of the roster go to the platform; who is not on it is named."""
    Path("roster.csv").write_text("Name;Student ID\nADA;4711\n", encoding="utf-8")
    result = grade("export", out, "--to", "brightspace", "--roster", "roster.csv")
    assert result.code == 0
    assert "not on the roster: obrien is in no row" in result.err
    assert "4711,,2,1.5,#" in (out / "export/brightspace/brightspace.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", [name for name, known in TARGETS.items() if not (known.extra or known.compares)])
def test_what_tables_need_is_enough(grade: Grade, out: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that is made from reports in part is the same as one from whole reports, corrections included."""
    assert grade("adjust", out, "ada", "--exercise", "momentum", "--points", "-1", "--why", "as said").code == 0

    def exported() -> dict[str, bytes]:
        assert grade("export", out, "--to", target, "-o", "there").code == 0
        return {path.name: path.read_bytes() for path in Path("there").rglob("*.*") if path.is_file()}

    in_part = exported()
    monkeypatch.setitem(TARGETS, target, TARGETS[target]._replace(reads=Depth.WHOLE))
    assert exported() == in_part


def test_several_at_once(grade: Grade, out: Path) -> None:
    """Exports for several platforms at once are those of each alone, in folders of their own."""
    targets = [name for name, known in TARGETS.items() if not (known.extra or known.compares)]
    for target in targets:
        assert grade("export", out, "--to", target, "-o", f"alone/{target}").code == 0
    assert grade("export", out, *(word for target in targets for word in ("--to", target)), "-o", "together").code == 0
    alone, together = (
        {path.relative_to(folder): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
        for folder in ("alone", "together")
    )
    assert alone == together


def test_a_gradebook_of_which_platform(grade: Grade, out: Path) -> None:
    """A platform's own file that may be that of two is asked about, and nothing is written."""
    Path("book.csv").write_text("ID\n", encoding="utf-8")
    result = grade("export", out, "--to", "canvas", "--to", "blackboard", "--gradebook", "book.csv")
    assert (result.code, "may be that of canvas or blackboard: export to one" in result.err) == (2, True)
    assert not (out / "export").exists()


def test_excel_s_mark(grade: Grade, out: Path) -> None:
    """The table is printed, or written with the mark by which Excel knows UTF-8."""
    assert grade("export", out, "--to", "csv").out.startswith("student,score")
    assert grade("export", out, "--to", "csv", "--excel", "-o", "here").code == 0
    assert Path("here/grades.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,score")
