"""Names of files as people and systems leave them: which unit one is meant for, and what may hold code at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from autograder.model.course import Unit

CODE = re.compile(r"\.(?:ipynb(?:\.txt|\.json)?|pyw?(?:\.txt)?)$", re.IGNORECASE)
"""How names of files with code end; Windows and browsers hide or add an ending."""
ARCHIVE = re.compile(r"\.(?:zip|rar|7z|tar|gz|tgz|bz2|xz|zst)$", re.IGNORECASE)
DOCUMENT = re.compile(r"\.(?:txt|html?|docx?|odt|rtf|pdf|md|(?:pyw?|ipynb)(?:\.\w+|~))$", re.IGNORECASE)
"""What people paste code into, and what editors and browsers make of a file of code."""
HANDED_OUT = re.compile(r"(?:readme|license|notes|requirements)\b|.*\.md$", re.IGNORECASE)
"""Documents that lie in folders of whoever has written nothing."""
ENVIRONMENTS = frozenset(["__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "virtualenv"])
"""Folders that programs make beside the work."""
LEFT_BY_SYSTEMS = frozenset(
    [".DS_Store", ".localized", ".directory", ".Trashes", "Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__"]
)
_OF_TOOLS = (
    ".git .gitignore .gitattributes .gitkeep .github .gitlab-ci.yml .vscode .idea .venv .pytest_cache .mypy_cache"
    " .ruff_cache .python-version .env .virtual_documents .cache"
)
OF_TOOLS = frozenset(_OF_TOOLS.split())
"""Hidden files and folders in which nobody works."""
SIGNS_OF_ENVIRONMENT = frozenset(["pyvenv.cfg", "conda-meta"])
"""What lies in a Python environment, whatever it is called."""

UNIT_FOLDER = re.compile(r"\d\d_[a-z][a-z0-9_]*")
ENDING = re.compile(r"(?:\.(?P<notebook>ipynb)(?:\.txt|\.json)?|\.pyw?(?:\.txt)?|\.txt)$", re.IGNORECASE)
BEFORE = re.compile(r"^(?:copy of|kopie von|copie de|copia de|my|\d{1,2})[ _-]+")
AFTER = re.compile(
    r"(?:[ _-]*\(\d+\)|[ _-]*copy ?\d*|[ _-]*kopie ?\d*|[ _-]+v?\d+|[ _-]*v\d+|\d"
    r"|[ _-]+(?:final|finished|done|solutions?|solved|submission|submitted|new|old|fixed|updated|completed?|last"
    r"|latest|homework|hw\d*))$"
)
ATTEMPT = re.compile(r"-(\d{1,3})(?=(?:\.\w+)+$)")
"""Canvas's own mark of a file that was handed in again: momentum-1.py."""


def is_unit_folder(name: str) -> bool:
    """Whether a folder is named like a unit of some course."""
    return UNIT_FOLDER.fullmatch(name) is not None


def is_left_by_system(name: str) -> bool:
    """Whether a system leaves files and folders of this name everywhere: nobody has made them."""
    return name in LEFT_BY_SYSTEMS or name.startswith("._")


def is_hidden(name: str) -> bool:
    """Whether a file or folder belongs to a system, an editor or an environment, and not to a student's work."""
    return name.startswith(".") or name in ENVIRONMENTS or name in LEFT_BY_SYSTEMS


def may_hold_code(name: str) -> bool:
    """Whether a file is named like one of Python, or like a notebook."""
    return CODE.search(name) is not None


def is_notebook_name(name: str) -> bool:
    """Whether a file is named like a notebook."""
    match = ENDING.search(name)
    return match is not None and match["notebook"] is not None


def without_attempt(name: str) -> tuple[str, int]:
    """A name without Canvas's mark of an attempt, and which attempt that is; 0 is the first."""
    match = ATTEMPT.search(name)
    return (name[: match.start()] + name[match.end() :], int(match[1])) if match else (name, 0)


@lru_cache(maxsize=1024)
def meant_for(name: str, units: tuple[str, ...]) -> str | None:
    """The unit whose file this name is a form of: "Momentum (1).py" is one of "momentum.py", and so is "momentum"."""
    match = ENDING.search(name)
    if match is None and "." in name:
        return None
    shorts = _by_short(units)
    stem = unicodedata.normalize("NFC", name[: match.start()] if match else name).strip().lower()
    for _ in range(4):  # a name has few such marks, whatever its length
        if (unit := shorts.get(_plain(stem))) is not None:
            return unit
        stem = AFTER.sub("", BEFORE.sub("", stem[:100]))
    return None


@lru_cache(maxsize=64)
def _by_short(units: tuple[str, ...]) -> Mapping[str, str]:
    return {_plain(Unit(unit).short): unit for unit in units}


def is_like(name: str, units: Sequence[str]) -> bool:
    """Whether a file may be one of a unit by its name, whatever programs have put before or behind it."""
    stem = name.lstrip("._~#").partition(".")[0]
    return meant_for(stem.removesuffix("-checkpoint"), tuple(units)) is not None


def _plain(stem: str) -> str:
    return re.sub(r"[ _-]", "", stem)
