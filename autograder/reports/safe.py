"""Text by students, and by whoever named their files, made safe to show: one function for each kind of output.

clean           a part of something that is laid out further: nothing in it is hidden or moves anything
terminal        lines for a terminal or the log of a CI service; `obeyed_by_none` where they are laid out already
html_text       a part of a page
markdown        a part of a line of Markdown; `markdown_block` for lines that stand for themselves
csv_cell        a cell of a table, for a spreadsheet and whatever separator it looks for; `csv_sentence` for a sentence
no_formula      the text of a cell that another program reads again, and that stays as it is but for formulas
xml, json       a part of a document, and a document as a whole
github_data, github_property    the two parts of a workflow command of GitHub's
"""

from __future__ import annotations

import hashlib
import json as json_text
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.model import Json

HIDDEN = frozenset(["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"])
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U00016fe4\U000e0000-\U000e0fff]"
)
"""Characters that show as nothing, though they count as letters or marks (and a Braille pattern without dots)."""
MOST_MARKS = 4
"""As many marks may stand on one letter; in no language there are more."""
CUT = " ... (cut)"
SHORT = 200
"""Texts up to this length come again and again in pages: what is made of them is kept."""


def clean(text: str, limit: int = 2000, *, keep: str = "") -> str:
    """The text with all that cannot be seen, moves, or covers other text shown as escapes: `\\x1b`, `\\u202e`.

    Those are control, bidirectional, zero-width and unassigned characters, lone surrogates, marks without a letter or
    more than four on one, and blanks where there is nothing else. `keep` names characters that stay as they are, such
    as a line break. Longer text is cut, and says so.
    """
    shown = text[: limit + 1]
    if not _is_plain(shown.replace(keep, "") if keep else shown):
        shown = "".join(_shown(shown, keep))
    if shown.isspace() and not keep:
        shown = "".join(map(_escape, shown))
    return shown if len(shown) <= limit else shown[: limit - len(CUT)] + CUT


def _shown(text: str, keep: str) -> Iterator[str]:
    """Each character, or its escape where it is hidden or one mark too many."""
    marks = MOST_MARKS
    for c in text:
        is_mark = unicodedata.category(c) in ("Mn", "Me")
        marks = marks + 1 if is_mark else MOST_MARKS if c.isspace() else 0
        yield _escape(c) if c not in keep and (marks > MOST_MARKS or _is_hidden(c)) else c


def _is_plain(text: str) -> bool:
    """Whether nothing in a text needs to be looked at one by one, as in nearly all."""
    return text.isprintable() and (text.isascii() or not any(map(_is_odd, set(text))))


@lru_cache(maxsize=1024)
def _is_odd(character: str) -> bool:
    """Whether a character that can be printed is a mark, or shows as nothing."""
    return unicodedata.category(character) in ("Mn", "Me") or IGNORABLE.match(character) is not None


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN or IGNORABLE.match(character) is not None


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# ---------------------------------------------------------------- terminals and logs

_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_OLD_COMMAND = re.compile(r"##(?=[\w-]*\[)")


def terminal(text: str, limit: int = 20_000) -> str:
    """Lines that do nothing but stand there, in a terminal and in the log of a CI service."""
    return obeyed_by_none(clean(text, limit, keep="\n"))


def obeyed_by_none(lines: str) -> str:
    """Lines with a blank in what CI services would obey: `::error::` where a line begins, `##[` or `##name[` anywhere.

    GitHub's runner obeys the first after blanks too, and the second within a line, as those of Azure and TeamCity do.
    """
    return _OLD_COMMAND.sub("## ", _COMMAND.sub(r"\1: ", lines))


def github_data(text: str) -> str:
    """What a workflow command of GitHub's says."""
    text = _OLD_COMMAND.sub("## ", clean(text, keep="\n"))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """The value of a property of a workflow command of GitHub's."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


# ---------------------------------------------------------------- pages and documents


def html_text(text: str, *, keep: str = "") -> str:
    """Text in a page, or in an attribute of one."""
    return (_short_html if len(text) <= SHORT else _html)(text, keep)


def _html(text: str, keep: str) -> str:
    import html  # with its table of entities, only where there are pages

    return html.escape(clean(text, 20_000, keep=keep))


_short_html = lru_cache(maxsize=4096)(_html)


def markdown(text: str) -> str:
    """Text in a line of Markdown, a table's included, that stays one line and shows as it is."""
    import html

    return re.sub(r"([\\`*_{}\[\]()#+.!|~$@:-])", r"\\\1", html.escape(clean(text), quote=False))


