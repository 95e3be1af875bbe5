"""Run a student's code in another process: `open_sandbox(level).run(request)`."""

from collections.abc import Callable, Mapping

from autograder.errors import SandboxError
from autograder.sandbox.base import Sandbox
from autograder.sandbox.process import ProcessSandbox

BACKENDS: Mapping[str, Callable[[], Sandbox]] = {"none": ProcessSandbox}
"""Isolation level -> the backend that gives it."""


def open_sandbox(level: str) -> Sandbox:
    """A sandbox of an isolation level, warming up at once; SandboxError where this version has none."""
    if level not in BACKENDS:
        raise SandboxError(f'isolation "{level}" is not there in this version; there is {", ".join(BACKENDS)}')
    return BACKENDS[level]()


__all__ = ["BACKENDS", "Sandbox", "open_sandbox"]
