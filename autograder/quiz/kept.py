"""Small files in the cache of this machine; where nothing can be kept, it is worked out anew the next time."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from autograder.atomic import write_whole


def _folder() -> Path:
    """Where derived things are kept; the environment variable GRADE_DESCENT_CACHE overrides."""
    if override := os.environ.get("GRADE_DESCENT_CACHE"):
        return Path(override)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "grade-descent"


def name_of(*made_from: bytes) -> str:
    """A name for what is made from some texts."""
    digest = hashlib.sha256()
    for part in made_from:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def kept(name: str) -> bytes | None:
    """What a file of that name holds; None where there is none."""
    with suppress(OSError):
        return (_folder() / name).read_bytes()
    return None


def keep(name: str, content: bytes) -> None:
    """Keep a file under a name that says what it is made from."""
    with suppress(OSError):
        write_whole(_folder() / name, content)
