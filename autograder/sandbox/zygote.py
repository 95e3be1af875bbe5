"""A process that has imported NumPy once and forks one child for each request: starting a submission costs a fork.

Started as a plain script with a socket to the grader. It never sees source code or answers: the child gets a socket of
its own, which the grader passes along. Commands are one byte and a line of JSON:

    I {"length": 4711}, then as many bytes     ->  reads a frame of inputs once, for all children that are to come
    F {"inputs": 0, "cpu_seconds": 20, ...}    ->  with one descriptor: forks the child, and says its process id
    W {"grace": 0.1}                           ->  kills what is left of the child, and says how it ended

When the grader's end closes, the zygote kills the child and ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib.util
import json
import math
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
MOST_INPUTS = 4
"""As many sets of inputs as the grader's side counts on."""


def _load_child() -> Any:
    """The child's code, loaded once so that every fork has it."""
    spec = importlib.util.spec_from_file_location("_grader_child", Path(__file__).with_name("child.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Fork a child for each request until the grader is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    child = _load_child()
    finder = child.stand_ins.install()
    gc.collect()
    gc.freeze()  # so that a child's collections do not write to pages that it shares
    prctl = _prctl()
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    control.sendall(b"ready\n")
    pid = 0
    inputs: list[Any] = []
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        if not message:
            break
        command, settings = message[:1], json.loads(message[1:])
        reply: dict[str, Any] = {}
        if command == b"I":
            control.sendall(b"{}\n")
            inputs = [*inputs, child.decoded(_exactly(control, settings["length"]))][-MOST_INPUTS:]
        elif command == b"F":
            pid = os.fork()
            if pid == 0:
                control.close()
                chosen = inputs[settings["inputs"]]
                _become_child(child, chosen, finder, socket.socket(fileno=descriptors[0]), settings, prctl)
            os.close(descriptors[0])
            reply = {"pid": pid}
        else:
            reply = _end(pid, settings["grace"])
            pid = 0
        control.sendall(json.dumps(reply).encode() + b"\n")
    if pid:
        _end(pid, 0.0)


def _exactly(control: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        more = control.recv(min(length - len(data), 1 << 20))
        if not more:
            sys.exit(1)
        data += more
    return bytes(data)


def _prctl() -> Any:
    """Linux's prctl; elsewhere a function that does nothing."""
    if not sys.platform.startswith("linux"):
        return lambda *_: 0
    return ctypes.CDLL(None, use_errno=True).prctl


# ---------------------------------------------------------------- the child's side of the fork


def _become_child(
    child: Any, inputs: Any, finder: Any, channel: socket.socket, settings: dict[str, Any], prctl: Any
) -> NoReturn:
    """Limit this process, then serve the request that comes over the channel; never returns."""
    status = 1
    try:
        os.setsid()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.chdir("/")
        _limit(settings)
        child.serve(inputs, finder, child.reader(channel.recv), channel.sendall)
        status = 0
    except MemoryError:
        status = 101
    finally:
        os._exit(status)


def _limit(settings: dict[str, Any]) -> None:
    """Hard limits for this process: CPU time, memory beyond what it has now, no files, no core dumps."""
    seconds = max(1, math.ceil(settings["cpu_seconds"]))
    _lower(resource.RLIMIT_CPU, seconds + 1)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, 64)
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + settings["memory"])


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


# ---------------------------------------------------------------- the end of a child


def _end(pid: int, grace: float) -> dict[str, Any]:
    """Kill what is left of a child and of anything it started; how it ended and what it used.

    A child that is known to be ending gets `grace` seconds to do so by itself, so that its exit code is its own.
    """
    deadline = time.monotonic() + grace
    exited, status, usage = os.wait4(pid, os.WNOHANG)
    while not exited and time.monotonic() < deadline:
        time.sleep(0.001)
        exited, status, usage = os.wait4(pid, os.WNOHANG)
    by_itself = exited != 0
    _kill_group(pid)
    if not by_itself:
        _, status, usage = os.wait4(pid, 0)
    cpu = usage.ru_utime + usage.ru_stime + sum(map(_end_orphan, _orphans()))
    return {"by_itself": by_itself, "code": os.waitstatus_to_exitcode(status), "cpu_seconds": cpu}


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _orphans() -> list[int]:
    """Processes that a child has left to us."""
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return _orphans_by_looking()


def _orphans_by_looking() -> list[int]:
    """The same for kernels that keep no list of children."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                found.append(int(entry.parent.name))
    return found


def _end_orphan(pid: int) -> float:
    """Kill one process that was left to us, with its group; the CPU time it used."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _kill_group(pid)
    with contextlib.suppress(ChildProcessError):
        _, _, usage = os.wait4(pid, 0)
        return usage.ru_utime + usage.ru_stime
    return 0.0


if __name__ == "__main__":
    main()
