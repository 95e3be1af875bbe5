"""Whether the package `autograder` that Python finds is ours, seen without importing it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

OURS = b'"""Grade Descent'
"""How our `autograder/__init__.py` begins."""
MEND = "doctor --mend"
_MENDS = "It takes the other package away and puts Grade Descent in order."


class Obstacle(NamedTuple):
    """What hides our package, and what to do about it, each a sentence."""

    what: str
    is_mended: bool = True
    """Whether `grade doctor --mend` helps; else a file of the person's own is in the way."""

    @property
    def cure(self) -> str:
        """What to type in a terminal."""
        return f"Type  grade {MEND}\n{_MENDS}" if self.is_mended else "Rename it, and type the same again."

    @property
    def cure_here(self) -> str:
        """What to type where Python runs already: in a notebook, or in a terminal of the same environment."""
        if not self.is_mended:
            return "Rename it, and start Python again."
        if "IPython" in sys.modules:
            return f"Run  %run -m grade_descent {MEND}  in a cell, then restart the kernel. {_MENDS}"
        return f"Type  python -m grade_descent {MEND}\n{_MENDS}"


def obstacle() -> Obstacle | None:
    """What is in the way of our `autograder`; None where it can be imported."""
    found = PathFinder.find_spec("autograder")
    others = [folder.name for folder in other_distributions()]
    another = f"another package, {others[0]}," if others else "another package"
    if found is None or found.origin is None:
        return Obstacle("files of Grade Descent are gone, as after  pip uninstall autograder ")
    first = Path(found.origin)
    if not _is_ours(first):
        if not others and not _is_installed(first):
            return Obstacle(f"{first} hides the package `autograder` of Grade Descent", is_mended=False)
        return Obstacle(f"{another} has put its own `autograder` in the place of Grade Descent's")
    if others and _overwritten():
        return Obstacle(f"{another} has overwritten files of Grade Descent")
    return None


def other_distributions() -> Iterator[Path]:
    """The records of other distributions that are named as our package is: folders `autograder-*.dist-info`.

    Only names of folders are read, so that every start can afford it.
    """
    for folder in dict.fromkeys(sys.path):
        yield from Path(folder or ".").glob("autograder-*.dist-info")


def _is_ours(file: Path) -> bool:
    try:
        with file.open("rb") as text:
            return text.read(len(OURS)) == OURS
    except OSError:
        return False


def _is_installed(file: Path) -> bool:
    """Whether a package lies where packages are installed, and not among a person's own files."""
    return bool({"site-packages", "dist-packages"} & set(file.parts))


def _overwritten() -> bool:
    """Whether a file of ours is not what was installed: asked only where another distribution is there."""
    import base64
    import hashlib
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        files = distribution("grade-descent").files or []
    except PackageNotFoundError:
        return False
    for file in files:
        if file.parts[0] == "autograder" and file.hash is not None:
            path = Path(str(file.locate()))
            digest = hashlib.new(file.hash.mode, path.read_bytes()).digest() if path.is_file() else b""
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
                return True
    return False
