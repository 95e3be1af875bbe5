"""What `grade` does before it loads anything else: fork the process that students' code will be run from.

A check needs NumPy twice: where answers are judged, and where students' code runs. On Linux it is loaded once, and this
process is forked while it holds nothing but that: neither expected values nor anything of ours.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from autograder.processes.garbage import collect_hardly_ever

if TYPE_CHECKING:
    import socket

ZYGOTE = """
import sys, types
package = types.ModuleType("_grader")
package.__path__ = [sys.argv.pop(1)]
sys.modules["_grader"] = package
from _grader.zygote import main
main()
"""
"""Runs zygote.py as part of a package that holds only its neighbours, since `autograder` is not to be importable."""
LOCKS = Path(__file__).parents[1] / "sandbox" / "locks"
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
CHECK = "check"
NEEDED_BY_BOTH = (
    "ast",
    "contextlib",
    "dataclasses",
    "hashlib",
    "json",
    "linecache",
    "select",
    "shutil",
    "socket",
    "tempfile",
)
OURS = ("autograder", "grade_descent")


class Begun(NamedTuple):
    """A process that has been forked to start students' code, as `sandbox/locks/zygote.py` says."""

    pid: int
    control: socket.socket

    def wait(self, timeout: float | None = None) -> None:
        """Until it has ended; TimeoutError where it does not in as many seconds."""
        import select

        ended = os.pidfd_open(self.pid)
        try:
            if not select.select([ended], [], [], timeout)[0]:
                raise TimeoutError(f"process {self.pid} has not ended")
        finally:
            os.close(ended)
        os.waitpid(self.pid, 0)

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, 9)


def import_nothing_from_here() -> None:
    """However Python was started: what lies in the working folder is somebody's work, and none of our modules.

    A package that is installed from such a folder is found already, and stays.
    """
    here = os.path.realpath(os.curdir)
    sys.path[:] = [folder for folder in sys.path if folder and os.path.realpath(folder) != here]


def use_one_thread() -> None:
    """Have NumPy start no threads, unless somebody asks for them: none are needed, and a fork loses them."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


def begun(arguments: list[str]) -> Begun | None:
    """The process that a command's checks will start students' code from; None where they start their own.

    That is where nothing is checked, where a system has no such forks, and where Python was started in an unusual way,
    which students' code would notice.
    """
    if not _checks(arguments) or not _is_usual():
        return None
    import_nothing_from_here()
    collect_hardly_ever()
    _load_what_both_need()
    import socket

    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        _become_zygote(theirs.detach())
    theirs.close()
    return Begun(pid, ours)


def _checks(arguments: list[str]) -> bool:
    asks_for_help = {"-h", "--help"} & set(arguments)
    return arguments[:1] in ([], [CHECK]) and not asks_for_help and "_GRADE_COMPLETE" not in os.environ


def _is_usual() -> bool:
    import threading

    flags = sys.flags
    return (
        sys.platform.startswith("linux")
        and hasattr(os, "pidfd_open")
        and threading.active_count() == 1
        and not (flags.dev_mode or flags.optimize or flags.inspect or sys.warnoptions)
        and sys.gettrace() is sys.getprofile() is None
    )


def _load_what_both_need() -> None:
    """Load NumPy as students' code gets it, and parts of the library."""
    for name in ("numpy", *NEEDED_BY_BOTH):
        importlib.import_module(name)


def _become_zygote(control: int) -> NoReturn:
    """Be what a fresh interpreter would be that runs `ZYGOTE`; never returns."""
    try:
        gc.freeze()
        os.setsid()
        quiet = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(quiet, descriptor)
        os.closerange(3, control)
        os.closerange(control + 1, os.sysconf("SC_OPEN_MAX"))
        for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
            del sys.modules[name]
        sys.modules["__main__"] = type(sys)("__main__")
        sys.argv[:] = ["", str(LOCKS), str(control), "none"]
        exec(ZYGOTE, {})
    finally:
        os._exit(0)
