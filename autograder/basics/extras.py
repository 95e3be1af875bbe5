"""The optional parts of the package: whether they are installed, and the command that installs them."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping

from autograder.errors import UsageError

PACKAGES: Mapping[str, tuple[str, ...]] = {
    "cluster": ("distributed", "bokeh", "cryptography"),
    "notebook": ("nbgrader", "jupytext"),
    "web": ("starlette", "uvicorn", "watchfiles"),
}
"""Extra -> the packages that it brings."""


def is_installed(extra: str) -> bool:
    """Whether all packages of an extra are there; loads nothing."""
    return all(importlib.util.find_spec(name) is not None for name in PACKAGES[extra])


def install_command(extra: str) -> str:
    """What to type to install an extra."""
    return f"pip install 'grade-descent[{extra}]'"


def require(extra: str, what: str) -> None:
    """UsageError with the command to type where an extra is missing that something needs."""
    if not is_installed(extra):
        raise UsageError(f"{what} needs {' and '.join(PACKAGES[extra])}: type  {install_command(extra)}")
