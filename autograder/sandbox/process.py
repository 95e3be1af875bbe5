"""The grader's side: send a request, take the answers in turn, and go on in a fresh child after a hang or crash."""

from __future__ import annotations

import re
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Self

from autograder.errors import IsolationError, SandboxError
from autograder.model import Answer, AnswerKind, CellError, IsolationLevel, Limits, Request, Response
from autograder.sandbox.answers import answers_of, is_line, line_of, text_of
from autograder.sandbox.child.wire import PREFIX, Kind, WireError, decode, frame_lengths
from autograder.sandbox.launchers import End, ForkLauncher, GoneError, LateError, Launcher, SpawnLauncher
from autograder.sandbox.request import InputsCache, Todo, Turn, source_frame

MOST_RECEIVED = 256 * 1024 * 1024
"""Bytes that all frames of a submission may have together: a right one has a hundred thousand or two."""
_ALWAYS = frozenset(["printed", "cut"])
ENTRIES: Mapping[Kind, frozenset[str]] = {
    Kind.READY: _ALWAYS,
    Kind.CELLS: _ALWAYS | {"ends"},
    Kind.LINES: _ALWAYS | {"lines"},
    Kind.ANSWERS: _ALWAYS | {"layouts", "rows", "counts", "overwritten", "ends"},
    Kind.AGAIN: _ALWAYS,
    Kind.DONE: _ALWAYS,
}
"""What a frame may hold."""
WALL_PER_CPU = 3.0
"""A submission may take this many times its CPU limit by the clock, so that sleeping does not stop a class."""


def default_launcher(isolation: IsolationLevel) -> Launcher:
    """Fork from a warm process where that is safe; elsewhere start fresh interpreters."""
    return ForkLauncher(isolation) if sys.platform.startswith("linux") else SpawnLauncher()


def _wall_seconds(limits: Limits) -> float:
    return limits.cpu_seconds * WALL_PER_CPU


@dataclass(slots=True)
class _Progress:
    """What is known so far of one request, over all the children it took."""

    deadline: float
    """When the time of the whole submission is over, by the monotonic clock."""
    answers: dict[int, Answer] = field(default_factory=dict)
    cell_errors: dict[int, CellError] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    cut: bool = False
    cpu_seconds: float = 0.0
    told: set[int] = field(default_factory=set)
    """The cells whose output has been noted."""
    received: int = 0
    """Bytes, of all frames together."""


class ProcessSandbox:
    """Runs students' code in child processes with limited time, CPU, memory and output, locked in as far as asked."""

    def __init__(
        self, launched: Callable[[], Launcher] | None = None, *, isolation: IsolationLevel = IsolationLevel.NONE
    ) -> None:
        self.isolation = isolation
        self._launched = launched or partial(default_launcher, isolation)
        self._launcher = self._launched()
        self._inputs = InputsCache()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        self._launcher.close()

    def run(self, request: Request) -> Response:
        """Run a request; where the launcher breaks, once more with a fresh one; then it is a SandboxError."""
        try:
            return self._run(request)
        except IsolationError:
            raise
        except SandboxError:
            self._replace_launcher()
        try:
            return self._run(request)
        except SandboxError:
            self._replace_launcher()  # for the next request, which is not at fault
            raise

    def _replace_launcher(self) -> None:
        self._launcher.close()
        self._launcher = self._launched()

    def _run(self, request: Request) -> Response:
        wall_seconds = _wall_seconds(request.limits)
        progress = _Progress(deadline=time.monotonic() + self._launcher.start_seconds + wall_seconds)
        plan = Todo.of(request)
        while not plan.done:
            left = request.limits.cpu_seconds - progress.cpu_seconds
            if left <= 0 or time.monotonic() >= progress.deadline:
                _no_time_left(plan, progress, request)
                break
            plan = self._attempt(request, plan, progress, left)
        return _response(request, progress, self.isolation)

    # ------------------------------------------------------------ one child

    def _attempt(self, request: Request, plan: Todo, progress: _Progress, cpu_seconds: float) -> Todo:
        """Run what is planned in one child; what remains to be done after it."""
        child = self._launcher.start(self._inputs.frame(request, plan), request.limits, cpu_seconds)
        turns = deque(plan.turns())
        deadline = time.monotonic() + self._launcher.start_seconds + request.limits.call_seconds
        failure: tuple[AnswerKind, str] | None = None
        end: End | None = None
        try:
            child.send(source_frame(request, plan))
            while turns:
                prefix = child.receive(PREFIX.size, min(deadline, progress.deadline))
                data = prefix + child.receive(sum(frame_lengths(prefix)), min(deadline, progress.deadline))
                answered = _take(data, turns[0], plan, progress, request)
                turns.extendleft(turns.popleft().after(answered))
                deadline = time.monotonic() + request.limits.call_seconds
        except LateError:
            if time.monotonic() >= progress.deadline:
                return plan
            failure = (
                AnswerKind.TIMEOUT,
                f"no answer within {request.limits.call_seconds:g} s: is there a loop that does not end?",
            )
        except GoneError:
            end = child.end(grace=0.2)
            failure = _death(end, cpu_seconds)
        except WireError:
            failure = AnswerKind.CRASHED, "the process broke the protocol between it and the grader"
        finally:
            end = end or child.end()
            progress.cpu_seconds += end.cpu_seconds
        if failure is None:
            return plan.finished()
        return _after_failure(request, plan, turns[0], failure, progress)


