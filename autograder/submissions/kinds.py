"""What a file is that is not what its name says, by its first bytes."""

from __future__ import annotations

import re

NOTEBOOK = "a notebook"
_KINDS: tuple[tuple[str, str], ...] = (
    (r"\{\\rtf", "a text with formatting (RTF)"),
    (r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head)\b", "a web page (HTML)"),
    (r"<\?xml\b", "a file of XML"),
    (r"(?:diff --git |--- [^\n]+\n\+\+\+ )", "a list of changes (a diff)"),
    (r"%PDF-", "a PDF"),
    (r"PK\x03\x04", "a zip, or a document of an office program"),
    (r"\xd0\xcf\x11\xe0", "a document of an office program"),
    (r"version https://git-lfs\.github\.com/spec/", "a pointer of Git LFS (the file itself is kept elsewhere)"),
    (r"https?://\S+\s*\Z", "a link"),
    (r"\[InternetShortcut\]", "a link"),
    (r"bplist00", "a file of an editor on macOS"),
    (r"\x89PNG|\xff\xd8\xff|GIF8", "a picture"),
    (r"\x1f\x8b|7z\xbc\xaf|Rar!", "an archive"),
    (r"\s*\{\s*\"(?:cells|nbformat|metadata|worksheets)\"\s*:", NOTEBOOK),
)
_FIRST = re.compile(rb"(?is)\s*(?:" + b"|".join(b"(%b)" % first.encode("latin-1") for first, _ in _KINDS) + b")")
_CONFLICT = re.compile(rb"^[ \t]*<{7}(?: .*)?\r?$", re.MULTILINE)
MOST_LOOKED_AT = 4096


def kind_of(data: bytes) -> str:
    """The kind of a file that is no Python, in words; empty where the first bytes show nothing of that sort."""
    start = data[:MOST_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    match = _FIRST.match(start)
    return _KINDS[match.lastindex - 1][1] if match and match.lastindex else ""


def line_of_conflict(data: bytes) -> int:
    """The first line on which Git has left a merge conflict; 0 where there is none."""
    mark = _CONFLICT.search(data)
    return data.count(b"\n", 0, mark.start()) + 1 if mark else 0
