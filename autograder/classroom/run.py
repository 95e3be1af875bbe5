"""Grade a class: read the submissions, grade those that changed, keep every result, write the reports."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from autograder._version import __version__
from autograder.classroom.changes import readable, would_change
from autograder.classroom.everybody import Everybody
from autograder.classroom.finals import Finals, HandIn, hand_ins_of
from autograder.classroom.folder import Look, make_private, write_explained, write_marks, write_reports
from autograder.classroom.gradebook import read_book
from autograder.classroom.keep import keeper_for, looking_into
from autograder.classroom.kept_reports import kept_reports
from autograder.classroom.learners import extensions_in, last_attendance, people_of, rows_of
from autograder.classroom.likeness import alike
from autograder.classroom.page_marks import PageMarks
from autograder.classroom.plan import ClassGrades, ClassRun, Graded, fingerprint
from autograder.classroom.pseudonyms import pseudonyms
from autograder.classroom.read_only import holds_runs
from autograder.classroom.results import Workers, results_of
from autograder.classroom.roster import Roster, attendance
from autograder.classroom.store import RunInfo, StoredResult
from autograder.classroom.terms import Terms, kept_terms
from autograder.classroom.workers import GradeEach, JustGraded
from autograder.errors import GraderError, StoreError, UsageError
from autograder.model import Json, Report
from autograder.model.changes import Changes
from autograder.model.submission import HandIns, Submission
from autograder.reports import json
from autograder.submissions.read import ClassToRead


def grade_class(
    found: ClassToRead,
    plan: ClassRun,
    out: Path,
    workers: Workers,
    on_graded: Callable[[Graded], None],
    roster: Roster | None = None,
) -> ClassGrades:
    """Grade every submission into OUT/results.db, and write the gradebook that comes of it.

    Each result is kept as soon as it is there. Raises GraderError where we fail: what was graded until then is kept;
    UsageError, before anything is done, where nobody is on the roster.
    """
    database = out / "results.db"
    before = read_book(database, texts=False) if holds_runs(database) else {}
    who = attendance(people_of(found, before), roster) if roster else None
    try:
        make_private(out)
    except StoreError as error:
        raise UsageError(str(error)) from error
    with keeper_for(database, run_info(plan), plan.handed_out) as keeper:
        secret = keeper.secret() if plan.anonymous else b""
        ended = {one.student: one for one in results_of(found, plan, keeper, workers, on_graded)}
        taken = {student: ended[student] for student in found.names}
        if who:
            keeper.know(rows_of(who))
        extensions = {person.student: person.extensions for person in who.people} if who else extensions_in(database)
        is_kept = keeper.finish(extensions)
        earlier, lost = readable(before, taken, plan, database)
        course = plan.grader.course
        now = ((one.student, HandIn(plan.units, one.origin, one.digest)) for one in taken.values())
        finals = Finals.of(course, hand_ins_of(earlier, now), extensions, database)
        left = {student: entries[0].day for student, entries in before.items() if student not in taken}
        students = sorted({*taken, *earlier})
        names = pseudonyms(students, secret) if plan.anonymous else {}
        present = who or last_attendance(database, students)
        about = HandIns((), found.strays, found.notes, alike({one.student: one.forms for one in taken.values()}))
        look, marks = Look(plan.excel, names, plan.pages), PageMarks.of(out)
        with kept_reports(database, keeper) as kept:
            everybody = Everybody(taken, earlier, finals, plan, kept)
            # while nobody else may write: a correction by hand that is made meanwhile waits, and is not lost
            write_reports(list(map(everybody.page, students)), about, course, out, look, marks, present)
            graded = tuple(map(everybody.graded, found.names))
            adjusted = tuple(
                everybody.page(student).lean() for student in sorted(finals.adjustments) if student in students
            )
        write_explained(plan.grader, out, marks)
        write_marks(marks, out)
    return ClassGrades(graded, adjusted, left, is_kept, who, lost, about.alike)


def try_class(
    found: HandIns,
    plan: ClassRun,
    out: Path,
    grade: GradeEach,
    on_graded: Callable[[JustGraded], None],
    extensions: Mapping[str, Mapping[str, str]],
) -> Changes:
    """Grade every submission as `grade_class` does, and keep and write nothing: what would change in the gradebook.

    `extensions` are by student and unit until when each may be handed in.
    """
    database = out / "results.db"
    before = read_book(database)
    basis = plan.basis
    reports: dict[str, Report] = {}
    changed: list[Submission] = []
    with looking_into(database) as keeper:
        for submission in found.submissions:
            kept = keeper.find_read(submission.student, fingerprint(submission, basis))
            report = _readable(kept) if kept else None
            if report is None:
                changed.append(submission)
            else:
                reports[submission.student] = report
    for graded in grade(changed, plan):
        reports[graded.report.student] = json.from_text(graded.packed.text)
        on_graded(graded)
    graded_now = [reports[submission.student] for submission in found.submissions]
    terms = Terms.of(plan.grader.course, extensions)
    return would_change(graded_now, found, before, plan, run_info(plan), terms, database)


def _readable(kept: StoredResult) -> Report | None:
    """A report of an earlier run; None where it cannot be read."""
    try:
        return json.from_text(kept.report)
    except GraderError:
        return None


def run_info(plan: ClassRun) -> RunInfo:
    """What a run is made with, as it is kept."""
    course = plan.grader.course
    rules: dict[str, Json] = dict(plan.grader.key.digests)
    return RunInfo(
        settings={
            "units": list(plan.units),
            "workers": plan.workers,
            "rules": rules,
            "anonymous": plan.anonymous,
            **kept_terms(course),
        },
        versions={"grade-descent": __version__, "numpy": np.__version__, "python": platform.python_version()},
        course=course.name,
        course_digest=course.digest,
        key_digest=plan.grader.key.digest,
        seed=plan.grader.key.seed,
        isolation=plan.isolation,
    )
