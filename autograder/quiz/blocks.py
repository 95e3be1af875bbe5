"""The text of a question as blocks: paragraphs, and what keeps its lines, such as code and formulas."""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple


class Block(NamedTuple):
    """A paragraph, or lines that stay as they are."""

    text: str
    keeps_lines: bool


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks between empty lines. One that has several lines, or is set in, keeps its lines."""
    found = (lines.strip("\n") for lines in re.split(r"\n[ \t]*\n", text) if lines.strip())
    return tuple(_block(lines) for lines in found)


def _block(lines: str) -> Block:
    keeps_lines = "\n" in lines or lines.startswith(" ")
    return Block(textwrap.dedent(lines) if keeps_lines else lines, keeps_lines)
