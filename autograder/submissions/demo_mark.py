"""The mark of code that `grade demo` made: nobody's work, and not to be handed in."""

from __future__ import annotations

import re

MARK = "Made by grade demo: not to be handed in."
SUFFIX = "_demo"
"""What the names of local variables end in, before a number."""
_MARKED = re.compile(rf"{re.escape(MARK)}|\b\w+{SUFFIX}\d+\b")


def is_marked(source: str) -> bool:
    """Whether a piece of source holds the mark, in a comment or in a name."""
    return _MARKED.search(source) is not None
