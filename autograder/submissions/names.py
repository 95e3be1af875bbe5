"""Students' names as file names that every system takes, and as text that can be shown."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import dropwhile

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
LONGEST = 80
MOST_BYTES = 200
LONGEST_SHOWN = 100
INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Characters that show as nothing, though they count as letters or marks."""


def safe_file_name(student: str) -> str:
    """A file name for a student that every system takes, in letters of whatever script the name is written in.

    Names that had to be changed get a short hash, so that none collide; two may still differ in case only. The result
    is at most 100 characters and 217 bytes long, and takes any extension.
    """
    composed = unicodedata.normalize("NFC", student)
    allowed = "".join(c if _is_kept(c) else "_" for c in composed)
    plain = "".join(dropwhile(_is_no_start, allowed)).rstrip(". ")
    # Windows looks at what stands before the first dot, and not at spaces there
    reserved = plain.partition(".")[0].strip().lower() in RESERVED
    kept = plain[:LONGEST].encode()[:MOST_BYTES].decode(errors="ignore")
    if plain and plain == student == kept and not reserved:
        return plain
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{'_' if reserved else ''}{kept.rstrip('. ') or 'student'}~{digest}"


def _is_kept(character: str) -> bool:
    """Whether a character is seen, and allowed in file names everywhere."""
    if character.isascii():
        return character.isalnum() or character in "_.+@ -"
    return unicodedata.category(character)[0] in "LMN" and not INVISIBLE.match(character)


def _is_no_start(character: str) -> bool:
    """Whether no file name begins so: hidden, read as an option, or an accent that joins what stands before it."""
    return character in ". -" or unicodedata.category(character)[0] == "M"


def same_student(name: str) -> str:
    """What two names have in common that differ only in case or in how accents are encoded.

    Letter by letter: Strauß and Strauss may be two people, though they are one word in capitals.
    """
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", "".join(map(_folded, unicodedata.normalize("NFC", name))))


def _folded(character: str) -> str:
    """A letter in whatever case as one letter."""
    folded = character.casefold()
    return folded if len(folded) == 1 else character.lower()


def same_file(name: str) -> str:
    """What two file names have in common that may be one file on some system; more may be than are one student."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def readable(name: str) -> str:
    """A name from the file system as text: bytes that it could not decode are written as escapes."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(name: str) -> str:
    """A name made by a stranger as part of one of our sentences: short, and only characters that can be printed."""
    text = readable(name)
    printable = text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)
    return printable if len(printable) <= LONGEST_SHOWN else printable[: LONGEST_SHOWN - 3] + "..."
