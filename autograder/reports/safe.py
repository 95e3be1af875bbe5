"""Student-made text made safe to show: what could move a cursor, hide or reorder text becomes visible."""

from __future__ import annotations

import math
import re
import unicodedata

HIDDEN = frozenset(["Cc", "Cf", "Co", "Cs", "Zl", "Zp"])
CUT = " ... (cut)"


def clean(text: str, limit: int = 2000, *, keep: str = "") -> str:
    """The text with control, bidirectional and zero-width characters, and lone surrogates, shown as escapes.

    `keep` names characters that stay as they are, such as a line break. Longer text is cut, and says so.
    """
    if len(text) <= limit and (text.replace(keep, "") if keep else text).isprintable():
        return text
    shown = "".join(c if c in keep or unicodedata.category(c) not in HIDDEN else _escape(c) for c in text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - len(CUT)] + CUT


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def xml_text(text: str) -> str:
    """Text that XML 1.0 can hold: other characters become escapes."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda m: _escape(m[0]), text)


def number(value: float) -> str:
    """Points or a weight without needless digits: 3, 1.5; "withheld" where the grader failed and there are none."""
    if math.isnan(value):
        return "withheld"
    return f"{value:.2f}".rstrip("0").rstrip(".")
