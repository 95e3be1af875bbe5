"""What one request has brought so far: every frame of its children is noted here, and none is believed."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any, NamedTuple

from autograder.basics.dataclass import dataclass
from autograder.model import Answer, AnswerKind, Cell, CellError, Limits, Request
from autograder.sandbox.answers import answers_of, is_line, line_of, text_of
from autograder.sandbox.child.wire import Kind, WireError, decode
from autograder.sandbox.known import KnownAnswers
from autograder.sandbox.request import WHOLE, Todo, Turn

MOST_RECEIVED = 256 * 1024 * 1024
"""Bytes that all frames of a submission may have together: a right one has a hundred thousand or two."""
_ALWAYS = frozenset(["printed", "cut"])
ENTRIES: Mapping[Kind, frozenset[str]] = {
    Kind.READY: _ALWAYS,
    Kind.STATEMENT: _ALWAYS | {"statement", "line"},
    Kind.CELLS: _ALWAYS | {"ends"},
    Kind.LINES: _ALWAYS | {"lines", "missing"},
    Kind.ANSWERS: _ALWAYS | {"layouts", "rows", "counts", "overwritten", "ends", "prints"},
    Kind.AGAIN: _ALWAYS,
    Kind.DONE: _ALWAYS,
}
"""What a frame may hold."""
MOST_FAILURES = 50
"""Of a cell, and of libraries that are missing."""
LONGEST_LINE = 80
BEFORE = -2
"""In the place of a statement's number: before the first one of a cell."""
WALL_PER_CPU = 3.0
"""A submission may take this many times its CPU limit by the clock, so that sleeping does not stop a class."""


def wall_seconds(limits: Limits) -> float:
    """The time by the clock that a submission may take."""
    return limits.cpu_seconds * WALL_PER_CPU


class Printed(NamedTuple):
    """What one frame said was printed."""

    call: int | None
    """The first call that the frame answers; None where it answers none."""
    text: str
    cut: bool
    """Whether more was printed than is kept."""


