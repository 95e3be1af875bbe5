"""Run a student's code in another process: `open_sandbox(level).run(request)`."""

from collections.abc import Callable, Mapping
from functools import partial

from autograder.errors import SandboxError
from autograder.model import IsolationLevel
from autograder.model.run import Sandbox
from autograder.processes.early import Begun
from autograder.sandbox.process import ProcessSandbox

BACKENDS: Mapping[IsolationLevel, Callable[..., Sandbox]] = {
    level: partial(ProcessSandbox, isolation=level) for level in IsolationLevel
}
"""Isolation level, the safest first -> the backend that gives it."""


def open_sandbox(level: str, begun: Begun | None = None, meanwhile: Callable[[], object] | None = None) -> Sandbox:
    """A sandbox of an isolation level, warming up at once; SandboxError where there is no such level.

    One without isolation starts students' code from a process that has begun already, if there is one. `meanwhile` is
    called once, while the first process runs: what takes long and will be needed then costs no time.
    """
    if level not in BACKENDS:
        raise SandboxError(f'there is no isolation "{level}"; there is {", ".join(BACKENDS)}')
    return BACKENDS[IsolationLevel(level)](begun=begun, meanwhile=meanwhile)


__all__ = ["BACKENDS", "open_sandbox"]
