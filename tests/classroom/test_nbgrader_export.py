"""The grades of `grade run` in nbgrader's gradebook and in formgrader."""

from __future__ import annotations

import csv
import math
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.classroom.exports import nbgrader as gradebook
from autograder.classroom.exports.nbgrader_folder import CourseFolder
from autograder.classroom.gradebook import read, read_book
from autograder.model import Diagnosis, DiagnosisKind, DiagnosisPart, Report, Standing
from autograder.reports.safe import clean
from autograder.reports.wording import MOST_MISTAKES
from tests.classroom.conftest import NbgraderClass, environment, run_nbgrader
from tests.classroom.student import CLASS, NAMES, UNIT
from tests.cli.grade import Grade
from tests.reports.hostile_text import HOSTILE, Page, hidden_in

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def course(nbgrader_class: NbgraderClass, tmp_path: Path) -> Path:
    """A course folder with the results of a run, and none of the class in its gradebook yet."""
    return Path(shutil.copytree(nbgrader_class.graded, tmp_path / "course"))


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What the gradebook says."""
    with closing(sqlite3.connect(folder / "gradebook.db")) as connection:
        return connection.execute(query).fetchall()


def reports_of(folder: Path) -> list[Report]:
    """Each student's report in the last run."""
    return [read(entry) for entry, *_ in read_book(folder / "out" / "results.db").values()]


def everything(folder: Path) -> list[str]:
    """The whole gradebook, to compare."""
    with closing(sqlite3.connect(folder / "gradebook.db")) as connection:
        return list(connection.iterdump())


def grades(folder: Path) -> dict[str, float]:
    """Each student's points in grades.csv."""
    with (folder / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: float(row["score"]) for row in csv.DictReader(file)}


def test_nbgrader_s_own_export_agrees(course: Path, grade: Grade) -> None:
    """After `grade export`, nbgrader's table has the points of grades.csv, and knows who was late."""
    exported = grade("export", course / "out", "--to", "nbgrader")
    assert exported.code == 0, exported.err
    assert "5 submissions are in the gradebook, 15 scores new or changed." in exported.out
    assert f"late  bob ({UNIT})" in exported.out
    code, said = run_nbgrader(course, "export", "--to", "nbgrader.csv")
    assert code == 0, said
    with (course / "nbgrader.csv").open(encoding="utf-8", newline="") as file:
        table = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {student: float(row["score"]) for student, row in table.items()} == pytest.approx(grades(course))
    late = {student for student, row in table.items() if row["timestamp"] > row["duedate"]}
    assert late == {"bob"}


def test_exporting_twice_changes_nothing(course: Path, grade: Grade) -> None:
    """A second export leaves every row as it is."""
    assert grade("export", course / "out", "--to", "nbgrader").code == 0
    before = everything(course)
    again = grade("export", course / "out", "--to", "nbgrader")
    assert ", 0 scores new or changed." in again.out
    assert everything(course) == before


def test_manual_grades_are_kept(course: Path, grade: Grade) -> None:
    """What a person entered in formgrader stays and counts; a changed automatic score is marked for them to see."""
    assert grade("export", course / "out", "--to", "nbgrader").code == 0
    with closing(sqlite3.connect(course / "gradebook.db")) as connection, connection:
        connection.execute("UPDATE grade SET manual_score = 2.5, auto_score = 0.25, extra_credit = 1")
        connection.execute("UPDATE comment SET manual_comment = 'well argued'")
    assert grade("export", course / "out", "--to", "nbgrader").code == 0
    assert set(rows(course, "SELECT manual_score, extra_credit, needs_manual_grade FROM grade")) == {(2.5, 1.0, 1)}
    assert set(rows(course, "SELECT manual_comment FROM comment")) == {("well argued",)}
    assert (0.25,) not in rows(course, "SELECT auto_score FROM grade")


