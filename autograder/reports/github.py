"""A report for GitHub Actions: annotations at the functions' lines, and a table for the summary of the run."""

from __future__ import annotations

import html
import re

from autograder.model import ExerciseResult, Report, Status
from autograder.reports.safe import clean, number
from autograder.reports.wording import explained, first_open

MOST_ANNOTATIONS = 10
"""GitHub shows only so many of one kind for each step."""
LONGEST_SUMMARY = 1_000_000


def render(report: Report) -> str:
    """Workflow commands: an error for each exercise that did not pass, a warning for each that is not written yet."""
    open_ones = [exercise for exercise in report.exercises if exercise.status is not Status.PASSED]
    missing = [exercise for exercise in open_ones if exercise.status is Status.MISSING]
    wrong = [exercise for exercise in open_ones if exercise.status is not Status.MISSING]
    lines = [*_annotations("error", wrong), *_annotations("warning", missing)]
    lines.append(f"{number(report.score)} of {number(report.max_score)} points")
    return "\n".join(lines) + "\n"


def _annotations(kind: str, exercises: list[ExerciseResult]) -> list[str]:
    shown = exercises if len(exercises) <= MOST_ANNOTATIONS else exercises[: MOST_ANNOTATIONS - 1]
    lines = [_annotation(kind, exercise) for exercise in shown]
    if len(shown) < len(exercises):
        names = ", ".join(exercise.name for exercise in exercises[len(shown) :])
        lines.append(f"::{kind} title={_property('and more')}::{_data(f'{len(exercises) - len(shown)} more: {names}')}")
    return lines


def _annotation(kind: str, exercise: ExerciseResult) -> str:
    check = first_open(exercise)
    details = [f"expected {check.expected}", f"got {check.got}"] if check.expected else []
    message = "\n".join([check.message or check.status.value, *details, *explained(exercise)])
    place = f"file={_property(exercise.file)},line={exercise.line or 1}," if exercise.file else ""
    title = f"{exercise.name}: {check.title} ({exercise.status.value})"
    return f"::{kind} {place}title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    text = clean(text, keep="\n")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """A Markdown table, for the file that $GITHUB_STEP_SUMMARY names."""
    lines = [
        f"## Grade: {number(report.score)} of {number(report.max_score)} points",
        "",
        "| exercise | status | points | what to look at |",
        "|---|---|---|---|",
    ]
    for exercise in report.exercises:
        told = [] if exercise.status is Status.PASSED else [first_open(exercise).message, *explained(exercise)]
        points = f"{number(exercise.score)} of {number(exercise.max_score)}"
        lines.append(f"| {_cell(exercise.name)} | {exercise.status.value} | {points} | {_cell(' '.join(told))} |")
    text = "\n".join([*lines, *(["", *(f"- {_cell(note)}" for note in report.notes)] if report.notes else []), ""])
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY]}\n\n(cut)\n"


def _cell(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|~$@-])", r"\\\1", html.escape(clean(text)))
