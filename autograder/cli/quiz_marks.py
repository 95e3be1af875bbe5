"""Marked sheets as text and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence

from autograder.model.marks import Marks
from autograder.model.sheet import Sheet
from autograder.quiz.json_form import marks_to_json
from autograder.quiz.mark_sheet import SheetMarks, message
from autograder.reports.safe import clean, number

Marked = Sequence[tuple[Sheet, SheetMarks]]


def as_text(marked: Marked) -> str:
    """Each sheet with its points, and what is said about its answers."""
    return "\n".join(line for sheet, marks in marked for line in [*_sheet(sheet, marks), ""])


def _sheet(sheet: Sheet, found: SheetMarks) -> Iterator[str]:
    score = math.fsum(marks.score for marks in found.marks)
    most = math.fsum(marks.max_score for marks in found.marks)
    whose = f"{sheet.student}, " if sheet.student else ""
    yield f"{clean(f'{whose}{sheet.unit or sheet.name}')}: {number(score)} of {number(most)} points"
    for note in found.notes:
        yield f"  note: {clean(note, 500)}"
    for marks in found.marks:
        yield from lines_of(marks)


def lines_of(marks: Marks) -> Iterator[str]:
    """One question: how it was found, its points, each answer as it was understood, and what is said."""
    yield f"  {marks.verdict:<12} {number(marks.score)}/{number(marks.max_score)}  {clean(marks.question)}"
    for answer in marks.answers:
        if answer.understood and len(marks.answers) > 1:
            yield f"      {answer.blank}: {clean(answer.understood, 500)}: {answer.verdict}"
        elif answer.understood:
            yield f"      {clean(answer.understood, 500)}"
    for line in message(marks, feedback=True).splitlines():
        yield f"      {clean(line, 1000)}"


def as_json(marked: Marked) -> str:
    """A list of the sheets with all that was found."""
    sheets = [
        {
            "file": sheet.name,
            "student": sheet.student,
            "unit": sheet.unit,
            "score": math.fsum(marks.score for marks in found.marks),
            "max_score": math.fsum(marks.max_score for marks in found.marks),
            "notes": list(found.notes),
            "questions": [marks_to_json(marks) for marks in found.marks],
        }
        for sheet, found in marked
    ]
    return json.dumps(sheets, indent=2) + "\n"
