"""A class graded on a cluster: the same reports, whoever dies meanwhile, and a clear line where it cannot be."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.made_up import submission
from autograder.catalogue.course import load_course
from autograder.classroom.cluster import connect, members
from autograder.classroom.cluster.batches import MOST, SECONDS, Batches
from autograder.classroom.cluster.fitness import difference, versions
from autograder.classroom.plan import ClassRun
from autograder.classroom.workers import grade_each, grading
from autograder.cli.instructors import plan_for
from autograder.errors import GraderError, UsageError
from autograder.grading.parcel import packed, unpacked
from autograder.model import IsolationLevel
from autograder.model.submission import Submission
from autograder.processes import Here
from tests.classroom.on_dask import Dask, addresses, cluster_of, until
from tests.classroom.student import CLASS, RIGHT, UNIT
from tests.registry import COURSE

WITHOUT_LIBSECCOMP = """
from autograder.errors import IsolationError
from autograder.sandbox import levels

def refuses(isolation):
    raise IsolationError("libseccomp", "it is not installed")

levels.ProcessSandbox = refuses
"""
OF_ANOTHER_VERSION = """
import importlib.metadata as metadata

there = metadata.version
metadata.version = lambda name: "0.9.0" if name == "grade-descent" else there(name)
"""
STUDENTS = 24
SLOW = "import time\ntime.sleep(0.05)\n"
LION = Path(__file__).parents[1] / "courses" / "lion"
IN_LION = """\
import numpy as np

def lion(w, grad, state, *, lr, beta1, beta2, weight_decay):
    update = np.sign(beta1 * state["m"] + (1 - beta1) * grad)
    return w - lr * (update + weight_decay * w), {"m": beta1 * state["m"] + (1 - beta1) * grad}
"""
"""With a mistake that its rule names."""


@pytest.fixture(scope="module")
def students() -> list[Submission]:
    """Right, wrong and unfinished ones in turn, each of whom takes a little while."""
    work: list[Mapping[str, str]] = [RIGHT, CLASS["bob"], {}]
    sources = ["\n".join(["import numpy as np", SLOW, *cells.values()]) for cells in work]
    return [submission(f"student{number}", {UNIT: sources[number % 3]}) for number in range(STUDENTS)]


@pytest.fixture(scope="module")
def plan() -> ClassRun:
    """How the class is graded; what is run here can be trusted."""
    return plan_for(COURSE.graded, (UNIT,), seed=0, isolation=IsolationLevel.NONE, workers=1)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster of two workers, and of two that cannot be used."""
    with Dask(tmp_path_factory.mktemp("dask")) as dask:
        for name, otherwise in (("one", ""), ("two", ""), ("old", OF_ANOTHER_VERSION), ("open", WITHOUT_LIBSECCOMP)):
            dask.worker(name, otherwise)
        yield dask


def test_a_worker_that_grades_otherwise_is_refused_by_name(dask: Dask) -> None:
    """One of another version, and one that cannot lock code in, are not used; a line says what to do there."""
    with cluster_of(dask, workers=4) as (cluster, said):
        if sys.platform.startswith("linux"):
            assert cluster.level_for("restricted") is IsolationLevel.RESTRICTED
        assert set(cluster.members.able) == addresses(cluster, "one", "two")
    (old,) = (line for line in said if "worker old" in line)
    (open_,) = (line for line in said if "worker open" in line)
    assert "pip install 'grade-descent==" in old
    assert "libseccomp" in open_


def test_what_a_worker_that_dies_had_is_graded_by_another(
    dask: Dask, plan: ClassRun, students: list[Submission]
) -> None:
    """Of two workers one is killed in the middle: each report is there once, and is the local one to the letter."""
    found: dict[str, str] = {}
    with cluster_of(dask, workers=4) as (cluster, _):
        cluster.level_for("none")
        for graded in cluster.grade_each(students, plan):
            if not found:
                dask.kill("one")
            assert graded.report.student not in found
            found[graded.report.student] = graded.packed.text
        assert set(cluster.members.fit) == addresses(cluster, "two", "open")
    assert found == {one.report.student: one.packed.text for one in grade_each(students, plan, Here())}