def test_comments_say_what_was_found(course: Path, grade: Grade) -> None:
    """Each function that did not pass has a comment; those that passed have none."""
    assert grade("export", course / "out", "--to", "nbgrader").code == 0
    found = rows(
        course,
        "SELECT s.student_id, b.name, c.auto_comment FROM comment c JOIN base_cell b ON b.id = c.cell_id "
        "JOIN submitted_notebook n ON n.id = c.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id",
    )
    comments = {(student, name): str(comment) for student, name, comment in found if comment is not None}
    assert "It looks like this" in comments["bob", "momentum"]
    assert "is there a loop that does not end?" in comments["dan", "nesterov"]
    assert "changed its argument w" in comments["cyd", "momentum"]
    assert {name for student, name in comments if student == "eve"} == set(NAMES)
    assert not any(student == "ada" for student, _ in comments)


def test_feedback_shows_comments_as_they_are(course: Path) -> None:
    """In the page that nbgrader makes of its comments, what students' code said is text and nothing else."""
    parts = tuple(DiagnosisPart("", words, "", "") for words in HOSTILE.values())
    diagnosis = Diagnosis(DiagnosisKind.MISTAKE, parts)
    reports = [
        replace(report, exercises=tuple(replace(e, diagnosis=diagnosis) for e in report.exercises))
        for report in reports_of(course)
    ]
    gradebook.enter(reports, load_course(course / "course.toml"), CourseFolder.at(course))
    code, said = run_nbgrader(course, "generate_feedback", UNIT, "--student=bob", "--force")
    assert code == 0, said
    page = (course / "feedback" / "bob" / UNIT / "momentum.html").read_text(encoding="utf-8")
    comments = [part.partition("</div>")[0] for part in page.split("<b>Comments:</b>")[1:]]
    (told,) = [Page(comment) for comment in comments if "It looks like this" in comment]
    assert {tag for tag, *_ in told.tags} <= {"p", "pre", "code"}
    assert hidden_in(told.text) == set()
    for part in parts[:MOST_MISTAKES]:
        said = clean(f"It looks like this: {part.title}.")
        assert " ".join(said.split())[:500] in " ".join(told.text.split())


