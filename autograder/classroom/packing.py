"""Reports and hand-ins as they are kept: what many students have in common once, and the rest compressed.

What a report says of an exercise that passed is the same for most of a class, but for the file and the line. It is cut
out of the report's text and kept under its digest; in its place stands the digest, and what is left is still JSON. Put
together again, the text is the same to the letter.
"""

from __future__ import annotations

import hashlib
import json as json_text
import re
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

BEGIN = '    {"name": '
PASSED = '"status": "passed"'
CUT = ', "checks": ['
REFERENCE = ', "part": "'
"""Before the digest of 20 digits with which a line then ends."""
EXERCISES = '\n  "exercises": [\n'
_REFERENCE = re.compile(r'^    \{"name": .*, "part": ("[0-9a-f]{20}")\}(?=,?$)', re.MULTILINE)
_PLACE = re.compile(r'"file": (null|"(?:[^"\\]|\\.)*"), "line": (?:null|\d+)')
_STUDENT = re.compile(r'^  "student": .*(?=,$)', re.MULTILINE)
LEVEL = 6
"""Of the compression: more takes longer and gains nothing here."""


class DamagedError(Exception):
    """What is kept is not what was to be kept."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A report's text in parts: what is its own, and by digest what others may have too."""

    own: str
    parts: Mapping[str, str]

    @property
    def text(self) -> str:
        """The report's text again."""
        return unpacked(self.own, self.parts.__getitem__)


def packed(text: str) -> Packed:
    """A report's text, taken apart; of any other text all is its own."""
    parts: dict[str, str] = {}
    lines = [_without_part(line, parts) for line in text.split("\n")]
    return Packed("\n".join(lines), parts)


def _without_part(line: str, parts: dict[str, str]) -> str:
    """A line of a report, what follows the place of an exercise that passed cut out of it."""
    cut = line.find(CUT) if line.startswith(BEGIN) else -1
    if cut < 0 or PASSED not in line[:cut]:
        return line
    comma = "," * line.endswith(",")
    part = line[cut + 2 : len(line) - len(comma) - 1]
    parts[digest := digest_of(part)] = part
    return f'{line[:cut]}, "part": "{digest}"}}{comma}'


@lru_cache(maxsize=1024)
def digest_of(part: str) -> str:
    """What a part is kept under."""
    return hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def unpacked(own: str, part_of: Callable[[str], str]) -> str:
    """The text of a report again; `part_of` gives the part of a digest."""
    return _REFERENCE.sub(lambda found: _whole(found, part_of), own)


def _whole(found: re.Match[str], part_of: Callable[[str], str]) -> str:
    before = found[0][: found.start(1) - found.start() - len('"part": ')]
    return f"{before}{part_of(found[1][1:-1])}}}"


def apart(own: str) -> tuple[str, list[str]] | None:
    """What is kept of a report without its exercises, and the line of each; None of a text that has no such lines."""
    before, begin, rest = own.partition(EXERCISES)
    exercises, end, after = rest.partition("\n  ]")
    if not (begin and end):
        return None
    return f"{before}{EXERCISES}{end}{after}", [line.rstrip(",") for line in exercises.split("\n")]


def has_part(line: str) -> bool:
    """Whether something is cut out of the line of an exercise."""
    return line.startswith(REFERENCE, -len(REFERENCE) - 22)


def without_place(line: str) -> str:
    """The line of an exercise without where in which file it stands: of what passed, a class has the same ones."""
    return _PLACE.sub(_nowhere, line, count=1)


def _nowhere(place: re.Match[str]) -> str:
    return '"file": null, "line": null' if place[1] == "null" else '"file": "", "line": null'


def references(own: str) -> list[str]:
    """The digests of the parts that a report is put together from."""
    return [found[1][1:-1] for found in _REFERENCE.finditer(own)]


def of_student(own: str, student: str) -> str:
    """What is kept of a report, turned into that on somebody else who handed in the same."""
    return _STUDENT.sub(lambda _: f'  "student": {json_text.dumps(student)}', own, count=1)


def compressed(text: str, common: bytes = b"") -> bytes:
    """A text in as few bytes as may be; `common` is what it and others have in common, and is needed to read it."""
    pack = zlib.compressobj(LEVEL, zdict=common) if common else zlib.compressobj(LEVEL)
    return pack.compress(text.encode("utf-8", "surrogatepass")) + pack.flush()


def text_of(kept: bytes | str, common: bytes = b"") -> str:
    """The text again; earlier versions kept it as it is. DamagedError where it is not what was compressed."""
    if isinstance(kept, str):
        return kept
    unpack = zlib.decompressobj(zdict=common) if common else zlib.decompressobj()
    try:
        data = unpack.decompress(kept) + unpack.flush()
        if not unpack.eof:
            raise DamagedError("a text that is kept ends too early")
        return data.decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise DamagedError(str(error)) from error


# ---------------------------------------------------------------- what was handed in

PIECE = struct.Struct("<II")
"""Before each piece: the number of what it has in common with others (0 for nothing), and its length."""


def in_pieces(pieces: Sequence[tuple[int, str]], common: Mapping[int, bytes]) -> bytes:
    """A text of several pieces, each compressed beside what it has in common with others, by the number of that."""
    packs = [(number, compressed(text, common.get(number, b""))) for number, text in pieces]
    return b"".join(PIECE.pack(number, len(pack)) + pack for number, pack in packs)


def of_pieces(kept: bytes | str, common: Callable[[int], bytes]) -> str:
    """The text again; `common` gives what a number stands for. DamagedError where it is not what was compressed."""
    if isinstance(kept, str):
        return kept
    texts: list[str] = []
    place = 0
    try:
        while place < len(kept):
            number, length = PIECE.unpack_from(kept, place)
            place += PIECE.size + length
            texts.append(text_of(kept[place - length : place], common(number) if number else b""))
    except struct.error as error:
        raise DamagedError(str(error)) from error
    return "".join(texts)
