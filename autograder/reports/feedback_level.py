"""A report with no more of what was found than students are to be told."""

from __future__ import annotations

from dataclasses import replace

from autograder.model import Diagnosis, ExerciseResult, Outcome, Report
from autograder.model.policy import Feedback


def as_told(report: Report, level: Feedback) -> Report:
    """The report for a student: all of it, titles without values and hints, or points and notes alone."""
    if level is Feedback.FULL:
        return report
    return replace(
        report,
        exercises=tuple(_exercise(e, level) for e in report.exercises),
        quiz=tuple(replace(question, message="", mistakes=()) for question in report.quiz),
        repairs=tuple(replace(repair, message="") for repair in report.repairs),
        output="",
    )


def _exercise(result: ExerciseResult, level: Feedback) -> ExerciseResult:
    told = replace(result, line=None, diagnosis=None, formula="", latex="", excerpt=None, printed="", picture=None)
    if level is Feedback.SCORE:
        return replace(told, checks=(), tally="")
    diagnosis = _titles(result.diagnosis) if result.diagnosis else None
    return replace(told, checks=tuple(map(_title, result.checks)), diagnosis=diagnosis)


def _title(check: Outcome) -> Outcome:
    return replace(check, message="", expected="", got="")


def _titles(diagnosis: Diagnosis) -> Diagnosis | None:
    """The mistakes by name; nothing where none is named."""
    parts = tuple(replace(part, hint="", place="") for part in diagnosis.parts)
    return replace(diagnosis, parts=parts, alternatives=(), where="", first_visible_step=None) if parts else None
