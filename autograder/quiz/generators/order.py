"""Lines to be put in order, and the number of the line that is wrong."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from autograder.model.items import Blank, LineKey, OrderKey
from autograder.model.question import PartOfQuestion, Piece
from autograder.quiz.generators.context import Context
from autograder.quiz.generators.letters import lettered
from autograder.quiz.generators.texts import filled
from autograder.quiz.generators.worked import first_wrong_line
from autograder.symbolic.printing import text
from autograder.symbolic.steps import Steps


def order_part(part: PartOfQuestion, context: Context, points: float) -> tuple[Blank, OrderKey]:
    """Pieces to be put in order: those of the question, or the lines of its rule."""
    pieces = part.pieces or _lines_of_rule(part, context)
    texts = {piece.name: filled(piece.text, context) if part.pieces else piece.text for piece in pieces}
    _refuse_unknown(pieces, part, context)
    choices = lettered(texts.values(), part, context)
    letter_of = {name: next(c.letter for c in choices if c.text == text) for name, text in texts.items()}
    order = _one_order(pieces, part, context)
    before = tuple((letter_of[first], letter_of[piece.name]) for piece in pieces for first in piece.after)
    rule = "All letters in order, such as  c a b. Where several orders work, each of them is right."
    blank = Blank(part.id, part.kind, filled(part.text, context), points, choices, rule=rule)
    return blank, OrderKey(before, tuple(letter_of[name] for name in order))


def _refuse_unknown(pieces: tuple[Piece, ...], part: PartOfQuestion, context: Context) -> None:
    names = [piece.name for piece in pieces]
    for piece in pieces:
        for other in piece.after:
            if other not in names:
                raise context.wrong(f'"{piece.name}" comes after "{other}", which is not there', part)
    if len({piece.text for piece in pieces}) < len(pieces) or len(set(names)) < len(pieces):
        raise context.wrong("two pieces are the same", part)


def _one_order(pieces: tuple[Piece, ...], part: PartOfQuestion, context: Context) -> tuple[str, ...]:
    try:
        return tuple(TopologicalSorter({piece.name: piece.after for piece in pieces}).static_order())
    except CycleError as error:
        raise context.wrong(f"the pieces come after each other in a circle: {' '.join(error.args[1])}", part) from error


def _lines_of_rule(part: PartOfQuestion, context: Context) -> tuple[Piece, ...]:
    program = next((program for program in context.programs.values() if program is not None), None)
    if program is None:
        raise context.wrong("an order of lines needs a run with a rule", part)
    steps = program.right.steps
    before = dependencies(steps)
    texts = [f"{step.symbol.name} = {text(step.expression)}" for step in steps]
    return tuple(Piece(str(at), line, tuple(map(str, before[at]))) for at, line in enumerate(texts))


def dependencies(steps: Steps) -> tuple[tuple[int, ...], ...]:
    """For each line, the lines that must come before it.

    A line waits for those before it that assign what it reads, read what it assigns, or assign the same.
    """
    return tuple(
        tuple(
            first
            for first, earlier in enumerate(steps[:at])
            if earlier.symbol in step.expression.free_symbols
            or step.symbol in earlier.expression.free_symbols
            or earlier.symbol == step.symbol
        )
        for at, step in enumerate(steps)
    )


def line_part(part: PartOfQuestion, context: Context, points: float) -> tuple[Blank, LineKey]:
    """The first wrong line of a run that makes a mistake."""
    prefix = next((name for name, run in context.runs.items() if run.mistake), None)
    if prefix is None:
        raise context.wrong('kind "line" needs a run with a mistake', part)
    right, lines = first_wrong_line(context, prefix)
    rule = f"A number from 1 to {lines}."
    return Blank(part.id, part.kind, filled(part.text, context), points, lines=lines, rule=rule), LineKey(right)
