"""A worker's process as a fresh interpreter: on every system, and whatever this process has become."""

from __future__ import annotations

import os
import site
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast

from autograder.errors import GraderError

PACKAGE = Path(__file__).parents[1]
START = """
import importlib.util, site, sys
package, *folders = sys.argv[1:]
for folder in folders:
    site.addsitedir(folder)
spec = importlib.util.spec_from_file_location("autograder", package + "/__init__.py")
sys.modules["autograder"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from autograder.processes.inside import work_on_pipes
work_on_pipes()
"""
"""Loads this very package, wherever it lies."""


class FreshProcess:
    """A fresh interpreter."""

    inherited: tuple[object, ...] = ()

    def __init__(self) -> None:
        """Start it; GraderError where that cannot be. Ctrl-C in the terminal is for us: we end the workers."""
        users_own = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
        apart: dict[str, Any] = (
            {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined,unused-ignore]
            if os.name == "nt"
            else {"start_new_session": True}
        )
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", START, str(PACKAGE), *users_own],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if is_debugged() else subprocess.DEVNULL,
                **apart,
            )
        except OSError as error:
            raise GraderError(f"Python cannot be started for the grader ({error}): type  grade doctor") from error
        self.commands, self.results = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)

    def has_ended(self) -> bool:
        """Whether there is no such process any more."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """Have it end at once."""
        self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended by then."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def is_debugged() -> bool:
    """Whether what workers say on standard error is to be seen."""
    return os.environ.get("GRADE_DEBUG", "") not in ("", "0")
