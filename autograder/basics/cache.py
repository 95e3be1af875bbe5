"""The cache: what was worked out once on this machine and need not be worked out again.

Nothing depends on it: it may be deleted at any time, be full, read-only or damaged, and what is missing is made anew.
An entry is named by a digest of all that it is made from, so it is never out of date. It is believed only where nobody
else can have written it, neither the file nor a folder on the way to it (`basics/ownership.py` says whose files are
ours). Its first line holds a digest of its name and its content, so that one that was cut, or put in another's place,
is told.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.basics.atomic import write_whole
from autograder.basics.dataclass import dataclass
from autograder.basics.ownership import why_not_ours, why_others_may_write

if TYPE_CHECKING:
    import numpy as np

FORMAT = 1
"""Raise it when entries are laid out otherwise."""
FASTEST = 1
"""How hard tables are packed: what is not known yet packs well whatever is tried."""


def cache_folder() -> Path:
    """Where entries are kept; the environment variable GRADE_DESCENT_CACHE overrides."""
    if override := os.environ.get("GRADE_DESCENT_CACHE"):
        return Path(override)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "grade-descent")


def name_of(*made_from: bytes) -> str:
    """A name for what is made from some texts, and from the way entries are laid out."""
    digest = hashlib.sha256()
    for part in (str(FORMAT).encode(), *made_from):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def kept(name: str) -> bytes | None:
    """What an entry holds; None where there is none that can be believed."""
    folder = cache_folder()
    try:
        if _why_not_used(folder):
            return None
        with open(folder / name, "rb") as file:
            if why_others_may_write(folder / name, os.fstat(file.fileno())):
                return None
            head, content = file.readline(), file.read()
    except OSError:
        return None
    return content if head == _head(name, content) else None


def keep(name: str, content: bytes) -> None:
    """Keep an entry, whole or not at all; where that is not possible, it is made anew the next time."""
    folder = cache_folder()
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _why_not_used(folder):
            write_whole(folder / name, _head(name, content) + content)


def why_not_used() -> str:
    """What is in the way of the cache, as half a sentence; empty where nothing is, also where there is none yet."""
    folder = cache_folder()
    try:
        reason = _why_not_used(folder)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return str(error.strerror)
    return reason or ("" if os.access(folder, os.R_OK | os.W_OK | os.X_OK) else f"{folder} cannot be written to")


def why_not_kept() -> str:
    """Why nothing can be kept, as half a sentence; empty where it can. It is tried."""
    folder = cache_folder()
    if reason := why_not_used():
        return reason
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / "tried", b"")
        os.unlink(folder / "tried")
    except OSError as error:
        return f"it cannot be written to ({error.strerror})"
    return ""


@lru_cache(maxsize=8)
def _why_not_used(folder: Path) -> str:
    """Why a folder is not believed, asked once: where it is ours, only we can make it another's."""
    return why_not_ours(folder)


def _head(name: str, content: bytes) -> bytes:
    digest = hashlib.blake2b(name.encode() + b"\0" + content, digest_size=16).hexdigest()
    return f"grade-descent {FORMAT} {digest}\n".encode()


@dataclass(frozen=True, slots=True)
class CacheShelf:
    """The tables of one fault dictionary in the cache."""

    name: str
    """The start of the names of its entries: it says what the tables are made from."""

    def take(self, name: str, blank: np.ndarray) -> np.ndarray:
        """The table of that name, where there is one of the shape and dtype of the blank one; else the blank one."""
        import numpy as np  # only where there are tables: who keeps texts starts quickly

        content = kept(f"{self.name}.{name}.npy.z")
        if content is None:
            return blank
        try:
            table: np.ndarray = np.lib.format.read_array(BytesIO(zlib.decompress(content)), allow_pickle=False)
        except Exception:  # a damaged header is parsed as Python, and fails in many ways
            return blank
        return table if table.dtype == blank.dtype and table.shape == blank.shape else blank

    def put(self, name: str, table: np.ndarray) -> None:
        """Keep a table, of any shape and dtype but objects."""
        import numpy as np

        file = BytesIO()
        np.lib.format.write_array(file, table, allow_pickle=False)
        keep(f"{self.name}.{name}.npy.z", zlib.compress(file.getvalue(), FASTEST))