@dataclass(slots=True)
class Progress:
    """What is known so far of one request, over all the children it took."""

    deadline: float
    """When the time of the whole submission is over, by the monotonic clock."""
    known: KnownAnswers
    """What frames said that came before, of whichever submission."""
    answers: dict[int, Answer] = field(default_factory=dict)
    cell_errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    """By the cell's number, and in the order in which they were told."""
    statement: tuple[int, int, int] | None = None
    """The statement that is run right now, where that is told: its cell, its number and its line."""
    lines: dict[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    printed: list[Printed] = field(default_factory=list)
    cpu_seconds: float = 0.0
    told: set[tuple[int, int]] = field(default_factory=set)
    """The cells and statements up to which the output has been noted."""
    received: int = 0
    """Bytes, of all frames together."""

    def forget(self, calls: Collection[int]) -> None:
        """Drop what is known of some calls that are made again, also what they printed, as they print it again."""
        for number in calls:
            self.answers.pop(number, None)
        self.printed = [piece for piece in self.printed if piece.call not in calls]


def take(data: bytes, turn: Turn, plan: Todo, progress: Progress, request: Request) -> int:
    """Note one frame, and how many it answers; WireError where it is not the one whose turn it is, whatever it is."""
    try:
        return _noted(data, turn, plan, progress, request)
    except WireError:
        raise
    except Exception as error:  # hostile bytes may find a way that nobody has thought of
        raise WireError(f"a frame that cannot be read: {type(error).__name__}") from error


def _noted(data: bytes, turn: Turn, plan: Todo, progress: Progress, request: Request) -> int:
    progress.received += len(data)
    if progress.received > MOST_RECEIVED:
        raise WireError("more than a submission can have to say")
    if turn.kind is Kind.ANSWERS:
        answers = progress.known.find(data, request, turn.numbers)
        if answers is not None:
            progress.answers.update(zip(turn.numbers, answers, strict=False))
            return len(answers)
    frame = decode(data)
    value: Mapping[str, Any] = frame.value
    is_statement = frame.kind is Kind.STATEMENT and turn.kind is Kind.CELLS and not plan.cells_together
    if not (frame.kind is turn.kind or is_statement) or frame.sequence != turn.sequence or type(value) is not dict:
        raise WireError("a frame out of turn")
    if not value.keys() <= ENTRIES[frame.kind]:
        raise WireError("a frame that holds something unknown")
    printed_by = _printed_by(turn, plan, progress)
    count = _take_value(frame.kind, value, turn, plan, progress, request)
    if frame.kind is Kind.CELLS and plan.cells_together:
        printed_by = {(cell, WHOLE) for cell in turn.numbers[:count]}
    call = turn.sequence if turn.kind is Kind.ANSWERS else None
    is_again = printed_by <= progress.told if printed_by else call is not None and call >= plan.again
    if not is_again:  # what runs again prints the same
        _note_output(value, call, progress, request.limits.output_kib << 10)
    progress.told |= printed_by
    if frame.kind is Kind.ANSWERS and not value.keys() & _ALWAYS:
        answers = tuple(progress.answers[number] for number in turn.numbers[:count])
        progress.known.keep(data, request, turn.numbers, answers)
    return count


def _printed_by(turn: Turn, plan: Todo, progress: Progress) -> set[tuple[int, int]]:
    """The statement that has printed what the next frame of cells holds: the last that was told."""
    if turn.kind is not Kind.CELLS or plan.cells_together:
        return set()
    if (turn.sequence, WHOLE) in progress.told:
        return {(turn.sequence, WHOLE)}
    is_inside = progress.statement is not None and progress.statement[0] == turn.sequence
    return {progress.statement[:2]} if is_inside and progress.statement is not None else {(turn.sequence, BEFORE)}


def _take_value(
    kind: Kind, value: Mapping[str, Any], turn: Turn, plan: Todo, progress: Progress, request: Request
) -> int:
    """Note what a frame says, and how many cells or calls it answers."""
    match kind:
        case Kind.READY:
            # from now on it is the student's time; a slow start was not
            progress.deadline = min(progress.deadline, time.monotonic() + wall_seconds(request.limits))
        case Kind.STATEMENT:
            _take_statement(value, turn, progress)
        case Kind.CELLS:
            return _take_cells(value, turn, plan, progress, request)
        case Kind.LINES:
            lines = value.get("lines")
            if type(lines) is not dict:
                raise WireError("lines that are none")
            progress.lines.update({name: line for name, line in lines.items() if is_line(line)})
            progress.missing = _libraries(value.get("missing", []))
        case Kind.ANSWERS:
            answers = answers_of(value, [plan.asked[number] for number in turn.numbers])
            progress.answers.update(zip(turn.numbers, answers, strict=False))
            return len(answers)
    return 0


def _take_statement(value: Mapping[str, Any], turn: Turn, progress: Progress) -> None:
    statement, line, before = value.get("statement"), line_of(value), progress.statement
    if type(statement) is not int or line is None or statement < 0:
        raise WireError("a statement that is none")
    if before is not None and before[0] == turn.sequence and before[1] >= statement:
        raise WireError("a statement that comes again")
    progress.statement = (turn.sequence, statement, line)


def _take_cells(value: Mapping[str, Any], turn: Turn, plan: Todo, progress: Progress, request: Request) -> int:
    ends = value.get("ends")
    if type(ends) is not list or not 0 < len(ends) <= len(turn.numbers) or any(type(end) is not dict for end in ends):
        raise WireError("cells that ended in no way")
    for cell, end in zip(turn.numbers, ends, strict=False):
        failures = end.get("failures", [])
        if (
            type(failures) is not list
            or len(failures) > MOST_FAILURES
            or any(type(one) is not dict for one in failures)
        ):
            raise WireError("failures that are none")
        for place, failure in enumerate(failures):
            kind = AnswerKind.MISSING if text_of(failure, "kind") == "missing" else AnswerKind.ERROR
            error = cell_error(request, plan.cells[cell], kind, text_of(failure, "message"), line_of(failure))
            progress.cell_errors[cell, place] = error
    return len(ends)


def cell_error(request: Request, where: tuple[str, int], kind: AnswerKind, message: str, line: int | None) -> CellError:
    """A failure with the cell and the line of the source that it stands in."""
    module, index = where
    cell = cell_of(request, where)
    lines = cell.source.split("\n")
    inside = line - cell.line if line is not None else -1
    text = lines[inside].strip()[:LONGEST_LINE] if 0 <= inside < len(lines) else ""
    return CellError(module, index, kind, message, line, cell.number, text)


def cell_of(request: Request, where: tuple[str, int]) -> Cell:
    """The cell at an index of a module."""
    name, index = where
    return next(module.cells[index] for module in request.modules if module.name == name)


def _libraries(value: Any) -> tuple[str, ...]:
    if type(value) is not list or len(value) > MOST_FAILURES or any(type(name) is not str for name in value):
        raise WireError("libraries that are none")
    return tuple(name[:LONGEST_LINE] for name in value)


def _note_output(value: Mapping[str, Any], call: int | None, progress: Progress, limit: int) -> None:
    left = max(0, limit - sum(len(piece.text) for piece in progress.printed))
    text = text_of(value, "printed", most=limit)
    progress.printed.append(Printed(call, text[:left], value.get("cut") is True or len(text) > left))
