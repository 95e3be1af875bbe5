"""Whose the submissions of a Gradescope export are: its `submission_metadata.yml`, as much of YAML as it uses.

    submission_310000000:
      :submitters:
      - :name: Ada Lovelace
        :sid: '1815'
        :email: ada@example.org
      :created_at: 2026-11-28 21:14:05.000000000 Z

What students can write stands deeper than these lines, below `:results:`, and is never taken for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

FILE = "submission_metadata.yml"
MOST_BYTES = 64 << 20
LINE = re.compile(r"(?P<indent> *(?:- )?):?(?P<key>\w+):(?: (?P<value>.*))?")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the export says of one submission."""

    submitters: tuple[Mapping[str, str], ...]
    """For each: name, sid, email, where they are given."""
    created_at: str = ""


def metadata(text: str) -> dict[str, Submitted]:
    """By the folder's name: who submitted it, and when."""
    found: dict[str, tuple[list[dict[str, str]], dict[str, str]]] = {}
    people: list[dict[str, str]] = []
    plain: dict[str, str] = {}
    section = ""
    for line in text.splitlines():
        match = LINE.fullmatch(line.rstrip())
        if match is None:
            continue
        indent, key, value = len(match["indent"]), match["key"], _value(match["value"] or "")
        if indent == 0:
            people, plain = found.setdefault(key, ([], {}))
            section = ""
        elif indent == 2 and "-" not in match["indent"]:
            section = key
            plain[key] = value
        elif section == "submitters" and indent == 4 and "- " in match["indent"][:4]:
            people.append({key: value})
        elif section == "submitters" and people and indent == 4:
            people[-1][key] = value
    return {name: Submitted(tuple(people), plain.get("created_at", "")) for name, (people, plain) in found.items()}


def _value(text: str) -> str:
    """A scalar: plain, or between quotes."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(?:x(..)|u(....)|(.))", _escaped, text[1:-1])
    return text


def _escaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return chr(int(digits, 16)) if digits and re.fullmatch(r"[0-9A-Fa-f]+", digits) else (match[3] or "")
