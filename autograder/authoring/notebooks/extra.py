"""Whether nbgrader and jupytext are installed, and where nbgrader finds the programs it starts."""

from __future__ import annotations

import importlib.util

from autograder.errors import UsageError

INSTALL = "pip install 'grade-descent[notebook]'"


def is_installed() -> bool:
    """Whether the extra `notebook` is there; loads nothing."""
    return all(importlib.util.find_spec(name) is not None for name in ("nbgrader", "jupytext"))


def require(what: str) -> None:
    """UsageError with the command to type where the extra is missing."""
    if not is_installed():
        raise UsageError(f"{what} needs nbgrader and jupytext: type  {INSTALL}")
