"""However a run is ended, the next one goes on where it was, and comes to what it would have come to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from autograder.classroom.store import Store
from tests.classroom import crashes

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked for in /proc")
STUDENTS = 6


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class, and the results of a run of it that nothing has disturbed, beside each other."""
    folder = tmp_path_factory.mktemp("undisturbed")
    crashes.write_class(folder / "class", STUDENTS)
    assert crashes.ended(crashes.started(folder / "class", folder / "out")) == 0
    return folder


def wrong_with(out: Path, undisturbed: Path) -> list[str]:
    """What is not as it is where nothing was killed."""
    return list(crashes.wrong_with(out, undisturbed / "out"))


def test_killed_runs_come_to_the_same_end(undisturbed: Path, tmp_path: Path) -> None:
    """After kill -9 of the grader, of a worker and of what runs students' code nothing is lost, twice or wrong."""
    out = tmp_path / "out"
    run = crashes.started(undisturbed / "class", out)
    crashes.wait_until(2, run, out)
    run.kill()
    assert crashes.ended(run) in (-9, 0)
    run = crashes.started(undisturbed / "class", out)
    crashes.wait_until(crashes.graded_in(out) + 1, run, out)
    for process in list(crashes.below(run.pid)):
        crashes.kill(process)
    assert crashes.ended(run) == 0
    assert wrong_with(out, undisturbed) == []


def test_a_second_run_says_who_writes(undisturbed: Path, tmp_path: Path) -> None:
    """A run into a folder that somebody else writes to ends with who that is and since when."""
    out = tmp_path / "out"
    out.mkdir()
    with Store.open(out / "results.db"):
        run = crashes.started(undisturbed / "class", out)
        _, said = run.communicate(timeout=crashes.PATIENCE)
    assert run.returncode == 3
    assert f"another grade run is writing to {out / 'results.db'} (process {os.getpid()} on " in said.decode()
