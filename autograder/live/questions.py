"""The questions of a unit's quiz on its page: answered there, kept in the student's own sheet, and marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from autograder.errors import unknown
from autograder.model.course import Course
from autograder.model.items import Frozen, Item
from autograder.model.marks import Marks
from autograder.model.sheet import Sheet
from autograder.quiz.blocks import Block, blocks
from autograder.quiz.course_quiz import ANYBODY, CourseQuiz
from autograder.quiz.marking.mark import marked
from autograder.quiz.own_sheet import keep, own_sheet


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is shown, with what was answered before, by the ids of its blanks."""

    item: Item
    blocks: tuple[Block, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about an answer; without marks where the course says what is right only later."""

    marks: Marks | None
    kept: str
    """The file that holds the answer."""


class Questions:
    """The quiz of a course, for the student whose folder it is."""

    def __init__(self, course: Course, folder: Path) -> None:
        self._course = course
        self._folder = folder

    @cached_property
    def _quiz(self) -> CourseQuiz:
        return CourseQuiz.of(self._course)

    def shown(self, unit: str) -> tuple[Question, ...]:
        """The questions of a unit."""
        if unit not in self._quiz.questions:
            return ()
        _, sheet, items = self._sheet(unit)
        before = {given.question: given.texts for given in sheet.answers}
        return tuple(Question(f.item, blocks(f.item.text), before.get(f.item.question, {})) for f in items)

    def answer(self, unit: str, question: str, texts: Mapping[str, str]) -> Said:
        """Keep an answer in the sheet; say what is right where the course does so at once.

        UsageError for a question or a blank that there is none of.
        """
        if unit not in self._quiz.questions:
            raise unknown("there is no quiz of unit", unit, tuple(self._quiz.questions))
        file, sheet, items = self._sheet(unit)
        found = {frozen.item.question: frozen for frozen in items}
        if question not in found:
            raise unknown("the quiz has no question", question, tuple(found))
        frozen = found[question]
        blanks = [blank.id for blank in frozen.item.blanks]
        for name in texts:
            if name not in blanks:
                raise unknown(f"{question} does not ask for", name, blanks)
        keep(file, sheet, self._quiz, items, frozen, texts)
        if not self._course.quiz.feedback:
            return Said(None, file.name)
        return Said(replace(marked(frozen, texts), feedback=frozen.key.feedback), file.name)

    def _sheet(self, unit: str) -> tuple[Path, Sheet, tuple[Frozen, ...]]:
        """The student's sheet, or an empty one where there is none, and the items that it asks."""
        file, sheet = own_sheet(self._quiz, unit, (self._folder / unit, self._folder))
        if sheet is None:
            sheet = Sheet(file.name, unit, ANYBODY, self._course.quiz.seed, ())
        return file, sheet, self._quiz.items(unit, sheet.student)
