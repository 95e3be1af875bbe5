"""A report for GitHub Actions: annotations at the functions' lines, and a table for the summary of the run."""

from __future__ import annotations

from autograder.model import ExerciseResult, Report, Status
from autograder.reports.safe import github_data, github_property, markdown
from autograder.reports.wording import explained, first_open, points

MOST_ANNOTATIONS = 10
"""GitHub shows only so many of one kind for each step."""
LONGEST_SUMMARY = 1_000_000


def render(report: Report) -> str:
    """Workflow commands: an error for each exercise that did not pass, a warning for each that is not written yet."""
    open_ones = [exercise for exercise in report.exercises if exercise.status is not Status.PASSED]
    missing = [exercise for exercise in open_ones if exercise.status is Status.MISSING]
    wrong = [exercise for exercise in open_ones if exercise.status is not Status.MISSING]
    lines = [*_annotations("error", wrong), *_annotations("warning", missing)]
    lines.append(points(report.score, report.max_score, " points"))
    return "\n".join(lines) + "\n"


def _annotations(kind: str, exercises: list[ExerciseResult]) -> list[str]:
    shown = exercises if len(exercises) <= MOST_ANNOTATIONS else exercises[: MOST_ANNOTATIONS - 1]
    lines = [_annotation(kind, exercise) for exercise in shown]
    if len(shown) < len(exercises):
        names = ", ".join(exercise.name for exercise in exercises[len(shown) :])
        lines.append(f"::{kind} title=and more::{github_data(f'{len(exercises) - len(shown)} more: {names}')}")
    return lines


def _annotation(kind: str, exercise: ExerciseResult) -> str:
    check = first_open(exercise)
    details = [f"expected {check.expected}", f"got {check.got}"] if check.expected else []
    message = "\n".join([check.message or check.status.value, *details, *explained(exercise)])
    place = f"file={github_property(exercise.file)},line={exercise.line or 1}," if exercise.file else ""
    title = f"{exercise.name}: {check.title} ({exercise.status.value})"
    return f"::{kind} {place}title={github_property(title)}::{github_data(message)}"


def summary(report: Report) -> str:
    """A Markdown table, for the file that $GITHUB_STEP_SUMMARY names."""
    lines = [
        f"## Grade: {points(report.score, report.max_score, ' points')}",
        "",
        "| exercise | status | points | what to look at |",
        "|---|---|---|---|",
    ]
    for exercise in report.exercises:
        told = [] if exercise.status is Status.PASSED else [first_open(exercise).message, *explained(exercise)]
        cells = [markdown(exercise.name), exercise.status.value, points(exercise.score, exercise.max_score)]
        lines.append(f"| {' | '.join(cells)} | {markdown(' '.join(told))} |")
    text = "\n".join([*lines, *(["", *(f"- {markdown(note)}" for note in report.notes)] if report.notes else []), ""])
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY]}\n\n(cut)\n"
