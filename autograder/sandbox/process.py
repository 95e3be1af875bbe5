"""The grader's side: send a request, take the answers in turn, and go on in a fresh child after a hang or crash."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Self

from autograder.errors import SandboxError
from autograder.model import Answer, AnswerKind, CellError, Request, Response
from autograder.sandbox.answers import answers_of, line_of, text_of
from autograder.sandbox.launchers import (
    End,
    ForkLauncher,
    GoneError,
    LateError,
    Launcher,
    RefusedError,
    SpawnLauncher,
)
from autograder.sandbox.request import InputsCache, Plan, source_frame
from autograder.sandbox.wire import PREFIX, Frame, Kind, WireError, decode, frame_lengths

WALL_PER_CPU = 3.0
"""A submission may take this many times its CPU limit by the clock, so that sleeping does not stop a class."""


def default_launcher(isolation: str) -> Launcher:
    """Fork from a warm process where that is safe; elsewhere start fresh interpreters."""
    return ForkLauncher(isolation) if sys.platform.startswith("linux") else SpawnLauncher()


@dataclass(slots=True)
class _Progress:
    """What is known so far of one request, over all the children it took."""

    answers: dict[int, Answer] = field(default_factory=dict)
    cell_errors: dict[int, CellError] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    cut: bool = False
    cpu_seconds: float = 0.0


class ProcessSandbox:
    """Runs students' code in child processes with limited time, CPU, memory and output, locked in as far as asked."""

    def __init__(self, launched: Callable[[], Launcher] | None = None, *, isolation: str = "none") -> None:
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
        except RefusedError:
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
        progress = _Progress()
        plan = Plan.of(request)
        wall_deadline = time.monotonic() + request.limits.cpu_seconds * WALL_PER_CPU + self._launcher.start_seconds
        while not plan.done:
            left = request.limits.cpu_seconds - progress.cpu_seconds
            if left <= 0 or time.monotonic() > wall_deadline:
                _no_time_left(plan, progress, request)
                break
            plan = self._attempt(request, plan, progress, left)
        return _response(request, progress, self.isolation)

    # ------------------------------------------------------------ one child

    def _attempt(self, request: Request, plan: Plan, progress: _Progress, cpu_seconds: float) -> Plan:
        """Run what is planned in one child; what remains to be done after it."""
        child = self._launcher.start(self._inputs.frame(request, plan), request.limits, cpu_seconds)
        expected = plan.frames()
        deadline = time.monotonic() + self._launcher.start_seconds + request.limits.call_seconds
        failure: tuple[AnswerKind, str] | None = None
        turn: tuple[Kind, int] = (Kind.DONE, 0)
        end: End | None = None
        try:
            child.send(source_frame(request, plan))
            for turn in expected:
                prefix = child.receive(PREFIX.size, deadline)
                frame = decode(prefix + child.receive(sum(frame_lengths(prefix)), deadline))
                _take(frame, turn, plan, progress, request)
                deadline = time.monotonic() + request.limits.call_seconds
        except LateError:
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
        return _after_failure(request, plan, turn, failure, progress)


def _take(frame: Frame, turn: tuple[Kind, int], plan: Plan, progress: _Progress, request: Request) -> None:
    """Note one frame; WireError where it is not the one whose turn it is."""
    if (frame.kind, frame.sequence) != turn or not isinstance(frame.value, dict):
        raise WireError("a frame out of turn")
    value: Mapping[str, Any] = frame.value
    _note_output(value, progress, request.limits.output_kib << 10)
    if frame.kind is Kind.CELLS:
        batch, ends = plan.cell_batch_from(frame.sequence), value.get("ends")
        if type(ends) is not list or len(ends) != len(batch) or any(type(end) is not dict for end in ends):
            raise WireError("cells that ended in no way")
        for cell, end in zip(batch, ends, strict=True):
            said = text_of(end, "kind")
            if said != "value":
                kind = AnswerKind.MISSING if said == "missing" else AnswerKind.ERROR
                error = CellError(*plan.cells[cell], kind, text_of(end, "message"), line_of(end))
                progress.cell_errors[cell] = error
    elif frame.kind is Kind.LINES:
        lines = value.get("lines")
        if not isinstance(lines, dict):
            raise WireError("lines that are none")
        progress.lines.update({name: line for name, line in lines.items() if type(line) is int and 0 < line < 10**7})
    elif frame.kind is Kind.ANSWERS:
        batch = plan.batch_from(frame.sequence)
        answers = answers_of(value, list(map(request.call, batch)))
        progress.answers.update(zip(batch, answers, strict=True))


def _note_output(value: Mapping[str, Any], progress: _Progress, limit: int) -> None:
    left = limit - sum(map(len, progress.printed))
    progress.printed.append(text_of(value, "printed")[: max(0, left)])
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
    request: Request, plan: Plan, turn: tuple[Kind, int], failure: tuple[AnswerKind, str], progress: _Progress
) -> Plan:
    """What remains to be done after a child ended in the middle of a turn."""
    kind, message = failure
    if turn[0] is Kind.CELLS:
        if plan.cells_batched:
            return plan.cell_by_cell()
        module, index = plan.cells[turn[1]]
        progress.cell_errors[turn[1]] = CellError(module, index, kind, message)
        return plan.without_cell(turn[1])
    waiting = [call for call in plan.calls if call not in progress.answers]
    if not waiting:
        return plan.finished()
    if plan.batched:
        return plan.call_by_call(waiting)
    ended = request.call(waiting[0])
    progress.answers[waiting[0]] = Answer(kind, message=message)
    for number in waiting[1:]:
        call = request.call(number)
        if (call.module, call.function) == (ended.module, ended.function):
            progress.answers[number] = Answer(AnswerKind.SKIPPED)
    return plan.only([number for number in waiting if number not in progress.answers])


def _no_time_left(plan: Plan, progress: _Progress, request: Request) -> None:
    message = f"the time of the whole submission is used up ({request.limits.cpu_seconds:g} s of CPU)"
    for call in plan.calls:
        progress.answers.setdefault(call, Answer(AnswerKind.TIMEOUT, message=message))


# ---------------------------------------------------------------- the response


def _response(request: Request, progress: _Progress, isolation: str) -> Response:
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
