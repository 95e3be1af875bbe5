"""Children forked from a zygote: a process that is warm, and holds nothing but what students' code may see."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from typing import Protocol

from autograder.errors import IsolationError, SandboxError
from autograder.model import IsolationLevel, Limits
from autograder.processes.early import LOCKS, ZYGOTE, Begun
from autograder.sandbox.launchers import ENVIRONMENT, Child, End, GoneError, LateError, taken

START_SECONDS = 30.0
MOST_INPUTS = 4
"""As many sets of inputs as a zygote keeps."""


class Zygote(Protocol):
    """The process that children are forked from."""

    @property
    def pid(self) -> int:
        """Its id."""

    def wait(self, timeout: float | None = None) -> object:
        """Until it has ended; TimeoutError or TimeoutExpired after as many seconds."""

    def kill(self) -> None:
        """End it."""


class ForkLauncher:
    """Children forked from a process that has imported NumPy already. Starts warming up at once."""

    start_seconds = 1.0

    def __init__(self, level: IsolationLevel = IsolationLevel.NONE, begun: Begun | None = None) -> None:
        """Children of a fresh process; without isolation, of one that has begun already."""
        self._zygote: Zygote
        self._zygote, self._control = (begun, begun.control) if begun else self._begin(level)
        self._control.settimeout(START_SECONDS)
        self._warm = False
        self._folder = ""
        self._unread = b""
        self._inputs: list[bytes] = []

    def _begin(self, level: IsolationLevel) -> tuple[Zygote, socket.socket]:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                self._command(theirs.fileno(), level),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(ENVIRONMENT),
                start_new_session=True,
            )
        return process, ours

    def _command(self, control: int, level: IsolationLevel) -> list[str]:
        return [sys.executable, "-I", "-c", ZYGOTE, str(LOCKS), str(control), level]

    def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self.wait_until_warm()
                if inputs not in self._inputs:
                    self._send_inputs(inputs)
                settings = {
                    "inputs": self._inputs.index(inputs),
                    "cpu_seconds": cpu_seconds,
                    "memory": limits.memory_mib << 20,
                }
                socket.send_fds(self._control, [b"F" + json.dumps(settings).encode()], [theirs.fileno()])
                reply = json.loads(self._line())
            if "failed" in reply:
                raise SandboxError(f"students' code could not be locked in: {reply['failed']}")
        except (OSError, ValueError) as error:
            ours.close()
            raise SandboxError(f"the process that starts students' code does not answer: {error}") from error
        except SandboxError:
            ours.close()
            raise
        return _ForkedChild(self, ours)

    def wait_until_warm(self) -> None:
        """Until the zygote can start children; IsolationError where this machine does not allow its level."""
        if not self._warm:
            reply = json.loads(self._line())
            if "refused" in reply:
                raise IsolationError(reply["refused"], reply["why"])
            self._warm = True
            self._folder = reply["folder"]

    def _send_inputs(self, inputs: bytes) -> None:
        """Have the zygote read the inputs, so that no child needs to; both sides forget the oldest ones alike."""
        self._control.sendall(b"I" + json.dumps({"length": len(inputs)}).encode())
        self._line()
        self._control.sendall(inputs)
        self._line()
        self._inputs = [*self._inputs, inputs][-MOST_INPUTS:]

    def end_child(self, grace: float) -> End:
        """Have the zygote kill and reap the child."""
        try:
            self._control.sendall(b"W" + json.dumps({"grace": grace}).encode())
            return End(**json.loads(self._line()))
        except (OSError, ValueError) as error:
            raise SandboxError(f"the process that starts students' code is gone: {error}") from error

    def _line(self) -> bytes:
        while b"\n" not in self._unread:
            more = self._control.recv(65536)
            if not more:
                raise ConnectionError("it has ended")
            self._unread += more
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def close(self) -> None:
        self._control.close()
        try:
            self._zygote.wait(5)
        except (subprocess.TimeoutExpired, TimeoutError):
            self._zygote.kill()
            self._zygote.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)  # where it could not do so itself


class _ForkedChild:
    def __init__(self, launcher: ForkLauncher, channel: socket.socket) -> None:
        self._launcher = launcher
        self._channel = channel
        self._unread = bytearray()

    def send(self, data: bytes) -> None:
        self._channel.settimeout(START_SECONDS)
        try:
            self._channel.sendall(data)
        except TimeoutError as error:
            raise LateError from error
        except OSError as error:
            raise GoneError from error

    def receive(self, count: int, deadline: float) -> bytes:
        while len(self._unread) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LateError
            self._channel.settimeout(left)
            try:
                more = self._channel.recv(1 << 18)
            except TimeoutError as error:
                raise LateError from error
            except OSError as error:
                raise GoneError from error
            if not more:
                raise GoneError
            self._unread += more
        return taken(self._unread, count)

    def end(self, grace: float = 0.0) -> End:
        try:
            return self._launcher.end_child(grace)
        finally:
            self._channel.close()
