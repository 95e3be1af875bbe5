"""Code that was copied together with the numbers of its lines, as the code without them."""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBER = re.compile(r"[ \t]*(\d{1,5})(?:[ \t]*[|:.)])?(?=[ \t]|$)(.*)", re.DOTALL)
FEWEST = 3
"""As many lines are needed to know."""


def without_numbers(text: str) -> str | None:
    """The text, where each line that says something begins with the number after the one before; else None.

    Of what follows a number as many blanks go as all lines have there, at most two.
    """
    if not text[:40].lstrip()[:1].isdigit():
        return None
    numbers: list[int] = []
    rests: list[str] = []
    for line in text.split("\n"):
        match = _NUMBER.fullmatch(line) if line.strip() else None
        if match is None and line.strip():
            return None
        numbers += [int(match[1])] if match else []
        rests.append(match[2] if match else "")
    if len(numbers) < FEWEST or any(after - before != 1 for before, after in pairwise(numbers)):
        return None
    indent = min(2, *(len(rest) - len(rest.lstrip(" \t")) for rest in rests if rest.strip()))
    return "\n".join(rest[indent:] if rest.strip() else "" for rest in rests)
