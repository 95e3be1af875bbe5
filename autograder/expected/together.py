"""The program of two edits, from the programs of each: most need not be kept, because they follow from the two.

What each edit changes of a line is one stretch of its text. Where the two stretches do not overlap, the line with both
edits has both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

Program = tuple[str, ...]
"""Lines of NumPy, each of which assigns one quantity."""
Line = tuple[str, int]
"""A quantity, and how often it has been assigned before."""


class _Stretch(NamedTuple):
    """What stands in the place of a part of a text."""

    start: int
    stop: int
    text: str


def together(form: Program, first: Program, second: Program) -> Program | None:
    """A program with what each of two others changes of a form; None where that cannot be told from their texts."""
    lines: list[str] = []
    for triple in _side_by_side(form, first, second):
        line = _line(*triple)
        if line is None:
            return None
        lines += filter(None, (line,))
    return tuple(lines) or None


def _side_by_side(form: Program, first: Program, second: Program) -> Iterable[tuple[str, str, str]]:
    """Each line as the three programs have it, empty where one has not; in the order of the one that moves any.

    Nothing where both move lines.
    """
    order, ones, others = map(_assigned, (form, first, second))
    if order == ones == others:
        return zip(form, first, second, strict=True)
    before, after, also = (dict(zip(_assigned(some), some, strict=True)) for some in (form, first, second))
    if order not in (ones, others):
        return ()
    chosen = ones if others == order else others
    every = dict.fromkeys((*chosen, *order))  # a line that one of them takes away may have been changed by the other
    return [(before.get(line, ""), after.get(line, ""), also.get(line, "")) for line in every]


@lru_cache(maxsize=1024)
def _assigned(program: Program) -> tuple[Line, ...]:
    """What each line assigns."""
    names = [line.partition(" = ")[0] for line in program]
    return tuple((name, names[:at].count(name)) for at, name in enumerate(names))


def _line(form: str, first: str, second: str) -> str | None:
    """A line with both changes; empty where one of them takes it away, None where they cannot be told apart."""
    if first == form:
        return second
    if second in (form, first):
        return first
    return _both(form, first, second) if form and first and second else None


@lru_cache(maxsize=8192)
def _both(form: str, first: str, second: str) -> str | None:
    one, other = sorted((_change(form, first), _change(form, second)))
    if one.stop > other.start:
        return None
    return form[: one.start] + one.text + form[one.stop : other.start] + other.text + form[other.stop :]


@lru_cache(maxsize=8192)
def _change(form: str, changed: str) -> _Stretch:
    """The shortest stretch of a text whose replacement makes another of it."""
    start = _alike(form, changed)
    end = min(_alike(form[::-1], changed[::-1]), min(len(form), len(changed)) - start)
    return _Stretch(start, len(form) - end, changed[start : len(changed) - end])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