def markdown_block(lines: Iterable[str]) -> str:
    """Lines of text as a block of code of Markdown: whatever they hold, they show as they are."""
    return "\n".join(f"    {clean(line)}" for line in lines)


def xml(text: str, *, keep: str = "") -> str:
    """Text that XML 1.0 can hold; markup is escaped by whoever writes the document."""
    return clean(text, keep=keep)


def xml_document(document: str) -> str:
    """A document in whose lines no CI service finds a command, as what any reader of XML takes for the same."""
    return _COMMAND.sub(r"\1&#58;", document.replace("##", "#&#35;"))


def json(data: Mapping[str, Json]) -> str:
    """Plain data as a document in ASCII, in whose lines no CI service finds a command.

    Each field has a line, and so has each item of a list.
    """
    return json_of({name: _json_lines(value) for name, value in data.items()})


def json_of(fields: Mapping[str, str | Sequence[str]]) -> str:
    """A document of fields of which each, or each item of its list, is JSON already; no CI service finds a command."""
    lines = ((name, value if isinstance(value, str) else _json_list(value)) for name, value in fields.items())
    text = ",\n".join(f"  {json_line(name)}: {value}" for name, value in lines)
    return f"{{\n{text}\n}}\n".replace("##", r"#\u0023")


def _json_lines(value: Json) -> str | Sequence[str]:
    return list(map(json_line, value)) if isinstance(value, list) else json_line(value)


def _json_list(items: Sequence[str]) -> str:
    return "[\n{}\n  ]".format(",\n".join(f"    {item}" for item in items)) if items else "[]"


def json_line(value: Json) -> str:
    """Plain data as JSON on one line, for which Python has a quick encoder; ValueError for what is no finite number."""
    return _JSON.encode(value)


_JSON = json_text.JSONEncoder(allow_nan=False)


# ---------------------------------------------------------------- tables

LONGEST_CELL = 2000
_WORD_LIKE_A_FORMULA = re.compile('(?<=[\\s"])(?=[=+@\uff1d\uff0b\uff0d\uff20-])')
_AT_ONCE_A_FORMULA = re.compile(r"(^|[,;|:])(?=[=+@\uff1d\uff0b\uff0d\uff20-])")
_FORMULA = re.compile(r"(^|[,;|:])(?=['=+@\uff1d\uff0b\uff0d\uff20-])")


def csv_cell(text: str) -> str:
    """Text as a quoted cell that no spreadsheet takes for a formula, or takes apart, at whatever separator it splits.

    A quotation mark stands before what begins like a formula. Two different texts never become the same cell: a
    backslash is doubled, since others begin escapes, and text that is too long ends in its digest.
    """
    shown = _OLD_COMMAND.sub(r"#\\x23", clean(text.replace("\\", "\\\\"), 8 * LONGEST_CELL))
    if len(shown) > LONGEST_CELL:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        shown = f"{shown[:LONGEST_CELL]} ... (cut, {digest})"
    return '"{}"'.format(_FORMULA.sub(r"\1'", shown).replace('"', '""'))


def csv_sentence(text: str) -> str:
    """A sentence as a quoted cell of which no word begins like a formula either, where a table is split at blanks."""
    return csv_cell(_WORD_LIKE_A_FORMULA.sub("'", text))


def no_formula(text: str) -> str:
    """Text with a quotation mark before what a spreadsheet takes for a formula; whoever writes the table quotes it."""
    return _AT_ONCE_A_FORMULA.sub(r"\1'", text)


def number(value: float) -> str:
    """Points or a weight without needless digits: 3, 1.5; "no grade" where there are none."""
    if math.isnan(value):
        return "no grade"
    return f"{value:.2f}".rstrip("0").rstrip(".")
