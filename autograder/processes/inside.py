"""A worker, seen from inside: what it does until it is dismissed."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any

from autograder.errors import GraderError
from autograder.processes.garbage import collect_rarely
from autograder.processes.job import Raised
from autograder.processes.messages import READY, packed, read, send, sendable


def work() -> None:
    """Carry out what arrives on standard input, until it is closed."""
    collect_rarely()
    commands, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # nothing that is printed gets between the results
    carry_out: Callable[[Any], Any] = _no_job
    with suppress(OSError, EOFError), ExitStack() as opened:
        send(results, packed(READY))
        while True:
            kind, content = read(commands)
            try:
                if kind == "job":
                    opened.close()
                    carry_out = opened.enter_context(pickle.loads(content)())
                    answer = packed(None)
                else:
                    answer = packed(carry_out(content))
            except Exception as error:
                answer = packed(Raised(sendable(error)))
            send(results, answer)


def _no_job(task: Any) -> Any:
    raise GraderError("a task came before its job")
