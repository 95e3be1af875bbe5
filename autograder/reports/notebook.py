"""Feedback on one exercise, as a notebook shows it below a cell: the card of its page where there is one, else text."""

from __future__ import annotations

from autograder.model import Report, Status
from autograder.reports.findings import findings
from autograder.reports.pages import cell
from autograder.reports.safe import clean, obeyed_by_none, terminal
from autograder.reports.sentences import texts_in
from autograder.reports.view import card
from autograder.texts import Texts

MOST_PRINTED = 8
"""As many lines of what was printed are shown as text."""


def html(report: Report, *, hint: bool = False) -> str:
    """The report's only exercise as a part of a page that brings its own look; everything in it is escaped.

    With `hint`, where to look is unfolded.
    """
    (exercise,), texts = report.exercises, texts_in(report.language)
    output = "" if exercise.printed else report.output
    return cell("cell.html", texts=texts, card=card(exercise, texts), notes=report.notes, output=output, hint=hint)


def text(report: Report, *, hint: bool = False) -> str:
    """What was found of one exercise, as plain text: the message first, and its checks in a line."""
    (exercise,), texts = report.exercises, texts_in(report.language)
    shown = card(exercise, texts)
    lines = [*findings(exercise, texts), *(texts("where-to-look", place=clean(one)) for one in shown.hints if hint)]
    if hint and not shown.hints and exercise.status is not Status.PASSED:
        lines.append(texts("compare-each-line", command=f"grade show {clean(exercise.name)}"))
    lines += [texts("also-true", theorem=clean(one)) for one in shown.also_true[:1]]
    lines += [texts("to-think-on", question=clean(shown.question))] if shown.question else []
    lines += [clean(shown.summary), *(clean(note) for note in report.notes)]
    if output := exercise.printed or report.output:
        lines += [f"{texts('what-that-call-printed' if exercise.printed else 'what-your-function-printed')}:"]
        lines += _beginning(terminal(output).split("\n"), texts)
    return obeyed_by_none("\n".join(lines))


def _beginning(lines: list[str], texts: Texts) -> list[str]:
    left = len(lines) - MOST_PRINTED
    return lines if left < 2 else [*lines[:MOST_PRINTED], texts("more-lines", count=left)]
