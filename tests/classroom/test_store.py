"""Every run is kept, whole or not at all, by one grader at a time."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from autograder.classroom.gradebook import contents_of, read_book
from autograder.classroom.read_only import holds_runs
from autograder.classroom.schema import APPLICATION, RESULTS, RUNS, VERSION
from autograder.classroom.store import RunInfo, Source, Store, StoredResult
from autograder.errors import StoreError
from autograder.model import IsolationLevel

INFO = RunInfo({"units": ["02_momentum"]}, {"numpy": "2.0"}, "default", "c0", "k0", 7, IsolationLevel.NONE)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be."""
    return tmp_path / "results.db"


def a_run(path: Path, reports: dict[str, str], *, finished: bool = True) -> int:
    """One run with the given reports, every one with the fingerprint "f"."""
    with Store.open(path) as store:
        run = store.begin(INFO)
        for student, report in reports.items():
            store.save(run, student, "f", report)
        if finished:
            store.finish(run)
    return run


def last_reports(path: Path) -> dict[str, str]:
    """The report that counts of each student."""
    return {student: entries[0].text for student, entries in read_book(path).items()}


def test_what_was_saved_is_read_back(path: Path) -> None:
    """Reports and settings come back as they were given, also from a later opening, students sorted."""
    text = json.dumps({"student": "ada", "text": "é \u2028 '\" \x00"}, ensure_ascii=False)
    run = a_run(path, {"bob": "{}", "ada": text})
    with Store.open(path) as store:
        assert list(store.reports(run).items()) == [("ada", text), ("bob", "{}")]
        (stored,) = store.runs()
    assert (stored.id, stored.info) == (run, INFO)
    assert stored.finished is not None
    assert stored.started <= stored.finished


def test_runs_are_added_and_an_interrupted_one_can_be_told(path: Path) -> None:
    """A new run leaves the earlier ones as they were; one that did not end has no end."""
    first = a_run(path, {"ada": "1"}, finished=False)
    second = a_run(path, {"ada": "2"})
    with Store.open(path) as store:
        assert [(run.id, run.finished is None) for run in store.runs()] == [(first, True), (second, False)]
        assert (store.reports(first), store.reports(second)) == ({"ada": "1"}, {"ada": "2"})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE results SET report = 'better'",
        "UPDATE results SET fingerprint = 'g'",
        "DELETE FROM results",
        "DELETE FROM runs",
        "UPDATE runs SET seed = 1",
        "UPDATE runs SET started = ''",
        "UPDATE runs SET key_digest = ''",
        "UPDATE runs SET finished = NULL",
        "UPDATE runs SET finished = 'later'",
    ],
)
def test_nothing_written_is_changed(path: Path, statement: str) -> None:
    """The database itself refuses to change or delete what a run has written."""
    a_run(path, {"ada": "1"})
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_a_run_ends_once(path: Path) -> None:
    """Ending a run a second time is refused."""
    with Store.open(path) as store:
        run = store.begin(INFO)
        store.finish(run)
        with pytest.raises(StoreError, match="ended already"):
            store.finish(run)


@pytest.mark.parametrize(
    ("run", "student", "graded_in"),
    [(1, "ada", None), (2, "bob", None), (1, "bob", 2)],
    ids=["twice", "run", "graded in"],
)
def test_a_result_belongs_to_one_student_of_a_run(path: Path, run: int, student: str, graded_in: int | None) -> None:
    """A second result for a student of a run, or one for a run that never was, is refused, and the store goes on."""
    with Store.open(path) as store:
        store.save(store.begin(INFO), "ada", "f", "1")
        with pytest.raises(StoreError):
            store.save(run, student, "f", "2", graded_in=graded_in)
        store.save(1, "eve", "f", "3")
        assert store.reports(1) == {"ada": "1", "eve": "3"}


# ---------------------------------------------------------------- unchanged submissions


@pytest.mark.parametrize("finished", [True, False])
def test_an_unchanged_submission_is_found(path: Path, finished: bool) -> None:
    """The latest result with the same student and fingerprint is found, also from a run that was interrupted."""
    a_run(path, {"ada": "old"})
    run = a_run(path, {"ada": "new"}, finished=finished)
    with Store.open(path) as store:
        assert store.find("ada", "f") == StoredResult("new", run)
        assert store.find("ada", "other") is None
        assert store.find("bob", "f") is None


def test_a_reused_result_remembers_where_it_was_graded(path: Path) -> None:
    """Through any number of reuses, the run that really graded a submission stays known."""
    first = a_run(path, {"ada": "1"})
    for _ in range(3):
        with Store.open(path) as store:
            found = store.find("ada", "f")
            assert found == StoredResult("1", first)
            store.save(store.begin(INFO), "ada", "f", found.report, graded_in=found.graded_in)


