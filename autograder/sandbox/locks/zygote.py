"""A process that has imported NumPy once and forks one child for each request: starting a submission costs a fork.

Started by `forked.py` with a socket to the grader and a level of isolation. It never sees source code or answers:
the child gets a socket of its own, which the grader passes along. First it says which folder it made, or why it cannot
give that level; then commands are one byte and a line of JSON:

    I {"length": 4711}, then as many bytes     ->  reads a frame of inputs once, for all children that are to come
    F {"inputs": 0, "cpu_seconds": 20, ...}    ->  with one descriptor: forks a child, and answers once it is locked in
    W {"grace": 0.1}                           ->  kills what is left of the child, and says how it ended

When the grader's end closes, the zygote kills the child and ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from . import jail, landlock, linux, locks

HARNESS = Path(__file__).resolve().parents[1]
"""The folder with our own code: this part of it, and the child's."""
MOST_INPUTS = 4
"""As many sets of inputs as the grader's side counts on."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every child gets: the child's code, what imports for it, the locks, and a view of our memory."""

    child: Any
    importer: Any
    locks: locks.Locks | None
    statm: int
    folder: str
    """An empty one, in which students' code runs."""

    def memory(self) -> int:
        """Bytes of address space that this process has now, and a child right after its fork."""
        return int(os.pread(self.statm, 100, 0).split()[0]) * resource.getpagesize()


