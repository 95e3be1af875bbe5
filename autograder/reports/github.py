"""A report for GitHub Actions: annotations at the functions' lines, and a table for the summary of the run."""

from __future__ import annotations

from autograder.model import ExerciseResult, Report, Status
from autograder.model.marks import Verdict
from autograder.reports.safe import github_data, github_property, markdown
from autograder.reports.sentences import texts_in
from autograder.reports.wording import explained, first_open, points
from autograder.texts import Texts

MOST_ANNOTATIONS = 10
"""GitHub shows only so many of one kind for each step."""
LONGEST_SUMMARY = 1_000_000


def render(report: Report) -> str:
    """Workflow commands: an error for each exercise that did not pass, a warning for each that is not written yet.

    Those that are skipped, as are unwritten ones with --started, are named in one notice.
    """
    skipped = [exercise.name for exercise in report.exercises if exercise.status is Status.SKIPPED]
    done = (Status.PASSED, Status.SKIPPED)
    open_ones = [exercise for exercise in report.exercises if exercise.status not in done]
    missing = [exercise for exercise in open_ones if exercise.status is Status.MISSING]
    wrong = [exercise for exercise in open_ones if exercise.status is not Status.MISSING]
    texts = texts_in(report.language)
    lines = [
        *_annotations("error", wrong, texts),
        *_annotations("warning", missing, texts),
        *_of_repairs(report, texts),
    ]
    if skipped:
        lines.append(f"::notice title=note::{github_data(texts('skipped-are', names=', '.join(skipped)))}")
    lines += [f"::notice title=note::{github_data(note)}" for note in report.notes[:MOST_ANNOTATIONS]]
    lines.append(points(report.score, report.max_score, texts, in_full=True))
    return "\n".join(lines) + "\n"


def _of_repairs(report: Report, texts: Texts) -> list[str]:
    """A line for each repair that is not done."""
    lines = []
    for repair in (one for one in report.repairs if one.status != Verdict.RIGHT):
        place = f"file={github_property(repair.file)},line=1," if repair.file else ""
        title = texts("repair-open", name=repair.exercise or repair.id, status=texts.of(repair.status))
        kind = "warning" if repair.status == Verdict.OPEN else "error"
        lines.append(f"::{kind} {place}title={github_property(title)}::{github_data(repair.message or title)}")
    return lines


def _annotations(kind: str, exercises: list[ExerciseResult], texts: Texts) -> list[str]:
    shown = exercises if len(exercises) <= MOST_ANNOTATIONS else exercises[: MOST_ANNOTATIONS - 1]
    lines = [_annotation(kind, exercise, texts) for exercise in shown]
    if len(shown) < len(exercises):
        names = ", ".join(exercise.name for exercise in exercises[len(shown) :])
        more = texts("names-more", count=len(exercises) - len(shown), names=names)
        lines.append(f"::{kind} title={github_property(texts('and-more'))}::{github_data(more)}")
    return lines


def _annotation(kind: str, exercise: ExerciseResult, texts: Texts) -> str:
    check = first_open(exercise)
    details = [texts("expected-is", value=check.expected), texts("got-is", value=check.got)] if check.expected else []
    message = "\n".join([check.message or texts.of(check.status.value), *details, *explained(exercise, texts)])
    place = f"file={github_property(exercise.file)},line={exercise.line or 1}," if exercise.file else ""
    title = f"{exercise.name}: {check.title} ({texts.of(exercise.status.value)})"
    return f"::{kind} {place}title={github_property(title)}::{github_data(message)}"


def summary(report: Report) -> str:
    """A Markdown table, for the file that $GITHUB_STEP_SUMMARY names."""
    texts = texts_in(report.language)
    heads = [*(texts(f"head.{name}") for name in ("exercise", "status", "points")), texts("what-to-look-at")]
    lines = [
        f"## {texts('grade', points=points(report.score, report.max_score, texts, in_full=True))}",
        "",
        f"| {' | '.join(heads)} |",
        "|---|---|---|---|",
    ]
    for exercise in report.exercises:
        told = [] if exercise.status is Status.PASSED else [first_open(exercise).message, *explained(exercise, texts)]
        how = texts.of(exercise.status.value), points(exercise.score, exercise.max_score, texts)
        cells = [markdown(exercise.name), *how]
        lines.append(f"| {' | '.join(cells)} | {markdown(' '.join(told))} |")
    for repair in report.repairs:
        earned = texts.of(repair.status), points(repair.score, repair.max_score, texts)
        cells = [markdown(repair.exercise or repair.id), *earned]
        lines.append(f"| {' | '.join(cells)} | {markdown(' '.join(repair.message.splitlines()))} |")
    text = "\n".join([*lines, *(["", *(f"- {markdown(note)}" for note in report.notes)] if report.notes else []), ""])
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY]}\n\n(cut)\n"