def test_a_report_is_kept_once(path: Path) -> None:
    """A run that reuses every report takes little room, and has the reports all the same, also for a reader."""
    reports = {f"student{number}": str(number) * 20_000 for number in range(20)}
    first = a_run(path, reports)
    before = path.stat().st_size
    for _ in range(5):
        with Store.open(path) as store:
            run = store.begin(INFO)
            for student, report in reports.items():
                store.save(run, student, "f", report, graded_in=first)
            store.finish(run)
            assert store.reports(run) == reports
    assert last_reports(path) == reports
    assert path.stat().st_size < before + 5 * 20 * 500


def test_nobody_else_may_read_results(path: Path) -> None:
    """A new database and its lock are for their owner alone."""
    a_run(path, {"ada": "1"})
    assert {file.name: file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {
        "results.db": 0,
        ".results.db.lock": 0,
    }


def a_database_of_version_1(path: Path) -> None:
    """Two runs as version 1 kept them: the second reuses one report, and has graded the other anew."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(RUNS + RESULTS.replace("report TEXT,", "report TEXT NOT NULL,"))
        for run in (1, 2):
            row = (run, "then", "later", "{}", "{}", "default", "c", "k", 7, "none")
            connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            for student, report, graded_in in (("ada", "a" * 10_000, 1), ("bob", str(run), run)):
                values = (run, student, "f", report, graded_in, True)
                connection.execute("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?)", values)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def test_a_database_of_the_second_version(path: Path) -> None:
    """What kept no source is read as it is, and keeps all that it held when a grader opens it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(RUNS + RESULTS)
        row = (1, "then", "later", json.dumps(INFO.settings), "{}", "default", "c", "k", 7, "none")
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("INSERT INTO results VALUES (1, 'ada', 'f', 'old', 1, TRUE)")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 2")
        connection.commit()
    assert last_reports(path) == {"ada": "old"}
    with Store.open(path) as store:
        run = store.begin(INFO)
        store.save(run, "ada", "f", "old", graded_in=1, source=Source("d", "what was handed in", "{}"))
        store.finish(run)
        assert store.find("ada", "f") == StoredResult("old", 1)
    (entry,) = read_book(path)["ada"]
    assert (entry.text, entry.source, contents_of(path, ["d"])) == ("old", "d", {"d": "what was handed in"})


def test_a_database_of_the_first_version(path: Path) -> None:
    """It can be read as it is, and a grader that opens it keeps all that it held, with each report once."""
    a_database_of_version_1(path)
    assert last_reports(path) == {"ada": "a" * 10_000, "bob": "2"}
    with Store.open(path) as store:
        assert store.reports(1) == {"ada": "a" * 10_000, "bob": "1"}
        assert store.reports(2) == {"ada": "a" * 10_000, "bob": "2"}
        assert store.find("ada", "f") == StoredResult("a" * 10_000, 1)
        assert [run.info.seed for run in store.runs()] == [7, 7]
        store.save(store.begin(INFO), "ada", "f", "3")
    with closing(sqlite3.connect(path)) as connection:
        held = connection.execute("SELECT run, student, report IS NULL FROM results ORDER BY run, student").fetchall()
        assert held == [(1, "ada", 0), (1, "bob", 0), (2, "ada", 1), (2, "bob", 0), (3, "ada", 0)]
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("DELETE FROM results")


def test_a_broken_result_is_never_reused(path: Path) -> None:
    """A result saved as not reusable is kept but not found, and does not hide an earlier good one."""
    with Store.open(path) as store:
        first, second = store.begin(INFO), store.begin(INFO)
        store.save(first, "bob", "f", "broken", reusable=False)
        store.save(first, "ada", "f", "good")
        store.save(second, "ada", "f", "broken", reusable=False)
        assert store.find("bob", "f") is None
        assert store.find("ada", "f") == StoredResult("good", first)
        assert store.reports(second) == {"ada": "broken"}


# ---------------------------------------------------------------- killed


WRITER = """
import os, sys
from pathlib import Path
from autograder.classroom.store import RunInfo, Store
from autograder.model import IsolationLevel

path, statement, saves = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Store.open(path) as store:
    run = store.begin(RunInfo({}, {}, "default", "c0", "k0", 0, IsolationLevel.NONE))
    store._connection.execute("PRAGMA cache_size = 1")  # so that half a row reaches the disk before its end
    for number in range(saves):
        store.save(run, f"student{number}", "f", str(number) * 400_000)
    store._connection.set_trace_callback(lambda text: os.kill(os.getpid(), 9) if text.startswith(statement) else None)
    store.save(run, "last", "f", "x" * 400_000)
"""


def killed(path: Path, statement: str, saves: int) -> None:
    """A writer that ends itself with signal 9 when it comes to a statement."""
    arguments = [sys.executable, "-c", WRITER, str(path), statement, str(saves)]
    result = subprocess.run(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert result.returncode == -9


@pytest.mark.parametrize("statement", ["BEGIN", "INSERT", "COMMIT"])
def test_a_killed_grader_leaves_whole_results(path: Path, statement: str) -> None:
    """After kill -9 within a write, what was saved is whole, the last is not there, and the next run starts."""
    killed(path, statement, 3)
    with Store.open(path) as store:
        assert store.reports(1) == {f"student{number}": str(number) * 400_000 for number in range(3)}
        assert [run.finished for run in store.runs()] == [None]
        store.save(store.begin(INFO), "last", "f", "whole")
        assert store.find("last", "f") == StoredResult("whole", 2)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_a_killed_grader_left_half_written_is_undone_by_who_reads_first(path: Path, tmp_path: Path) -> None:
    """A database with the journal of a change that never ended is read as it was before that change."""
    a_run(path, {"ada": "1"})
    left = tmp_path / "left.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")  # so that the change is in the file before it is complete
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE more AS SELECT zeroblob(100000)")
        for suffix in ("", "-journal"):
            shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    assert holds_runs(left)
    assert last_reports(left) == {"ada": "1"}
    with closing(sqlite3.connect(left)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)


def test_tables_that_a_killed_grader_had_only_begun_are_nothing(path: Path, tmp_path: Path) -> None:
    """A new database whose first change never ended holds no runs, and the next grader makes it anew."""
    left = tmp_path / "left.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE more AS SELECT zeroblob(100000)")
        for suffix in ("", "-journal"):
            shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    assert left.stat().st_size > 0
    assert not holds_runs(left)
    a_run(left, {"ada": "1"})
    assert last_reports(left) == {"ada": "1"}


