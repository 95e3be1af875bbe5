"""What Python cannot read, by kind: rows of a pattern in its message, and what the student's line shows besides."""

from __future__ import annotations

import keyword
import re

from autograder.errors import closest
from autograder.grading.raised import Explains, Raised, Said, always, where

_LOOKALIKES = {
    "python.product": "\N{MULTIPLICATION SIGN}\N{ASTERISK OPERATOR}\N{DOT OPERATOR}\N{BULLET}\N{MIDDLE DOT}",
    "python.minus": "\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}",
    "python.quotes": "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{ACUTE ACCENT}",
    "python.raised": "\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}",
    "python.division": "\N{DIVISION SIGN}\N{DIVISION SLASH}\N{FRACTION SLASH}",
    "python.root": "\N{SQUARE ROOT}",
    "python.compare": "\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}\N{NOT EQUAL TO}",
}


def _character(raised: Raised, found: re.Match[str]) -> Said:
    """What is typed for a character that is no Python, by what it looks like."""
    character = chr(int(found[1], 16))
    if "non-printable" in raised.answer.message:
        return "python.invisible", {}
    return next((id_ for id_, some in _LOOKALIKES.items() if character in some), "python.character"), {}


def _arrow(raised: Raised, found: re.Match[str]) -> Said | None:
    """`->` or `=>` where no type follows, or outside a `def` line."""
    line = raised.line
    if line.startswith(("def ", "async def ")):
        return ("python.arrow-type", {}) if re.search(r"->\s*:|=>", line) else None
    entry = re.search(r"\bstate\s*->\s*(\w+)", line)
    if entry and entry[1] in raised.key.state:
        return "python.state-attribute", {"name": entry[1]}
    return ("python.arrow", {}) if "->" in line else None


def _word_of_pythons(raised: Raised, found: re.Match[str]) -> Said | None:
    """A word of Python's own as a name."""
    named = re.findall(r"(?:^|[(,]\s*)(\w+)\s*=(?!=)", raised.line)
    taken = [name for name in named if keyword.iskeyword(name) and name not in ("True", "False", "None")]
    return ("python.keyword", {"name": taken[0]}) if taken else None


def _left_of_equals(raised: Raised, found: re.Match[str]) -> Said | None:
    line = raised.line
    if re.match(r"(?:if|elif|while)\b", line):
        return "python.equals", {}
    if re.search(r"\bdict\(", line):
        return "python.dict-colon", {}
    return ("python.name" if re.match(r"[A-Za-z_]\w*(?:-\w+)+ *=", line) else "python.assign"), {}


def _alone(raised: Raised, found: re.Match[str]) -> Said | None:
    word = re.match(r"(?:elif|else)\b", raised.line)
    return ("python.else-alone", {"word": word[0]}) if word else None


def _block(raised: Raised, found: re.Match[str]) -> Said:
    """A line that opens a block, below which nothing, or nothing but comments, stands further to the right."""
    excerpt = raised.source.excerpt(raised.answer)
    below = raised.source.below(excerpt.line) if excerpt else ()
    return f"python.{'comments' if below and all(one.startswith('#') for one in below) else 'block'}", {}


_FROM_ELSEWHERE = {
    **dict.fromkeys(("function", "func", "fn", "fun", "define", "sub", "void"), "def"),
    **dict.fromkeys(("elseif", "elsif", "elif"), "elif"),
    **dict.fromkeys(("foreach", "do", "repeat", "loop"), "for"),
}
"""Words of other languages, and what Python says instead."""


def _operator(raised: Raised, found: re.Match[str]) -> Said | None:
    """Two values side by side, neither of which is a word of Python's; the first of a line may be meant for one."""
    if re.fullmatch(r"[A-Za-z][\w']*(?: [\w',]+){3,}[.:!?]?", raised.line) and not _has_keyword(raised.line):
        return "python.prose", {}
    word = re.match(r"[A-Za-z]+", raised.line)
    if word and word[0].lower() in _FROM_ELSEWHERE and not raised.line.startswith(f"{word[0]} ="):
        return "did-you-mean", {"name": _FROM_ELSEWHERE[word[0].lower()]}
    first = re.match(r"[A-Za-z]+(?= \w)", raised.line)
    if first and not keyword.iskeyword(first[0]) and (like := closest(first[0].lower(), keyword.kwlist)):
        return "did-you-mean", {"name": like}
    if declared := re.match(r"(?:let|var|const|int|float|double|auto) (\w+) *=(?!=)", raised.line):
        return "python.declared", {"name": declared[1]}
    if re.match(r"[A-Za-z_]\w* [A-Za-z_]\w* *=(?!=)|\d+[A-Za-z_]\w* *=(?!=)", raised.line):
        return "python.name", {}
    if re.search(r"//\s*[A-Za-z]+ ", raised.line):
        return "python.comment", {}
    if re.search(r"\bthen\b", raised.line):
        return "python.then", {}
    if any(not keyword.iskeyword(one) for one in re.findall(r"(\w+|[)\]}])[ \t]+['\"{\[]", raised.line)):
        return "python.comma", {}
    line = re.sub(r"#.*|'[^']*'|\"[^\"]*\"", "", raised.line)
    beside = re.findall(r"(?<![\w.])(\w[\w.]*|[)\]])[ \t]+(?=(\w+))", line)
    if any(not keyword.iskeyword(a) and not keyword.iskeyword(b) for a, b in beside):
        return "python.operator", {}
    return None


