"""An instructor's path: a folder of submissions, `grade run`, open the CSV."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from autograder.authoring.made_up import by_unit
from autograder.classroom import keep
from autograder.errors import SandboxError
from autograder.expected.printed import right_answer
from autograder.model import IsolationLevel, Request, Response
from autograder.model.course import Unit
from autograder.processes import Here
from autograder.sandbox import levels
from autograder.sandbox.process import ProcessSandbox
from tests.cli.grade import Grade
from tests.cli.test_students import hand_in
from tests.registry import ALL_POINTS, COURSE, EXERCISES, GRADED

RIGHT = by_unit(EXERCISES, {exercise.name: right_answer(exercise) for exercise in EXERCISES})
RUN = ("run", "class", "-o", "out", "--isolation", "none", "--workers", "1", "--seed", "0")


def make_class() -> None:
    """Five students: both layouts, a zip, nothing at all, and a broken zip."""
    hand_in(Path("class/ada"))
    flat = Path("class/bob")
    flat.mkdir()
    for unit, text in RIGHT.items():
        (flat / f"{Unit(unit).file}").write_text(text, encoding="utf-8")
    with zipfile.ZipFile("class/cleo.zip", "w") as archive:
        for unit, text in RIGHT.items():
            archive.writestr(f"cleo/{unit}/{Unit(unit).file}", text)
    Path("class/dan").mkdir()
    Path("class/eve.zip").write_bytes(b"PK\x03\x04 not a zip")


def test_what_is_there_to_practise_is_graded_for_nobody(grade: Grade) -> None:
    """Who hands in the warm-up, and who does not, have the same row; asked for alone, it is no unit to grade."""
    hand_in(Path("class/ada"))
    shutil.rmtree(Path("class/ada/00_warm_up"))
    hand_in(Path("class/bob"), cubes="def cubes(x):\n    return 3 * x\n")
    result = grade(*RUN)
    assert result.code == 0
    ada, bob = grades().values()
    assert {**ada, "student": ""} == {**bob, "student": ""}
    assert ada["score"] == f"{ALL_POINTS:g}"
    assert "warm_up" not in result.out + result.err
    alone = grade(*RUN, "--unit", "warm_up")
    assert alone.code == 2
    assert "nothing to grade" in alone.err


def grades() -> dict[str, dict[str, str]]:
    """grades.csv by student."""
    with Path("out/grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_class_is_graded(grade: Grade) -> None:
    """Both layouts and zips get the same grade, an empty folder 0, a broken zip none, and every file is written."""
    make_class()
    result = grade(*RUN)
    assert result.code == 0
    table = grades()
    first = ["student", "score", "max_score", "status", "note"]
    assert list(table["ada"]) == [*first, *(exercise.name for exercise in COURSE.graded.exercises)]
    assert {name: row["score"] for name, row in table.items()} == {
        "ada": f"{ALL_POINTS:g}",
        "bob": f"{ALL_POINTS:g}",
        "cleo": f"{ALL_POINTS:g}",
        "dan": "0",
        "eve": "",
    }
    statuses = ["graded", "graded", "graded", "handed in nothing", "could not be read"]
    assert [row["status"] for row in table.values()] == statuses
    assert table["eve"]["note"].startswith("eve.zip is not a zip that can be read")
    assert {path.name for path in Path("out").iterdir() if not path.name.startswith(".")} == {
        "assets",
        "grades.csv",
        "index.html",
        "results.db",
        "students",
    }
    assert {path.name for path in Path("out/students").iterdir()} == {
        f"{name}.{form}" for name in table for form in ("html", "json")
    }
    eve = json.loads(Path("out/students/eve.json").read_text(encoding="utf-8"))
    assert "eve.zip" in eve["notes"][0]
    assert eve["score"] is None
    *_, needs_you, last = result.out.splitlines()
    assert (needs_you, last.partition(" is not a zip")[0]) == ("needs you: 1", "eve: eve.zip")
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("Needs you: 1", "handed in nothing", "could not be read"))
    assert re.search(r"^\d graded, 1 handed in nothing, 1 could not be read\.$", result.out, re.MULTILINE)
    assert "out/grades.csv" in result.out


@pytest.fixture
def nothing_locks_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that allows no level that locks students' code in."""
    monkeypatch.setattr(
        levels, "refused", lambda level: None if level == "none" else levels.Refusal(level, "system", "no")
    )


