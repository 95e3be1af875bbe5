"""The command `grade`: a first look at what is in the way, and then the command line."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
import warnings

from grade_descent.first_look import Obstacle, obstacle


def main() -> None:
    """Run `grade` with the arguments of this process; where our package is hidden, say so and end with exit code 2."""
    try:
        _run()
    finally:
        gc.freeze()  # the process ends: nobody needs to look for what nobody uses, which takes a short command long


def _run() -> None:
    if found := obstacle():
        sys.exit(_without_the_package(found, sys.argv[1:]))
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        from autograder.processes.early import begun, use_one_thread

        use_one_thread()
        started = begun(sys.argv[1:])
        from autograder.cli import main as command_line
    for complaint in complaints:
        print(f"grade: {complaint.message}", file=sys.stderr)
    try:
        command_line(begun=started)
    except SystemExit as end:
        if started is not None and isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """End the process of a check without taking apart what it has loaded; nothing where something is left to be done.

    The interpreter would give back every module and every number one by one, which is a twentieth of a check.
    """
    if threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _without_the_package(found: Obstacle, arguments: list[str]) -> int:
    """What can be done without our `autograder`: mend it, or say what happened; returns the exit code."""
    if arguments == ["doctor", "--mend"]:
        from grade_descent.mend import mend

        return mend()
    if arguments[:1] == ["doctor"]:
        print(f"problem  package name: {found.what}\n         {found.cure}\n1 problem found.")
        return 1
    print(f"grade: {found.what}.\n{found.cure}", file=sys.stderr)
    return 2