def _has_keyword(line: str) -> bool:
    return line.split()[0] in keyword.kwlist


OF_SYNTAX: tuple[tuple[str, Explains], ...] = (
    (r"^SyntaxError: invalid character .*U\+([0-9A-F]+)", _character),
    (r"^SyntaxError: invalid non-printable character U\+([0-9A-F]+)", _character),
    (r"^SyntaxError: unterminated triple", always("open-text")),
    (r"^SyntaxError", where(r"^(?:return )?[A-Za-z_]\w*'(?: *=|$)|\w_\{", "name")),
    (r"^SyntaxError", where(r"\b[A-Z]\w*' *[@*]", "transpose")),
    (r"^SyntaxError: unterminated (?:f-)?string", always("open-quote")),
    (r"^SyntaxError: unexpected character after line continuation", always("backslash")),
    (r"^SyntaxError: (?:unmatched|closing parenthesis)", always("brackets")),
    (r"^SyntaxError: '.' was never closed", always("open-bracket")),
    (r"^SyntaxError", where(r"^return\b[^=(\[{]*[-+*/]?=[^=]", "return-assigns")),
    (r"^SyntaxError", where(r"&&|\|\||!(?!=)", "logic")),
    (r"^SyntaxError", _arrow),
    (r"^SyntaxError", where(r"\{\s*['\"]?\w+['\"]?\s*(?:=[^=]|;)", "dict-colon")),
    (r"^SyntaxError", where(r"=>|=<|=[*/]", "order-of-signs")),
    (r"^SyntaxError", where(r"\.[*^/]", "dotted")),
    (r"^SyntaxError", _word_of_pythons),
    (r"^SyntaxError", where(r"^for\b(?!.+\bin\b)|^for\b.*\bin\s+\w+ *(?::|\.\.) *\w", "for")),
    (r"^SyntaxError", where(r"\?.*:|^if\b.*:.*\belse\b", "ternary")),
    (r"^SyntaxError: expected 'else'", always("ternary")),
    (r"^SyntaxError", where(r"^\w+ *:=", "walrus")),
    (r"^SyntaxError", where(r"\+\+|--", "count-up")),
    (r"^SyntaxError", where(r"\belse +if\b", "else-if")),
    (r"^SyntaxError", where(r"^else\b\s*[^:\s]", "else")),
    (r"^SyntaxError: expected ':'", where(r"\{$", "braces-of-a-block")),
    (r"^SyntaxError: expected ':'", always("colon")),
    (r"^SyntaxError: expected '\('", where("^def", "def")),
    (r"^SyntaxError: .*(?:cannot assign to|cannot contain assignment|Maybe you meant '==')", _left_of_equals),
    (r"^SyntaxError", where(r"\blambda\b(?!.*:)", "lambda")),
    (r"^SyntaxError: invalid syntax", _alone),
    (
        r"^SyntaxError: invalid syntax",
        where(r"[-+*/]\s*[/]\s*[*/]|[-+*/]\s+[*/]|\*\*\*|/\*|\*/|\b(?:and|or)\s+[<>=]", "two-operators"),
    ),
    (r"^SyntaxError: invalid syntax", where(r"[-+*/=]$", "line-ends")),
    (r"^SyntaxError: invalid syntax", where(r"\d\s*%", "percent")),
    (r"^SyntaxError: invalid (?:syntax|decimal literal)", _operator),
    (r"^SyntaxError: invalid decimal literal", always("operator")),
    (r"^IndentationError: expected an indented block", _block),
    (r"^IndentationError", always("indent")),
    (r"^TabError", always("tabs")),
)
"""What Python says, as a pattern, and what explains it."""
