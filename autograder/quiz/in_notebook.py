"""`quiz("momentum/two-steps")` in a notebook or console: a question shown, or answers marked here and now.

Where the folder holds a sheet of the unit, the numbers are those of that sheet, and answers are kept in it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from autograder.catalogue.course import course_at
from autograder.errors import UsageError
from autograder.model.items import Frozen
from autograder.model.marks import Marks
from autograder.quiz.course_quiz import ANYBODY, CourseQuiz
from autograder.quiz.mark_sheet import message
from autograder.quiz.marking.mark import marked
from autograder.quiz.own_sheet import keep, own_sheet
from autograder.quiz.sheets import blank_text


def ask(question: str, answer: object, answers: Mapping[str, object]) -> float | None:
    """Show a question, or mark answers to it; see `autograder.quiz`."""
    asked = CourseQuiz.of(course_at(None, Path.cwd()))
    unit = _unit_of(question, asked)
    file, sheet = own_sheet(asked, unit, (Path(), Path(unit)))
    items = asked.items(unit, sheet.student if sheet is not None else ANYBODY)
    frozen = next(one for one in items if one.item.question == question)
    texts = _texts(frozen, answer, answers)
    if not texts:
        _show(_question(frozen))
        return None
    marks = marked(frozen, texts)
    _show(_said(replace(marks, feedback=frozen.key.feedback)))
    if sheet is not None:
        keep(file, sheet, asked, items, frozen, texts)
    return marks.score


def _unit_of(question: str, asked: CourseQuiz) -> str:
    for unit, questions in asked.questions.items():
        if any(one.id == question for one in questions):
            return unit
    known = [one.id for questions in asked.questions.values() for one in questions]
    raise UsageError(f'the quiz has no question "{question}"; it has {", ".join(known)}')


def _texts(frozen: Frozen, answer: object, answers: Mapping[str, object]) -> dict[str, str]:
    """What was answered, as it would be typed, by the ids of the blanks."""
    blanks = {blank.id.replace("-", "_"): blank.id for blank in frozen.item.blanks}
    if answer is not None:
        if len(blanks) > 1:
            raise UsageError(f"{frozen.item.question} asks several things: answer with {' = ..., '.join(blanks)} = ...")
        answers = {next(iter(blanks)): answer, **answers}
    for name in answers:
        if name not in blanks:
            raise UsageError(f'{frozen.item.question} does not ask for "{name}"; it asks for {", ".join(blanks)}')
    return {blanks[name]: _typed(value) for name, value in answers.items() if value is not None}


def _typed(value: object) -> str:
    """A value as it would be typed: numbers with all their digits, lists as letters in order."""
    if isinstance(value, list | tuple):
        return " ".join(map(_typed, value))
    item = getattr(value, "item", None)  # a NumPy number
    return str(item() if callable(item) else value)


def _question(frozen: Frozen) -> str:
    item = frozen.item
    names = [blank.id.replace("-", "_") for blank in item.blanks]
    call = f'quiz("{item.question}", ...)' if len(names) == 1 else f'quiz("{item.question}", {names[0]}=..., ...)'
    asked = [
        f"{f'{name}: ' if len(names) > 1 else ''}{blank_text(blank)}"
        for name, blank in zip(names, item.blanks, strict=True)
    ]
    return "\n\n".join([f"{item.title} ({item.points:g} points)", item.text, *asked, f"Answer with  {call}"])


def _said(marks: Marks) -> str:
    lines = [f"{marks.question}: {marks.verdict}, {marks.score:g} of {marks.max_score:g} points"]
    for answer in marks.answers:
        if answer.understood:
            lines.append(f"  {answer.blank}: {answer.understood}: {answer.verdict}")
    return "\n".join([*lines, *message(marks, feedback=True).splitlines()])


def _show(text: str) -> None:
    """As HTML where there is a page to show it on, else as text."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if getattr(shell, "kernel", None) is None:
        print(text)
        return
    from IPython.display import display

    display({"text/html": f"<pre>{escape(text)}</pre>", "text/plain": text}, raw=True)
