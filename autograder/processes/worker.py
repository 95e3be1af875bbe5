"""One worker, seen from outside: a process at a time, and another one where it has ended."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from autograder.errors import GraderError
from autograder.processes.job import Lost, Raised
from autograder.processes.messages import READY, packed, read, send

PACKAGE = Path(__file__).parents[1]
START = """
import importlib.util, site, sys
package, *folders = sys.argv[1:]
for folder in folders:
    site.addsitedir(folder)
spec = importlib.util.spec_from_file_location("autograder", package + "/__init__.py")
sys.modules["autograder"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from autograder.processes.inside import work
work()
"""
"""Loads this very package, wherever it lies."""
ATTEMPTS = 2
"""How often a worker is started for a task, and to start at all."""
PATIENCE = 5.0
"""Seconds that a worker has to end by itself."""


class GoneError(Exception):
    """The worker has ended."""


class Worker:
    """One process at a time; another one where it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job = b""
        self._dismissed = False
        self._lock = threading.Lock()

    def result_of(self, job: bytes, task: Any, seconds: float | None) -> Any:
        """What carrying out a task gives: a result, Lost, or Raised; GraderError where no worker can be started."""
        for _ in range(ATTEMPTS):
            self._start()
            stopped = threading.Event()
            timer = threading.Timer(seconds, self._stop, [stopped]) if seconds is not None else None
            try:
                self._open(job)
                if timer is not None:
                    timer.start()
                return self._answer_to(("task", task))
            except GoneError:
                self.end()
                if stopped.is_set():
                    return Lost(late=True)
            finally:
                if timer is not None:
                    timer.cancel()
        return Lost(late=False)

    def _open(self, job: bytes) -> None:
        if job != self._job:
            raised = self._answer_to(("job", job))
            if isinstance(raised, Raised):
                raise raised.error
            self._job = job

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        for _ in range(ATTEMPTS):
            self.end()
            with self._lock:
                if self._dismissed:
                    raise GraderError("the grader was stopped")
                self._process = _started()
            with suppress(GoneError):
                if self._answer() == READY:
                    return
        raise GraderError(
            "a process of the grader's own ended before it began: set GRADE_DEBUG=1 to see why, and type the same again"
        )

    def _answer_to(self, message: Any) -> Any:
        try:
            send(_pipe(self._process, "stdin"), packed(message))
        except (OSError, ValueError) as error:
            raise GoneError from error
        return self._answer()

    def _answer(self) -> Any:
        try:
            return read(_pipe(self._process, "stdout"))
        except (OSError, EOFError, ValueError) as error:  # ValueError: closed meanwhile
            raise GoneError from error

    def _stop(self, stopped: threading.Event) -> None:
        """Kill the worker because its time is over."""
        stopped.set()
        if self._process is not None:
            self._process.kill()

    def dismiss(self, *, at_once: bool) -> None:
        """Ask the worker to end, or have it end at once; none is started after this."""
        with self._lock:
            self._dismissed = True
            if self._process is None:
                return
            if at_once:
                self._process.kill()
            elif self._process.stdin is not None:
                with suppress(OSError):
                    self._process.stdin.close()

    def end(self) -> None:
        """See that the worker has ended, and let go of what belongs to it."""
        process, self._process, self._job = self._process, None, b""
        if process is None:
            return
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _pipe(process: subprocess.Popen[bytes] | None, name: str) -> IO[bytes]:
    """One of a worker's pipes; GoneError where there is no worker any more."""
    pipe: IO[bytes] | None = getattr(process, name, None)
    if pipe is None:
        raise GoneError
    return pipe


def _started() -> subprocess.Popen[bytes]:
    """A new worker. Ctrl-C in the terminal is for us: we end the workers."""
    users_own = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    apart: dict[str, Any] = (
        {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined,unused-ignore]
        if os.name == "nt"
        else {"start_new_session": True}
    )
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-c", START, str(PACKAGE), *users_own],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if _is_debugged() else subprocess.DEVNULL,
            **apart,
        )
    except OSError as error:
        raise GraderError(f"Python cannot be started for the grader ({error}): type  grade doctor") from error


def _is_debugged() -> bool:
    return os.environ.get("GRADE_DEBUG", "") not in ("", "0")
