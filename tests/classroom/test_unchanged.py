"""Nothing is done twice: what has not changed is only looked at, and what is the same is run once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import workers
from autograder.classroom.packing import PIECE, DamagedError, compressed, in_pieces, of_pieces, packed, text_of
from autograder.classroom.plan import ClassRun
from autograder.expected.printed import right_answer
from autograder.model.submission import Submission
from autograder.processes import Each
from autograder.submissions import Wanted, find_class
from tests.classroom.crashes import RIGHT, WRONG, told
from tests.cli.grade import Grade, Result
from tests.registry import COURSE

RUN = ("run", "class", "-o", "out", "--isolation", "none", "--seed", "0", "--unit", "gradient_descent")
WANTED = Wanted.of(COURSE)


def write_class(**texts: str) -> None:
    """Students by name with their files."""
    for student, text in texts.items():
        place = Path("class", student)
        place.mkdir(parents=True, exist_ok=True)
        (place / "gradient_descent.py").write_text(text, encoding="utf-8")


def graded_here(grade: Grade, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[Result, list[str]]:
    """A run, and whose submissions were run in it."""
    run: list[str] = []
    grade_each = workers.grade_each

    def noted(submissions: Sequence[Submission], plan: ClassRun, crew: Each) -> Iterator[workers.JustGraded]:
        run.extend(submission.student for submission in submissions)
        return grade_each(submissions, plan, crew)

    with monkeypatch.context() as patched:
        patched.setattr(workers, "grade_each", lambda submissions, plan, workers: noted(submissions, plan, workers))
        return grade(*RUN, *options), run


def test_what_has_not_changed_is_not_even_read(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run starts no worker, and leaves every file as it is."""
    write_class(ada=RIGHT, bob=WRONG)
    assert grade(*RUN).code == 0
    before, times = told(Path("out")), {f: f.stat().st_mtime_ns for f in Path("out").rglob("*.html")}

    def refused(*_: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr("autograder.processes.crew.Crew._started", refused)
    result = grade(*RUN)
    assert "(2 unchanged since an earlier run, not run again)" in result.out
    assert told(Path("out")) == before
    assert {f: f.stat().st_mtime_ns for f in Path("out").rglob("*.html")} == times


def test_the_same_is_run_once(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several who handed in the same one is run, also in a later run; each has a report of their own."""
    write_class(ada=WRONG, bob=WRONG, eve=RIGHT)
    result, run = graded_here(grade, monkeypatch)
    assert (result.code, sorted(run)) == (0, ["ada", "eve"])
    assert "(1 the same as another's, run once)" in result.out
    write_class(zoe=RIGHT)
    assert graded_here(grade, monkeypatch)[1] == []
    reports = {name: json.loads(Path("out/students", f"{name}.json").read_text()) for name in ("ada", "bob", "zoe")}
    assert [report["student"] for report in reports.values()] == ["ada", "bob", "zoe"]
    assert reports["ada"]["exercises"] == reports["bob"]["exercises"]


def test_only_what_changed_is_run(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file that is another costs one run and one page; a deadline costs none."""
    write_class(ada=RIGHT, bob=WRONG)
    grade(*RUN)
    pages = {name: Path(f"out/students/{name}.html").stat().st_ino for name in ("ada", "bob")}
    write_class(bob=f"{WRONG}# again\n")
    assert graded_here(grade, monkeypatch)[1] == ["bob"]
    assert {name: Path(f"out/students/{name}.html").stat().st_ino == pages[name] for name in pages}["ada"]
    Path("course.toml").write_text("[weights]\n", encoding="utf-8")
    Path("course.toml").write_text('[deadlines]\n"01_gradient_descent" = 2027-01-31T23:59:00+01:00\n', encoding="utf-8")
    assert graded_here(grade, monkeypatch, "--course", "course.toml")[1] == []
    Path("course.toml").write_text("[exercise.gradient_descent]\npoints = 12\n", encoding="utf-8")
    assert graded_here(grade, monkeypatch, "--course", "course.toml")[1] == ["ada", "bob"]


def test_a_file_of_the_results_that_was_touched_is_made_anew(grade: Grade) -> None:
    """Whatever became of a page, a table or what pages share, the next run makes it as it was."""
    write_class(ada=RIGHT)
    grade(*RUN)
    before = told(Path("out"))
    for name in before:
        Path("out", name).write_bytes(b"spoiled")
    grade(*RUN)
    assert told(Path("out")) == before
    shutil.rmtree("out/students")
    Path("out/.pages").write_text("[]", encoding="utf-8")
    grade(*RUN)
    assert told(Path("out")) == before


def test_a_class_without_pages(grade: Grade) -> None:
    """With --no-pages there are table and class page, which leads to no page; without it the pages are there again."""
    write_class(ada=RIGHT)
    grade(*RUN)
    assert grade(*RUN, "--no-pages").code == 0
    assert sorted(path.name for path in Path("out/students").iterdir()) == []
    assert "students/" not in Path("out/index.html").read_text(encoding="utf-8")
    grade(*RUN)
    assert sorted(path.name for path in Path("out/students").iterdir()) == ["ada.html", "ada.json"]


def test_what_is_right_takes_little_room(grade: Grade) -> None:
    """Of a right submission nothing is kept of what others have too: a few hundred bytes of its report."""
    exercises = COURSE.of_unit("01_gradient_descent")
    right = "\n".join(["import numpy as np", *map(right_answer, exercises)])
    write_class(**{f"student{number}": f"# {number}\n{right}" for number in range(6)})
    grade(*RUN)
    with closing(sqlite3.connect("out/results.db")) as connection:
        (longest,) = connection.execute("SELECT max(length(report)) FROM results").fetchone()
        (parts,) = connection.execute("SELECT count(*) FROM parts").fetchone()
    assert (longest < 800, parts) == (True, len(exercises))


# ---------------------------------------------------------------- looks


def looks(folder: Path) -> list[str | None]:
    """The looks of a class."""
    return list(find_class(folder, WANTED).looks())


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "ada" / "gradient_descent.py").write_text(f"{RIGHT}\n", encoding="utf-8"),
        lambda folder: (folder / "ada" / "other.txt").write_text("", encoding="utf-8"),
        lambda folder: (folder / "ada" / "deep" / "er").mkdir(parents=True),
        lambda folder: (folder / "ada" / "gradient_descent.py").rename(folder / "ada" / "Gradient_descent.py"),
        lambda folder: (folder / "ada" / "link").symlink_to("gradient_descent.py"),
    ],
    ids=["a byte", "a file", "a folder", "a name", "a link"],
)
def test_a_look_sees_every_change(tmp_path: Path, change: Callable[[Path], object]) -> None:
    """Whatever changes among what one student handed in, the look is another, and that of others is the same."""
    for student in ("ada", "bob"):
        (tmp_path / student).mkdir()
        (tmp_path / student / "gradient_descent.py").write_text(RIGHT, encoding="utf-8")
    ada, bob = looks(tmp_path)
    assert ada is not None
    assert looks(tmp_path) == [ada, bob]
    change(tmp_path)
    other, same = looks(tmp_path)
    assert (other != ada, same == bob) == (True, True)


# ---------------------------------------------------------------- what is kept


@given(st.text(max_size=500))
def test_any_text_comes_back(text: str) -> None:
    """Whatever is kept, as a report or in pieces, comes back to the letter."""
    assert packed(text).text == text
    assert text_of(compressed(text)) == text
    common = {1: text[:100].encode("utf-8", "surrogatepass")}
    kept = in_pieces([(0, text), (1, text), (0, "")], common)
    assert of_pieces(kept, common.__getitem__) == text * 2


@given(st.data())
def test_damage_is_seen(data: st.DataObject) -> None:
    """A byte of what is kept that is another is an error, or changes nothing: never another text."""
    text = "def momentum():\n    return 1\n" * 20
    kept = bytearray(in_pieces([(0, text)], {}))
    place = data.draw(st.integers(PIECE.size, len(kept) - 1))
    kept[place] ^= data.draw(st.integers(1, 255))
    with suppress(DamagedError):
        assert of_pieces(bytes(kept), dict[int, bytes]().__getitem__) == text