def main() -> None:
    """Lock this process in, then fork a child for each request until the grader is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        workshop = furnished(sys.argv[2])
    except linux.UnsupportedError as refused:
        control.sendall(json.dumps({"refused": refused.part, "why": refused.why}).encode() + b"\n")
        sys.exit(1)
    made = workshop.folder if workshop.folder not in ("/", jail.WORKING_FOLDER) else ""
    control.sendall(json.dumps({"folder": made}).encode() + b"\n")
    try:
        serve(control, workshop)
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)


def furnished(level: str) -> Workshop:
    """Everything that is prepared once, with this process locked in as its level says, or a UnsupportedError."""
    sys.path[:] = map(os.path.realpath, sys.path)
    if level == "none":
        child = _load_child()
        linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
        return _settled(child, None, os.open("/proc/self/statm", os.O_RDONLY), _empty_folder())
    view = jail.python_view()
    if level == "restricted":
        child = _load_child()
        put_on = locks.prepared(view, namespaces=False)
        jail.become_nobody()
        folder = _empty_folder()
        landlock.allow_listing(put_on.ruleset, folder)
        return _settled(child, put_on, os.open("/proc/self/statm", os.O_RDONLY), folder)
    put_on = locks.prepared(view, namespaces=True)
    was_root = os.geteuid() == 0
    processes = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
    jail.hide_files(view, HARNESS)
    landlock.allow_listing(put_on.ruleset, jail.WORKING_FOLDER)
    child = _load_child()
    jail.forget_harness(HARNESS)
    jail.become_nobody()
    jail.separate(processes, was_root)
    statm = os.open("self/statm", os.O_RDONLY, dir_fd=processes)
    os.close(processes)
    return _settled(child, put_on, statm, jail.WORKING_FOLDER)


def _load_child() -> Any:
    """The child's code, loaded once so that every fork has it."""
    try:
        spec = importlib.util.spec_from_file_location("_grader_child", HARNESS / "child" / "main.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    except (ImportError, OSError) as error:
        raise linux.UnsupportedError("Python", f"NumPy cannot be loaded: {error}") from error
    return module


def _empty_folder() -> str:
    """A folder of this process, which is removed when it ends; the root where none can be made."""
    try:
        folder = tempfile.mkdtemp(prefix="grade-")
        os.chmod(folder, 0o555)
    except OSError:
        return "/"
    return folder


def _settled(child: Any, put_on: locks.Locks | None, statm: int, folder: str) -> Workshop:
    importer = child.imports.install(child.stand_ins.module)
    os.environ.clear()
    sys.argv[:] = [""]
    gc.collect()
    gc.freeze()  # so that a child's collections do not write to pages that it shares; so are the inputs
    return Workshop(child, importer, put_on, statm, folder)


# ---------------------------------------------------------------- one request after another


def serve(control: socket.socket, workshop: Workshop) -> None:
    """Carry out the grader's commands until its end closes."""
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
            inputs = [*inputs, workshop.child.prepared(_exactly(control, settings["length"]))][-MOST_INPUTS:]
            gc.freeze()
        elif command == b"F":
            pid, reply = _start(workshop, inputs[settings["inputs"]], descriptors[0], settings)
            os.close(descriptors[0])
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


def _start(workshop: Workshop, inputs: Any, channel: int, settings: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Fork a child; its id, and its own word that it is locked in, which comes before any student code runs."""
    heard, report = os.pipe()
    memory, parent = workshop.memory(), os.getpid()
    if workshop.locks is not None and workshop.locks.namespaces:
        _next_child_in_a_fresh_namespace()
    pid = os.fork()
    if pid == 0:
        _become_child(workshop, inputs, channel, report, settings, memory, parent)
    os.close(report)
    word = os.read(heard, 1000)
    os.close(heard)
    if word == b"locked in":
        return pid, {"pid": pid}
    _end(pid, 0.0)
    return 0, {"failed": word.decode(errors="replace") or "the process ended at once"}


def _next_child_in_a_fresh_namespace() -> None:
    """The next fork is process 1 of a new namespace; a second one needs us to turn back to our own first."""
    ourselves = os.pidfd_open(os.getpid())
    linux.setns(ourselves, linux.CLONE_NEWPID)
    os.close(ourselves)
    linux.unshare(linux.CLONE_NEWPID)


# ---------------------------------------------------------------- the child's side of the fork


def _become_child(
    workshop: Workshop,
    inputs: Any,
    channel: int,
    report: int,
    settings: dict[str, Any],
    memory: int,
    parent: int,
) -> NoReturn:
    """Limit and lock in this process, then serve the request that comes over the channel; never returns."""
    status = 1
    try:
        try:
            os.setsid()
            os.chdir(workshop.folder)
            put_on = workshop.locks
            rules = locks.keep_only(channel, report, put_on.ruleset if put_on else None)
            locks.limit(settings, memory)
            if put_on:
                locks.lock_in(put_on, rules, parent)
            else:
                locks.die_with_parent(parent)
        except BaseException as error:
            os.write(locks.REPORT, str(error).encode())
            os._exit(1)
        os.write(locks.REPORT, b"locked in")
        os.close(locks.REPORT)
        child = workshop.child
        child.serve(inputs, workshop.importer, child.reader(_read), _send)
        status = 0
    except MemoryError:
        status = 101
    finally:
        os._exit(status)


def _read(count: int, read: Any = os.read) -> bytes:
    data: bytes = read(locks.CHANNEL, count)
    return data


def _send(data: bytes, write: Any = os.write) -> None:
    view = memoryview(data)
    while view:
        view = view[write(locks.CHANNEL, view) :]


# ---------------------------------------------------------------- the end of a child


def _end(pid: int, grace: float) -> dict[str, Any]:
    """Kill what is left of a child and of anything it started; how it ended and what it used.

    A child that is known to be ending gets `grace` seconds to do so by itself, so that its exit code is its own.
    """
    by_itself = _ended_within(pid, grace)
    _kill_group(pid)
    if not by_itself:
        os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    cpu = usage.ru_utime + usage.ru_stime + sum(map(_end_orphan, _orphans()))
    return {"by_itself": by_itself, "code": os.waitstatus_to_exitcode(status), "cpu_seconds": cpu}


def _ended_within(pid: int, seconds: float) -> bool:
    process = os.pidfd_open(pid)
    try:
        return bool(select.select([process], [], [], seconds)[0])
    finally:
        os.close(process)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _orphans() -> list[int]:
    """Processes that a child has left to us; none where children cannot start any, and /proc cannot be seen."""
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return list(_orphans_by_looking())


def _orphans_by_looking() -> Iterator[int]:
    """Processes that a child has left to us, found one by one, for kernels that keep no list of children."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                yield int(entry.parent.name)


def _end_orphan(pid: int) -> float:
    """Kill one process that was left to us, with its group; the CPU time it used."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _kill_group(pid)
    with contextlib.suppress(ChildProcessError):
        _, _, usage = os.wait4(pid, 0)
        return usage.ru_utime + usage.ru_stime
    return 0.0