def test_the_best_level_is_used(grade: Grade) -> None:
    """Without --isolation the best level that works here is used, and every report says which."""
    make_class()
    result = grade("run", "class", "-o", "out", "--workers", "1", "--seed", "0")
    best = levels.find_best().best
    assert best in levels.LOCKED_IN
    assert result.code == 0
    assert f"isolation {best}" in result.out
    assert json.loads(Path("out/students/ada.json").read_text(encoding="utf-8"))["isolation"] == best
    assert grades()["ada"]["score"] == grades()["ada"]["max_score"]


@pytest.mark.usefixtures("nothing_locks_in")
@pytest.mark.parametrize("asked", ["auto", "full", "restricted"])
def test_isolation_none_must_be_asked_for(grade: Grade, asked: str) -> None:
    """Where code cannot be locked in as asked nothing runs, the exit code is 3, and the sentence says what to type."""
    make_class()
    result = grade("run", "class", "-o", "out", "--isolation", asked)
    assert result.code == 3
    assert "--isolation none" in result.err
    assert "grade doctor" in result.err
    assert not Path("out").exists()


def test_a_weaker_level_is_never_used_instead(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """--isolation full on a machine that only has restricted runs nothing."""
    make_class()
    refuse = levels.Refusal(IsolationLevel.FULL, "namespaces", "Operation not permitted")
    monkeypatch.setattr(levels, "refused", lambda level: refuse if level == "full" else None)
    result = grade("run", "class", "-o", "out", "--isolation", "full")
    assert result.code == 3
    assert "namespaces: Operation not permitted" in result.err
    assert not Path("out").exists()


class NoCrew(Here):
    """Everything is done in this process."""

    count = 1

    def fork_from_here(self, *_: object) -> None:
        """Nothing is forked."""


class BrokenSandbox(ProcessSandbox):
    """A sandbox that breaks on one student."""

    def run(self, request: Request) -> Response:
        if any("momentum = None" in cell.source for module in request.modules for cell in module.cells):
            raise SandboxError("the process that starts students' code is gone")
        return super().run(request)


def test_a_grade_is_withheld_where_the_grader_fails(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox that breaks twice gives no zero: status broken, empty cells, exit code 3; the others are graded."""
    make_class()
    with Path("class/bob/momentum.py").open("a", encoding="utf-8") as file:
        file.write("momentum = None\n")
    monkeypatch.setattr("autograder.processes.Crew", lambda count: nullcontext(NoCrew()))
    monkeypatch.setattr("autograder.classroom.workers.open_sandbox", lambda level: BrokenSandbox(isolation=level))
    result = grade(*RUN)
    assert result.code == 3
    assert "failed on bob" in result.err
    assert result.out.splitlines()[-3] == "needs you: 2"
    assert result.out.splitlines()[-2].startswith("bob: The grader itself failed here, so there is no grade")
    table = grades()
    assert table["bob"]["status"] == "withheld"
    assert table["bob"]["score"] == table["bob"]["momentum"] == ""
    assert table["ada"]["score"] == table["ada"]["max_score"]
    report = json.loads(Path("out/students/bob.json").read_text(encoding="utf-8"))
    assert report["score"] is None
    assert {exercise["status"] for exercise in report["exercises"]} == {"broken"}
    assert "withheld" in Path("out/students/bob.html").read_text(encoding="utf-8")
    monkeypatch.undo()


@pytest.mark.parametrize("said", ["", 'unreadable = "zero"\n', '[grading]\nunreadable = "zero"\n'])
def test_what_could_not_be_read_has_no_number(grade: Grade, said: str) -> None:
    """A damaged zip, and one file among others that is no text, have no number, unless the course says zero."""
    Path("course.toml").write_text(said, encoding="utf-8")
    right = {Unit(unit).file: text for unit, text in RIGHT.items() if unit in ("01_gradient_descent", "02_momentum")}
    Path("class/fay").mkdir(parents=True)
    Path("class/eve.zip").write_bytes(b"PK\x03\x04 not a zip")
    Path("class/fay/momentum.py").write_text(right["momentum.py"], encoding="utf-16")
    Path("class/fay/gradient_descent.py").write_text(right["gradient_descent.py"], encoding="utf-8")
    result = grade(*RUN, "--unit", "momentum", "--unit", "gradient_descent")
    assert result.code == 0
    assert result.out.splitlines()[-3] == "needs you: 2"
    table = grades()
    assert {row["status"] for row in table.values()} == {"could not be read"}
    assert {name: row["momentum"] for name, row in table.items()} == dict.fromkeys(table, "0" if said else "")
    assert float(table["fay"]["gradient_descent"]) > 0
    assert all((row["score"] == "") is not bool(said) for row in table.values())


def test_unchanged_submissions_are_not_run_again(grade: Grade) -> None:
    """A second run takes every unchanged result from the first, and grades only what changed."""
    make_class()
    grade(*RUN)
    before = grades()
    assert "(5 unchanged" in grade(*RUN).out
    assert grades() == before
    momentum = Path("class/ada/02_momentum/momentum.py")
    momentum.write_text(momentum.read_text(encoding="utf-8").replace("beta*v + grad", "v + grad"), encoding="utf-8")
    assert "(4 unchanged" in grade(*RUN).out
    assert float(grades()["ada"]["score"]) < ALL_POINTS


def test_another_seed_or_course_grades_again(grade: Grade) -> None:
    """What a grade depends on is part of what is compared: a new seed or course runs everything again."""
    make_class()
    grade(*RUN)
    assert "unchanged" not in grade(*RUN, "--seed", "1").out
    Path("course.toml").write_text("[exercise.momentum]\npoints = 7\n", encoding="utf-8")
    assert "unchanged" not in grade(*RUN).out
    assert grades()["ada"]["max_score"] == f"{ALL_POINTS + 1:g}"


def seeds_of(out: str) -> list[int]:
    """The seeds of the runs in a results folder."""
    with closing(sqlite3.connect(Path(out) / "results.db")) as connection:
        return [seed for (seed,) in connection.execute("SELECT seed FROM runs ORDER BY id")]


def test_each_results_folder_has_numbers_of_its_own(grade: Grade) -> None:
    """Without --seed each OUT draws one and keeps it, and no page of a student's shows it; right stays right."""
    hand_in(Path("class/ada"))
    run = ("run", "class", "--isolation", "none", "--workers", "1", "--unit", "gradient_descent")
    for out in ("one", "one", "other"):
        assert grade(*run, "-o", out).code == 0
    assert seeds_of("one")[0] == seeds_of("one")[1] not in (0, *seeds_of("other"))
    report = json.loads(Path("one/students/ada.json").read_text(encoding="utf-8"))
    assert report["score"] == report["max_score"]
    written = [
        path.read_text(encoding="utf-8") for path in Path("one").rglob("*") if path.suffix in (".csv", ".html", ".json")
    ]
    assert not any(str(seeds_of("one")[0]) in text for text in written)


def test_the_seed_of_a_class_can_be_chosen(grade: Grade) -> None:
    """[grading] seed decides for the course, --seed for a run and those after it; no student is handed it."""
    hand_in(Path("class/ada"))
    Path("course.toml").write_text("[grading]\nseed = 5\n", encoding="utf-8")
    run = ("run", "class", "--isolation", "none", "--workers", "1", "--unit", "gradient_descent")
    grade(*run, "-o", "course")
    grade(*run, "-o", "chosen", "--seed", "6")
    assert (seeds_of("course"), seeds_of("chosen")) == ([5], [6])
    grade("build", "-o", "handed_out")
    assert "5" not in Path("handed_out/course.toml").read_text(encoding="utf-8")
    Path("course.toml").unlink()
    grade(*run, "-o", "chosen")
    assert seeds_of("chosen") == [6, 6]


def test_a_stored_report_that_is_damaged_is_made_anew(grade: Grade) -> None:
    """One bad byte in a stored report, or another schema, costs the time to grade that student again, and is said."""
    make_class()
    grade(*RUN)
    before = grades()
    with closing(sqlite3.connect("out/results.db")) as connection:
        connection.execute("DROP TRIGGER results_stay")
        connection.execute("UPDATE results SET report = substr(report, 3) WHERE student = 'ada'")
        another = "replace(report, '\"schema\": 1', '\"schema\": 99')"
        connection.execute(f"UPDATE results SET report = {another} WHERE student = 'bob'")
        connection.commit()
    again = grade(*RUN)
    assert "(3 unchanged" in again.out
    assert "The results of ada, bob that were kept could not be read, so they were made anew." in again.err
    assert grades() == before


def test_results_are_for_their_owner_alone(grade: Grade) -> None:
    """Nobody else on the machine may look into OUT, or read a file of it."""
    hand_in(Path("class/ada"))
    grade(*RUN)
    assert [path for path in (Path("out"), *Path("out").rglob("*")) if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    ("options", "named"),
    [((), "Course: the built-in one"), (("--course", "other/course.toml"), "Course: other/course.toml")],
)
def test_the_course_is_named(grade: Grade, options: tuple[str, ...], named: str) -> None:
    """Standard error says which course a class is graded with: the built-in one, a named one, or one that was found."""
    make_class()
    Path("other").mkdir()
    Path("other/course.toml").touch()
    dry = (*RUN, "--dry-run", "--unit", "momentum")
    assert grade(*dry, *options).err.splitlines() == [named]
    Path("course.toml").touch()
    found = f"Course: {Path('course.toml').resolve()}"
    assert grade(*dry, *options).err.splitlines() == ([named] if options else [found])
    shown = grade("show", "adam", "--format", "json", *options)
    assert shown.err.splitlines() == ([named] if options else [found])
    json.loads(shown.out)


def test_a_course_file_in_a_submission_is_ignored(grade: Grade) -> None:
    """Students cannot change the course: only a course.toml above the submissions counts."""
    make_class()
    Path("class/course.toml").write_text("[exercise.momentum]\npoints = 1000\n", encoding="utf-8")
    Path("class/ada/course.toml").write_text("[exercise.momentum]\npoints = 1000\n", encoding="utf-8")
    assert grade(*RUN).code == 0
    assert grades()["ada"]["max_score"] == f"{ALL_POINTS:g}"
    assert set(grades()) - {""} == {"ada", "bob", "cleo", "dan", "eve"}


def momentum_class(*students: str) -> None:
    """Students who handed in one unit."""
    for student in students:
        Path("class", student).mkdir(parents=True)
        Path("class", student, "momentum.py").write_text(RIGHT["02_momentum"], encoding="utf-8")


def test_a_table_for_excel(grade: Grade) -> None:
    """With --excel the table begins with a byte order mark, and is the same otherwise."""
    momentum_class("José", "李雷")
    grade(*RUN, "--unit", "momentum")
    plain = Path("out/grades.csv").read_bytes()
    grade(*RUN, "--unit", "momentum", "--excel")
    assert Path("out/grades.csv").read_bytes() == b"\xef\xbb\xbf" + plain


def test_who_is_not_there_any_more_is_kept_and_named(grade: Grade) -> None:
    """A student who is not among the submissions keeps the grade, with a note; files that are no reports stay."""
    momentum_class("ada", "bob.b")
    grade(*RUN, "--unit", "momentum")
    Path("out/students/roster.json").write_text("[]", encoding="utf-8")
    Path("class/bob.b").rename("bob.b")
    result = grade(*RUN, "--unit", "momentum")
    assert "Not among the submissions any more: bob.b." in result.err
    assert "1 graded (1 unchanged" in result.out
    table = grades()
    assert (table["bob.b"]["score"], table["ada"]["note"]) == (table["ada"]["score"], "")
    assert "Not among the submissions of the last run" in table["bob.b"]["note"]
    for file in ("students/bob.b.html", "students/bob.b.json", "index.html"):
        assert "Not among the submissions of the last run" in Path("out", file).read_text(encoding="utf-8")
    assert Path("out/students/roster.json").is_file()
    Path("bob.b").rename("class/bob.b")
    assert "2 unchanged" in grade(*RUN, "--unit", "momentum").out
    assert grades()["bob.b"]["note"] == ""


@pytest.mark.parametrize("when", ["from the start", "while it grades"])
def test_results_in_use_cost_no_grade(grade: Grade, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """While another program has results.db for itself, the class is graded and a warning says what to close."""
    momentum_class("ada", "bob")
    assert grade(*RUN, "--unit", "momentum").code == 0
    for module in ("read_only", "store"):
        monkeypatch.setattr(f"autograder.classroom.{module}.PATIENCE", 0.01)
    Path("class/ada/momentum.py").write_text("def momentum(): pass\n", encoding="utf-8")
    with closing(sqlite3.connect("out/results.db", isolation_level=None)) as other:
        if when == "from the start":
            other.execute("BEGIN EXCLUSIVE")
        else:
            find = keep.Keeper.find

            def find_and_lock(keeper: keep.Keeper, student: str, fingerprint: str) -> object:
                found = find(keeper, student, fingerprint)
                if student == "bob":
                    other.execute("BEGIN EXCLUSIVE")
                return found

            monkeypatch.setattr(keep.Keeper, "find", find_and_lock)
        result = grade("run", "class", "-o", "out", "--isolation", "none", "--unit", "momentum")
        shown = grade("export", "out", "--to", "csv")
    assert result.code == 0
    assert "out/results.db is in use by another program" in result.err
    assert "Close what uses it" in result.err
    assert (grades()["ada"]["score"], grades()["bob"]["score"]) == ("0", "16")
    assert (shown.code, shown.out.count("16")) == (0, 4)
    monkeypatch.undo()


def test_what_is_no_submission_is_named(grade: Grade) -> None:
    """What lies among the submissions and is nobody's is named in a dry run, on the terminal, in page and table."""
    momentum_class("ada")
    Path("class/seven.7z").write_bytes(b"7z")
    dry = grade(*RUN, "--dry-run")
    result = grade(*RUN, "--unit", "momentum")
    assert "not a submission: seven.7z (" in dry.out
    assert "not a submission: seven.7z (" in result.out
    assert "seven.7z" in Path("out/index.html").read_text(encoding="utf-8")
    assert (grades()[""]["status"], grades()[""]["score"]) == ("not a submission", "")
    assert grades()[""]["note"].startswith("seven.7z: ")


def test_one_unit_alone(grade: Grade) -> None:
    """--unit grades only that unit's exercises, and the CSV has only their columns."""
    make_class()
    grade(*RUN, "--unit", "momentum")
    assert list(grades()["ada"])[5:] == ["exponential_moving_average", "momentum", "nesterov"]
    assert grades()["ada"]["score"] == "16"


def test_what_is_wrong_with_a_submission_is_said_in_a_line(grade: Grade) -> None:
    """Below the table stands a line for each student whose files could not be read or run."""
    make_class()
    hand_in(Path("class/fay"), momentum="def momentum(\n")
    out = grade(*RUN).out
    assert "\neve: eve.zip is not a zip that can be read" in out
    (fay,) = [line for line in out.splitlines() if line.startswith("fay: 02_momentum")]
    assert "SyntaxError" in fay
    assert "\nada: " not in out


def test_a_file_that_is_not_read_is_noted_in_an_unchanged_submission(grade: Grade) -> None:
    """What is noted beside a submission is not lost where the files of the course have not changed."""
    make_class()
    Path("class/bob/second_order.py").unlink()
    grade(*RUN)
    Path("class/bob/second_ordre.py").write_text("# a slip of the keyboard\n", encoding="utf-8")
    assert "\nbob: second_ordre.py was not read; still missing: second_order.py" in grade(*RUN).out


@pytest.mark.parametrize("out", ["class", "class/out"])
def test_results_do_not_go_among_the_submissions(grade: Grade, out: str) -> None:
    """Results among the submissions would be a student the next time, so that is wrong usage."""
    make_class()
    before = sorted(Path("class").iterdir())
    result = grade("run", "class", "-o", out, "--isolation", "none")
    assert result.code == 2
    assert "name a folder beside it" in result.err
    assert sorted(Path("class").iterdir()) == before


def test_a_dry_run_grades_nothing(grade: Grade) -> None:
    """--dry-run says what was found for each student, writes nothing, and runs nobody's code."""
    make_class()
    result = grade("run", "class", "-o", "out", "--dry-run")
    assert result.code == 0
    assert "cleo: " in result.out
    assert "dan: nothing" in result.out
    assert not Path("out").exists()


def test_workers_give_the_same_grades(grade: Grade) -> None:
    """Two processes side by side give the grades that one gives."""
    make_class()
    grade(*RUN)
    one = grades()
    grade("run", "class", "-o", "out2", "--isolation", "none", "--workers", "2", "--seed", "0")
    with Path("out2/grades.csv").open(encoding="utf-8", newline="") as file:
        assert {row["student"]: row for row in csv.DictReader(file)} == one


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "nothing", "-o", "out", "--isolation", "none"], "nothing does not exist"),
        (["run", "empty", "-o", "out", "--isolation", "none"], "holds no student"),
        (["run", "empty"], "--out"),
        (["run", "empty", "-o", "out", "--seed", "99999999999999999999"], "--seed"),
        (["run", ".", "-o", "/dev/null/out", "--isolation", "none"], "/dev/null/out cannot be made"),
        (["build", "-o", "/dev/null/out"], "/dev/null/out cannot be written"),
        (["demo", "/dev/null/out"], "/dev/null/out cannot be written"),
        (["run", "empty", "-o", "out", "--unit", "nothing"], 'no unit "nothing"'),
    ],
)
def test_wrong_usage_ends_with_2(grade: Grade, arguments: list[str], words: str) -> None:
    """What cannot be done as typed ends with 2 and a sentence."""
    Path("empty").mkdir()
    result = grade(*arguments)
    assert result.code == 2
    assert words in result.err


