"""Feedback on one exercise, as a notebook shows it below a cell: the card of its page where there is one, else text."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.model import Excerpt, ExerciseResult, Outcome, Report, Status
from autograder.reports.pages import cell
from autograder.reports.safe import clean, markdown_block, obeyed_by_none, terminal
from autograder.reports.sentences import IN_ENGLISH, texts_in
from autograder.reports.view import card
from autograder.reports.wording import explained, points, quoted_lines, telling_check, word
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
    lines = [*_findings(exercise, texts), *(texts("where-to-look", place=clean(one)) for one in shown.hints if hint)]
    if hint and not shown.hints and exercise.status is not Status.PASSED:
        lines.append(texts("compare-each-line", command=f"grade show {clean(exercise.name)}"))
    lines += [texts("also-true", theorem=clean(one)) for one in shown.also_true[:1]]
    lines += [texts("to-think-on", question=clean(shown.question))] if shown.question else []
    lines += [clean(shown.summary), *(clean(note) for note in report.notes)]
    if output := exercise.printed or report.output:
        lines += [f"{texts('what-that-call-printed' if exercise.printed else 'what-your-function-printed')}:"]
        lines += _beginning(terminal(output).split("\n"), texts)
    return obeyed_by_none("\n".join(lines))


def text_of(exercise: ExerciseResult, texts: Texts = IN_ENGLISH) -> str:
    """What was found of an exercise, as plain text: what is wrong, the formula where something is, and its checks."""
    checks = [f"  {word(c.status, texts):<12}{clean(c.title)}{_of(c, texts)}" for c in exercise.checks]
    return obeyed_by_none("\n".join([*_findings(exercise, texts), *checks]))


def comment(exercise: ExerciseResult, texts: Texts = IN_ENGLISH) -> str:
    """What there is to say of an exercise that is not passed, as Markdown: for a comment beside its grade.

    A headline, and below it a sentence in a line, all of them in a block that shows them as they are.
    """
    telling = telling_check(exercise)
    lines = [telling.message] if telling else []
    if telling and telling.expected:
        lines.append(texts("expected-and-got", expected=telling.expected, got=telling.got))
    lines += [*([exercise.tally] if exercise.tally else []), *explained(exercise, texts)]
    return "\n".join([_headline(exercise, texts), *(["", markdown_block(lines)] if lines else [])])


def _findings(exercise: ExerciseResult, texts: Texts) -> Iterator[str]:
    """Lines of text, from what is the matter down to the formula."""
    yield f"{clean(exercise.name)}: {_headline(exercise, texts)}"
    if (telling := telling_check(exercise)) is not None:
        yield clean(telling.message)
        yield from [f"  {texts('expected'):<10}{clean(telling.expected)}"] if telling.expected else []
        yield from [f"  {texts('yours'):<10}{clean(telling.got)}"] if telling.got else []
    yield from terminal(_quoted(exercise.excerpt)).split("\n") if exercise.excerpt else []
    yield from map(clean, explained(exercise, texts))
    yield from [clean(exercise.tally)] if exercise.tally else []
    if exercise.status is not Status.PASSED:
        yield from (f"    {clean(line)}" for line in exercise.formula.splitlines())


def _beginning(lines: list[str], texts: Texts) -> list[str]:
    left = len(lines) - MOST_PRINTED
    return lines if left < 2 else [*lines[:MOST_PRINTED], texts("more-lines", count=left)]


def _quoted(excerpt: Excerpt) -> str:
    return "\n".join(filter(None, quoted_lines(excerpt)))


def _headline(exercise: ExerciseResult, texts: Texts) -> str:
    return f"{word(exercise.status, texts)}, {points(exercise.score, exercise.max_score, texts, in_full=True)}"


def _of(check: Outcome, texts: Texts) -> str:
    weighs = texts("weighs", points=points(check.score, check.max_score, texts))
    return f" ({weighs})" if check.max_score else ""
