"""Plain pages: one for each student, one for the class. Self-contained, no scripts, everything escaped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from autograder.model import ExerciseResult, Outcome, QuestionResult, Report, Standing, Status
from autograder.model.marks import QuestionStatistics
from autograder.model.report import NEEDS_YOU
from autograder.model.submission import HandIns
from autograder.reports.safe import html_text, number
from autograder.reports.wording import note, points

NOBODY = HandIns(())
STYLE = """
:root { color-scheme: light dark }
body { font-family: system-ui, sans-serif; line-height: 1.5; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .25rem .9rem .25rem 0; text-align: left }
th { border-bottom: 1px solid }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
pre { overflow-x: auto; white-space: pre-wrap; margin: .5rem 0; padding: .6rem .8rem; border: 1px solid #8886 }
td a, p, h1, h2 { overflow-wrap: anywhere }
section { margin: 2rem 0; break-inside: avoid } .passed { color: #1a7f37 } .open { color: #cf222e }
.skipped { opacity: .7 }
@media (prefers-color-scheme: dark) { .passed { color: #3fb950 } .open { color: #ff7b72 } }
footer { margin-top: 3rem; font-size: .9rem; opacity: .8 }
"""


def _page(title: str, body: Sequence[str]) -> str:
    head = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
        f"<title>{html_text(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
    ]
    return "\n".join([*head, *body, "</body>", "</html>", ""])


def _status(status: Status) -> str:
    look = {Status.PASSED: "passed", Status.SKIPPED: "skipped"}.get(status, "open")
    return f'<span class="{look}">{status.value}</span>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> list[str]:
    """A table of cells that are HTML already; `numbers` are the columns that hold numbers."""

    def row(tag: str, cells: Sequence[str]) -> str:
        marked = (f"<{tag}{' class=number' if n in numbers else ''}>{cell}</{tag}>" for n, cell in enumerate(cells))
        return f"<tr>{''.join(marked)}</tr>"

    return [
        "<table>",
        f"<thead>{row('th', heads)}</thead>",
        "<tbody>",
        *(row("td", r) for r in rows),
        "</tbody>",
        "</table>",
    ]


# ---------------------------------------------------------------- one student


def student_page(report: Report) -> str:
    """Score, units, and every exercise with its checks."""
    rows = [
        [
            f'<a href="#{html_text(e.name)}">{html_text(e.name)}</a>',
            html_text(e.unit),
            _status(e.status),
            points(e.score, e.max_score),
        ]
        for e in report.exercises
    ]
    body = [f"<h1>{html_text(report.student)}: {points(report.score, report.max_score, ' points')}</h1>"]
    body += [] if report.status is Standing.GRADED else [f"<p><strong>{html_text(report.status)}</strong></p>"]
    body += [f"<p>{html_text(sentence)}</p>" for sentence in report.notes]
    body += _table(["exercise", "unit", "status", "points"], rows, numbers=[3])
    for exercise in report.exercises:
        body += _exercise(exercise)
    body += _quiz(report.quiz)
    if report.output:
        body += [
            "<details><summary>Printed output</summary>",
            f"<pre>{html_text(report.output, keep=chr(10))}</pre></details>",
        ]
    return _page(f"Grade of {report.student}", [*body, _footer(report)])


def _exercise(exercise: ExerciseResult) -> list[str]:
    place = f" ({html_text(exercise.file)}, line {exercise.line})" if exercise.file and exercise.line else ""
    rows = [
        [_status(c.status), html_text(c.title), points(c.score, c.max_score) if c.max_score else ""]
        for c in exercise.checks
    ]
    return [
        f'<section id="{html_text(exercise.name)}">',
        f"<h2>{html_text(exercise.name)}: {exercise.status.value}, {points(exercise.score, exercise.max_score)}</h2>",
        f"<p>{html_text(exercise.unit)}, convention {html_text(exercise.convention)}{place}</p>",
        f"<pre>{html_text(exercise.formula, keep=chr(10))}</pre>",
        *_table(["status", "check", "weight"], rows, numbers=[2]),
        *([f"<p>{html_text(exercise.tally)}</p>"] if exercise.tally else []),
        *_findings(exercise.checks),
        *_diagnosis(exercise),
        "</section>",
    ]


def _quiz(questions: Sequence[QuestionResult]) -> list[str]:
    """The questions of the quiz with their points, and below them what is said about the answers."""
    if not questions:
        return []
    rows = [[html_text(q.id), html_text(q.status), points(q.score, q.max_score)] for q in questions]
    said = [
        f"<p><strong>{html_text(q.id)}:</strong> {'<br>'.join(map(html_text, q.message.splitlines()))}</p>"
        for q in questions
        if q.message
    ]
    table = _table(["question", "status", "points"], rows, numbers=[2])
    return ['<section id="quiz">', "<h2>Quiz</h2>", *table, *said, "</section>"]


def _findings(checks: Sequence[Outcome]) -> list[str]:
    """What each check has to say, a sentence that several have only once."""
    lines: list[str] = []
    said: set[str] = set()
    for check in checks:
        if check.message and check.message not in said:
            said.add(check.message)
            lines.append(f"<p><strong>{html_text(check.title)}:</strong> {html_text(check.message)}</p>")
            if check.expected or check.got:
                lines.append(f"<pre>expected  {html_text(check.expected)}\ngot       {html_text(check.got)}</pre>")
    return lines


def _diagnosis(exercise: ExerciseResult) -> list[str]:
    if exercise.diagnosis is None:
        return []
    parts = [
        f"<p><strong>{html_text(part.title)}.</strong> {html_text(part.hint)}</p>" for part in exercise.diagnosis.parts
    ]
    return [*parts, *([f"<p>{html_text(exercise.diagnosis.where)}</p>"] if exercise.diagnosis.where else [])]


def _footer(report: Report) -> str:
    grader = report.grader
    seed = "" if grader.seed is None else f", seed {grader.seed}"
    details = f"grade-descent {grader.version}, course {grader.course}, expected values {grader.key}{seed}"
    return f"<footer>Isolation: {html_text(report.isolation)}. {html_text(details)}.</footer>"


# ---------------------------------------------------------------- the class


def class_page(
    reports: Sequence[Report],
    links: Mapping[str, str],
    questions: Sequence[QuestionStatistics] = (),
    found: HandIns = NOBODY,
) -> str:
    """Students with their points, and how the class did in each exercise and in each question of the quiz.

    `found` says what else lay among the submissions.
    """
    units = [unit.name for unit in reports[0].units] if reports else []
    rows = [
        [
            _link(r, links),
            *(number(unit.score) for unit in r.units),
            points(r.score, r.max_score),
            html_text(r.status),
            html_text(note(r)),
        ]
        for r in reports
    ]
    heads = ["student", *map(html_text, units), "points", "status", "note"]
    body = [f"<h1>{len(reports)} students</h1>", *_needs_you(reports, links)]
    body += _table(heads, rows, numbers=range(1, len(units) + 2))
    body += _beside(found)
    body += ["<h2>Exercises</h2>", *_exercises(reports)]
    body += _questions(questions)
    return _page("Grades of the class", [*body, *([_footer(reports[0])] if reports else [])])


def _needs_you(reports: Sequence[Report], links: Mapping[str, str]) -> list[str]:
    """Those whom nobody but the instructor can help, with the reason."""
    rows = [
        [_link(report, links), html_text(report.status), html_text(note(report))]
        for report in reports
        if report.status in NEEDS_YOU
    ]
    return [f"<h2>Needs you: {len(rows)}</h2>", *_table(["student", "status", "note"], rows)] if rows else []


def _beside(found: HandIns) -> list[str]:
    """How the submissions were read, and what among them is nobody's."""
    rows = [[html_text(stray.name), html_text(stray.why)] for stray in found.strays]
    table = [f"<h2>Not a submission: {len(rows)}</h2>", *_table(["name", "why"], rows)] if rows else []
    return [*(f"<p>{html_text(sentence)}</p>" for sentence in found.notes), *table]


def _link(report: Report, links: Mapping[str, str]) -> str:
    return f'<a href="{html_text(quote(links[report.student]))}">{html_text(report.student)}</a>'


def _exercises(reports: Sequence[Report]) -> list[str]:
    rows = []
    for first in reports[0].exercises if reports else ():
        results = [e for report in reports for e in report.exercises if e.name == first.name]
        counts = [sum(result.status is status for result in results) for status in Status]
        scores = [result.score for result in results if not math.isnan(result.score)]
        mean = round(math.fsum(scores) / len(scores), 1) if scores else math.nan
        rows.append([html_text(first.name), *map(str, counts), points(mean, first.max_score)])
    heads = ["exercise", *(status.value for status in Status), "mean points"]
    return _table(heads, rows, numbers=range(1, len(heads)))


def _questions(questions: Sequence[QuestionStatistics]) -> list[str]:
    """How many answered each question, how well, how much it tells, and the mistakes that were recognised."""
    if not questions:
        return []
    rows = [
        [
            html_text(q.question),
            str(q.answered),
            f"{q.facility:.2f}",
            "" if q.discrimination is None else f"{q.discrimination:.2f}",
            "<br>".join(f"{html_text(mistake)}: {count}" for mistake, count in q.mistakes),
        ]
        for q in questions
    ]
    heads = ["question", "answered", "facility", "discrimination", "mistakes"]
    words = "Facility is the mean part of the points; discrimination the correlation with the rest of the quiz."
    return ["<h2>Quiz</h2>", f"<p>{words}</p>", *_table(heads, rows, numbers=[1, 2, 3])]
