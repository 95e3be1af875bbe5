"""The quiz in the terminal: one question after the other; what was typed is echoed as it was understood."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import click

from autograder.basics.atomic import write_whole
from autograder.cli.options import say, spoken, terminal_width, writing_to
from autograder.errors import UsageError
from autograder.model.items import Blank, Frozen, NumberKey
from autograder.model.marks import Answered, Marks, Verdict
from autograder.model.sheet import AnswersTo, Sheet
from autograder.quiz.course_quiz import ANYBODY, CourseQuiz
from autograder.quiz.freeze import frozen_items
from autograder.quiz.mark_sheet import message
from autograder.quiz.marking.mark import answered, marked
from autograder.quiz.marking.number import Numbers, own_number
from autograder.quiz.marking.right import right_text
from autograder.quiz.marking.values import number
from autograder.quiz.sheets import FILE_NAME, blank_text, read_sheet, sheet_text
from autograder.reports.sentences import texts_in

PRACTICE = "practice"
LONE_PART = "answer"
"""What the part of a question is called that asks one thing."""
WIDEST = 100


class _StoppedError(Exception):
    """The student has had enough for now."""


# ---------------------------------------------------------------- the sheet that counts


def sheet_file(unit: str) -> Path:
    """Where the sheet of a unit is: in the unit's folder, or here."""
    here = Path()
    if here.resolve().name == unit:
        return here / FILE_NAME
    own = here / FILE_NAME
    return own if own.is_file() and not (here / unit).is_dir() else here / unit / FILE_NAME


def is_finished(asked: CourseQuiz, unit: str) -> bool:
    """Whether every blank of a unit's sheet is answered."""
    sheet = _read(sheet_file(unit))
    if sheet is None or asked.problem(sheet):
        return False
    given = {answers.question: answers.texts for answers in sheet.answers}
    return all(
        given.get(question.id, {}).get(part.id, "").strip()
        for question in asked.questions[unit]
        for part in question.parts
    )


def _read(file: Path) -> Sheet | None:
    try:
        return read_sheet(file.read_bytes(), str(file))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}): see who may read it") from error


def take(asked: CourseQuiz, unit: str) -> None:
    """Go through the sheet of a unit from the first open question; every answer is kept at once."""
    file = sheet_file(unit)
    sheet = _read(file)
    if sheet is not None and (problem := asked.problem(sheet)):
        raise UsageError(f"{problem}; or move {file} away and type the same again")
    student = sheet.student if sheet is not None else ANYBODY
    items = asked.items(unit, student)
    given = _kept(sheet, items)
    say(f"The quiz of unit {unit}: {len(items)} questions. Enter alone leaves a question open; Ctrl-D ends.")
    try:
        for at, frozen in enumerate(items, 1):
            answers = given[frozen.item.question]
            if not _is_answered(frozen, answers):
                given[frozen.item.question] = _asked(at, len(items), frozen, answers, asked)
                _write(file, items, student, asked, given)
    except _StoppedError:
        say()
        say("Stopped; what you answered is kept.")
    _write(file, items, student, asked, given)
    count = sum(_is_answered(frozen, given[frozen.item.question]) for frozen in items)
    say(f"{count} of {len(items)} questions are answered in {file}: that is the file to hand in.")
    if count < len(items):
        say(f"To go on, type:  grade quiz {unit.partition('_')[0]}")


def _kept(sheet: Sheet | None, items: tuple[Frozen, ...]) -> dict[str, AnswersTo]:
    """What was answered before, for every item; answers to other versions are not kept."""
    before = {answers.question: answers for answers in sheet.answers} if sheet is not None else {}
    found = dict(before)
    for frozen in items:
        empty = AnswersTo(frozen.item.question, frozen.item.version, {}, 0)
        answers = before.get(frozen.item.question, empty)
        found[frozen.item.question] = answers if answers.version in ("", frozen.item.version) else empty
    return found


def _is_answered(frozen: Frozen, given: AnswersTo) -> bool:
    return all(given.texts.get(blank.id, "").strip() for blank in frozen.item.blanks)


def _write(
    file: Path, items: tuple[Frozen, ...], student: str, asked: CourseQuiz, given: Mapping[str, AnswersTo]
) -> None:
    with writing_to(file.parent):
        write_whole(file, sheet_text([frozen.item for frozen in items], student, asked.course.quiz.seed, given))


