"""Students' names as file names that every system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
LONGEST = 80


def safe_file_name(student: str) -> str:
    """A portable file name for a student; names that had to be changed get a short hash, so that none collide."""
    plain = re.sub(r"[^\w.+@ -]", "_", unicodedata.normalize("NFC", student), flags=re.ASCII).strip(". ")
    too_long = len(plain) > LONGEST
    usable = plain == student and not too_long and plain.partition(".")[0].lower() not in RESERVED and plain[:1] != "-"
    if plain and usable:
        return plain
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[:LONGEST].strip('-. ') or 'student'}~{digest}"


def same_student(name: str) -> str:
    """What two names have in common that differ only in case or in how accents are encoded."""
    return unicodedata.normalize("NFC", name).casefold()


def readable(name: str) -> str:
    """A name from the file system without the halves of characters that it could not decode."""
    return name.encode("utf-8", "replace").decode("utf-8")
