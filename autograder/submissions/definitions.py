"""The functions and classes at the margin of some source, as text: nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.submissions.commands import end_of_statement

_HEAD = re.compile(r"(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)")
_TEXT = re.compile(r"[ \t]*[rRuU]?(\"\"\"|'''|\"|').*\1[ \t]*(?:#.*)?", re.DOTALL)
_NOTHING = re.compile(r"[ \t]*(?:(?:pass|\.\.\.|raise[ \t]+NotImplementedError\b.*)[ \t]*(?:#.*)?|#.*)?")
_BODY = re.compile(r":[ \t]*(\S.*)$")
_GOES_ON = re.compile(r"[ \t#]|$")


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class: its name, and the lines below its head and docstring."""

    name: str
    body: tuple[str, ...]

    @property
    def is_written(self) -> bool:
        """Whether anything stands there that does something, or means to."""
        return not all(map(_NOTHING.fullmatch, self.body))


def definitions(source: str) -> Iterator[Definition]:
    """The functions and classes at the margin, from the first to the last."""
    lines = source.split("\n")
    number = 0
    while number < len(lines):
        head, after = _HEAD.match(lines[number]), end_of_statement(lines, number)
        end = _end(lines, after) if head else after
        if head:
            yield Definition(head[1], _body(lines, after, end))
        number = end


def _end(lines: Sequence[str], number: int) -> int:
    """The line after the last one that belongs to a block whose head ends before a line."""
    end = number
    while number < len(lines) and _GOES_ON.match(lines[number]):
        is_inside = lines[number][:1].isspace() and bool(lines[number].strip())
        number = end_of_statement(lines, number)
        end = number if is_inside else end
    return end


def _body(lines: Sequence[str], first: int, end: int) -> tuple[str, ...]:
    """The lines of a block without its docstring; of one that ends where it begins, what stands behind the colon."""
    if first == end:
        inline = _BODY.search(lines[first - 1])
        return (inline[1],) if inline and not inline[1].startswith("#") else ()
    start = next((n for n in range(first, end) if lines[n].strip() and not lines[n].lstrip().startswith("#")), end)
    after = end_of_statement(lines, start) if start < end else end
    is_text = _TEXT.fullmatch("\n".join(lines[start:after])) is not None
    return tuple(lines[after if is_text else first : end])
