"""Grade a class: read the submissions, grade those that changed, keep every result, write the reports."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from autograder._version import __version__
from autograder.classroom.folder import write_reports
from autograder.classroom.plan import ClassRun, Graded
from autograder.classroom.store import RunInfo, Store, StoredResult
from autograder.classroom.workers import grade_each
from autograder.errors import GraderError, UsageError
from autograder.model import Status
from autograder.model.submission import Submission
from autograder.processes import Each
from autograder.reports import json


def grade_class(
    submissions: Sequence[Submission], plan: ClassRun, out: Path, workers: Each, on_graded: Callable[[Graded], None]
) -> tuple[Graded, ...]:
    """Grade every submission into OUT/results.db and write the reports; returns them in the submissions' order.

    Each result is stored as soon as it is there. Raises GraderError where we fail: what was graded until then is kept.
    """
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be made ({error.strerror}): name another folder with -o") from error
    graded: dict[str, Graded] = {}
    damaged: set[str] = set()
    with Store.open(out / "results.db") as store:
        run = store.begin(_run_info(plan))
        fingerprints = {submission.student: plan.fingerprint(submission) for submission in submissions}
        for student, fingerprint in fingerprints.items():
            kept = store.find(student, fingerprint)
            known = _known(kept)
            if kept is not None and known is not None:
                store.save(run, student, fingerprint, kept.report, graded_in=kept.graded_in)
                graded[student] = known
                on_graded(known)
            elif kept is not None:
                damaged.add(student)
        changed = [submission for submission in submissions if submission.student not in graded]
        for result in grade_each(changed, plan, workers):
            student = result.report.student
            broken = any(exercise.status is Status.BROKEN for exercise in result.report.exercises)
            store.save(run, student, fingerprints[student], result.text, reusable=not broken)
            graded[student] = replace(result, replaces_damaged=student in damaged)
            on_graded(graded[student])
        store.finish(run)
    ordered = tuple(graded[submission.student] for submission in submissions)
    write_reports(ordered, plan, out)
    return ordered


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
