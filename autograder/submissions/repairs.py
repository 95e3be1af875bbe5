"""The repairs in a submission: functions with a mistake in them, which were handed out to be mended."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from autograder.model.submission import SourceFile
from autograder.submissions.found import Found, Reader

NAME = re.compile(r"(?:[^/]{0,60}[^a-z/])?repair(?:[^a-z/][^/]{0,60})?\.pyw?(?:\.txt)?", re.IGNORECASE)
MOST_REPAIRS = 50
"""More are none that a course gave out."""


def is_repair(name: str, files: Collection[str] = ()) -> bool:
    """Whether a file is called like a repair, also with something around the word; not a unit's file."""
    return NAME.fullmatch(name) is not None and name not in files


def repairs_of(found: Sequence[Found], files: Collection[str], reader: Reader) -> Iterator[SourceFile]:
    """The repairs among some files; what is wrong with one is said in it. `files` are the names of units' files."""
    yield from map(reader.source, [one for one in found if is_repair(one.name, files)][:MOST_REPAIRS])