def test_an_interruption_leaves_nothing_half_written(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle of the class, the gradebook is what it was before."""
    before = everything(course)
    written: list[object] = []
    write = gradebook._write

    def interrupted(notebook: object, results: object) -> int:
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(notebook)
        return write(notebook, results)  # type: ignore[arg-type]

    monkeypatch.setattr(gradebook, "_write", interrupted)
    reports = reports_of(course)
    with pytest.raises(KeyboardInterrupt):
        gradebook.enter(reports, load_course(course / "course.toml"), CourseFolder.at(course))
    assert everything(course) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "DELETE FROM grade_cells",
            "no test cell for exponential_moving_average: type  nbgrader generate_assignment",
        ),
        ("UPDATE grade_cells SET max_score = 77", "has 77 points in the gradebook, 4 in the results"),
    ],
    ids=["no cells", "other points"],
)
def test_another_gradebook_is_refused(course: Path, grade: Grade, change: str, said: str) -> None:
    """A gradebook that asks for something else is left alone, and the sentence says what to type."""
    with closing(sqlite3.connect(course / "gradebook.db")) as connection, connection:
        connection.execute(change)
    before = everything(course)
    refused = grade("export", course / "out", "--to", "nbgrader")
    assert refused.code == 2
    assert said in refused.err
    assert everything(course) == before


def test_what_has_no_score_leaves_the_gradebook_as_it_is(course: Path) -> None:
    """For a unit without a grade nothing is entered, which is said; the other students' scores are."""
    gradebook.enter(reports_of(course), load_course(course / "course.toml"), CourseFolder.at(course))
    before = rows(course, "SELECT auto_score FROM grade ORDER BY id")
    ada, *others = reports_of(course)
    lost = tuple(replace(exercise, score=math.nan) for exercise in ada.exercises)
    unread = replace(ada, exercises=lost, score=math.nan, status=Standing.UNREADABLE, notes=("momentum.py is damaged",))
    folder = CourseFolder.at(course)
    done = gradebook.enter([unread, *others], load_course(course / "course.toml"), folder)
    assert done.ungraded == (f"{ada.student} ({UNIT}): could not be read: momentum.py is damaged",)
    assert done.changed == 0
    assert rows(course, "SELECT auto_score FROM grade ORDER BY id") == before


@pytest.mark.parametrize("content", [b"garbage", "2096-02-01 10:00:00 UTC".encode("utf-16"), None], ids=str)
def test_a_bad_timestamp_stops_nobody(course: Path, grade: Grade, content: bytes | None) -> None:
    """What is no time, or a folder of that name, is a line of that student's, and everybody's grades are exported."""
    file = course / "submitted" / "ada" / UNIT / "timestamp.txt"
    file.unlink(missing_ok=True)
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    exported = grade("export", course / "out", "--to", "nbgrader")
    assert exported.code == 0, exported.err
    assert f"time  ada ({UNIT}): timestamp.txt " in exported.out
    assert "5 submissions are in the gradebook, 15 scores new or changed." in exported.out


def test_a_gradebook_in_use_is_a_sentence(course: Path, grade: Grade) -> None:
    """While another program writes to the gradebook, the export stops with what to do."""
    with closing(sqlite3.connect(course / "gradebook.db")) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        refused = grade("export", course / "out", "--to", "nbgrader")
    assert refused.code == 3
    assert "close what uses it, and try again" in refused.err


def test_csv_is_the_table_of_the_run(course: Path, grade: Grade) -> None:
    """`--to csv` writes what grades.csv holds."""
    exported = grade("export", course / "out", "--to", "csv")
    assert exported.out == (course / "out" / "grades.csv").read_text(encoding="utf-8")


def test_a_folder_without_a_course_or_a_run_is_refused(grade: Grade, tmp_path: Path, course: Path) -> None:
    """Without results, or outside of any course folder, one sentence says what to do."""
    nothing = grade("export", tmp_path, "--to", "csv")
    assert (nothing.code, "grade run SUBMISSIONS -o OUT" in nothing.err) == (3, True)
    shutil.copytree(course / "out", tmp_path / "elsewhere")
    outside = grade("export", tmp_path / "elsewhere", "--to", "nbgrader")
    assert (outside.code, "grade init" in outside.err) == (2, True)


# ---------------------------------------------------------------- formgrader


@contextmanager
def jupyter_server(folder: Path, home: Path) -> Iterator[str]:
    """Jupyter with nbgrader's extensions, in a course folder; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
    }
    command = [sys.executable, "-m", "jupyter_server", *(f"--{name}={value}" for name, value in settings.items())]
    where = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, env={**environment(), **where}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api", server, home / "server.log")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the server answers; fail with its log where it has ended."""
    while True:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)


def page(address: str, profile: Path) -> str:
    """The text of a page after its scripts have run, as a browser shows it."""
    assert BROWSER is not None
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--virtual-time-budget=30000"]
    command = [BROWSER, *flags, *quiet, f"--user-data-dir={profile}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    body = re.sub(r"(?s)<script.*?</script>", "", done.stdout)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.mark.skipif(BROWSER is None, reason="no Chromium: apt-get install chromium, to see formgrader in a browser")
def test_formgrader_shows_the_scores(course: Path, grade: Grade, tmp_path: Path) -> None:
    """A browser that opens formgrader reads each student's points, and a comment, off its pages."""
    assert grade("export", course / "out", "--to", "nbgrader").code == 0
    (home := tmp_path / "home").mkdir()
    ((bob,),) = rows(
        course,
        "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id "
        "WHERE s.student_id = 'bob'",
    )
    with jupyter_server(course, home) as address:
        table = page(f"{address}/formgrader/gradebook/{UNIT}/momentum", tmp_path / "profile")
        work = page(f"{address}/formgrader/submissions/{bob}/?index=0", tmp_path / "profile")
    for student, score in grades(course).items():
        assert f"{student} {score:g} / 16" in table
    assert len(grades(course)) == len(CLASS)
    assert "w came out wrong" in work
