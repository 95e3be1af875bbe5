"""Whether nbgrader and jupytext are installed, and where nbgrader finds the programs it starts."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.errors import UsageError

INSTALL = "pip install 'grade-descent[notebook]'"


def is_installed() -> bool:
    """Whether the extra `notebook` is there; loads nothing."""
    return all(importlib.util.find_spec(name) is not None for name in ("nbgrader", "jupytext"))


def require(what: str) -> None:
    """UsageError with the command to type where the extra is missing."""
    if not is_installed():
        raise UsageError(f"{what} needs nbgrader and jupytext: type  {INSTALL}")


@contextmanager
def programs_on_path() -> Iterator[None]:
    """nbgrader starts `alembic` by name: let it find the one beside this Python, whatever PATH says."""
    before = os.environ.get("PATH")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before or os.defpath])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before