def _asked(at: int, of: int, frozen: Frozen, before: AnswersTo, asked: CourseQuiz) -> AnswersTo:
    """Ask one question, again if the course says at once what is right and the student wants to."""
    settings = asked.course.quiz
    given = before
    while True:
        texts = ask(f"{at}/{of}", frozen, given.texts)
        given = replace(given, version=frozen.item.version, texts=texts)
        if not settings.feedback or not any(text.strip() for text in texts.values()):
            return given
        marks = marked(frozen, texts, penalty=settings.penalty, attempts=given.attempts)
        tell(marks)
        if marks.verdict is Verdict.RIGHT or not _again(settings.penalty):
            return given
        kept = {one.blank: texts[one.blank] for one in marks.answers if one.verdict is Verdict.RIGHT}
        given = replace(given, attempts=given.attempts + 1, texts=kept)


def _again(penalty: float) -> bool:
    of = spoken().of
    cost = of(f"That costs {penalty:.0%} of its points.") if penalty else ""
    asked = " ".join(filter(None, [of("Try again?"), cost, of("(y, or Enter to go on)"), ""]))
    return _line(asked).strip().lower() in ("y", "yes", of("yes"), of("yes")[0])


# ---------------------------------------------------------------- practice


def practise(asked: CourseQuiz, unit: str) -> None:
    """Ask the questions of a unit with new numbers, round after round, and say at once what is right."""
    import secrets  # only here: a sheet that counts leaves nothing to chance

    say(f"Practice of unit {unit}: new numbers every time, and nothing counts. Ctrl-D ends.")
    right = tried = 0
    try:
        while True:
            for at, question in enumerate(asked.questions[unit], 1):
                seed = secrets.randbelow(1 << 62)
                (frozen,) = frozen_items(asked.course, [question], PRACTICE, seed, keeping=False)
                texts = ask(f"{at}/{len(asked.questions[unit])}", frozen, {})
                marks = marked(frozen, texts)
                tell(replace(marks, feedback=frozen.key.feedback))
                for blank, answer in zip(frozen.item.blanks, marks.answers, strict=True):
                    if answer.verdict is not Verdict.RIGHT:
                        click.echo(f"  {spoken().of('right')}: {right_text(blank, frozen.key.blanks[blank.id])}")
                tried += any(text.strip() for text in texts.values())
                right += marks.verdict is Verdict.RIGHT
    except _StoppedError:
        say()
        say(f"{right} of {tried} right.")


# ---------------------------------------------------------------- asking


def ask(number_: str, frozen: Frozen, before: Mapping[str, str]) -> dict[str, str]:
    """Show a question and read its answers; what is not understood costs nothing and is asked again."""
    item = frozen.item
    points = texts_in(spoken())("points-of", points=f"{item.points:g}", count=1 if item.points == 1 else 2)
    click.echo(f"\n{'-' * min(terminal_width(), WIDEST)}\n{number_}  {item.title}  ({points})\n")
    show(item.text)
    texts = dict(before)
    own: dict[str, Decimal | None] = {}
    right: dict[str, Decimal | None] = {}
    for blank in item.blanks:
        if not texts.get(blank.id, "").strip():
            click.echo()
            show(blank_text(replace(blank, rule=spoken().of(blank.rule))))
            texts[blank.id] = _answer(blank, frozen, own, right)
        key = frozen.key.blanks[blank.id]
        if isinstance(key, NumberKey):
            own[blank.id], right[blank.id] = own_number(blank, texts[blank.id]), number(key.value)
    return texts


def _answer(blank: Blank, frozen: Frozen, own: Numbers, right: Numbers) -> str:
    """One answer, once it is understood and the student agrees with how."""
    prompt = f"{spoken().of(blank.id) if blank.id == LONE_PART else blank.id}: "
    text = _line(prompt)
    while text.strip():
        found = answered(blank, frozen.key.blanks[blank.id], text, own, right)
        if found.verdict is Verdict.INVALID:
            click.echo(f"  {spoken().of(found.says)}")
            text = _line(prompt)
            continue
        if found.understood == text.strip():
            return text
        again = _line(f"  {spoken().of(f'understood: {found.understood}   (Enter to keep it, or type it anew)')} ")
        if not again.strip():
            return text
        text = again
    return ""


def _line(prompt: str) -> str:
    """One line from the student; _StoppedError where there is none any more."""
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        raise _StoppedError from None


def show(text: str) -> None:
    """A text in lines that fit; lines that are set in stay as they are."""
    width = min(terminal_width(), WIDEST)
    for line in text.splitlines():
        click.echo(line if line.startswith(" ") else textwrap.fill(line, width))


def tell(marks: Marks) -> None:
    """Say how the answers were found, and why."""
    for answer in marks.answers:
        if answer.verdict is not Verdict.OPEN:
            click.echo(f"  {_named(answer, marks)}{spoken().of(str(answer.verdict))}")
    lines = [spoken().of(line) for line in message(marks, feedback=True).split("\n")]
    show(textwrap.indent("\n".join(lines), "  "))


def _named(answer: Answered, marks: Marks) -> str:
    return f"{answer.blank}: " if len(marks.answers) > 1 else ""
