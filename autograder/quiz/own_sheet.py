"""A student's own sheet where he or she works: found in a folder, and written again with each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.basics.atomic import write_whole
from autograder.model.items import Frozen
from autograder.model.sheet import AnswersTo, Sheet
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.sheets import FILE_NAME, read_sheet, sheet_text


def own_sheet(asked: CourseQuiz, unit: str, folders: Sequence[Path]) -> tuple[Path, Sheet | None]:
    """The sheet of a unit in the first of some folders that has one; none where there is none that counts."""
    for file in (folder / FILE_NAME for folder in folders):
        if file.is_file():
            sheet = read_sheet(file.read_bytes(), str(file))
            if sheet.unit == unit and not asked.problem(sheet):
                return file, sheet
    return folders[0] / FILE_NAME, None


def keep(
    file: Path, sheet: Sheet, asked: CourseQuiz, items: Sequence[Frozen], frozen: Frozen, texts: Mapping[str, str]
) -> None:
    """Write the sheet with these answers in it; what else it holds stays."""
    given = {answers.question: answers for answers in sheet.answers}
    before = given.get(frozen.item.question, AnswersTo(frozen.item.question, frozen.item.version, {}, 0))
    given[frozen.item.question] = replace(before, version=frozen.item.version, texts={**before.texts, **texts})
    write_whole(file, sheet_text([one.item for one in items], sheet.student, asked.course.quiz.seed, given))
