"""How a child is started and ended: forked from a warm zygote, or as a fresh interpreter where there is no fork."""

from __future__ import annotations

import contextlib
import json
import math
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from autograder.basics.dataclass import dataclass
from autograder.errors import IsolationError, SandboxError
from autograder.model import IsolationLevel, Limits
from autograder.processes.early import LOCKS, ZYGOTE, Begun

HERE = Path(__file__).parent
ENVIRONMENT: Mapping[str, str] = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
MOST_CHUNKS = 64
"""As many pieces of 64 KiB wait to be read, then the process that sends them waits."""
START_SECONDS = 30.0
MOST_INPUTS = 4
"""As many sets of inputs as a zygote keeps."""


class LateError(Exception):
    """Nothing came in time."""


class GoneError(Exception):
    """The other side is gone."""


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended: its exit code (negative for a signal), and the CPU time it used."""

    by_itself: bool
    code: int
    cpu_seconds: float


class Child(Protocol):
    """A running child: bytes to and from it, and its end."""

    def send(self, data: bytes) -> None:
        """Send the request; GoneError or LateError where it is not taken."""

    def receive(self, count: int, deadline: float) -> bytes:
        """Exactly so many bytes, by a time of the monotonic clock; GoneError or LateError."""

    def end(self, grace: float = 0.0) -> End:
        """Kill it if it still runs after `grace` seconds, with all it started, and say how it ended."""


class Launcher(Protocol):
    """Starts children one after another."""

    start_seconds: float
    """How long a child may take from its start to its first sign of life, on a machine under load."""

    def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
        """A fresh child that has got its inputs; SandboxError where none can be started."""

    def close(self) -> None:
        """End what is running."""


# ---------------------------------------------------------------- forked from a zygote


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
        return _taken(self._unread, count)

    def end(self, grace: float = 0.0) -> End:
        try:
            return self._launcher.end_child(grace)
        finally:
            self._channel.close()


def _taken(unread: bytearray, count: int) -> bytes:
    """The first bytes of what has been received, which are then gone from it."""
    data = bytes(unread[:count])
    del unread[:count]
    return data


# ---------------------------------------------------------------- a fresh interpreter


class SpawnLauncher:
    """Children that are fresh interpreters, over pipes: slower, and for every system."""

    start_seconds = 20.0

    def __init__(self) -> None:
        self._running: set[_SpawnedChild] = set()

    def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
        child = _SpawnedChild(self._running, inputs)
        self._running.add(child)
        return child

    def close(self) -> None:
        for child in list(self._running):
            child.end()


class _SpawnedChild:
    def __init__(self, running: set[_SpawnedChild], inputs: bytes) -> None:
        self._running = running
        self._inputs = inputs
        # Windows cannot start Python without these two
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if os.name == "nt" and name in os.environ}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(HERE / "child" / "main.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**ENVIRONMENT, **kept},
                start_new_session=os.name != "nt",
            )
        except OSError as error:
            raise SandboxError(f"Python cannot be started for students' code: {error}") from error
        self._chunks: queue.Queue[bytes] = queue.Queue(MOST_CHUNKS)
        self._unread = bytearray()
        self._started = time.monotonic()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        while chunk := os.read(descriptor, 1 << 16):
            self._chunks.put(chunk)
        self._chunks.put(b"")

    def send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(self._inputs + data)
            self._process.stdin.flush()
            self._inputs = b""
        except OSError as error:
            raise GoneError from error

    def receive(self, count: int, deadline: float) -> bytes:
        while len(self._unread) < count:
            try:
                chunk = self._chunks.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty as error:
                raise LateError from error
            if not chunk:
                raise GoneError
            self._unread += chunk
        return _taken(self._unread, count)

    def end(self, grace: float = 0.0) -> End:
        self._running.discard(self)
        code = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(grace)
        _kill_with_group(self._process)
        final = self._process.wait()
        # a process that the code has started may still hold the pipe open; then the thread ends with us
        deadline = time.monotonic() + 1.0
        while self._reader.is_alive() and time.monotonic() < deadline:
            with contextlib.suppress(queue.Empty):
                self._chunks.get(timeout=0.01)  # it may wait for room
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return End(code is not None, final, _no_clock(time.monotonic() - self._started))


def _kill_with_group(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    if os.name != "nt":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _no_clock(wall_seconds: float) -> float:
    """Without a system's own count, the time from start to end stands for the CPU time: never too little."""
    return math.ceil(wall_seconds * 100) / 100
