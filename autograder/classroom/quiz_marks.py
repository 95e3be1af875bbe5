"""The quiz of a submission, marked, as part of the report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from autograder.model.marks import Marks
from autograder.model.report import QuestionResult, Report, Standing, UnitScore, counted
from autograder.model.sheet import Sheet
from autograder.model.submission import Submission
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.mark_sheet import SheetMarks, message, not_handed_in
from autograder.quiz.marking.worker import Marker, Work
from autograder.quiz.sheets import read_sheet


class QuizMarker:
    """Marks the sheets of one submission after another; its process is started by the first sheet."""

    def __init__(self, quiz: CourseQuiz | None) -> None:
        self._quiz = quiz
        self._opened = ExitStack()
        self._marker: Marker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._opened.__exit__(kind, error, traceback)

    def added(self, report: Report, submission: Submission) -> Report:
        """The report with the quiz: its points count where a sheet was handed in, or the course requires one."""
        quiz = self._quiz
        if quiz is None or submission.problem:
            return report
        sheets, problems = _by_unit(submission)
        scores = (*report.units, *_further(quiz, sheets, report))
        known = [unit.name for unit in scores]
        found = {unit: self._marks(quiz, unit, sheets.get(unit), submission.student) for unit in known}
        entries = {
            unit: [_entry(marks, unit, feedback=quiz.course.quiz.feedback) for marks in some.marks]
            for unit, some in found.items()
        }
        units = tuple(_with_points(unit, entries[unit.name]) for unit in scores)
        said = [note for some in found.values() for note in some.notes if note not in problems]
        said += [f'{s.name}: there is no quiz of unit "{s.unit[:60]}"' for u, s in sheets.items() if u not in known]
        return replace(
            report,
            score=round(math.fsum(unit.score for unit in counted(units)), 2),
            max_score=round(math.fsum(unit.max_score for unit in counted(units)), 2),
            units=units,
            status=_standing(report, sheets, problems),
            quiz=tuple(entry for some in entries.values() for entry in some),
            notes=(*problems, *report.notes, *said),
        )

    def _marks(self, quiz: CourseQuiz, unit: str, sheet: Sheet | None, student: str) -> SheetMarks:
        if unit not in quiz.questions:
            return SheetMarks((), ())
        if sheet is None:
            return SheetMarks(not_handed_in(quiz.items(unit)) if quiz.course.quiz.required else (), ())
        return quiz.marks(sheet, self._mark_all, student)

    def _mark_all(self, works: Sequence[Work]) -> Sequence[Marks]:
        if self._marker is None:
            self._marker = self._opened.enter_context(Marker())
        return self._marker.marks(works)


def _further(quiz: CourseQuiz, sheets: Iterable[str], report: Report) -> Iterator[UnitScore]:
    """Units beyond the core of which only the quiz was handed in: a report holds them where something was."""
    there = {unit.name for unit in report.units}
    for unit in quiz.course.units:
        if unit in sheets and unit not in there and quiz.course.choice(unit).further:
            yield UnitScore(unit, 0.0, 0.0, further=True)


def _standing(report: Report, sheets: Mapping[str, Sheet], problems: Sequence[str]) -> Standing:
    """What became of the submission, its sheets included."""
    if report.status is Standing.WITHHELD:
        return report.status
    if problems:
        return Standing.UNREADABLE
    return Standing.GRADED if sheets and report.status is Standing.NOTHING else report.status


def _by_unit(submission: Submission) -> tuple[dict[str, Sheet], list[str]]:
    """The sheet of each unit, and why others could not be read: of two that differ, neither is."""
    sheets: dict[str, Sheet] = {}
    problems = []
    for file in submission.sheets:
        sheet = read_sheet(file.content, file.name)
        if file.problem or sheet.problem:
            problems.append(file.problem or sheet.problem)
        elif sheet.is_blank:  # it lay in the folder that was handed out
            continue
        elif sheet.unit not in sheets:
            sheets[sheet.unit] = sheet
        elif replace(sheet, name="") != replace(sheets[sheet.unit], name=""):
            first = sheets[sheet.unit]
            problem = f"{first.name} and {sheet.name} differ: keep the one that counts, and remove the other"
            sheets[sheet.unit] = replace(first, problem=problem)
            problems.append(problem)
    return sheets, problems


def _entry(marks: Marks, unit: str, *, feedback: bool) -> QuestionResult:
    """What a report carries of a question."""
    return QuestionResult(
        id=marks.question,
        status=str(marks.verdict),
        score=marks.score,
        max_score=marks.max_score,
        message=message(marks, feedback=feedback),
        mistakes=tuple(_mistakes(marks)),
        unit=unit,
    )


def _mistakes(marks: Marks) -> Iterator[str]:
    yield from dict.fromkeys(mistake for answer in marks.answers for mistake in answer.mistakes)


def _with_points(unit: UnitScore, entries: Sequence[QuestionResult]) -> UnitScore:
    score = math.fsum([unit.score, *(entry.score for entry in entries)])
    most = math.fsum([unit.max_score, *(entry.max_score for entry in entries)])
    return replace(unit, score=round(score, 2), max_score=round(most, 2))
