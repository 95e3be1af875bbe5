"""`grade adjust`, deadlines and pseudonyms, as an instructor types them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.grade import Grade
from tests.cli.test_gradebook import UNITS, all_of, write_class
from tests.cli.test_instructors import grades

LATE = '[deadlines]\n"02_momentum" = 2027-01-31T23:59:00+01:00\n[late]\npercent = 10\n'
ADJUST = ("adjust", "out", "bob")


@pytest.fixture
def graded(grade: Grade) -> Grade:
    """A class of two that is graded, of whom bob makes a mistake."""
    write_class("ada", "bob", wrong=("bob",))
    all_of(grade)
    return grade


def test_a_correction_is_shown_apart_and_kept_through_a_regrade(graded: Grade) -> None:
    """Table, document, page and export hold it with its reason; a new result is corrected too, and said."""
    before = grades()["bob"]
    given = graded(*ADJUST, "--exercise", "Momentum", "--points", "2", "--why", "the <cell> was lost", "--who", "jane")
    assert given.code == 0, given.err
    assert "bob: momentum 1 of 6 -> 3 of 6" in given.out
    after = grades()["bob"]
    assert float(after["score"]) == float(before["score"]) + 2
    assert "momentum: 2 points more, from 1 to 3 (jane, " in after["adjusted"]
    report = json.loads(Path("out/students/bob.json").read_text(encoding="utf-8"))
    assert report["adjustments"][0]["why"] == "the <cell> was lost"
    assert "the &lt;cell&gt; was lost" in Path("out/students/bob.html").read_text(encoding="utf-8")
    graded("export", "out", "--to", "canvas")
    assert "bob,,,bob,,8.5,8" in Path("out/export/canvas/canvas.csv").read_text(encoding="utf-8")
    write_class("bob")
    said = all_of(graded)
    assert "the checks gave 1 points when it was made, and give 6 points now" in said
    assert grades()["bob"]["momentum"] == "6"
    assert graded(*ADJUST, "--undo", "1").code == 0
    assert "No points were corrected" in graded("adjust", "out").out
    assert "adjusted" not in grades()["bob"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--points", "1"], "needs a reason"),
        (["--points", "1", "--why", "  "], "needs a reason"),
        (["--points", "-70", "--why", "x"], "cannot be taken away"),
        (["--points", "nan", "--why", "x"], "must be a number that changes something"),
        (["--points", "0.3", "--why", "x"], "a multiple of one half"),
        (["--percent", "101", "--why", "x"], "from -100 to 100"),
        (["--set", "-1", "--why", "x"], "must be at least 0"),
        (["--set", "1e300", "--why", "x"], "must be at most 10000"),
        (["--exercise", "momentum", "--set", "6.5", "--why", "x"], "has at most 6 points"),
        (["--exercise", "momentun", "--points", "1", "--why", "x"], "did you mean momentum?"),
        (["--exercise", "adam", "--points", "1", "--why", "x"], 'has no grade for "adam"'),
        (["--undo", "7"], "has no adjustment 7"),
        (["--points", "1", "--percent", "3", "--why", "x"], "one thing at a time"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(grade: Grade, words: list[str], said: str) -> None:
    """The error says what is wrong and what to type, and the results stay as they are."""
    write_class("bob")
    grade("run", "class", "-o", "out", "--isolation", "none", "--seed", "0", "--unit", UNITS[0])
    before = Path("out/grades.csv").read_bytes()
    result = grade(*ADJUST, *words)
    assert result.code == 2
    assert said in result.err
    assert Path("out/grades.csv").read_bytes() == before
    assert "No points were corrected" in grade("adjust", "out").out
    unknown = grade("adjust", "out", "bobb", "--points", "1", "--why", "x")
    assert (unknown.code, "did you mean bob?" in unknown.err) == (2, True)


def test_of_those_who_correct_at_once_nobody_is_lost(graded: Grade) -> None:
    """Each waits for the other, and the table has the sum."""
    before = float(grades()["bob"]["score"])
    command = [sys.executable, "-c", "from autograder.cli import main; main()", *ADJUST, "--points", "0.5", "--why"]
    processes = [subprocess.Popen([*command, f"number {number}"], stdout=subprocess.DEVNULL) for number in range(3)]
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    assert float(grades()["bob"]["score"]) == before + 1.5
    assert graded("adjust", "out", "bob").out.count("0.5 points more") == 3


def test_nobody_is_late_without_being_told_how_it_came_about(grade: Grade) -> None:
    """The time that nbgrader notes costs what the course says, an extension of the roster takes it back, and it is no
    new grading: nothing is run again for another deadline."""
    write_class("ada", "bob")
    folder = Path("class/bob/02_momentum")
    folder.mkdir()
    Path("class/bob/momentum.py").rename(folder / "momentum.py")
    (folder / "timestamp.txt").write_text("2027-02-01 10:00:00 UTC", encoding="utf-8")
    Path("course.toml").write_text(LATE, encoding="utf-8")
    assert "less 10 % for 1 day late" in all_of(grade)
    row = grades()["bob"]
    assert (row["score"], row["late"]) == ("22.5", "02 momentum: 11 hours 1 minute late")
    assert grades()["ada"]["late"] == ""
    Path("roster.csv").write_text("login,extensions\nbob,momentum=2027-02-02T00:00:00Z\nada,\n", encoding="utf-8")
    assert "(2 unchanged" in all_of(grade, "--roster", "roster.csv")
    assert (grades()["bob"]["score"], "late" in grades()["bob"]) == ("24", False)
    Path("course.toml").write_text(LATE.replace("31T", "30T"), encoding="utf-8")
    assert "(2 unchanged" in all_of(grade)


def test_feedback_waits_for_its_day(graded: Grade) -> None:
    """Until then students' files hold points alone; the class page and the table hold all."""
    Path("course.toml").write_text("[grading]\nrelease = 2096-01-01T00:00:00Z\n", encoding="utf-8")
    all_of(graded)
    report = json.loads(Path("out/students/bob.json").read_text(encoding="utf-8"))
    assert [e for e in report["exercises"] if e["checks"] or e["diagnosis"]] == []
    assert report["score"] == float(grades()["bob"]["score"])
    Path("course.toml").write_text("[grading]\nrelease = 2026-01-01T00:00:00Z\n", encoding="utf-8")
    all_of(graded)
    assert json.loads(Path("out/students/bob.json").read_text(encoding="utf-8"))["exercises"][0]["checks"]


def test_pseudonyms_name_nobody_and_stay(graded: Grade) -> None:
    """Pages, table and export hold none of the students' names; a pseudonym can be typed in the place of one."""
    all_of(graded, "--anonymous")
    first = set(grades())
    assert all(name.startswith("student-") for name in first)
    files = [path for path in Path("out").rglob("*") if path.suffix in (".csv", ".html", ".json")]
    assert [path for path in files if b"bob" in path.read_bytes() or "bob" in path.name] == []
    worst = min(grades().values(), key=lambda row: float(row["score"]))["student"]
    assert graded("adjust", "out", worst, "--points", "1", "--why", "bob asked for it").code == 0
    assert set(grades()) == first
    assert "bob" not in Path("out/grades.csv").read_text(encoding="utf-8")
    assert "bob  total: 1 point more" in graded("adjust", "out", worst).out
    exported = graded("export", "out", "--to", "csv", "--anonymous").out
    assert {row["student"] for row in csv.DictReader(io.StringIO(exported))} == first
    assert graded("export", "out", "--to", "canvas", "--anonymous").code == 2
