"""A `repair.py` as it was handed in: whose it is, and which mistake it names. Nothing of it is carried out here.

The lines are read as text, each on its own, within limits; Python's own reading of a file is left to the sandbox.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from autograder.model import Named
from autograder.model.submission import SourceFile
from autograder.repair.draw import ANYBODY, Drawn, folded, short_name

LONGEST = 500
"""Characters of a line that are read."""
MOST_LINES = 20_000
_HEAD = re.compile(r"#[ \t]*(unit|student|seed|version)[ \t]*[=:][ \t]*(.*?)[ \t]*")
_MISTAKE = re.compile(r"MISTAKE[ \t]*(?::[ \t]*str[ \t]*)?=[ \t]*(.*?)[ \t]*")
_TEXT = r"(?:\"\"\"[^\"\\]{0,300}\"\"\"|'''[^'\\]{0,300}'''|\"[^\"\\]{0,300}\"|'[^'\\]{0,300}')"
_TEXTS = re.compile(rf"[(\[]?[ \t]*{_TEXT}(?:[ \t]*,[ \t]*{_TEXT}){{0,9}}[ \t,]*[)\]]?[ \t]*;?[ \t]*(?:#.*)?")
_ONE = re.compile(_TEXT)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a file says of itself; empty, or None, where it does not say it."""

    file: SourceFile
    unit: str
    student: str
    seed: int | None
    version: str
    names: str | None
    """What stands in quotes behind MISTAKE, the last time; None where no such line can be read."""

    @property
    def says(self) -> tuple[object, ...]:
        """All but what the file is called."""
        return (self.file.text, self.unit, self.student, self.seed, self.version, self.names)


def read_repair(file: SourceFile, units: Sequence[str]) -> HandedIn:
    """What a file says; the unit's folder counts where it does not say its unit."""
    lines = [line[:LONGEST] for line in (file.text or "").split("\n")[:MOST_LINES]]
    head: dict[str, str] = {}
    names: str | None = None
    for line in lines:
        if found := _HEAD.fullmatch(line):
            head.setdefault(found[1], found[2])
        elif found := _MISTAKE.fullmatch(line):
            names = _in_quotes(found[1])
    above = [part for part in PurePath(file.name).parts if part in units]
    unit = head.get("unit", "").strip("\"'")
    seed = head.get("seed", "")
    return HandedIn(
        file,
        unit or (above[-1] if above else ""),
        _unquoted(head.get("student", "")),
        int(seed) if re.fullmatch(r"\d{1,19}", seed, re.ASCII) else None,
        head.get("version", ""),
        names,
    )


def _in_quotes(text: str) -> str | None:
    """The texts behind MISTAKE, with commas between them; None where something else stands there."""
    if _TEXTS.fullmatch(text) is None:
        return None
    texts = (one.strip("\"'").strip() for one in _ONE.findall(text.partition("#")[0]))
    return ", ".join(filter(None, texts))


def _unquoted(name: str) -> str:
    """A student's name as the file holds it: a text in quotes, or as somebody typed it."""
    try:
        read = json.loads(name) if name.startswith('"') else name
    except ValueError:
        read = name.strip('"')
    return read if isinstance(read, str) else ANYBODY


def is_untouched(handed_in: HandedIn, drawn: Drawn) -> bool:
    """Whether the function is as it was handed out, and no mistake is named."""
    _, *body = (line.rstrip() for line in drawn.broken.source.splitlines())
    lines = [line.rstrip() for line in (handed_in.file.text or "").split("\n")]
    return not handed_in.names and "\n".join(body) in "\n".join(lines)


def named_in(names: str, known: Mapping[str, Named]) -> tuple[str, ...]:
    """The mistakes that a text names, by their ids, each once; what is none of those that are known, as it is written.

    A name may be written in capitals, with the exercise before it, or as the sentence that the file has beside it.
    """
    by_name = {_plain(way): id_ for id_, named in known.items() for way in (id_, short_name(id_), named.title)}
    if whole := by_name.get(_plain(names)):
        return (whole,)
    words = [word for word in re.split(r"[,;+&\s]+", names) if word and word.casefold() not in ("and", "und")]
    return tuple(dict.fromkeys(by_name.get(_plain(word), word) for word in words))


def _plain(name: str) -> str:
    return folded(name).replace("_", "-").rstrip(".")