def test_a_saved_result_is_on_the_disk(path: Path) -> None:
    """Writes go through a journal file and are flushed, so that no crash can leave half of one."""
    with Store.open(path) as store:
        store.save(store.begin(INFO), "ada", "f", "1")
        (journal,) = store._connection.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = store._connection.execute("PRAGMA synchronous").fetchone()
    assert (journal, synchronous) == ("delete", 2)


# ---------------------------------------------------------------- refused


def test_one_writer_at_a_time(path: Path) -> None:
    """A second grader is told to wait, in this process and in another, and may start when the first has ended."""
    with Store.open(path):
        with pytest.raises(StoreError, match="another grade run is writing to"):
            Store.open(path)
        arguments = [sys.executable, "-c", WRITER, str(path), "BEGIN", "0"]
        other = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "StoreError: another grade run is writing to" in other.stderr
    a_run(path, {"ada": "1"})


def test_a_newer_schema(path: Path) -> None:
    """A database of a newer grade-descent is refused, with what to type."""
    a_run(path, {"ada": "1"})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(
        StoreError, match=rf"schema {VERSION + 1}, this one knows {VERSION}.*pip install --upgrade grade-descent"
    ):
        Store.open(path)


def test_a_database_of_another_program(path: Path) -> None:
    """Somebody else's database is left alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before


def _noise(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 500)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _overwritten(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))


@pytest.mark.parametrize("damage", [_noise, _cut, _overwritten])
def test_a_damaged_file(path: Path, damage: Callable[[Path], None]) -> None:
    """Damage, found on opening or later, is one sentence that names the file and what to do with it."""
    a_run(path, {f"student{number}": "x" * 3000 for number in range(40)})
    damage(path)

    def use() -> None:
        with Store.open(path) as store:
            store.find("student1", "f")
            store.reports(1)
            store.runs()

    with pytest.raises(StoreError, match=r"results\.db is damaged .*: move it away and grade again"):
        use()
    with pytest.raises(StoreError, match="is damaged"):
        use()  # and the lock was let go


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _nowhere(path: Path) -> Path:
    return path.parent / "nowhere" / "results.db"


@pytest.mark.parametrize("make", [_folder, _nowhere])
def test_a_place_that_cannot_be_written(path: Path, make: Callable[[Path], Path]) -> None:
    """A place where no file can be made is said, and what to do."""
    with pytest.raises(StoreError, match=r"results\.db cannot be (used|written) \("):
        Store.open(make(path))


def test_a_full_disk_loses_nothing_that_was_saved(path: Path) -> None:
    """When there is no room for a result, earlier ones stay, and smaller ones can still be saved."""
    with Store.open(path) as store:
        run = store.begin(INFO)
        store.save(run, "ada", "f", "1")
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk has room"):
            store.save(run, "bob", "f", os.urandom(500_000).hex())
        store.save(run, "eve", "f", "2")
        assert store.reports(run) == {"ada": "1", "eve": "2"}