def test_a_results_file_of_another_program_ends_with_3(grade: Grade) -> None:
    """A results.db that cannot be used withholds all grades, with a sentence that names it."""
    make_class()
    Path("out").mkdir()
    Path("out/results.db").write_bytes(
        b"this is not a database, but long enough to look like a file of some kind\n" * 20
    )
    result = grade(*RUN)
    assert result.code == 3
    assert "results.db" in result.err
    assert not Path("out/grades.csv").exists()


def small_course() -> None:
    """A course of one unit."""
    Path("small.toml").write_text(
        "".join(f"[exercise.{e.name}]\nuse = false\n" for e in EXERCISES if e.unit != "02_momentum"), encoding="utf-8"
    )


def test_the_demo_class(grade: Grade) -> None:
    """`grade demo` makes 60 students with a roster, grades them for real and says where the reports lie."""
    result = grade("demo", "demo")
    assert result.code == 0
    with Path("demo/out/grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 60
    assert all(any(row[e.name] != f"{e.points:g}" for row in rows if float(row["score"]) > 0) for e in GRADED)
    assert len({row["score"] for row in rows}) > 20
    page = Path("demo/out/index.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("Not on the roster: 1", "On the roster, handed in nothing: 1", "section"))
    assert all(words in page for words in ('<section id="quiz">', "gradient_descent/half-gradient"))
    assert all(float(row["max_score"]) > ALL_POINTS for row in rows if row["student"] in ("ada", "chiara"))
    assert "demo/out/index.html" in result.out
    assert f"--isolation {levels.find_best().best}" in result.out
    small_course()
    assert "A class of 60" in grade("demo", "small", "--course", "small.toml").out
    again = grade("demo", "demo")
    assert again.code == 2
    assert "is there already" in again.err


@pytest.mark.usefixtures("nothing_locks_in")
def test_the_demo_says_that_it_is_not_locked_in(grade: Grade) -> None:
    """Where nothing better works the demo class is graded at level none, in so many words."""
    small_course()
    result = grade("demo", "demo", "--course", "small.toml")
    assert result.code == 0
    assert 'graded with isolation "none"' in result.out
    assert "--isolation none" in result.out
