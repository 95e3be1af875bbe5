"""Students' names as file names that every system takes, and as text that can be shown."""

from __future__ import annotations

import hashlib
import re
import unicodedata

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
LONGEST = 80
LONGEST_SHOWN = 100


def safe_file_name(student: str) -> str:
    """A portable file name for a student; names that had to be changed get a short hash, so that none collide.

    Two names may still differ in case only. The result is ASCII, at most 100 bytes, and takes any extension.
    """
    plain = re.sub(r"[^\w.+@ -]", "_", student, flags=re.ASCII).lstrip(". -").rstrip(". ")
    # Windows looks at what stands before the first dot, and not at spaces there
    reserved = plain.partition(".")[0].strip().lower() in RESERVED
    if plain and plain == student and len(plain) <= LONGEST and not reserved:
        return plain
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    kept = plain[:LONGEST].rstrip(". ")
    return f"{'_' if reserved else ''}{kept or 'student'}~{digest}"


def same_student(name: str) -> str:
    """What two names have in common that differ only in case or in how accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def readable(name: str) -> str:
    """A name from the file system as text: bytes that it could not decode are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(name: str) -> str:
    """A name made by a stranger as part of one of our sentences: short, and only characters that can be printed."""
    text = readable(name)
    printable = text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)
    return printable if len(printable) <= LONGEST_SHOWN else printable[: LONGEST_SHOWN - 3] + "..."
