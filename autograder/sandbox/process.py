"""The grader's side: send a request, take the answers in turn, and go on in a fresh child after a hang or crash."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from autograder.errors import IsolationError, SandboxError
from autograder.model import Answer, AnswerKind, IsolationLevel, Request, Response
from autograder.processes.early import Begun
from autograder.sandbox.child.wire import PREFIX, Kind, WireError, frame_lengths
from autograder.sandbox.inputs import InputsCache
from autograder.sandbox.known import KnownAnswers
from autograder.sandbox.launchers import End, GoneError, LateError, Launcher
from autograder.sandbox.progress import Progress, cell_error, cell_of, take, wall_seconds
from autograder.sandbox.request import WHOLE, Lost, Todo, Turn, gradients_frame, source_frame

BROKE_PROTOCOL = "the process broke the protocol between it and the grader"
MOST_STATEMENTS_LOST = 10
"""After as many that did not come back, whole cells are left out."""


def default_launcher(isolation: IsolationLevel, begun: list[Begun]) -> Launcher:
    """Fork from a warm process where that is safe, from one that has begun already if any is left; else start anew."""
    if not sys.platform.startswith("linux"):
        from autograder.sandbox.spawned import SpawnLauncher

        return SpawnLauncher()
    from autograder.sandbox.forked import ForkLauncher

    return ForkLauncher(isolation, begun.pop() if begun and isolation is IsolationLevel.NONE else None)


class ProcessSandbox:
    """Runs students' code in child processes with limited time, CPU, memory and output, locked in as far as asked."""

    def __init__(
        self,
        launched: Callable[[], Launcher] | None = None,
        *,
        isolation: IsolationLevel = IsolationLevel.NONE,
        begun: Begun | None = None,
        meanwhile: Callable[[], object] | None = None,
    ) -> None:
        self.isolation = isolation
        self._launched = launched or partial(default_launcher, isolation, [begun] if begun else [])
        self._launcher = self._launched()
        self._inputs = InputsCache()
        self._known = KnownAnswers()
        self._meanwhile = meanwhile

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
        latest = time.monotonic() + self._launcher.start_seconds + wall_seconds(request.limits)
        progress = Progress(latest, self._known)
        plan = Todo.of(request)
        while not plan.done:
            left = request.limits.cpu_seconds - progress.cpu_seconds
            if left <= 0 or time.monotonic() >= progress.deadline:
                _no_time_left(plan, progress, request)
                break
            plan = self._attempt(request, plan, progress, left)
        return _response(request, progress, self.isolation)

    # ------------------------------------------------------------ one child

    def _attempt(self, request: Request, plan: Todo, progress: Progress, cpu_seconds: float) -> Todo:
        """Run what is planned in one child; what remains to be done after it."""
        child = self._launcher.start(self._inputs.frame(request, plan), request.limits, cpu_seconds)
        progress.statement = None
        turns = deque(plan.turns())
        failure: tuple[AnswerKind, str] | None = None
        end: End | None = None
        try:
            child.send(source_frame(request, plan))
            self._use_the_time()
            deadline = time.monotonic() + self._launcher.start_seconds + request.limits.call_seconds
            while turns:
                prefix = child.receive(PREFIX.size, min(deadline, progress.deadline))
                data = prefix + child.receive(sum(frame_lengths(prefix)), min(deadline, progress.deadline))
                answered = take(data, turns[0], plan, progress, request)
                turn = turns.popleft()
                turns.extendleft(turn.after(answered))
                if turn.awaits_gradients:
                    child.send(gradients_frame(request))
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
            failure = AnswerKind.CRASHED, BROKE_PROTOCOL
        finally:
            end = end or child.end()
            progress.cpu_seconds += end.cpu_seconds
        if failure is None:
            return plan.finished()
        return _after_failure(request, plan, turns[0], failure, progress)

    def _use_the_time(self) -> None:
        """Do once what is to be done while a child runs."""
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()


# ---------------------------------------------------------------- what went wrong


