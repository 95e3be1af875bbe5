"""A fork of this process that workers are forked from: they have what is loaded here, and load it once for all.

It is forked while this process has one thread, so that no lock is held that nobody would open, and is told nothing
but to fork: each worker has pipes of its own to us. Of our files it keeps none. When we end, however we end, our ends
close; then the workers end, and it does.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import IO, NoReturn

from autograder.errors import GraderError
from autograder.processes.fresh import is_debugged
from autograder.processes.inside import work

FORK = b"F"


class Seed:
    """Where workers are forked from. End it, once the workers have ended, with `end`."""

    @staticmethod
    def can_be() -> bool:
        """Whether it may be forked now."""
        return sys.platform.startswith("linux") and hasattr(os, "pidfd_open") and threading.active_count() == 1

    def __init__(self, prepare: Callable[[], object], inherited: tuple[object, ...]) -> None:
        """Fork it from this process as it is now; it is prepared before the first worker is forked."""
        self._inherited = inherited
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        with theirs, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # NumPy's own threads see to forks themselves
            self._pid = os.fork()
            if self._pid == 0:
                self._control.close()
                _be_it(theirs, prepare, inherited)

    def started(self) -> ForkedProcess | None:
        """A new worker's process; None where none can be forked any more."""
        theirs, commands = os.pipe()
        results, its_results = os.pipe()
        try:
            with self._lock:
                socket.send_fds(self._control, [FORK], [theirs, its_results])
                _, (handle,), _, _ = socket.recv_fds(self._control, 1, 1)
        except (OSError, ValueError):  # it has ended, or could not
            os.close(commands)
            os.close(results)
            return None
        finally:
            os.close(theirs)
            os.close(its_results)
        return ForkedProcess(os.fdopen(commands, "wb"), os.fdopen(results, "rb"), handle, self._inherited)

    def end(self) -> None:
        """See that it has ended."""
        self._control.close()
        os.waitpid(self._pid, 0)


class ForkedProcess:
    """A fork of the seed."""

    def __init__(self, commands: IO[bytes], results: IO[bytes], handle: int, inherited: tuple[object, ...]) -> None:
        """`handle` is the descriptor that stands for it, ours from now on."""
        self.commands, self.results, self.inherited = commands, results, inherited
        self._handle = handle

    def __del__(self) -> None:
        os.close(self._handle)

    def has_ended(self) -> bool:
        """Whether there is no such process any more."""
        return self.wait(0)

    def kill(self) -> None:
        """Have it end at once."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended by then."""
        return bool(select.select([self._handle], [], [], seconds)[0])


# ---------------------------------------------------------------- in the fork


def _be_it(control: socket.socket, prepare: Callable[[], object], inherited: tuple[object, ...]) -> NoReturn:
    """Fork a worker for each command, until the other side closes; never returns."""
    try:
        _leave_everything_but(control)
        is_prepared = False
        while True:
            _reap(os.WNOHANG)
            message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if not message:
                break
            if not is_prepared:
                with suppress(GraderError):  # what cannot be read is told by the task that needs it
                    prepare()
                gc.freeze()  # it is large and stays: no worker's collection need look through it, or write to it
                is_prepared = True
            _fork_worker(control, descriptors, inherited)
        _reap(0)
    except BaseException:
        traceback.print_exc()  # nowhere, unless somebody debugs
    finally:
        os._exit(0)


def _leave_everything_but(control: socket.socket) -> None:
    """Belong to no terminal, hold no file of the process that was forked, and end when asked to."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1) if is_debugged() else (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.closerange(3, control.fileno())
    os.closerange(control.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


def _fork_worker(control: socket.socket, pipes: list[int], inherited: tuple[object, ...]) -> None:
    commands, results = pipes
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            work(os.fdopen(commands, "rb"), os.fdopen(results, "wb"), inherited)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(commands)
    os.close(results)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [FORK], [handle])
    os.close(handle)


def _reap(how: int) -> None:
    """Take leave of workers that have ended, or wait for all."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass
