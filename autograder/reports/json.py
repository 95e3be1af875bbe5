"""A report as JSON, and back: the form in which it is stored and in which other programs read it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from typing import Any

from autograder.errors import GraderError
from autograder.model import (
    Diagnosis,
    DiagnosisPart,
    ExerciseResult,
    GraderInfo,
    Outcome,
    Report,
    Status,
    UnitScore,
)

SCHEMA = 1


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain data; a score that is withheld, because the grader failed, is None."""
    data: dict[str, Any] = _exchanged(dataclasses.asdict(report), _none_for_nan)
    return {"schema": SCHEMA, **data}


def from_dict(data: dict[str, Any]) -> Report:
    """A report from its plain data; GraderError where the data is not one that this version knows."""
    if data.get("schema") != SCHEMA:
        raise GraderError(f"a stored report has schema {data.get('schema')}, but this version knows {SCHEMA}")
    try:
        data = _exchanged(data, _nan_for_none)
        fields = {key: value for key, value in data.items() if key != "schema"}
        fields |= {
            "grader": GraderInfo(**data["grader"]),
            "units": tuple(UnitScore(**unit) for unit in data["units"]),
            "exercises": tuple(map(_exercise, data["exercises"])),
            **{name: tuple(data[name]) for name in ("adjustments", "quiz", "notes")},
        }
        return Report(**fields)
    except (KeyError, TypeError, ValueError) as error:
        raise GraderError(f"a stored report is damaged: {error}") from error


def _exchanged(data: Any, exchange: Callable[[str, Any], Any]) -> Any:
    """The same data with every entry of every dict exchanged."""
    if isinstance(data, dict):
        return {key: exchange(key, _exchanged(value, exchange)) for key, value in data.items()}
    return [_exchanged(value, exchange) for value in data] if isinstance(data, list | tuple) else data


def _none_for_nan(key: str, value: Any) -> Any:
    return None if key == "score" and math.isnan(value) else value


def _nan_for_none(key: str, value: Any) -> Any:
    return math.nan if key == "score" and value is None else value


def _exercise(data: dict[str, Any]) -> ExerciseResult:
    checks = tuple(Outcome(**{**check, "status": Status(check["status"])}) for check in data["checks"])
    diagnosis = None if data["diagnosis"] is None else _diagnosis(data["diagnosis"])
    return ExerciseResult(**{**data, "status": Status(data["status"]), "checks": checks, "diagnosis": diagnosis})


def _diagnosis(data: dict[str, Any]) -> Diagnosis:
    parts = tuple(DiagnosisPart(**part) for part in data["parts"])
    return Diagnosis(**{**data, "parts": parts, "alternatives": tuple(map(tuple, data["alternatives"]))})


def render(report: Report) -> str:
    """One document, in ASCII."""
    return json.dumps(to_dict(report), indent=2, allow_nan=False) + "\n"
