"""Grade a class: read the submissions, grade those that changed, keep every result, write the reports."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from autograder._version import __version__
from autograder.classroom.changes import readable, with_kept, would_change
from autograder.classroom.finals import Finals, hand_ins_of
from autograder.classroom.folder import make_private, write_explained, write_reports
from autograder.classroom.gradebook import read_book
from autograder.classroom.keep import Keeper, Result, keeper_for, looking_into
from autograder.classroom.learners import extensions_in, last_attendance, people_of, rows_of
from autograder.classroom.likeness import alike_in
from autograder.classroom.plan import ClassGrades, ClassRun, Graded
from autograder.classroom.pseudonyms import pseudonyms
from autograder.classroom.roster import Roster, attendance
from autograder.classroom.sources import source_of
from autograder.classroom.store import RunInfo, StoredResult, holds_runs
from autograder.classroom.workers import grade_each
from autograder.errors import GraderError, StoreError, UsageError
from autograder.model import Json, Standing
from autograder.model.changes import Changes
from autograder.model.submission import HandIns
from autograder.processes import Each
from autograder.reports import json


def grade_class(
    found: HandIns,
    plan: ClassRun,
    out: Path,
    workers: Each,
    on_graded: Callable[[Graded], None],
    roster: Roster | None = None,
) -> ClassGrades:
    """Grade every submission into OUT/results.db, and write the gradebook that comes of it.

    Each result is kept as soon as it is there. Raises GraderError where we fail: what was graded until then is kept;
    UsageError, before anything is done, where nobody is on the roster.
    """
    database = out / "results.db"
    before = read_book(database) if holds_runs(database) else {}
    who = attendance(people_of(found, before), roster) if roster else None
    try:
        make_private(out)
    except StoreError as error:
        raise UsageError(str(error)) from error
    with keeper_for(database, run_info(plan)) as keeper:
        secret = keeper.secret() if plan.anonymous else b""
        graded = tuple(_grade(found, plan, keeper, workers, on_graded))
        if who:
            keeper.know(rows_of(who))
        is_kept = keeper.finish()
        submitted = {submission.student for submission in found.submissions}
        earlier, lost = readable(before, submitted, plan)
        course = plan.grader.course
        extensions = {person.student: person.extensions for person in who.people} if who else extensions_in(database)
        finals = Finals.of(course, hand_ins_of(earlier, found, plan.units), extensions, database)
        everybody = tuple(map(finals.of_graded, with_kept(graded, earlier, plan)))
        left = {student: entries[0].day for student, entries in before.items() if student not in submitted}
        names = pseudonyms([one.report.student for one in everybody], secret) if plan.anonymous else {}
        present = who or last_attendance(database, [one.report.student for one in everybody])
        found = replace(found, alike=alike_in(found, workers))
        # while nobody else may write: a correction by hand that is made meanwhile waits, and is not lost
        write_reports(everybody, found, course, out, excel=plan.excel, attendance=present, names=names)
        write_explained(course, plan.grader.key.exercises, out)
    return ClassGrades(tuple(map(finals.of_graded, graded)), everybody, left, is_kept, who, lost, found.alike)


def try_class(found: HandIns, plan: ClassRun, out: Path, workers: Each, on_graded: Callable[[Graded], None]) -> Changes:
    """Grade every submission as `grade_class` does, and keep and write nothing: what would change in the gradebook."""
    database = out / "results.db"
    before = read_book(database)
    with looking_into(database) as keeper:
        graded = tuple(_grade(found, plan, keeper, workers, on_graded))
    return would_change(graded, found, before, plan, run_info(plan), database)


def _grade(
    found: HandIns, plan: ClassRun, keeper: Keeper, workers: Each, on_graded: Callable[[Graded], None]
) -> Iterator[Graded]:
    """Everybody's report, in the order of the submissions; what has not changed is taken from an earlier run."""
    graded: dict[str, Graded] = {}
    damaged: set[str] = set()
    fingerprints = {submission.student: plan.fingerprint(submission) for submission in found.submissions}
    sources = {submission.student: source_of(submission) for submission in found.submissions}
    for student, fingerprint in fingerprints.items():
        kept = keeper.find(student, fingerprint)
        known = _known(kept)
        if kept is not None and known is not None:
            keeper.keep(Result(student, fingerprint, kept.report, graded_in=kept.graded_in, source=sources[student]))
            graded[student] = known
            on_graded(known)
        elif kept is not None:
            damaged.add(student)
    changed = [submission for submission in found.submissions if submission.student not in graded]
    for result in grade_each(changed, plan, workers):
        student = result.report.student
        is_withheld = result.report.status is Standing.WITHHELD
        keeper.keep(
            Result(student, fingerprints[student], result.text, reusable=not is_withheld, source=sources[student])
        )
        graded[student] = replace(result, replaces_damaged=student in damaged)
        on_graded(graded[student])
    yield from (graded[submission.student] for submission in found.submissions)


def _known(kept: StoredResult | None) -> Graded | None:
    """A result of an earlier run; None where there is none, or one that cannot be read and is to be made anew."""
    if kept is None:
        return None
    try:
        return Graded(json.from_text(kept.report), kept.report, reused=True)
    except GraderError:
        return None


def run_info(plan: ClassRun) -> RunInfo:
    """What a run is made with, as it is kept."""
    course = plan.grader.course
    rules: dict[str, Json] = dict(plan.grader.key.digests)
    return RunInfo(
        settings={"units": list(plan.units), "workers": plan.workers, "rules": rules, "anonymous": plan.anonymous},
        versions={"grade-descent": __version__, "numpy": np.__version__, "python": platform.python_version()},
        course=course.name,
        course_digest=course.digest,
        key_digest=plan.grader.key.digest,
        seed=plan.grader.key.seed,
        isolation=plan.isolation,
    )
