"""The quiz of a course: which items a sheet has, and what a sheet is worth."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.quiz import Question
from autograder.model.sheet import Sheet
from autograder.quiz.bank import questions_for
from autograder.quiz.freeze import frozen_items
from autograder.quiz.mark_sheet import MarkAll, SheetMarks, mark_sheet, not_handed_in

ANYBODY = ""
"""The student of a sheet that is the same for all."""


@dataclass(frozen=True)
class CourseQuiz:
    """The questions of a course by unit, and the items made of them so far."""

    course: Course
    questions: Mapping[str, tuple[Question, ...]]
    _items: dict[tuple[str, str], tuple[Frozen, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course, units: tuple[str, ...] = ()) -> CourseQuiz:
        """The quiz of a course, or of some of its units; CourseError where a question or the course file is wrong."""
        if course.quiz.questions or course.quiz.points:  # what the course file names is looked for in all units
            questions_for(course)
        found = {unit: questions_for(course, unit) for unit in units or course.units}
        return cls(course, {unit: questions for unit, questions in found.items() if questions})

    @property
    def digest(self) -> str:
        """Names the questions; another text of one of them, another digest."""
        return " ".join(f"{q.id}:{q.version}" for questions in self.questions.values() for q in questions)

    def items(self, unit: str, student: str = ANYBODY) -> tuple[Frozen, ...]:
        """The items of one student's sheet of a unit, with their keys."""
        if (unit, student) not in self._items:
            seed = self.course.quiz.seed
            self._items[unit, student] = frozen_items(self.course, self.questions[unit], student, seed)
        return self._items[unit, student]

    def marks(self, sheet: Sheet, mark_all: MarkAll, student: str | None = None) -> SheetMarks:
        """The marks of a sheet; with `student`, of one that he or she handed in.

        Where the sheet cannot count at all, its questions are open and a sentence says why.
        """
        problem = self.problem(sheet, student)
        if problem:
            items = self.items(sheet.unit) if sheet.unit in self.questions else ()
            return SheetMarks(not_handed_in(items), (*sheet.notes, problem))
        return mark_sheet(sheet, self.items(sheet.unit, sheet.student), self.course.quiz, mark_all)

    def problem(self, sheet: Sheet, student: str | None = None) -> str:
        """Why a sheet cannot count; empty where it can."""
        if sheet.problem:
            return sheet.problem
        if sheet.unit not in self.questions:
            known = ", ".join(self.questions)
            return f'{sheet.name}: there is no quiz of unit "{sheet.unit[:60]}"; there is one of {known}'
        if sheet.seed != self.course.quiz.seed:
            seed = "no seed" if sheet.seed is None else f"seed {sheet.seed}"
            return (
                f"{sheet.name} was made with {seed}, and this course counts seed {self.course.quiz.seed}: "
                "answer a new sheet, from  grade quiz take"
            )
        if student is not None and sheet.student != ANYBODY and _folded(sheet.student) != _folded(student):
            return f"{sheet.name} is the sheet of {sheet.student[:60]}, not of {student[:60]}: hand in your own"
        return ""


def _folded(name: str) -> str:
    """What two names have in common that differ only in case or in how accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