def _death(end: End, cpu_seconds: float) -> tuple[AnswerKind, str]:
    if end.cpu_seconds >= cpu_seconds:
        return AnswerKind.TIMEOUT, "the CPU time of the whole submission is used up"
    if end.code == 101:
        return AnswerKind.CRASHED, "the process ran out of memory"
    how = f"signal {-end.code}" if end.code < 0 else f"exit code {end.code}"
    return AnswerKind.CRASHED, f"the process ended before it answered ({how})"


def _after_failure(
    request: Request, plan: Todo, turn: Turn, failure: tuple[AnswerKind, str], progress: Progress
) -> Todo:
    """What remains to be done after a child ended in the middle of a turn."""
    kind, message = failure
    if turn.kind is Kind.CELLS:
        if message == BROKE_PROTOCOL:
            return _nothing_counts(plan, failure, progress)
        if plan.cells_together:
            return plan.one_by_one()
        return _without_statement(request, plan, turn.sequence, failure, progress)
    waiting = [call for call in plan.calls if call not in progress.answers]
    if not waiting:
        return plan.finished()
    if turn.kind is Kind.AGAIN:  # it was the cells that did not end, the second time: a fresh child runs them first
        return plan.only(waiting)
    if plan.calls_together and len(turn.numbers) != 1:
        # a function that was cut off is called again from the start, so that it answers as if nothing had been
        cut = next(run for run in plan.runs if waiting[0] in run)
        progress.forget(cut)
        return plan.call_by_call([number for number in plan.calls if number not in progress.answers])
    ended = request.call(waiting[0])
    progress.answers[waiting[0]] = Answer(kind, message=message)
    for number in waiting[1:]:
        call = request.call(number)
        if (call.module, call.function) == (ended.module, ended.function):
            progress.answers[number] = Answer(AnswerKind.SKIPPED)
    return plan.only([number for number in waiting if number not in progress.answers])


def _nothing_counts(plan: Todo, failure: tuple[AnswerKind, str], progress: Progress) -> Todo:
    """Nothing that this code says can be relied on: all its calls end with what went wrong."""
    kind, message = failure
    for number in plan.calls:
        progress.answers.setdefault(number, Answer(kind, message=message))
    return plan.finished()


def _without_statement(
    request: Request, plan: Todo, cell: int, failure: tuple[AnswerKind, str], progress: Progress
) -> Todo:
    """What remains to be done without the statement that did not come back, or the cell where none was told."""
    kind, message = failure
    at, line = WHOLE, cell_of(request, plan.cells[cell]).line
    if progress.statement is not None and progress.statement[0] == cell:
        _, at, line = progress.statement
    if (cell, at) in plan.lost or len(plan.lost) >= MOST_STATEMENTS_LOST:
        at = WHOLE
    if (cell, WHOLE) in plan.lost:  # it was not even to be run
        return _nothing_counts(plan, failure, progress)
    place = len(plan.lost) - MOST_STATEMENTS_LOST - 2  # before what other children tell of the cell
    progress.cell_errors[cell, place] = cell_error(request, plan.cells[cell], kind, message, line)
    return plan.without(cell, at, Lost(kind.value, message, line))


def _no_time_left(plan: Todo, progress: Progress, request: Request) -> None:
    limit = request.limits.cpu_seconds
    spent = (
        f"{limit:g} s of CPU" if progress.cpu_seconds >= limit else f"{wall_seconds(request.limits):g} s by the clock"
    )
    message = f"the time of the whole submission is used up ({spent})"
    for call in plan.calls:
        progress.answers.setdefault(call, Answer(AnswerKind.TIMEOUT, message=message))


# ---------------------------------------------------------------- the response


def _response(request: Request, progress: Progress, isolation: IsolationLevel) -> Response:
    numbers = range(len(request.calls) + len(request.again))
    answers = tuple(progress.answers[number] for number in numbers)
    return Response(
        answers[: len(request.calls)],
        tuple(error for _, error in sorted(progress.cell_errors.items())),
        progress.lines,
        "".join(piece.text for piece in progress.printed),
        any(piece.cut for piece in progress.printed),
        isolation,
        answers[len(request.calls) :],
        progress.missing,
    )