def _take(data: bytes, turn: Turn, plan: Todo, progress: _Progress, request: Request) -> int:
    """Note one frame, and how many it answers; WireError where it is not the one whose turn it is, whatever it is."""
    try:
        return _noted(data, turn, plan, progress, request)
    except WireError:
        raise
    except Exception as error:  # hostile bytes may find a way that nobody has thought of
        raise WireError(f"a frame that cannot be read: {type(error).__name__}") from error


def _noted(data: bytes, turn: Turn, plan: Todo, progress: _Progress, request: Request) -> int:
    progress.received += len(data)
    if progress.received > MOST_RECEIVED:
        raise WireError("more than a submission can have to say")
    frame = decode(data)
    value: Mapping[str, Any] = frame.value
    if (frame.kind, frame.sequence) != (turn.kind, turn.sequence) or type(value) is not dict:
        raise WireError("a frame out of turn")
    if not value.keys() <= ENTRIES[frame.kind]:
        raise WireError("a frame that holds something unknown")
    count = _take_value(frame.kind, value, turn, plan, progress, request)
    told = set(turn.numbers[:count]) if frame.kind is Kind.CELLS else set()
    if not told or not told <= progress.told:  # cells that run again print the same
        _note_output(value, progress, request.limits.output_kib << 10)
    progress.told |= told
    return count


def _take_value(
    kind: Kind, value: Mapping[str, Any], turn: Turn, plan: Todo, progress: _Progress, request: Request
) -> int:
    """Note what a frame says, and how many cells or calls it answers."""
    match kind:
        case Kind.READY:
            # from now on it is the student's time; a slow start was not
            progress.deadline = min(progress.deadline, time.monotonic() + _wall_seconds(request.limits))
        case Kind.CELLS:
            return _take_cells(value, turn, plan, progress)
        case Kind.LINES:
            lines = value.get("lines")
            if type(lines) is not dict:
                raise WireError("lines that are none")
            progress.lines.update({name: line for name, line in lines.items() if is_line(line)})
        case Kind.ANSWERS:
            answers = answers_of(value, list(map(request.call, turn.numbers)))
            progress.answers.update(zip(turn.numbers, answers, strict=False))
            return len(answers)
    return 0


def _take_cells(value: Mapping[str, Any], turn: Turn, plan: Todo, progress: _Progress) -> int:
    ends = value.get("ends")
    if type(ends) is not list or not 0 < len(ends) <= len(turn.numbers) or any(type(end) is not dict for end in ends):
        raise WireError("cells that ended in no way")
    for cell, end in zip(turn.numbers, ends, strict=False):
        said = text_of(end, "kind")
        if said != "value":
            kind = AnswerKind.MISSING if said == "missing" else AnswerKind.ERROR
            progress.cell_errors[cell] = CellError(*plan.cells[cell], kind, text_of(end, "message"), line_of(end))
    return len(ends)


