"""The sheets of a quiz in a submission."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.model.submission import SheetFile
from autograder.submissions.files import UnreadableError
from autograder.submissions.found import Found, Reader

MOST_SHEETS = 50
"""Of the quiz; more are none that a course gave out."""


def is_sheet(name: str) -> bool:
    """Whether a file is called like a sheet of a quiz: quiz.toml, or with something between, as browsers add it."""
    return re.fullmatch(r"quiz[^/]{0,60}\.toml", name, re.IGNORECASE) is not None


def sheets_of(found: Sequence[Found], reader: Reader) -> Iterator[SheetFile]:
    """The sheets among some files; what is wrong with one is said in it."""
    for one in [one for one in found if is_sheet(one.name)][:MOST_SHEETS]:
        try:
            yield SheetFile(one.label, reader.content(one))
        except UnreadableError as error:
            yield SheetFile(one.label, b"", str(error))
