"""What a child says of a call, as an Answer: every part of it is checked, because hostile code may have written it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.model import Answer, AnswerKind, Call, Returned
from autograder.sandbox.wire import WireError

_OF_NUMBERS: Mapping[str, tuple[str | None, bool]] = {
    "array": (None, False),
    "scalar": (None, True),
    "float": ("<f8", True),
    "int": ("<i8", True),
    "bool": ("|b1", True),
}
"""Type of a leaf -> the dtype of its stacked values, if it can have only one, and whether they are single numbers."""
_OF_OBJECTS: Mapping[str, type] = {"str": str, "none": type(None)}


def answer_of(value: Any, call: Call) -> Answer:
    """The answer to a call; WireError where it is not one that an honest child could send."""
    if type(value) is not dict:
        raise WireError("an answer that is none")
    match value.get("kind"):
        case "undefined":
            return Answer(AnswerKind.MISSING, defined=False)
        case "value" | "missing" | "skipped" | "error" as kind:
            return _called(value, AnswerKind(kind), call)
    raise WireError("an answer of no kind")


def _called(value: Mapping[str, Any], kind: AnswerKind, call: Call) -> Answer:
    returned, after, points = value.get("returned", []), value.get("after"), value.get("points")
    if type(returned) is not list:
        raise WireError("returned values that are none")
    answer = Answer(
        kind,
        tuple(map(_returned, returned)),
        text_of(value, "message"),
        line_of(value),
        after=after if type(after) is tuple else None,
        overwritten=value.get("overwritten") is True,
        points=tuple(points) if type(points) is list else (),
    )
    complete = answer.steps == call.steps
    if complete is not (kind is AnswerKind.VALUE) or answer.steps > call.steps:
        raise WireError("answers to too few or too many steps")
    return answer


def _returned(part: Any) -> Returned:
    if type(part) is not dict or type(part.get("steps")) is not int or part["steps"] < 1:
        raise WireError("returned values that are none")
    _check(part.get("form"), part.get("data"), part["steps"])
    return Returned(part["steps"], part["form"], part["data"])


def _check(form: Any, data: Any, steps: int) -> None:
    """See that the data are of the form, and hold as many steps."""
    if type(form) is str:
        if not _is_stack(form, data, steps):
            raise WireError("returned values of another form")
        return
    if type(form) not in (tuple, list, dict) or type(data) is not type(form) or len(data) != len(form):
        raise WireError("returned values of another form")
    if type(form) is dict and list(form) != list(data):
        raise WireError("returned values of another form")
    parts = zip(form.values(), data.values(), strict=True) if type(form) is dict else zip(form, data, strict=True)
    for part, values in parts:
        _check(part, values, steps)


def _is_stack(form: str, data: Any, steps: int) -> bool:
    if form in _OF_OBJECTS:
        return type(data) is tuple and len(data) == steps and all(type(item) is _OF_OBJECTS[form] for item in data)
    if form not in _OF_NUMBERS or type(data) is not np.ndarray or data.ndim == 0 or len(data) != steps:
        return False
    code, single = _OF_NUMBERS[form]
    return (code is None or data.dtype.str == code) and (not single or data.ndim == 1)


def text_of(value: Mapping[str, Any], name: str) -> str:
    """A text that the child may leave out; WireError where it is something else."""
    text = value.get(name, "")
    if type(text) is not str:
        raise WireError("a text that is none")
    return text


def line_of(value: Mapping[str, Any]) -> int | None:
    """A line number, if there is a sensible one."""
    line = value.get("line")
    return line if type(line) is int and 0 < line < 10**7 else None