def _note_output(value: Mapping[str, Any], progress: _Progress, limit: int) -> None:
    left = limit - sum(map(len, progress.printed))
    progress.printed.append(text_of(value, "printed", most=limit)[: max(0, left)])
    progress.cut = progress.cut or value.get("cut") is True


# ---------------------------------------------------------------- what went wrong


def _death(end: End, cpu_seconds: float) -> tuple[AnswerKind, str]:
    if end.cpu_seconds >= cpu_seconds:
        return AnswerKind.TIMEOUT, "the CPU time of the whole submission is used up"
    if end.code == 101:
        return AnswerKind.CRASHED, "the process ran out of memory"
    how = f"signal {-end.code}" if end.code < 0 else f"exit code {end.code}"
    return AnswerKind.CRASHED, f"the process ended before it answered ({how})"


def _after_failure(
    request: Request, plan: Todo, turn: Turn, failure: tuple[AnswerKind, str], progress: _Progress
) -> Todo:
    """What remains to be done after a child ended in the middle of a turn."""
    kind, message = failure
    if turn.kind is Kind.CELLS:
        if plan.cells_together and len(turn.numbers) > 1:
            return plan.cell_by_cell()
        cell = turn.sequence
        progress.cell_errors[cell] = CellError(*plan.cells[cell], kind, message)
        return plan.without_cell(cell)
    waiting = [call for call in plan.calls if call not in progress.answers]
    if not waiting:
        return plan.finished()
    if turn.kind is Kind.AGAIN:  # it was the cells that did not end, the second time: a fresh child runs them first
        return plan.only(waiting)
    if plan.calls_together and len(turn.numbers) != 1:
        # a function that was cut off is called again from the start, so that it answers as if nothing had been
        cut = next(run for run in plan.runs if waiting[0] in run)
        for number in cut:
            progress.answers.pop(number, None)
        return plan.call_by_call([number for number in plan.calls if number not in progress.answers])
    ended = request.call(waiting[0])
    progress.answers[waiting[0]] = Answer(kind, message=message)
    for number in waiting[1:]:
        call = request.call(number)
        if (call.module, call.function) == (ended.module, ended.function):
            progress.answers[number] = Answer(AnswerKind.SKIPPED)
    return plan.only([number for number in waiting if number not in progress.answers])


def _no_time_left(plan: Todo, progress: _Progress, request: Request) -> None:
    limit = request.limits.cpu_seconds
    spent = (
        f"{limit:g} s of CPU" if progress.cpu_seconds >= limit else f"{_wall_seconds(request.limits):g} s by the clock"
    )
    message = f"the time of the whole submission is used up ({spent})"
    for call in plan.calls:
        progress.answers.setdefault(call, Answer(AnswerKind.TIMEOUT, message=message))


# ---------------------------------------------------------------- the response


def _response(request: Request, progress: _Progress, isolation: IsolationLevel) -> Response:
    numbers = range(len(request.calls) + len(request.again))
    answers = tuple(_explained(progress.answers[number], request, number, progress) for number in numbers)
    return Response(
        answers[: len(request.calls)],
        tuple(error for _, error in sorted(progress.cell_errors.items())),
        progress.lines,
        "".join(progress.printed),
        progress.cut,
        isolation,
        answers[len(request.calls) :],
    )


def _explained(answer: Answer, request: Request, number: int, progress: _Progress) -> Answer:
    """A function that is not defined because its cell failed has the cell's error."""
    if answer.kind is not AnswerKind.MISSING or answer.defined:
        return answer
    call = request.call(number)
    sources = {module.name: [cell.source for cell in module.cells] for module in request.modules}
    definition = re.compile(rf"^[ \t]*(async\s+)?def\s+{re.escape(call.function)}\b", re.MULTILINE)
    for error in progress.cell_errors.values():
        if error.module == call.module and definition.search(sources[error.module][error.cell]):
            return Answer(error.kind, message=error.message, line=error.line, defined=False)
    return answer
