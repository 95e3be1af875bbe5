"""For each student and unit the newest result counts, and a change of a grade has its causes."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.diff import Side, compare
from autograder.classroom.gradebook import merged, read_book, report_of
from autograder.classroom.store import RunInfo, Source, Store
from autograder.model import IsolationLevel, QuestionResult, Report, Standing, Status
from autograder.model.changes import Basis, Cause
from autograder.reports import json
from tests.classroom.graded import UNITS, graded
from tests.classroom.test_store import INFO

FIRST, SECOND = UNITS


def part(unit: str, score: float, **more: object) -> Report:
    """A report on one unit."""
    whole = graded("ada", momentum=score, first=score)
    exercises = tuple(replace(e, score=score) for e in whole.exercises if e.unit == unit)
    units = tuple(one for one in whole.units if one.name == unit)
    return replace(whole, exercises=exercises, units=units, score=score, max_score=2.0, **more)  # type: ignore[arg-type]


def scores(report: Report) -> dict[str, float]:
    """The points by unit."""
    return {unit.name: unit.score for unit in report.units}


def test_each_unit_comes_from_its_newest_report() -> None:
    """Sums, exercises and notes are those of the units that count, in the order of the course."""
    reports = [part(SECOND, 1.5, notes=("new",)), part(FIRST, 1.0, notes=("old",)), graded("ada", 0.5, 0.5)]
    whole = merged(reports, UNITS)
    assert scores(whole) == {FIRST: 1.0, SECOND: 1.5}
    assert (whole.score, whole.max_score) == (2.5, 4.0)
    assert [exercise.name for exercise in whole.exercises] == ["descend", "momentum"]
    assert whole.notes == ("new", "old")


def test_one_report_is_itself() -> None:
    """Where one report has everything nothing is made anew."""
    report = graded("ada")
    assert merged([report], UNITS) is report


def test_a_unit_that_the_course_has_no_more_counts_no_more() -> None:
    """Its points are in no sum."""
    assert scores(merged([graded("ada")], [SECOND])) == {SECOND: 1.5}
    assert merged([graded("ada")], [SECOND]).score == 1.5


@pytest.mark.parametrize("standing", [Standing.UNREADABLE, Standing.WITHHELD])
def test_what_needs_the_instructor_is_not_hidden(standing: Standing) -> None:
    """One unit without a grade leaves the sum without a number, and says why, whichever is newer."""
    without = part(FIRST, math.nan, status=standing)
    for reports in ([part(SECOND, 2.0), without], [without, part(SECOND, 2.0)]):
        whole = merged(reports, UNITS)
        assert math.isnan(whole.score)
        assert whole.status is standing


def test_questions_count_with_their_unit() -> None:
    """A question of an earlier sheet is gone where its unit was graded again without one."""
    questions = tuple(QuestionResult(unit, "right", 1.0, 1.0, unit=unit) for unit in UNITS)
    old = replace(graded("ada"), quiz=questions)
    assert [q.id for q in merged([part(SECOND, 1.0), old], UNITS).quiz] == [FIRST]


def keep(path: Path, *units: str, score: float, finished: bool = True, info: RunInfo = INFO) -> int:
    """A run of some units, or of all where none is named."""
    with Store.open(path) as store:
        run = store.begin(replace(info, settings={"units": list(units)}))
        report = part(units[0], score) if units else graded("ada", score, score)
        store.save(run, "ada", f"{units} {score}", json.render(report), source=Source(f"{score}", "{}", "{}"))
        if finished:
            store.finish(run)
    return run


def test_runs_add_up(tmp_path: Path) -> None:
    """What a run did not ask stays; what it asked is replaced; what did not come to its end does not count."""
    path = tmp_path / "results.db"
    keep(path, score=0.5)
    keep(path, FIRST, score=1.0)
    last = keep(path, SECOND, score=1.5)
    keep(path, FIRST, score=2.0, finished=False)
    assert scores(report_of(read_book(path)["ada"], UNITS)) == {FIRST: 1.0, SECOND: 1.5}
    assert scores(report_of(read_book(path, before=last)["ada"], UNITS)) == {FIRST: 1.0, SECOND: 0.5}
    keep(path, score=2.0)
    assert [entry.units for entry in read_book(path)["ada"]] == [()]


BASIS = Basis({"": "code"}, 0, {"momentum": "r"}, "1.0", IsolationLevel.FULL)
CAUSES = {
    Cause.SUBMISSION: replace(BASIS, handed_in={"": "other"}),
    Cause.SEED: replace(BASIS, seed=1, rules={"momentum": "s"}),
    Cause.RULE: replace(BASIS, rules={"momentum": "s"}),
    Cause.VERSION: replace(BASIS, version="1.1"),
    Cause.ISOLATION: replace(BASIS, isolation=IsolationLevel.NONE),
    Cause.UNKNOWN: replace(BASIS, handed_in=None),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_change_has_the_cause_that_it_has(cause: Cause) -> None:
    """Where one thing is another than before, that is the cause, and none other."""
    before = Side(part(SECOND, 1.5), {SECOND: BASIS})
    after = Side(part(SECOND, 1.0), {SECOND: CAUSES[cause]})
    (change,) = compare({"ada": before}, {"ada": after}, same=3, left={}).changed
    assert change.causes == (cause,)
    assert (change.old, change.new) == (1.5, 1.0)


def test_checks_that_pass_no_more_are_named() -> None:
    """A change says which checks are lost, and which are gained."""
    old = part(SECOND, 1.5)
    checks = tuple(replace(check, status=Status.FAILED) for check in old.exercises[0].checks)
    new = replace(part(SECOND, 0.0), exercises=(replace(old.exercises[0], score=0.0, checks=checks),))
    (change,) = compare({"a": Side(old, {})}, {"a": Side(new, {})}, same=0, left={}).changed
    assert change.exercises[0].lost == ("one-step", "form")
    (back,) = compare({"a": Side(new, {})}, {"a": Side(old, {})}, same=0, left={}).changed
    assert back.exercises[0].gained == ("one-step", "form")
