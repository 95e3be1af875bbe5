"""Feedback on one exercise, as a notebook shows it below a cell: HTML where there is a page, else plain text."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.model import Excerpt, ExerciseResult, Outcome, Report, Status
from autograder.reports.safe import clean, html_text, markdown_block, obeyed_by_none, terminal
from autograder.reports.wording import explained, points, quoted_lines, telling_check, word


def html(report: Report) -> str:
    """The report's only exercise as a fragment of a page; everything in it is escaped."""
    (exercise,) = report.exercises
    name, color = html_text(exercise.name), "#1a7f37" if exercise.status is Status.PASSED else "#cf222e"
    lines = [
        '<div style="border-left: 4px solid; padding-left: 1em">',
        f'<p><strong>{name}: <span style="color: {color}">{_headline(exercise)}</span></strong></p>',
        *_html_of_checks(exercise),
    ]
    lines += [f"<p>{html_text(exercise.tally)}</p>"] if exercise.tally else []
    if (telling := telling_check(exercise)) is not None:
        lines.append(f"<p>{html_text(telling.message)}</p>")
        pairs = [(name, value) for name, value in (("expected", telling.expected), ("got", telling.got)) if value]
        rows = "".join(f"<tr><td>{name}</td><td><code>{html_text(value)}</code></td></tr>" for name, value in pairs)
        lines += [f"<table>{rows}</table>"] if rows else []
    if exercise.excerpt:
        lines.append(f"<pre>{html_text(_quoted(exercise.excerpt), keep=chr(10))}</pre>")
    lines += [f"<p>{html_text(sentence)}</p>" for sentence in explained(exercise)]
    if exercise.status is not Status.PASSED:
        lines.append(f"<pre>{html_text(exercise.formula, keep=chr(10))}</pre>")
    lines += [f"<p>{html_text(note)}</p>" for note in report.notes]
    if output := exercise.printed or report.output:
        printed = f"<pre>{html_text(output, keep=chr(10))}</pre>"
        lines.append(f"<details><summary>{_whose_output(exercise)}</summary>{printed}</details>")
    return "\n".join([*lines, "</div>"])


def text(report: Report) -> str:
    """What was found of one exercise, as plain text."""
    (exercise,) = report.exercises
    lines = [text_of(exercise), *(clean(note) for note in report.notes)]
    output = exercise.printed or report.output
    lines += [f"{_whose_output(exercise)}:", terminal(output)] if output else []
    return obeyed_by_none("\n".join(lines))


def text_of(exercise: ExerciseResult) -> str:
    """What was found of an exercise, as plain text: its checks, what is wrong, and the formula where something is."""
    lines = [f"{clean(exercise.name)}: {_headline(exercise)}"]
    lines += [f"  {word(c.status):<12}{clean(c.title)}{_of(c)}" for c in exercise.checks]
    lines += [f"  {clean(exercise.tally)}"] if exercise.tally else []
    if (telling := telling_check(exercise)) is not None:
        lines += ["", clean(telling.message)]
        lines += [f"  expected  {clean(telling.expected)}"] if telling.expected else []
        lines += [f"  got       {clean(telling.got)}"] if telling.got else []
    lines += terminal(_quoted(exercise.excerpt)).split("\n") if exercise.excerpt else []
    lines += ["", *told] if (told := [clean(sentence) for sentence in explained(exercise)]) else []
    if exercise.status is not Status.PASSED:
        lines += ["", *(f"    {clean(line)}" for line in exercise.formula.splitlines())]
    return obeyed_by_none("\n".join(lines))


def comment(exercise: ExerciseResult) -> str:
    """What there is to say of an exercise that is not passed, as Markdown: for a comment beside its grade.

    A headline, and below it a sentence in a line, all of them in a block that shows them as they are.
    """
    telling = telling_check(exercise)
    lines = [telling.message] if telling else []
    if telling and telling.expected:
        lines.append(f"expected {telling.expected}, got {telling.got}")
    lines += [*([exercise.tally] if exercise.tally else []), *explained(exercise)]
    return "\n".join([_headline(exercise), *(["", markdown_block(lines)] if lines else [])])


def _whose_output(exercise: ExerciseResult) -> str:
    return "What that call printed" if exercise.printed else "What your function printed"


def _quoted(excerpt: Excerpt) -> str:
    return "\n".join(filter(None, quoted_lines(excerpt)))


def _headline(exercise: ExerciseResult) -> str:
    return f"{word(exercise.status)}, {points(exercise.score, exercise.max_score, ' points')}"


def _of(check: Outcome) -> str:
    return f" (weight {points(check.score, check.max_score)})" if check.max_score else ""


def _html_of_checks(exercise: ExerciseResult) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{word(check.status)}: {html_text(check.title)}{_of(check)}</li>" for check in exercise.checks)
    yield "</ul>"
