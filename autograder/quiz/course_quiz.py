"""The quiz of a course: which items a sheet has, and what a sheet is worth."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.sheet import Sheet
from autograder.quiz.freeze import kept_items, unit_items
from autograder.quiz.mark_sheet import MarkAll, Plan, SheetMarks, mark_plans, plan_nothing, plan_sheet
from autograder.quiz.places import built_in_file, own_file

if TYPE_CHECKING:
    from autograder.model.question import Question

ANYBODY = ""
"""The student of a sheet that is the same for all."""


@dataclass(frozen=True)
class CourseQuiz:
    """The quiz of a course, or of some of its units, with the items made of its questions so far.

    The questions are read when they are first needed. Items that are in the cache, and of which nothing has changed
    since, need none of them: whole sheets are marked without.
    """

    course: Course
    units: tuple[str, ...]
    _items: dict[tuple[str, str], tuple[Frozen, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course, units: tuple[str, ...] = ()) -> CourseQuiz:
        """The quiz of a course, or of some of its units."""
        return cls(course, units or course.units)

    @cached_property
    def questions(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions by unit, where there are any; CourseError where one or the course file is wrong."""
        from autograder.quiz.bank import questions_for  # with the reader of question files

        if self.course.quiz.questions or self.course.quiz.points:  # what it names is looked for in all units
            questions_for(self.course)
        found = {unit: questions_for(self.course, unit) for unit in self.units}
        return {unit: questions for unit, questions in found.items() if questions}

    @property
    def digest(self) -> str:
        """Names the questions; another text of one of them, another digest.

        Own ones are read for it, so that what is wrong with them is told before anything is graded.
        """
        if self.course.quiz.questions or self.course.quiz.points or any(own_file(self.course, u) for u in self.units):
            return " ".join(f"{q.id}:{q.version}" for questions in self.questions.values() for q in questions)
        files = (built_in_file(unit) for unit in self.units)
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in files if file)).hexdigest()

    def items(self, unit: str, student: str = ANYBODY) -> tuple[Frozen, ...]:
        """The items of one student's sheet of a unit, with their keys."""
        found = self._known(unit, student)
        if found is None:
            found = self._items[unit, student] = unit_items(self.course, unit, self.questions[unit], student)
        return found

    def _known(self, unit: str, student: str) -> tuple[Frozen, ...] | None:
        """Items that need not be made, nor their questions read; None where they must."""
        if (unit, student) not in self._items:
            kept = kept_items(self.course, unit, student)
            if kept is None:
                return None
            self._items[unit, student] = kept
        return self._items[unit, student]

    def _asks(self, unit: str, student: str) -> bool:
        """Whether there is a quiz of a unit."""
        return unit in self.units and (self._known(unit, student) is not None or unit in self.questions)

    def marks(self, sheet: Sheet, mark_all: MarkAll, student: str | None = None) -> SheetMarks:
        """The marks of a sheet; with `student`, of one that he or she handed in.

        Where the sheet cannot count at all, its questions are open and a sentence says why.
        """
        (marks,) = mark_plans([self._plan(sheet, student)], mark_all)
        return marks

    def marks_of_all(self, sheets: Sequence[Sheet], mark_all: MarkAll) -> Sequence[SheetMarks]:
        """The marks of some sheets, in their order."""
        return mark_plans([self._plan(sheet, None) for sheet in sheets], mark_all)

    def _plan(self, sheet: Sheet, student: str | None) -> Plan:
        if problem := self.problem(sheet, student):
            items = self.items(sheet.unit) if self._asks(sheet.unit, ANYBODY) else ()
            return plan_nothing(sheet, items, problem)
        return plan_sheet(sheet, self.items(sheet.unit, sheet.student), self.course.quiz)

    def problem(self, sheet: Sheet, student: str | None = None) -> str:
        """Why a sheet cannot count; empty where it can."""
        if sheet.problem:
            return sheet.problem
        if not self._asks(sheet.unit, sheet.student):
            known = ", ".join(self.questions)
            return f'{sheet.name}: there is no quiz of unit "{sheet.unit[:60]}"; there is one of {known}'
        if sheet.seed != self.course.quiz.seed:
            seed = "no seed" if sheet.seed is None else f"seed {sheet.seed}"
            return (
                f"{sheet.name} was made with {seed}, and this course counts seed {self.course.quiz.seed}: "
                "answer a new sheet, from  grade quiz"
            )
        if student is not None and sheet.student != ANYBODY and _folded(sheet.student) != _folded(student):
            return f"{sheet.name} is the sheet of {sheet.student[:60]}, not of {student[:60]}: hand in your own"
        return ""


def _folded(name: str) -> str:
    """What two names have in common that differ only in case or in how accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
