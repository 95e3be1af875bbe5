"""A report as JSON, and back: the form in which it is stored and in which other programs read it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import TypeVar

from autograder.basics.recent import Recent
from autograder.errors import GraderError
from autograder.model import (
    Diagnosis,
    DiagnosisKind,
    DiagnosisPart,
    Excerpt,
    ExerciseResult,
    GraderInfo,
    IsolationLevel,
    Json,
    Outcome,
    Picture,
    QuestionResult,
    RepairResult,
    Report,
    Standing,
    Status,
    UnitScore,
)
from autograder.model.picture import Points
from autograder.model.report import RECORD_FIELDS
from autograder.reports import safe
from autograder.texts import ENGLISH, Language, stored_language

SCHEMA = 1
MOST_KEPT = 1024
"""Of the texts of what many reports have in common."""
OF_SCREENS = frozenset(["short"])
"""Fields that only a screen needs, right after a check: the document stays as it is documented."""

Record = TypeVar("Record")
"""One of the kinds of RECORD_FIELDS."""


def to_dict(report: Report) -> dict[str, Json]:
    """The report as plain data; a score that is withheld, because the grader failed, is None."""
    return {"schema": SCHEMA, **_record(report)}


def _plain(value: object) -> Json:
    """Dataclasses as dicts, tuples as lists."""
    if type(value) in RECORD_FIELDS:
        return _record(value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _none_for_nan(key, _plain(item)) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Language):
        return value.name
    raise TypeError(f"a report holds no {type(value).__name__}")


def _record(value: object) -> dict[str, Json]:
    """A dataclass as its fields by name."""
    fields = ((name, getattr(value, name)) for name in RECORD_FIELDS[type(value)] if name not in OF_SCREENS)
    return {name: part if type(part) is str else _none_for_nan(name, _plain(part)) for name, part in fields}


def _none_for_nan(key: str, value: Json) -> Json:
    return None if key == "score" and isinstance(value, float) and math.isnan(value) else value


def from_text(text: str, exercise: Callable[[Json], ExerciseResult] | None = None) -> Report:
    """A report from its document; GraderError where it is damaged, or not one that this version knows.

    `exercise` makes the result of an exercise of its plain data, where that is kept in another form.
    """
    return from_dict(loaded(text), exercise or exercise_from)


def loaded(text: str) -> Json:
    """The plain data of a report, or of a part of one; GraderError where its text is damaged."""
    try:
        data: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GraderError(f"a stored report is damaged: {error}") from error
    return data


def from_dict(data: Json, exercise: Callable[[Json], ExerciseResult] | None = None) -> Report:
    """A report from its plain data; GraderError where the data is not one that this version knows."""
    try:
        fields = dict(_fields(data))
        schema = fields.pop("schema", None)
        if schema != SCHEMA:
            raise GraderError(f"a stored report has schema {schema}, but this version knows {SCHEMA}")
        report = _made(
            Report,
            fields,
            isolation=IsolationLevel(str(fields["isolation"])),
            grader=_made(GraderInfo, fields["grader"]),
            status=Standing(str(fields.get("status", Standing.GRADED))),  # earlier versions did not say it
            units=tuple(_made(UnitScore, unit) for unit in _items(fields["units"])),
            exercises=tuple(map(exercise or exercise_from, _items(fields["exercises"]))),
            quiz=tuple(map(_question, _items(fields["quiz"]))),
            repairs=tuple(_made(RepairResult, one) for one in _items(fields.get("repairs", []))),  # earlier: none
            adjustments=tuple(map(_with_nan, _items(fields["adjustments"]))),
            notes=tuple(_items(fields["notes"])),
            language=stored_language(str(fields.get("language", ENGLISH.name))),  # earlier versions had no other
        )
        _refuse_other_kinds(dataclasses.replace(report, exercises=()))
        return report
    except (KeyError, TypeError, ValueError) as error:
        raise GraderError(f"a stored report is damaged: {error}") from error


_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "str | None": (str, type(None)),
    "int | None": (int, type(None)),
    "bool": bool,
}
"""What a field may hold, by its declaration; of the others their own fields are looked at."""
_DECLARED = {
    record: tuple(
        (field.name, str if field.type == "tuple[str, ...]" else _KINDS.get(str(field.type), object))
        for field in dataclasses.fields(record)
    )
    for record in RECORD_FIELDS
}
"""What each kind of record is made of: the names of its fields, and what each, or each part of it, may be."""
_LOOKED_AT = _DECLARED.keys() - {Outcome}
"""Parts that are looked at together with what they are parts of; checks are when they are made."""


def _refuse_other_kinds(value: object) -> None:
    if not _is_as_declared(value):
        raise TypeError("a part of it is of another kind")


def _is_as_declared(value: object) -> bool:
    """Whether all that is shown of a report, or of a part of one, is text or a number where it should be."""
    for name, kind in _DECLARED.get(type(value), ()):
        held = getattr(value, name)
        for part in held if type(held) is tuple else (held,):
            if not isinstance(part, kind) or (type(part) in _LOOKED_AT and not _is_as_declared(part)):
                return False
    return True


def _with_nan(data: Json) -> Json:
    """Plain data with NaN in the place of a score that is withheld."""
    if isinstance(data, dict) and data.get("score", 0.0) is None:
        return {**data, "score": math.nan}
    return data


def _question(data: Json) -> QuestionResult:
    fields = dict(_fields(data))
    return _made(QuestionResult, fields, mistakes=tuple(_items(fields["mistakes"])))


def exercise_from(data: Json) -> ExerciseResult:
    """The result of one exercise from its plain data; a TypeError, KeyError or ValueError where that is damaged."""
    fields = _fields(data)
    result = _made(
        ExerciseResult,
        fields,
        status=Status(str(fields["status"])),
        checks=tuple(map(_outcome, _items(fields["checks"]))),
        diagnosis=None if fields["diagnosis"] is None else _diagnosis(fields["diagnosis"]),
        excerpt=_made(Excerpt, _fields(fields["excerpt"])) if fields.get("excerpt") else None,
        picture=_picture(fields["picture"]) if fields.get("picture") else None,  # earlier versions had none
    )
    _refuse_other_kinds(result)
    return result


def _picture(data: Json) -> Picture:
    fields = _fields(data)
    return _made(
        Picture,
        fields,
        right=_points(fields["right"]),
        own=_points(fields["own"]),
        levels=tuple(map(_points, _items(fields["levels"]))),
    )


def _points(data: Json) -> Points:
    points = tuple((_number(across), _number(up)) for across, up in map(_items, _items(data)))
    if not all(map(math.isfinite, chain.from_iterable(points))):
        raise ValueError("a point of a picture is not finite")
    return points


def _number(data: Json) -> float:
    if not isinstance(data, (int, float)):
        raise TypeError("a point of a picture is not made of numbers")
    return float(data)


def _outcome(data: Json) -> Outcome:
    return _check(tuple(_fields(data).items()))


@lru_cache(maxsize=MOST_KEPT)
def _check(fields: tuple[tuple[str, Json], ...]) -> Outcome:
    """A check; what passed is the same for many."""
    data = dict(fields)
    check = _made(Outcome, data, status=Status(str(data["status"])))
    _refuse_other_kinds(check)
    return check


def _diagnosis(data: Json) -> Diagnosis:
    fields = _fields(data)
    return _made(
        Diagnosis,
        fields,
        kind=DiagnosisKind(str(fields["kind"])),
        parts=tuple(_made(DiagnosisPart, part) for part in _items(fields["parts"])),
        alternatives=tuple(tuple(_items(ids)) for ids in _items(fields["alternatives"])),
    )


def _made(made: type[Record], data: Json, /, **changed: object) -> Record:
    """A dataclass from its fields by name, of which some are changed."""
    # a name too many or too few is a TypeError; what the values are is looked at when the report is whole
    return made(**{**_fields(_with_nan(data)), **changed})


def _fields(data: Json) -> Mapping[str, Json]:
    if not isinstance(data, dict):
        raise TypeError("it has no names for its parts")
    return data


def _items(data: Json) -> Sequence[Json]:
    if not isinstance(data, list):
        raise TypeError("it has no list of its parts")
    return data


def render(report: Report) -> str:
    """One document, in ASCII."""
    fields = {name: getattr(report, name) for name in RECORD_FIELDS[Report] if name not in OF_SCREENS}
    lines = {"schema": safe.json_line(SCHEMA), **{name: _lines(name, value) for name, value in fields.items()}}
    return safe.json_of(lines)


def _lines(name: str, value: object) -> str | list[str]:
    """A field of a report as JSON, of a list each item."""
    if isinstance(value, tuple):
        return [_exercise(item) if type(item) is ExerciseResult else _text("", item) for item in value]
    return _text(name, value)


def _exercise(result: ExerciseResult) -> str:
    """A result as JSON. Its checks and its picture are most of it, and where all is right a class has the same ones."""
    parts = ((name, getattr(result, name)) for name in RECORD_FIELDS[ExerciseResult])
    text = _text_of_passed if result.status is Status.PASSED else _text
    return "{" + ", ".join([f'"{name}": {text(name, part)}' for name, part in parts]) + "}"


def _text_of_passed(name: str, value: object) -> str:
    if name in ("checks", "picture"):
        return _of_class(value)
    return _short(name, value) if value is None or isinstance(value, (str, int, float)) else _text(name, value)


def _text(name: str, value: object) -> str:
    return safe.json_line(_none_for_nan(name, _plain(value)))


_short = lru_cache(maxsize=MOST_KEPT, typed=True)(_text)
_of_class = Recent[object, str](partial(_text, ""), MOST_KEPT).of
