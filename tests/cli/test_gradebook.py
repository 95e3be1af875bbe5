"""OUT is the gradebook of the course: units add up, changes are said with their causes, people are forgotten."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from autograder.classroom.gradebook import contents_of
from autograder.model.course import Unit
from tests.cli.grade import Grade
from tests.cli.test_instructors import RIGHT, RUN, grades
from tests.registry import CORE_UNITS

UNITS = ("02_momentum", "06_second_order")
SECRET = "an unmistakable comment"


def write_class(*students: str, wrong: tuple[str, ...] = ()) -> None:
    """Students with two units; those who are wrong keep the velocity whole."""
    for student in students:
        folder = Path("class") / student
        folder.mkdir(parents=True, exist_ok=True)
        for unit in UNITS:
            text = RIGHT[unit].replace("beta*v + grad", "v + grad") if student in wrong else RIGHT[unit]
            (folder / Unit(unit).file).write_text(f"# {SECRET} of {student}\n{text}", encoding="utf-8")


def all_of(grade: Grade, *more: str) -> str:
    """Grade both units, and what that said."""
    result = grade(*RUN, *(word for unit in UNITS for word in ("--unit", unit)), *more)
    assert result.code == 0, result.err
    return result.out + result.err


def stored(query: str) -> list[tuple[object, ...]]:
    """What results.db holds."""
    with closing(sqlite3.connect("out/results.db")) as connection:
        return connection.execute(query).fetchall()


def test_units_that_are_graded_one_by_one_add_up(grade: Grade) -> None:
    """A run of a second unit leaves the first in table, pages and exports, as if both had been graded at once."""
    write_class("ada", "bob", wrong=("bob",))
    for unit in UNITS:
        assert grade(*RUN, "--unit", unit).code == 0
    one_by_one = grades()
    report = json.loads(Path("out/students/bob.json").read_text(encoding="utf-8"))
    assert [unit["name"] for unit in report["units"]] == list(UNITS)
    assert report["score"] == sum(unit["score"] for unit in report["units"])
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert "momentum" in page
    assert "newton" in page
    assert grade("export", "out", "--to", "canvas").code == 0
    assert "02_momentum,06_second_order" in Path("out/export/canvas/canvas.csv").read_text(encoding="utf-8")
    all_of(grade, "-o", "at-once")
    Path("out").rename("earlier")
    Path("at-once").rename("out")
    assert grades() == one_by_one


def test_a_second_run_writes_only_what_has_changed(grade: Grade) -> None:
    """Pages of those whose report is as it was are left alone, and the results folder is private."""
    write_class("ada", "bob")
    Path("out").mkdir(mode=0o755)
    all_of(grade)
    assert Path("out").stat().st_mode & 0o077 == 0
    before = {path.name: path.stat().st_ino for path in Path("out/students").iterdir()}
    write_class("bob", wrong=("bob",))
    all_of(grade)
    after = {path.name: path.stat().st_ino for path in Path("out/students").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"bob.html", "bob.json"}


def test_what_was_handed_in_is_kept_once(grade: Grade) -> None:
    """The source of every result is there, however often it is graded."""
    write_class("ada")
    for _ in range(2):
        all_of(grade)
    ((digest,),) = stored("SELECT digest FROM sources")
    assert SECRET in contents_of(Path("out/results.db"), [str(digest)])[str(digest)]
    assert len(stored("SELECT * FROM results WHERE source NOTNULL")) == 2


def test_a_damaged_result_of_another_day_costs_nobody_else_a_grade(grade: Grade) -> None:
    """It is named and counts no more; the class has its table and pages."""
    write_class("ada", "bob")
    grade(*RUN, "--unit", UNITS[0])
    with closing(sqlite3.connect("out/results.db")) as connection, connection:
        connection.execute("DROP TRIGGER results_stay")
        connection.execute("UPDATE results SET report = '{' WHERE student = 'bob'")
    result = grade(*RUN, "--unit", UNITS[1])
    assert result.code == 0
    assert "An earlier result of bob cannot be read" in result.err
    table = grades()
    assert (table["ada"]["momentum"], table["bob"]["momentum"]) == ("6", "")
    assert table["ada"]["newton"] == table["bob"]["newton"] != ""


# ---------------------------------------------------------------- what changed

COURSES = {
    "submission": "",
    "points": "[exercise.momentum]\npoints = 12\n",
    "convention": '[conventions]\nmomentum = "ema"\n',
}
"""What changes a grade -> the course file from then on."""


@pytest.mark.parametrize("cause", COURSES)
def test_a_change_is_said_with_its_cause_before_and_after(grade: Grade, cause: str) -> None:
    """A dry run and the diff after the run name the student, the exercise, the checks and what it is because of."""
    write_class("ada", "bob")
    all_of(grade)
    is_wrong = cause == "submission"
    Path("course.toml").write_text(COURSES[cause], encoding="utf-8")
    write_class("bob", wrong=("bob",) if is_wrong else ())
    kept = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    dry = all_of(grade, "--dry-run")
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == kept
    assert "Nothing was kept or written" in dry
    all_of(grade)
    said = grade("diff", "out").out
    assert said in dry
    assert f"(because of: {cause})" in said
    assert "\n  momentum: 6 -> " in said
    assert ("passes no more: " in said) is (cause != "points")
    assert said.splitlines()[-1] == (
        "Grades changed: 1; new: 0; as they were: 1." if is_wrong else "Grades changed: 2; new: 0; as they were: 0."
    )


DUE = "2026-11-10T23:59:00+01:00"
TERMS = f'[deadlines]\n"{UNITS[0]}" = {DUE}\n[late]\npercent = 10\n'
OTHER_TERMS = {
    "deadline": TERMS.replace("11-10", "11-11"),
    "penalty": TERMS.replace("percent = 10", "percent = 50"),
    "weights": f"{TERMS}[weights]\n"
    + "".join(f'"{unit}" = {1 + 9 * (unit in UNITS[:1])}\n' for unit in CORE_UNITS[1:]),
}
"""What the grade of somebody who is late depends on -> the course file from then on."""


ROSTER = "name,extensions\nada,\nbob,"
WITH_ROSTER = ("--roster", "roster.csv")
EXTENDED = f"{ROSTER}{UNITS[0]}=2026-11-12T10:00+01:00\n"


def class_with_one_late(grade: Grade, roster: str = ROSTER) -> None:
    """Two who handed in the same, of whom bob is late by some hours, graded."""
    write_class("ada", "bob")
    for student, day in (("ada", 9), ("bob", 11)):
        for unit in UNITS:
            place = Path("class") / student / unit
            place.mkdir()
            (place.parent / Unit(unit).file).rename(place / Unit(unit).file)
            (place / "timestamp.txt").write_text(f"2026-11-{day:02} 10:00:00.0 UTC\n", encoding="utf-8")
    Path("course.toml").write_text(TERMS, encoding="utf-8")
    Path("roster.csv").write_text(roster, encoding="utf-8")
    all_of(grade, *WITH_ROSTER)


@pytest.mark.parametrize("cause", ["deadline", "penalty", "weights", "extension", "time of handing in"])
def test_what_becomes_of_points_is_a_cause_of_its_own(grade: Grade, cause: str) -> None:
    """Of two who handed in the same, only the late one has another grade, and it is said why, before and after."""
    class_with_one_late(grade)
    if cause in OTHER_TERMS:
        Path("course.toml").write_text(OTHER_TERMS[cause], encoding="utf-8")
    elif cause == "extension":
        Path("roster.csv").write_text(EXTENDED, encoding="utf-8")
    else:
        stamp = Path("class/bob") / UNITS[0] / "timestamp.txt"
        stamp.write_text("2026-11-08 10:00:00.0 UTC\n", encoding="utf-8")
    dry = all_of(grade, *WITH_ROSTER, "--dry-run")
    all_of(grade, *WITH_ROSTER)
    said = grade("diff", "out").out
    assert said in dry
    assert re.search(rf"^bob: \S+ -> \S+ \(because of: {cause}\)$", said, re.MULTILINE), said
    assert ("less 10 % for 1 day late" in said) is (cause != "weights")
    assert said.endswith("Grades changed: 1; new: 0; as they were: 1.\n")


def test_who_is_not_handing_in_any_more_has_another_grade_by_the_deadline(grade: Grade) -> None:
    """A kept grade is said to change where the terms change it; of a person who is forgotten no extension is left."""
    class_with_one_late(grade, EXTENDED)
    shutil.rmtree("class/bob")
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    dry = all_of(grade, *WITH_ROSTER, "--dry-run")
    all_of(grade, *WITH_ROSTER)
    said = grade("diff", "out").out
    assert "(because of: extension)" in said
    assert said.partition("Not in the last run")[0] in dry
    assert stored("SELECT student FROM extensions") == [("bob",)]
    assert grade("forget", "out", "bob").code == 0
    assert stored("SELECT * FROM extensions") == []


def test_a_unit_that_is_graded_for_the_first_time_changes_nothing(grade: Grade) -> None:
    """What was not graded before is no change, and the first run has new students only."""
    write_class("ada", "bob")
    grade(*RUN, "--unit", UNITS[0])
    assert grade("diff", "out").out == "new: ada, bob\nGrades changed: 0; new: 2; as they were: 0.\n"
    grade(*RUN, "--unit", UNITS[1])
    assert grade("diff", "out").out == "Grades changed: 0; new: 0; as they were: 2.\n"


# ---------------------------------------------------------------- who is in the class


def test_a_roster_says_who_is_absent_and_who_is_unknown(grade: Grade) -> None:
    """Both are named, and the export of a later day knows the ids of the roster."""
    write_class("ada", "bob")
    Path("roster.csv").write_text("id,name,email\n1,Ada,ada@uni.edu\n9,Zed,zed@uni.edu\n", encoding="utf-8")
    tried = all_of(grade, "--roster", "roster.csv", "--dry-run")
    assert not Path("out").exists()
    said = all_of(grade, "--roster", "roster.csv")
    assert all("(Zed)" in text and "Not on the roster: bob" in text for text in (tried, said))
    assert "On the roster, and nothing of theirs was ever handed in: 1 (Zed)" in said
    assert "Not on the roster: bob is in no row" in said
    all_of(grade)
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert "On the roster, handed in nothing: 1" in page
    assert "Not on the roster: 1" in page
    grade("export", "out", "--to", "brightspace")
    assert "\r\n1,,16,8,#" in Path("out/export/brightspace/brightspace.csv").read_bytes().decode()


@pytest.mark.parametrize("rows", ["id,name\n1,Nobody\n", "id,name\n1,Ada\n1,Bob\n"], ids=["other class", "twice"])
def test_a_wrong_roster_grades_nothing(grade: Grade, rows: str) -> None:
    """The roster is looked at first: where it is wrong nothing is written."""
    write_class("ada")
    Path("roster.csv").write_text(rows, encoding="utf-8")
    result = grade(*RUN, "--unit", "momentum", "--roster", "roster.csv")
    assert result.code == 2
    assert "roster.csv" in result.err
    assert not Path("out").exists()


def test_a_person_is_forgotten(grade: Grade) -> None:
    """Not a byte of name or work is left in the results folder, the others keep theirs, and it is logged."""
    write_class("ada", "bobolink")
    all_of(grade)
    grade("export", "out", "--to", "canvas")
    assert grade("forget", "out", "bobolink").code == 0
    left = [path for path in Path("out").rglob("*") if path.is_file() and b"bobolink" in path.read_bytes()]
    assert left == []
    assert list(grades()) == ["ada"]
    ((_, _, what),) = stored("SELECT * FROM log")
    assert what == "erased a person with 1 results"
    with closing(sqlite3.connect("out/results.db")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM results")
    before = Path("out/results.db").read_bytes()
    result = grade("forget", "out", "adah")
    assert result.code == 2
    assert "did you mean ada?" in result.err
    assert Path("out/results.db").read_bytes() == before
