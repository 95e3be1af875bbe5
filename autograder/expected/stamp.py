"""From what a file of derived values was derived, and whether that is still so: told without deriving anything.

Each file that ships begins with a stamp, and each exercise is judged by its own. A stamp says three things:

- `derivation`: the number of the way in which values are derived, for all exercises;
- `files`: a digest of the exercise's own files (its rule, mistakes and cases) without comments and empty lines;
- `origin`: a digest of what the values follow from (the programs of all edits, the planned calls, the words, and what
  decides which mistakes are told together), and of the values themselves.

Grading compares the first two, which takes no symbolic mathematics: an author who edits a rule is never graded with old
values. What files of several exercises share (the families of mistakes, say) is not looked at then; `grade build` works
out the origin anew and so notices what they change, and where the code changes values without changing their origin, a
test asks for another number. So a comment makes nothing out of date, wherever it stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import NamedTuple

from autograder.catalogue.load import files_of
from autograder.model import Exercise

DERIVATION = 12
"""Raise it when the code derives other values from the same rule, or writes them otherwise."""
_STRINGS = (
    r'"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3}',
    r"'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}",
    r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"',
    r"'[^'\\\n]*(?:\\.[^'\\\n]*)*'",
)
_COMMENT = r"""(?:\n[ \t]*|[ ]{2})?#[^\n"']*(?=\n)"""
"""A line of its own, or two spaces after code. With quotes in it, it may be part of a string and is taken for code."""
_LEFT_OUT = re.compile(rf"({'|'.join(_STRINGS)})|{_COMMENT}|\n(?=\n)", re.DOTALL)
"""A string, which is kept, or else a comment or the end of an empty line."""


class Stamp(NamedTuple):
    """What stands in front of the values in a shipped file."""

    derivation: int
    files: str
    origin: str


@lru_cache(maxsize=256)
def digest_of_files(exercise: Exercise) -> str:
    """A digest of an exercise's files, without comments, as they are when it is first asked for.

    Of one that uses others also of theirs, and of the conventions that these have.
    """
    texts = (without_comments(file.read_text(encoding="utf-8")) for file in files_of(exercise))
    return digest(*texts, *([exercise.form] if exercise.uses else []))


def without_comments(source: str) -> str:
    """Python source without comments and empty lines; strings stay as they are."""
    return _LEFT_OUT.sub(lambda found: found[1] or "", f"\n{source}")


def digest(*texts: str) -> str:
    """A short digest of some texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


# ---------------------------------------------------------------- stamped texts


def stamped(text: str, stamp: Stamp) -> str:
    """The text of a JSON object with a stamp in front, on a line of its own."""
    return f'{{"stamp": {json.dumps(stamp)},{text.removeprefix("{")}'


def unstamped(text: str) -> str:
    """The text of a JSON object without its stamp."""
    return "{\n" + text.partition("\n")[2]


def stamp_of(text: str) -> Stamp:
    """The stamp in front of a text; ValueError where it has none."""
    try:
        derivation, files, origin = json.loads(text.partition("\n")[0].removesuffix(",") + "}")["stamp"]
    except (ValueError, LookupError, TypeError) as error:
        raise ValueError("it has no stamp on its first line") from error
    return Stamp(derivation, files, origin)
