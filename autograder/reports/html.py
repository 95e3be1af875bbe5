"""Pages: one for each student, one for the class. No scripts; beside them they need one folder of assets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from autograder.model import ExerciseResult, Report, Status
from autograder.model.marks import QuestionStatistics
from autograder.model.report import NEEDS_YOU
from autograder.model.submission import HandIns
from autograder.reports.pages import ASSETS_FOLDER, page, page_alone
from autograder.reports.safe import number
from autograder.reports.view import grader_in_words, student_view, unit_title
from autograder.reports.wording import note, points

NOBODY = HandIns(())


def student_page(report: Report, assets: str = f"../{ASSETS_FOLDER}") -> str:
    """Score, units, and every exercise with what is the matter with it; `assets` is the way to the shared folder."""
    return page("student.html", title=f"Grade of {report.student}", assets=assets, view=student_view(report))


def student_page_alone(report: Report) -> str:
    """A student's page that needs no folder beside it, to be handed back through a platform."""
    return page_alone("student.html", title=f"Grade of {report.student}", view=student_view(report))


# ---------------------------------------------------------------- the class


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table, which may lead to another page."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, sentences and a table below it; any of them may be missing."""

    heading: str = ""
    sentences: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    numbers: frozenset[int] = frozenset()
    """The columns that hold numbers."""


def class_page(
    reports: Sequence[Report],
    links: Mapping[str, str],
    questions: Sequence[QuestionStatistics] = (),
    found: HandIns = NOBODY,
) -> str:
    """Students with their points, and how the class did in each exercise and in each question of the quiz.

    `found` says what else lay among the submissions.
    """
    parts = [_needs_you(reports, links), _students(reports, links), _beside(found), _exercises(reports)]
    return page(
        "class.html",
        title=f"Grades of {len(reports)} students",
        assets=ASSETS_FOLDER,
        parts=[part for part in (*parts, _questions(questions)) if part is not None],
        grader=grader_in_words(reports[0]) if reports else "",
    )


def _needs_you(reports: Sequence[Report], links: Mapping[str, str]) -> Part | None:
    """Those whom nobody but the instructor can help, with the reason."""
    rows = [(_link(r, links), Cell(r.status), Cell(note(r))) for r in reports if r.status in NEEDS_YOU]
    return Part(f"Needs you: {len(rows)}", (), ("student", "status", "note"), tuple(rows)) if rows else None


def _students(reports: Sequence[Report], links: Mapping[str, str]) -> Part:
    """A row for each student."""
    units = tuple(sorted({unit.name for report in reports for unit in report.units}))
    rows = tuple(
        (
            _link(r, links),
            *_of_units(r, units),
            Cell(points(r.score, r.max_score)),
            Cell(r.status),
            Cell(note(r)),
        )
        for r in reports
    )
    heads = ("student", *map(unit_title, units), "points", "status", "note")
    return Part("Students", (), heads, rows, frozenset(range(1, len(units) + 2)))


def _of_units(report: Report, units: Sequence[str]) -> Iterator[Cell]:
    """The points of each unit; nothing where it was not graded."""
    scores = {unit.name: number(unit.score) for unit in report.units}
    yield from (Cell(scores.get(unit, "")) for unit in units)


def _beside(found: HandIns) -> Part | None:
    """How the submissions were read, and what among them is nobody's."""
    rows = tuple((Cell(stray.name), Cell(stray.why)) for stray in found.strays)
    if not rows:
        return Part("", tuple(found.notes)) if found.notes else None
    return Part(f"Not a submission: {len(rows)}", tuple(found.notes), ("name", "why"), rows)


def _link(report: Report, links: Mapping[str, str]) -> Cell:
    return Cell(report.student, quote(links[report.student]))


def _exercises(reports: Sequence[Report]) -> Part:
    """How the class did in each exercise."""
    rows = []
    by_name: dict[str, list[ExerciseResult]] = {}
    for exercise in (exercise for report in reports for exercise in report.exercises):
        by_name.setdefault(exercise.name, []).append(exercise)
    for results in by_name.values():
        first = results[0]
        counts = [sum(result.status is status for result in results) for status in Status]
        scores = [result.score for result in results if not math.isnan(result.score)]
        mean = round(math.fsum(scores) / len(scores), 1) if scores else math.nan
        rows.append((Cell(first.name), *(Cell(str(count)) for count in counts), Cell(points(mean, first.max_score))))
    heads = ("exercise", *(status.value for status in Status), "mean points")
    return Part("Exercises", (), heads, tuple(rows), frozenset(range(1, len(heads))))


def _questions(questions: Sequence[QuestionStatistics]) -> Part | None:
    """How many answered each question, how well, how much it tells, and the mistakes that were recognised."""
    if not questions:
        return None
    rows = tuple(
        (
            Cell(q.question),
            Cell(str(q.answered)),
            Cell(f"{q.facility:.2f}"),
            Cell("" if q.discrimination is None else f"{q.discrimination:.2f}"),
            Cell("\n".join(f"{mistake}: {count}" for mistake, count in q.mistakes)),
        )
        for q in questions
    )
    words = "Facility is the mean part of the points; discrimination the correlation with the rest of the quiz."
    heads = ("question", "answered", "facility", "discrimination", "mistakes")
    return Part("Quiz", (words,), heads, rows, frozenset([1, 2, 3]))
