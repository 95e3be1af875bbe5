"""Which pages of a results folder are as they should be, so that what has not changed is not even made anew."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from autograder.basics.atomic import write_whole

NAME = ".pages"


class PageMarks:
    """For each page what it was made of, and its files as they were then: what was touched since is made anew."""

    def __init__(self, out: Path, known: dict[str, list[object]]) -> None:
        self._out = out
        self._known = known
        self._now: dict[str, list[object]] = {}

    @classmethod
    def of(cls, out: Path) -> Self:
        """What is known of a results folder's pages; nothing where it cannot be read."""
        known: object = {}
        with suppress(OSError, ValueError):
            known = json.loads((out / NAME).read_text(encoding="utf-8"))
        return cls(out, known if isinstance(known, dict) else {})

    def holds(self, name: str, made_of: str, files: Sequence[Path]) -> bool:
        """Whether the files of a page are there as they were made, of the same."""
        marks = self._known.get(name)
        if marks is None or marks != [made_of, *map(_stamp, files)] or None in marks:
            return False
        self._now[name] = marks
        return True

    def is_untouched(self, name: str, made_with: str, files: Sequence[Path]) -> bool:
        """Whether the files of a page are there as they were made, in the same way, of whatever."""
        made_of, *stamps = self._known.get(name, [""])
        return str(made_of).startswith(made_with) and stamps == [*map(_stamp, files)] and None not in stamps

    def note(self, name: str, made_of: str, files: Sequence[Path]) -> None:
        """The files of a page are there, made of this."""
        self._now[name] = [made_of, *map(_stamp, files)]

    def write(self) -> None:
        """Keep what is known; OSError where it cannot be written."""
        if self._now != self._known:
            write_whole(self._out / NAME, json.dumps(self._now))


def _stamp(file: Path) -> str | None:
    """What is another one when a file is written again; None where there is none."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
