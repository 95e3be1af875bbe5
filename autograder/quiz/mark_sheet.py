"""A sheet becomes marks: its answers are found, those that do not belong to it are said, the rest is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from autograder.model.course import QuizSettings
from autograder.model.items import Frozen
from autograder.model.marks import Marks, Verdict
from autograder.model.sheet import AnswersTo, Sheet
from autograder.quiz.marking.worker import Work

MarkAll = Callable[[Sequence[Work]], Sequence[Marks]]


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of every question of a sheet, in the quiz's order, and sentences about the sheet as a whole."""

    marks: tuple[Marks, ...]
    notes: tuple[str, ...]


class Plan(NamedTuple):
    """What of a sheet is to be marked, and what is said of the rest."""

    known: Mapping[str, Frozen]
    """The items of its student, by their questions."""
    notes: tuple[str, ...]
    answers: Mapping[str, AnswersTo] = MappingProxyType({})
    wrong: Mapping[str, str] = MappingProxyType({})
    """Why an answer cannot be marked, by its question."""
    works: tuple[Work, ...] = ()


def plan_sheet(sheet: Sheet, items: Sequence[Frozen], settings: QuizSettings) -> Plan:
    """Find what a sheet answers of the items that its student was given."""
    known = {frozen.item.question: frozen for frozen in items}
    answers, notes = _by_question(sheet, known)
    wrong = {question: why for question, given in answers.items() if (why := _other_version(sheet, given, known))}
    works = tuple(
        Work(known[question], given.texts, settings.penalty, given.attempts)
        for question, given in answers.items()
        if question not in wrong
    )
    return Plan(known, (*sheet.notes, *notes), answers, wrong, works)


def plan_nothing(sheet: Sheet, items: Sequence[Frozen], problem: str) -> Plan:
    """Mark nothing of a sheet that cannot count, and say why."""
    return Plan({frozen.item.question: frozen for frozen in items}, (*sheet.notes, problem))


def mark_plans(plans: Sequence[Plan], mark_all: MarkAll) -> Sequence[SheetMarks]:
    """The marks of some sheets, whose answers are marked all at once."""
    works = [work for plan in plans for work in plan.works]
    found = iter(mark_all(works) if works else ())
    return [_sheet_marks(plan, list(islice(found, len(plan.works)))) for plan in plans]


def _sheet_marks(plan: Plan, marks: Sequence[Marks]) -> SheetMarks:
    found = {one.question: one for one in marks}
    of_all = (
        _marks(frozen, found.get(question), plan.wrong.get(question, "")) for question, frozen in plan.known.items()
    )
    return SheetMarks(tuple(_with_note(one, plan.answers.get(one.question)) for one in of_all), plan.notes)


def not_handed_in(items: Sequence[Frozen]) -> tuple[Marks, ...]:
    """The marks where there is no sheet."""
    return tuple(_marks(frozen, None, "") for frozen in items)


def _by_question(sheet: Sheet, known: Mapping[str, Frozen]) -> tuple[dict[str, AnswersTo], list[str]]:
    """The answers by question, the first where there are two, and sentences about what is strange."""
    answers: dict[str, AnswersTo] = {}
    notes = []
    for given in sheet.answers:
        if given.question not in known:
            notes.append(f'{sheet.name}, line {given.line}: the quiz has no question "{given.question[:60]}"')
        elif given.question in answers:
            first = answers[given.question]
            if first.texts != given.texts:
                where = f"{sheet.name}, line {given.line}: {given.question} is answered in line {first.line} already"
                notes.append(f"{where}, otherwise: the first answer counts")
        else:
            answers[given.question] = given
    return answers, [*notes, *(note for given in answers.values() for note in _strange(sheet, given, known))]


def _strange(sheet: Sheet, given: AnswersTo, known: Mapping[str, Frozen]) -> Iterator[str]:
    blanks = [blank.id for blank in known[given.question].item.blanks]
    for key in given.texts:
        if key not in blanks:
            where = f"{sheet.name}, line {given.line}: {given.question}"
            yield f'{where} does not ask for "{key[:60]}"; it asks for {", ".join(blanks)}'


def _other_version(sheet: Sheet, given: AnswersTo, known: Mapping[str, Frozen]) -> str:
    """Why an answer cannot be marked, where the sheet asked something else; empty where it can."""
    if given.version in ("", known[given.question].item.version):
        return ""
    return (
        f"{sheet.name}, line {given.line}: this answers another version of the question (other numbers, or another "
        "text), so it was not marked: answer it in a new sheet, from  grade quiz"
    )


def _marks(frozen: Frozen, found: Marks | None, wrong: str) -> Marks:
    if found is None:
        verdict = Verdict.INVALID if wrong else Verdict.OPEN
        return Marks(frozen.item.question, verdict, 0.0, frozen.item.points, (), wrong)
    return replace(found, feedback=frozen.key.feedback)


def _with_note(marks: Marks, given: AnswersTo | None) -> Marks:
    if given is None or not given.notes:
        return marks
    return replace(marks, note="\n".join(filter(None, [marks.note, *given.notes])))


def message(marks: Marks, *, feedback: bool) -> str:
    """What a report says of a question; without feedback only what could not be read."""
    said = [marks.note]
    for answer in marks.answers:
        if answer.says and (feedback or answer.verdict is Verdict.INVALID):
            said.append(f"{answer.blank}: {answer.says}" if len(marks.answers) > 1 else answer.says)
    if feedback and marks.verdict in (Verdict.WRONG, Verdict.PARTLY):
        said.append(marks.feedback)
    return "\n".join(filter(None, said))
