"""A marimo notebook, which is a Python file, as the plain file it stands for: its cells are functions of an app."""

from __future__ import annotations

import re

_APP = re.compile(r"^(\w+)[ \t]*=[ \t]*marimo\.App\(", re.MULTILINE)
_STEP = 4
"""Blanks by which marimo indents what stands in a cell."""


def is_marimo(text: str) -> bool:
    """Whether a file is a marimo notebook."""
    return "marimo" in text and _APP.search(text) is not None


def as_plain(text: str) -> str:
    """The code of all cells at the top of a file, each line where it was."""
    app = re.escape(next(_APP.finditer(text))[1])
    head = re.compile(rf"@{app}\.(?:cell|function|class_definition)\b|with[ \t]+{app}\.setup\b")
    lines: list[str] = []
    inside, is_head, is_cell, is_return = False, False, False, False
    for line in text.split("\n"):
        started = head.match(line)
        if started or (line and not line[0].isspace() and line[0] not in ")]}#" and not is_head):
            inside = is_return = False
        if started:
            is_cell = "function" not in started[0] and "class" not in started[0]
            is_head = is_cell
            lines.append("")
            if line.rstrip().endswith(":"):  # with app.setup:
                inside, is_head = True, False
        elif is_head:  # def _(np): over one line or several
            lines.append("")
            if line.rstrip().endswith(":"):
                inside, is_head = True, False
        elif inside:
            plain = line[_STEP:] if not line[:_STEP].strip() else line
            is_return = plain.startswith("return") or (is_return and plain[:1] in (" ", ")"))
            lines.append("" if is_return else plain)
        else:
            lines.append(line)
    return "\n".join(lines)
