"""Grade submissions side by side, each worker a process with a sandbox of its own, whatever one of them does to it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from autograder.classroom.lean import lean
from autograder.classroom.packing import Packed, packed
from autograder.classroom.plan import ClassRun
from autograder.classroom.quiz_marks import QuizMarker
from autograder.classroom.unreadable import without_numbers
from autograder.errors import GraderError
from autograder.model import Limits, Report
from autograder.model.run import Sandbox
from autograder.model.submission import Submission
from autograder.processes import Each, Lost
from autograder.repair.marking import RepairMarker
from autograder.reports import json
from autograder.sandbox import open_sandbox


@dataclass(frozen=True, slots=True)
class JustGraded:
    """What comes back of one submission: its report for the tables of a class, and all of it as it is kept."""

    report: Report
    packed: Packed


GradeEach: TypeAlias = Callable[[Sequence[Submission], ClassRun], Iterator[JustGraded]]
"""Grades submissions side by side, wherever that is, in the order they end. One that the grader fails on is broken.

Raises GraderError where no submission could be graded.
"""


def grade_each(submissions: Sequence[Submission], plan: ClassRun, workers: Each) -> Iterator[JustGraded]:
    """Grade submissions side by side, in the order they end. One that the grader fails on is broken.

    Raises GraderError where no submission could be graded: where no process or sandbox can be started.
    """
    seconds = most_seconds(plan.grader.course.limits)
    for number, result in workers.each(partial(grading, plan), submissions, seconds):
        yield broken(submissions[number], plan, result) if isinstance(result, Lost) else result


def most_seconds(limits: Limits) -> float:
    """By the clock, for one submission: more than its code and a judge of it can take on a machine under load."""
    return 120 + 10 * (limits.cpu_seconds + limits.call_seconds)


@contextmanager
def grading(plan: ClassRun) -> Iterator[Callable[[Submission], JustGraded]]:
    """The job of a worker: from a submission to its report."""
    gc.freeze()  # the key is large and stays: collections need not look through it
    with open_sandbox(plan.isolation) as sandbox, QuizMarker(plan.quiz) as quiz:
        yield partial(_graded, plan, sandbox, quiz)


def _graded(plan: ClassRun, sandbox: Sandbox, quiz: QuizMarker, submission: Submission) -> JustGraded:
    """One student's report. What judging or reporting it raises costs nobody else a grade."""
    try:
        report = quiz.added(plan.grader.grade(submission, sandbox, units=plan.units), submission)
        report = RepairMarker(plan.grader).added(report, submission, sandbox)
        return _as_graded(report if plan.grader.course.unreadable_is_zero else without_numbers(report, submission))
    except GraderError:
        raise
    except Exception as error:
        return _withheld(submission, plan, f"{type(error).__name__}: {error}"[:200])


def broken(submission: Submission, plan: ClassRun, lost: Lost) -> JustGraded:
    """The report on a submission whose worker did not come to its end."""
    limit = f"{most_seconds(plan.grader.course.limits):g} s"
    why = f"it took more than {limit}" if lost.late else "the process that graded it ended, and ended again"
    return _withheld(submission, plan, why)


def _withheld(submission: Submission, plan: ClassRun, why: str) -> JustGraded:
    report = plan.grader.withheld(submission, why, plan.isolation, units=plan.units)
    return _as_graded(report)


def _as_graded(report: Report) -> JustGraded:
    return JustGraded(lean(report), packed(json.render(report)))