def test_who_stops_leaves_nothing_at_work(dask: Dask, plan: ClassRun, students: list[Submission]) -> None:
    """Where grading ends early, as with Ctrl-C, no worker holds or does anything of it."""
    with cluster_of(dask, workers=3) as (cluster, _):
        cluster.level_for("none")
        results = cluster.grade_each(students, plan)
        next(results)
        results.close()  # type: ignore[attr-defined]
        until(lambda: not any(cluster.client.processing().values()))
    with cluster_of(dask, workers=3) as (cluster, _):
        until(lambda: not any(cluster.client.run(held).values()))


def held(dask_worker: object) -> list[str]:
    """What a worker holds of runs."""
    return [name for name in dask_worker.plugins if name.startswith("grade-")]  # type: ignore[attr-defined]


def test_a_scheduler_that_goes_away_is_told(
    tmp_path: Path, plan: ClassRun, students: list[Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a worker, and when it goes in the middle, a sentence says so; what was graded has come until then."""
    monkeypatch.setattr(members, "PATIENCE", 0)
    with Dask(tmp_path) as dask:
        with cluster_of(dask, workers=0) as (cluster, _), pytest.raises(GraderError, match=r"dask worker tcp://"):
            cluster.level_for("none")
        dask.worker("one")
        with cluster_of(dask, workers=1) as (cluster, _):
            cluster.level_for("none")
            results = cluster.grade_each(students, plan)
            next(results)
            dask.kill("scheduler")
            with pytest.raises(GraderError, match=r"is gone.* is kept"):
                list(results)


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("127.0.0.1:9", GraderError, "no Dask scheduler answers at 127.0.0.1:9"),
        ("nonsense", UsageError, "--dask nonsense is no address"),
        ("http://127.0.0.1:8786", UsageError, "is no address"),
    ],
)
def test_where_no_scheduler_is_that_is_said(
    address: str, error: type[Exception], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no address is wrong usage; an address at which nobody answers is a failure."""
    monkeypatch.setattr(connect, "CONNECT_SECONDS", 0.2)
    with pytest.raises(error, match=said), connect.cluster_at(address, 1, print):
        pass


def test_a_plan_grades_the_same_where_its_course_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course with a rule of its own is graded elsewhere, with another cache, and nothing is derived anew there."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "cache"))
    here = shutil.copytree(LION, tmp_path / "here")
    course = load_course(here / "course.toml")
    own = replace(course, exercises=(course.exercise("lion"),))
    plan = plan_for(own.graded, (), seed=0, isolation=IsolationLevel.NONE, workers=1)
    work = submission("ada", {"03_adaptive": IN_LION})
    with grading(plan) as grade:
        before = grade(work).packed.text
    parcel = packed(plan, own)
    shutil.rmtree(here)
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "another"))
    monkeypatch.setattr("autograder.expected.lookup.derive_variants", None)
    moved = unpacked(pickle.loads(pickle.dumps(parcel)), tmp_path / "there")
    assert isinstance(moved, ClassRun)
    with grading(moved) as grade:
        assert grade(work).packed.text == before
    assert '"kind": "mistake"' in before


@pytest.mark.parametrize("name", versions())
def test_what_a_worker_has_otherwise_is_named(name: str) -> None:
    """Another version of anything that a report depends on is a reason, with what to do about it."""
    ours = versions()
    assert not difference(ours, ours)
    assert name in difference({**ours, name: "0.1"}, ours)
    assert f"has no {name}" in difference({**ours, name: ""}, ours)


def test_batches_are_as_long_as_a_second() -> None:
    """One submission until it is known what one costs; then as many as take a second, and the last are shared."""
    batches = Batches()
    assert batches.size(1000, 2) == 1
    batches.measured([SECONDS / 10, SECONDS / 10, 100 * SECONDS])
    assert batches.size(1000, 2) == 10
    assert batches.size(8, 2) == 2
    assert batches.size(1, 2) == 1
    batches.measured([0.0] * 50)
    assert batches.size(100_000, 2) == MOST
