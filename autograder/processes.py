"""Pythons of our own that carry out one task after another: the only way in which work leaves this process.

Every worker is started isolated (`-I`): it imports nothing from the working folder, whatever lies there, and takes this
package from where it was loaded here. It is a fresh interpreter on every system. Tasks and results cross its standard
input and output as lengths and pickles: both sides are ours, and no student's code is ever run in a worker.

A worker that ends in the middle of a task is started again and gets the task once more; where it ends again, the task
is lost, and the others go on. A worker that does not start at all is a GraderError.
"""

from __future__ import annotations

import os
import pickle
import queue
import site
import struct
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self, TypeAlias

from autograder.errors import GraderError

Job: TypeAlias = Callable[[], AbstractContextManager[Callable[[Any], Any]]]
"""What workers are to do: opened once in each, it gives the function that carries out a task. It must be picklable."""

PACKAGE = Path(__file__).parent
START = """
import importlib.util, site, sys
package, *folders = sys.argv[1:]
for folder in folders:
    site.addsitedir(folder)
spec = importlib.util.spec_from_file_location("autograder", package + "/__init__.py")
sys.modules["autograder"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from autograder.processes import work
work()
"""
"""Loads this very package, wherever it lies."""
LENGTH = struct.Struct("<Q")
READY = "ready"
ATTEMPTS = 2
"""How often a worker is started for a task, and to start at all."""
PATIENCE = 5.0
"""Seconds that a worker has to end by itself."""


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result: the worker was stopped because it took too long, or it ended by itself twice."""

    late: bool


class Each(Protocol):
    """Carries out a job on each of some tasks."""

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result (or Lost), in the order in which they end.

        A task may take so many seconds. What it raises is raised here.
        """


class Here:
    """Carries everything out in this very process, one task after another; nothing is lost, and nothing is late."""

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result."""
        with job() as carry_out:
            for number, task in enumerate(tasks):
                yield number, carry_out(task)


class Crew:
    """Up to `count` workers, started when they are first needed. Use as `with Crew(4) as crew:`."""

    def __init__(self, count: int) -> None:
        self._workers = [_Worker() for _ in range(count)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.dismiss(at_once=kind is not None)
        for worker in self._workers:
            worker.end()

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result (or Lost), in the order in which they end; see `Each`."""
        waiting = deque(enumerate(tasks))
        results: queue.Queue[tuple[int, Any]] = queue.Queue()
        content = pickle.dumps(job)
        for worker in self._workers[: len(tasks)]:
            threading.Thread(target=_serve, args=(worker, content, waiting, results, seconds), daemon=True).start()
        try:
            for _ in range(len(tasks)):
                number, result = _next(results)
                if isinstance(result, _Raised):
                    raise result.error
                yield number, result
        finally:
            waiting.clear()


@dataclass(frozen=True, slots=True)
class _Raised:
    """In the place of a result: what carrying out the task raised."""

    error: BaseException


def _serve(
    worker: _Worker,
    job: bytes,
    waiting: deque[tuple[int, Any]],
    results: queue.Queue[tuple[int, Any]],
    seconds: float | None,
) -> None:
    """Have one worker carry out tasks until none is waiting."""
    while True:
        try:
            number, task = waiting.popleft()
        except IndexError:
            return
        try:
            result = worker.result_of(job, task, seconds)
        except Exception as error:
            result = _Raised(error)
        results.put((number, result))


def _next(results: queue.Queue[tuple[int, Any]]) -> tuple[int, Any]:
    """The next result; on Windows, only waiting in short pieces lets Ctrl-C through."""
    while True:
        with suppress(queue.Empty):
            return results.get(timeout=0.5)


# ---------------------------------------------------------------- one worker, from outside


class _GoneError(Exception):
    """The worker has ended."""


class _Worker:
    """One process at a time; another one where it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job = b""
        self._dismissed = False
        self._lock = threading.Lock()

    def result_of(self, job: bytes, task: Any, seconds: float | None) -> Any:
        """What carrying out a task gives: a result, Lost, or _Raised; GraderError where no worker can be started."""
        for _ in range(ATTEMPTS):
            self._start()
            stopped = threading.Event()
            timer = threading.Timer(seconds, self._stop, [stopped]) if seconds is not None else None
            try:
                self._open(job)
                if timer is not None:
                    timer.start()
                return self._answer_to(("task", task))
            except _GoneError:
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
            if isinstance(raised, _Raised):
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
            with suppress(_GoneError):
                if self._answer() == READY:
                    return
        raise GraderError(
            "a process of the grader's own ended before it began: set GRADE_DEBUG=1 to see why, and type the same again"
        )

    def _answer_to(self, message: Any) -> Any:
        try:
            _send(_pipe(self._process, "stdin"), _packed(message))
        except (OSError, ValueError) as error:
            raise _GoneError from error
        return self._answer()

    def _answer(self) -> Any:
        try:
            return _read(_pipe(self._process, "stdout"))
        except (OSError, EOFError, ValueError) as error:  # ValueError: closed meanwhile
            raise _GoneError from error

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
    """One of a worker's pipes; _GoneError where there is no worker any more."""
    pipe: IO[bytes] | None = getattr(process, name, None)
    if pipe is None:
        raise _GoneError
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


# ---------------------------------------------------------------- one worker, from inside


def work() -> None:
    """Carry out what arrives on standard input, until it is closed."""
    commands, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # nothing that is printed gets between the results
    carry_out: Callable[[Any], Any] = _no_job
    with suppress(OSError, EOFError), ExitStack() as opened:
        _send(results, _packed(READY))
        while True:
            kind, content = _read(commands)
            try:
                if kind == "job":
                    opened.close()
                    carry_out = opened.enter_context(pickle.loads(content)())
                    answer = _packed(None)
                else:
                    answer = _packed(carry_out(content))
            except Exception as error:
                answer = _packed(_Raised(_sendable(error)))
            _send(results, answer)


def _no_job(task: Any) -> Any:
    raise GraderError("a task came before its job")


def _sendable(error: Exception) -> Exception:
    """An error as it can cross, with what happened here as a note."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return GraderError(f"{type(error).__name__}: {error}")
    return error


def _packed(message: Any) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _send(file: IO[bytes], content: bytes) -> None:
    file.write(LENGTH.pack(len(content)))
    file.write(content)
    file.flush()


def _read(file: IO[bytes]) -> Any:
    (length,) = LENGTH.unpack(_exactly(file, LENGTH.size))
    return pickle.loads(_exactly(file, length))


def _exactly(file: IO[bytes], count: int) -> bytes:
    data: bytes = file.read(count)
    if len(data) != count:
        raise EOFError("the other side is gone")
    return data
