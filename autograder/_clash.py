"""Another distribution, `autograder`, installs a package of our name: see whether it is in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent

ADVICE = "type  grade doctor --mend  to take it away, before one overwrites files of the other"


def other_distribution() -> str:
    """Name and version of a distribution beside us that also installs `autograder`; empty where there is none.

    Only looks at the names of folders, so that every import can afford it.
    """
    return next((folder.name.removesuffix(".dist-info") for folder in _candidates()), "")


def _candidates() -> Iterator[Path]:
    return SITE.glob("autograder-*.dist-info")
