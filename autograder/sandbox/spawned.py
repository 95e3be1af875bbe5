"""Children that are fresh interpreters, over pipes: slower, and for every system."""

from __future__ import annotations

import contextlib
import math
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from autograder.errors import SandboxError
from autograder.model import Limits
from autograder.sandbox.launchers import ENVIRONMENT, Child, End, GoneError, LateError, taken

CHILD = Path(__file__).parent / "child" / "main.py"
MOST_CHUNKS = 64
"""As many pieces of 64 KiB wait to be read, then the process that sends them waits."""


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
                [sys.executable, "-I", str(CHILD)],
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
        return taken(self._unread, count)

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
