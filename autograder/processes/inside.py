"""A worker, seen from inside: what it does until it is dismissed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import IO, Any

from autograder.processes.garbage import collect_rarely
from autograder.processes.job import Raised
from autograder.processes.messages import READY, job_from, packed, read, send, sendable


def work_on_pipes() -> None:
    """Carry out what arrives on standard input, until it is closed."""
    commands, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # nothing that is printed gets between the results
    work(commands, results)


def work(commands: IO[bytes], results: IO[bytes], inherited: tuple[object, ...] = ()) -> None:
    """Carry out what arrives, until no more does; each job is opened once, and stays open."""
    collect_rarely()
    jobs: list[Callable[[Any], Any]] = []
    with suppress(OSError, EOFError), ExitStack() as opened:
        send(results, packed(READY))
        while True:
            number, content = read(commands)
            try:
                if number == len(jobs):
                    jobs.append(opened.enter_context(job_from(content, inherited)()))
                    answer = packed(None)
                else:
                    answer = packed(jobs[number](content))
            except Exception as error:
                answer = packed(Raised(sendable(error)))
            send(results, answer)
