"""Whether a machine grades as this one would: what its reports depend on, and what it allows."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from autograder._version import __version__
from autograder.model import IsolationLevel
from autograder.sandbox.levels import LOCKED_IN, advice, refused

PACKAGE = Path(__file__).parents[2]
DISTRIBUTIONS = ("grade-descent", "numpy")
"""Two machines that have these in the same version, and the same Python, give the same report."""


def versions() -> dict[str, str]:
    """What this machine has of all that a worker must have too."""
    found = {name: importlib.metadata.version(name) for name in DISTRIBUTIONS}
    return {**found, "grade-descent": __version__, "Python": minor(platform.python_version())}


def minor(version: str) -> str:
    """Of a version, the two numbers that say which Python it is."""
    return ".".join(version.split(".")[:2])


def difference(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """What another machine has in another version, and what to type there; empty where there is nothing."""
    for name, version in ours.items():
        if theirs[name] != version:
            found = f"has {name} {theirs[name]}" if theirs[name] else f"has no {name}"
            cure = (
                f"start it with Python {version}"
                if name == "Python"
                else f"type  pip install '{name}=={version}'  there"
            )
            return f"it {found}, and this is {name} {version}: {cure}"
    return ""


@lru_cache(maxsize=1)
def digest_of_package() -> str:
    """Names what the package holds here: two of the same version may differ where somebody works on them."""
    digest = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix in (".py", ".json", ".toml") and "front" not in file.parts:
            digest.update(f"{file.relative_to(PACKAGE).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def why_not(asked: str) -> dict[str, str]:
    """For each level of isolation that comes into question, why this machine does not allow it; empty where it does."""
    levels = LOCKED_IN if asked == "auto" else () if asked == IsolationLevel.NONE else (IsolationLevel(asked),)
    return {level.value: _refusal(level) for level in levels}


def _refusal(level: IsolationLevel) -> str:
    refusal = refused(level)
    if refusal is None:
        return ""
    said = "; ".join(advice(refusal))
    return f"not {level}, for {refusal.part}: {refusal.why}" + (f" ({said})" if said else "")
