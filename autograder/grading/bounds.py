"""A report within bounds, however much a submission makes us say: cut where it is made, not where it is shown."""

from __future__ import annotations

import dataclasses
import json
import operator
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, cast

from autograder.basics.recent import Recent
from autograder.grading.sentences import Texts
from autograder.model import ExerciseResult, Report, Status
from autograder.model.report import RECORD_FIELDS

MOST_NOTES = 6
MOST_BYTES = 1 << 20
"""For a whole report as JSON."""
MOST_OF_OUTPUT = MOST_BYTES // 4
LENGTHS = (2000, 500, 120, 40)
"""How long a text may be: the first of these with which the report as a whole is short enough."""
CUT = " ... (cut)"
FOR_A_VALUE = 40
"""Bytes of JSON around a value: its name, quotes, and the room to its left."""


def within_bounds(report: Report, texts: Texts) -> Report:
    """The report with as many notes, and texts as long, as fit into its size; what is left out is said."""
    notes = report.notes
    if len(notes) > MOST_NOTES:
        notes = (*notes[:MOST_NOTES], texts("more-notes", count=len(notes) - MOST_NOTES))
    output = _of_size(report.output, MOST_OF_OUTPUT)
    report = replace(report, notes=notes, output="")
    measured = _measured(report)
    for length in LENGTHS:
        if measured.longest > length:
            report = cast(Report, _with_texts_of(report, length))
            measured = _measured(report)
        if measured.size + _bytes_of(output) <= MOST_BYTES:
            break
    return replace(report, output=output)


class _Measure(NamedTuple):
    longest: int
    """Characters of the longest text."""
    size: int
    """About how many bytes of JSON it all takes, never too few by much."""


def _measured(report: Report) -> _Measure:
    """How long the texts of a report are; of what a class has in common, this is kept."""
    passed = [exercise for exercise in report.exercises if exercise.status is Status.PASSED]
    others = tuple(exercise for exercise in report.exercises if exercise.status is not Status.PASSED)
    measures = [_walked(replace(report, exercises=others)), *chain.from_iterable(map(_of_passed, passed))]
    return _Measure(max(one.longest for one in measures), sum(one.size for one in measures))


def _of_passed(exercise: ExerciseResult) -> Iterator[_Measure]:
    """The measures of a result where all is right, of which most is ours and the same for everybody."""
    texts = (exercise.formula, exercise.latex, exercise.also_true, exercise.question)
    yield from map(_of_class, (exercise.checks, exercise.picture, *texts))
    file = exercise.file or ""
    yield _Measure(len(file), _bytes_of(file) + FOR_A_VALUE * len(RECORD_FIELDS[ExerciseResult]))


def _walked(whole: object) -> _Measure:
    """The measure of a report or a part of one. Called for every report, so it is one walk without calls of its own."""
    longest, size = 0, 0
    left: list[object] = [whole]
    while left:
        value = left.pop()
        size += FOR_A_VALUE
        if isinstance(value, str):
            size += _bytes_of(value) if value else 0
            longest = max(longest, len(value))
        elif isinstance(value, tuple):
            left += value
        elif isinstance(value, dict):
            left += value
            left += value.values()
        elif type(value) in RECORD_FIELDS:
            left += [getattr(value, name) for name in RECORD_FIELDS[type(value)]]
    return _Measure(longest, size)


_of_class = Recent[object, _Measure](_walked, 1024).of


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


def _bytes_of(text: str) -> int:
    """Bytes in a JSON text in ASCII, where what is not printed is escaped."""
    return len(text) if text.isascii() and text.isprintable() else len(json.dumps(text)) - 2


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
