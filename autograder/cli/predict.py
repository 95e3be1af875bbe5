"""`grade predict`: what will the rule do? Answered first, then shown."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.completion import names
from autograder.cli.names import exercises_of, resolved, units_named
from autograder.cli.options import course_at, course_option, say, spoken, terminal_width
from autograder.errors import UsageError
from autograder.model import Exercise
from autograder.model.course import Course
from autograder.model.items import LettersKey
from autograder.model.marks import Answered, Verdict

if TYPE_CHECKING:
    from autograder.quiz.predict.prediction import Prediction
    from autograder.texts import Texts

KINDS = ("number", "curve", "settles", "limit")
WIDEST = 100
MOST_SEED = 2**62


class _StoppedError(Exception):
    """There is no more input, or the student has had enough."""


@click.command()
@click.argument("name", required=False, shell_complete=names)
@click.option("--kind", type=click.Choice(KINDS), help="What to predict; else one of what there is.")
@click.option("--seed", type=click.IntRange(0, MOST_SEED), help="Draws the numbers; else they are new each time.")
@course_option
def predict(name: str | None, kind: str | None, seed: int | None, course_file: Path | None) -> None:
    """Predict what the rule NAME does (default: what you are working on): where is w after three steps, which curve is
    it, will it settle, which learning rate is the limit? Then it is shown, with the reason.

    \b
    grade predict momentum
    grade predict cosine_annealing --kind curve
    """
    from autograder.quiz.predict.ask import predicted
    from autograder.quiz.predict.sentences import texts_in

    course = course_at(course_file, Path())
    exercise = _named(course, name) if name else _worked_on(course)
    texts = texts_in(spoken())
    try:
        while True:
            found = predicted(exercise, _seed(seed), spoken(), kind or "")
            if found is None:
                raise UsageError(_nothing_of(exercise, kind or ""))
            _ask(found, texts)
            if seed is not None or not _is_terminal() or _line(f"\n{texts('predict.another')}").strip():
                return
    except _StoppedError:
        say(f"\n{texts('predict.stopped')}")


def _named(course: Course, name: str) -> Exercise:
    """The exercise that is meant; a unit is told what it holds."""
    known = {**units_named(course.units), **exercises_of(course)}
    found = resolved(name, known, "the course has no exercise")
    if found in course.units:
        listed = ", ".join(exercise.name for exercise in course.of_unit(found))
        raise UsageError(f"{name} is a unit: name one of its exercises, {listed}")
    return course.exercise(found)


def _worked_on(course: Course) -> Exercise:
    """The exercise that bare `grade` would show; the first one where there are none here."""
    from autograder.cli.go_on import name_worked_on
    from autograder.quiz.predict.sentences import texts_in

    here = name_worked_on(course)
    if here:
        say(texts_in(spoken())("predict.here", name=here), err=True)
    return course.exercise(here) if here else course.exercises[0]


def _nothing_of(exercise: Exercise, kind: str) -> str:
    """That there is nothing of a kind to predict, and what there is."""
    from autograder.quiz.predict.ask import kinds_of

    kinds = kinds_of(exercise, spoken())
    if not kinds:
        return f"there is nothing to predict of {exercise.name}: see it with  grade show {exercise.name}"
    return f"of {exercise.name} there is no {kind} to predict: --kind takes {', '.join(kinds)}"


def _seed(asked: int | None) -> int:
    import secrets  # only here: what does not count may be left to chance

    return secrets.randbelow(MOST_SEED) if asked is None else asked


# ---------------------------------------------------------------- one question


def _ask(found: Prediction, texts: Texts) -> None:
    """Ask a question, mark the answer, say why, and show what the rule does."""
    _show(f"{found.frozen.item.title}: {found.frozen.item.text}")
    _show_choices(found)
    answer = _answer(found)
    if answer.verdict is not Verdict.OPEN:
        heard = f"{answer.understood}: " if answer.understood else ""
        _show(f"{heard}{texts.of(str(answer.verdict))}. {spoken().of(answer.says)}".rstrip())
    if answer.verdict is not Verdict.RIGHT:
        _show(texts("predict.it-is", value=_right(found)))
    click.echo()
    for letter, curve in found.curves.items():
        _show(f"  {letter}  {curve.says}")
    if found.shown:
        _show(texts("predict.what-it-does"))
        for line in found.shown:
            _show(textwrap.indent(line, "  "))
    _show(texts("predict.for-more", command=found.command))


def _answer(found: Prediction) -> Answered:
    """The first answer that is understood; what is not costs nothing and is asked for again."""
    from autograder.quiz.marking.mark import answered

    prompt = f"{found.blank.text}: " if found.blank.text else "> "
    while True:
        given = answered(found.blank, found.key, _line(prompt), {}, {})
        if given.verdict is not Verdict.INVALID:
            return given
        _show(f"  {spoken().of(given.says)}")


def _right(found: Prediction) -> str:
    """What would have been right, in words."""
    from autograder.quiz.marking.right import right_text

    if isinstance(found.key, LettersKey):
        text_of = {choice.letter: choice.text for choice in found.blank.choices}
        return ", ".join(f"{letter} ({text_of[letter]})" if text_of[letter] else letter for letter in found.key.right)
    return right_text(found.blank, found.key)


def _show_choices(found: Prediction) -> None:
    """What there is to choose from: sentences, or curves one below the other, all on one scale."""
    for choice in found.blank.choices if not found.curves else ():
        _show(f"  {choice.letter}  {choice.text}")
    if not found.curves:
        return
    from autograder.model.display import number_text
    from autograder.reports.curves import drawn

    values = [value for curve in found.curves.values() for value in curve.values]
    low, high = min(values), max(values)
    ends = number_text(high, 3), number_text(low, 3)
    margin = max(map(len, ends))
    for letter, curve in found.curves.items():
        lines = drawn(curve.values, low, high, ascii_only=_writes_no_braille())
        for row, line in enumerate(lines):
            number = {0: ends[0], len(lines) - 1: ends[1]}.get(row, "")
            click.echo(f"  {letter if row == 0 else ' '}  {number:>{margin}} |{line}")
        click.echo()


def _writes_no_braille() -> bool:
    """Whether the output's encoding lacks braille, as cp1252 and ASCII do."""
    try:
        chr(0x28FF).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _show(text: str) -> None:
    """A text in lines that fit; lines that are set in keep their margin."""
    width = min(terminal_width(), WIDEST)
    for line in text.splitlines():
        margin = " " * (len(line) - len(line.lstrip()))
        say("\n".join(textwrap.wrap(line, width, subsequent_indent=margin, break_long_words=False)) or line)


def _line(prompt: str) -> str:
    """One line from the student; _StoppedError where there is none any more."""
    try:
        line = input(prompt)
    except (EOFError, KeyboardInterrupt):
        raise _StoppedError from None
    if not sys.stdin.isatty():  # nobody has ended the line on the screen
        click.echo()
    return line
