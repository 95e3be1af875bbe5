"""A report as JSON, and back: the form in which it is stored and in which other programs read it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from typing import Any

from autograder.errors import GraderError
from autograder.model import (
    Diagnosis,
    DiagnosisKind,
    DiagnosisPart,
    ExerciseResult,
    GraderInfo,
    Outcome,
    Report,
    Status,
    UnitScore,
)
from autograder.reports import safe

SCHEMA = 1


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain data; a score that is withheld, because the grader failed, is None."""
    return {"schema": SCHEMA, **_plain(report)}


def _plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists."""
    if type(value) in _FIELDS:
        return {name: _none_for_nan(name, _plain(getattr(value, name))) for name in _FIELDS[type(value)]}
    if type(value) is tuple:
        return [_plain(item) for item in value]
    return {key: _none_for_nan(key, _plain(item)) for key, item in value.items()} if type(value) is dict else value


_FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in dataclasses.fields(kind))
    for kind in (Report, GraderInfo, UnitScore, ExerciseResult, Outcome, Diagnosis, DiagnosisPart)
}


def _none_for_nan(key: str, value: Any) -> Any:
    return None if key == "score" and math.isnan(value) else value


def from_text(text: str) -> Report:
    """A report from its document; GraderError where it is damaged, or not one that this version knows."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GraderError(f"a stored report is damaged: {error}") from error
    return from_dict(data)


def from_dict(data: Any) -> Report:
    """A report from its plain data; GraderError where the data is not one that this version knows."""
    if not isinstance(data, dict):
        raise GraderError("a stored report is damaged: it has no names for its parts")
    if data.get("schema") != SCHEMA:
        raise GraderError(f"a stored report has schema {data.get('schema')}, but this version knows {SCHEMA}")
    try:
        data = _with_nan(data)
        fields = {key: value for key, value in data.items() if key != "schema"}
        fields |= {
            "grader": GraderInfo(**data["grader"]),
            "units": tuple(UnitScore(**unit) for unit in data["units"]),
            "exercises": tuple(map(_exercise, data["exercises"])),
            **{name: tuple(data[name]) for name in ("adjustments", "quiz", "notes")},
        }
        report = Report(**fields)
        if not _is_as_declared(report):
            raise TypeError("a part of it is of another kind")
        return report
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GraderError(f"a stored report is damaged: {error}") from error


_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "str | None": (str, type(None)),
    "int | None": (int, type(None)),
}
"""What a field may hold, by its declaration; of the others their own fields are looked at."""


def _is_as_declared(value: Any) -> bool:
    """Whether all that is shown of a report, or of a part of one, is text or a number where it should be."""
    if not dataclasses.is_dataclass(value):
        return True
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        parts = held if type(held) is tuple else (held,)
        kind = str if field.type == "tuple[str, ...]" else _KINDS.get(str(field.type), object)
        if not all(isinstance(part, kind) and _is_as_declared(part) for part in parts):
            return False
    return True


def _with_nan(data: Any) -> Any:
    """A report's plain data with NaN in the place of a score that is withheld."""
    if isinstance(data, dict):
        return {key: math.nan if key == "score" and value is None else _with_nan(value) for key, value in data.items()}
    return [_with_nan(item) for item in data] if isinstance(data, list) else data


def _exercise(data: dict[str, Any]) -> ExerciseResult:
    checks = tuple(Outcome(**{**check, "status": Status(check["status"])}) for check in data["checks"])
    diagnosis = None if data["diagnosis"] is None else _diagnosis(data["diagnosis"])
    return ExerciseResult(**{**data, "status": Status(data["status"]), "checks": checks, "diagnosis": diagnosis})


def _diagnosis(data: dict[str, Any]) -> Diagnosis:
    kind, parts = DiagnosisKind(data["kind"]), tuple(DiagnosisPart(**part) for part in data["parts"])
    alternatives = tuple(map(tuple, data["alternatives"]))
    return Diagnosis(**{**data, "kind": kind, "parts": parts, "alternatives": alternatives})


def render(report: Report) -> str:
    """One document, in ASCII."""
    return safe.json(to_dict(report))
