"""A report within bounds, however much a submission makes us say: cut where it is made, not where it is shown."""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import replace

from autograder.model import Report

MOST_NOTES = 6
MOST_BYTES = 1 << 20
"""For a whole report as JSON."""
MOST_OF_OUTPUT = MOST_BYTES // 4
LENGTHS = (2000, 500, 120, 40)
"""How long a text may be: the first of these with which the report as a whole is short enough."""
CUT = " ... (cut)"
FOR_A_VALUE = 40
"""Bytes of JSON around a value: its name, quotes, and the room to its left."""


def within_bounds(report: Report) -> Report:
    """The report with as many notes, and texts as long, as fit into its size; what is left out is said."""
    notes = report.notes
    if len(notes) > MOST_NOTES:
        notes = (*notes[:MOST_NOTES], f"and {len(notes) - MOST_NOTES} more")
    report = replace(report, notes=notes, output=_of_size(report.output, MOST_OF_OUTPUT))
    for length in LENGTHS:
        cut = _with_texts_of(report, length)
        assert isinstance(cut, Report)
        shorter = replace(cut, output=report.output)
        if _size(shorter) <= MOST_BYTES:
            break
    return shorter


def _with_texts_of(value: object, length: int) -> object:
    """A value with every text in it cut to a length."""
    if type(value) is str:
        return value if len(value) <= length else value[: length - len(CUT)] + CUT
    if type(value) is tuple:
        items = tuple(_with_texts_of(item, length) for item in value)
        return value if all(map(operator.is_, items, value)) else items
    if type(value) is dict:
        return {_with_texts_of(key, length): _with_texts_of(item, length) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: cut
            for field in dataclasses.fields(value)
            if (cut := _with_texts_of(before := getattr(value, field.name), length)) is not before
        }
        return replace(value, **changed) if changed else value
    return value


def _size(value: object) -> int:
    """About how many bytes of JSON a value takes, never too few by much."""
    if isinstance(value, str):
        return FOR_A_VALUE + _bytes_of(value)
    if isinstance(value, tuple):
        return FOR_A_VALUE + sum(map(_size, value))
    if isinstance(value, dict):
        return FOR_A_VALUE + sum(_size(key) + _size(item) for key, item in value.items())
    if dataclasses.is_dataclass(value):
        return sum(_size(getattr(value, field.name)) for field in dataclasses.fields(value))
    return FOR_A_VALUE


def _bytes_of(text: str) -> int:
    """Bytes in a JSON text in ASCII: six or twelve for a character that is escaped."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(1 if " " <= c <= "~" else 6 if c <= "\uffff" else 12 for c in text)


def _of_size(text: str, most: int) -> str:
    """The start of a text whose JSON takes at most so many bytes."""
    if 12 * len(text) <= most or _bytes_of(text) <= most:
        return text
    size = 0
    for position, character in enumerate(text):
        size += _bytes_of(character)
        if size > most - len(CUT):
            return text[:position] + CUT
    return text
