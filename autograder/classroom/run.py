"""Grade a class: read the submissions, grade those that changed, keep every result, write the reports."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from autograder._version import __version__
from autograder.classroom.folder import write_reports
from autograder.classroom.keep import Result, keeper_for
from autograder.classroom.plan import ClassGrades, ClassRun, Graded
from autograder.classroom.store import RunInfo, StoredResult
from autograder.classroom.workers import grade_each
from autograder.errors import GraderError, UsageError
from autograder.model import Standing
from autograder.model.submission import HandIns
from autograder.processes import Each
from autograder.reports import json


def grade_class(
    found: HandIns, plan: ClassRun, out: Path, workers: Each, on_graded: Callable[[Graded], None]
) -> ClassGrades:
    """Grade every submission into OUT/results.db and write the reports.

    Each result is kept as soon as it is there. Raises GraderError where we fail: what was graded until then is kept.
    """
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be made ({error.strerror}): name another folder with -o") from error
    graded: dict[str, Graded] = {}
    damaged: set[str] = set()
    with keeper_for(out / "results.db", _run_info(plan)) as keeper:
        fingerprints = {submission.student: plan.fingerprint(submission) for submission in found.submissions}
        for student, fingerprint in fingerprints.items():
            kept = keeper.find(student, fingerprint)
            known = _known(kept)
            if kept is not None and known is not None:
                keeper.keep(Result(student, fingerprint, kept.report, graded_in=kept.graded_in))
                graded[student] = known
                on_graded(known)
            elif kept is not None:
                damaged.add(student)
        changed = [submission for submission in found.submissions if submission.student not in graded]
        for result in grade_each(changed, plan, workers):
            student = result.report.student
            is_withheld = result.report.status is Standing.WITHHELD
            keeper.keep(Result(student, fingerprints[student], result.text, reusable=not is_withheld))
            graded[student] = replace(result, replaces_damaged=student in damaged)
            on_graded(graded[student])
        is_kept = keeper.finish()
    ordered = tuple(graded[submission.student] for submission in found.submissions)
    left = write_reports(ordered, found, plan, out)
    return ClassGrades(ordered, left, is_kept)


def _known(kept: StoredResult | None) -> Graded | None:
    """A result of an earlier run; None where there is none, or one that cannot be read and is to be made anew."""
    if kept is None:
        return None
    try:
        return Graded(json.from_text(kept.report), kept.report, reused=True)
    except GraderError:
        return None


def _run_info(plan: ClassRun) -> RunInfo:
    course = plan.grader.course
    return RunInfo(
        settings={"units": list(plan.units), "workers": plan.workers},
        versions={"grade-descent": __version__, "numpy": np.__version__, "python": platform.python_version()},
        course=course.name,
        course_digest=course.digest,
        key_digest=plan.grader.key.digest,
        seed=plan.grader.key.seed,
        isolation=plan.isolation,
    )
