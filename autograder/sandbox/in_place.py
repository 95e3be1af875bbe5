"""Make the calls in this very process, on a function that is here already: feedback in a notebook, no security.

The child's own parts carry the calls out and its answers take the same way, through the wire's format, so that the
same function gets the same answers as from a student's process. A call that takes too long is interrupted where the
system has timers for that; the person at the keyboard can interrupt at any time.
"""

from __future__ import annotations

import builtins
import contextlib
import logging
import random
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

import numpy as np

from autograder.model import Answer, AnswerKind, IsolationLevel, Request, Response
from autograder.sandbox.answers import answers_of
from autograder.sandbox.child import failures, sheets, wire
from autograder.sandbox.child.calls import Caller
from autograder.sandbox.child.main import gradient, seed
from autograder.sandbox.child.output import Output
from autograder.sandbox.inputs import ready
from autograder.sandbox.request import Todo
from autograder.sandbox.surroundings import imports_as_in_grading


class InPlaceSandbox:
    """Runs one function of the person at the keyboard, with a time limit for each call and for all of them."""

    isolation = IsolationLevel.NONE

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._code = getattr(function, "__code__", None)
        self._caller = self._caller_into(None)
        self._used = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """There is no process to end."""

    def run(self, request: Request) -> Response:
        """Make the calls of the request on the function; its cells have been run by whoever is at the keyboard."""
        output = Output(request.limits.output_kib << 10)
        self._caller = self._caller_into(output)
        started = time.monotonic()
        with _set_aside(output), imports_as_in_grading(self._function):
            answers = self._answers(request)
        self._used += time.monotonic() - started
        lines = {f"{c.module}.{c.function}": self._code.co_firstlineno for c in request.calls if self._code is not None}
        every = tuple(answers[number] for number in sorted(answers))
        first, again = every[: len(request.calls)], every[len(request.calls) :]
        return Response(first, (), lines, output.take(), output.cut, self.isolation, again)

    def _caller_into(self, output: Output | None) -> Caller:
        """What makes the calls, while what they print goes into some output."""
        return Caller(wire, sheets, failures.PassingOn(KeyboardInterrupt, _LateError), output)

    def _answers(self, request: Request) -> dict[int, Answer]:
        gradients = {name: gradient(name, text) for name, text in {**request.gradients, **request.kept_back}.items()}
        answers: dict[int, Answer] = {}
        deadline = time.monotonic() + request.limits.cpu_seconds - self._used
        for batch in Todo.of(request).runs_left():
            seed(request.seed, batch[0])
            for number in batch:
                seconds = min(request.limits.call_seconds, deadline - time.monotonic())
                try:
                    with _at_most(seconds), np.errstate(all="ignore"):
                        answers[number] = self._answer(request, number, gradients)
                except _LateError:
                    limit = f"no answer within {request.limits.call_seconds:g} s: is there a loop that does not end?"
                    answers[number] = Answer(AnswerKind.TIMEOUT, message=limit)
                    answers |= {n: Answer(AnswerKind.SKIPPED) for n in batch if n > number}
                    break
        return answers

    def _named(self, name: str) -> Any:
        """The function, or another that is there beside it, which it reports on."""
        if self._code is None or name == self._function.__name__:
            return self._function
        return self._function.__globals__.get(name)

    def _answer(self, request: Request, number: int, gradients: dict[str, Callable[[Any], Any]]) -> Answer:
        call = request.call(number)
        file = self._code.co_filename if self._code is not None else ""
        told = self._caller.answers([ready(number, call, gradients)], lambda _: (self._named(call.function), file))
        try:
            sent = wire.decode(wire.encode(wire.Kind.ANSWERS, number, told)).value
        except wire.WireError as error:
            sent = self._caller.failed(str(error))
        return answers_of(sent, [call])[0]


class _LateError(BaseException):
    """A call took too long; nothing that a function may sensibly catch."""


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _LateError in the block after some seconds, where there are timers and we are where signals arrive."""
    if seconds <= 0:
        raise _LateError
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_late)
    # the alarm repeats, for code that catches it the first time
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_late(number: int, frame: FrameType | None) -> NoReturn:
    raise _LateError


class StdinNotImplementedError(EOFError):
    """Nobody is asked anything; named as IPython's own, for which there is a sentence."""


def _nobody_answers(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError


@contextlib.contextmanager
def _set_aside(output: Output) -> Iterator[None]:
    """Catch what is printed and logged, ask nobody for input, and leave random numbers as they were."""
    states = random.getstate(), np.random.get_state()
    asked = builtins.input
    builtins.input = _nobody_answers
    logged = logging.root.manager.disable
    logging.disable()
    try:
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            warnings.catch_warnings(action="ignore"),
        ):
            yield
    finally:
        builtins.input = asked
        logging.disable(logged)
        random.setstate(states[0])
        np.random.set_state(states[1])
