"""The text form of expected values: plain JSON, read without any symbolic mathematics."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.model import (
    Argument,
    Behaviour,
    Call,
    Check,
    ExerciseKey,
    Expected,
    GradientAt,
    GradientFunction,
    Probe,
    Ref,
    Value,
)

Json = Any

TEXT_FIELDS = ("name", "convention", "signature", "returns", "formula", "latex", "docstring", "source")


def exercise_key_to_json(key: ExerciseKey) -> dict[str, Json]:
    """A key as JSON data; `exercise_key_from_json` is the inverse."""
    return {
        **{name: getattr(key, name) for name in TEXT_FIELDS},
        "state": list(key.state),
        "gradients": dict(key.gradients),
        "losses": dict(key.losses),
        "checks": [_check_to_json(check) for check in key.checks],
    }


def exercise_key_from_json(data: Json) -> ExerciseKey:
    """Read a key; KeyError, TypeError or ValueError where the data is not one."""
    return ExerciseKey(
        **{name: data[name] for name in TEXT_FIELDS},
        state=tuple(data["state"]),
        gradients=dict(data["gradients"]),
        losses=dict(data["losses"]),
        checks=tuple(_check_from_json(check) for check in data["checks"]),
    )


def _check_to_json(check: Check) -> dict[str, Json]:
    return {
        "id": check.id,
        "title": check.title,
        "weight": check.weight,
        "behaviour": check.behaviour,
        "cost": check.cost,
        "probes": [_probe_to_json(probe) for probe in check.probes],
    }


def _check_from_json(data: Json) -> Check:
    behaviour = None if data["behaviour"] is None else Behaviour(data["behaviour"])
    probes = tuple(_probe_from_json(probe) for probe in data["probes"])
    return Check(data["id"], data["title"], data["weight"], probes, behaviour, data["cost"])


def _probe_to_json(probe: Probe) -> dict[str, Json]:
    return {
        "id": probe.id,
        "why": probe.why,
        "calls": [_call_to_json(call) for call in probe.calls],
        "expected": [[_expected_to_json(quantity) for quantity in answer] for answer in probe.expected],
    }


def _probe_from_json(data: Json) -> Probe:
    calls = tuple(_call_from_json(call) for call in data["calls"])
    expected = tuple(tuple(_expected_from_json(quantity) for quantity in answer) for answer in data["expected"])
    return Probe(data["id"], data["why"], calls, expected)


def _call_to_json(call: Call) -> dict[str, Json]:
    return {
        "function": call.function,
        "arguments": [_argument_to_json(argument) for argument in call.arguments],
        "keywords": {name: _argument_to_json(argument) for name, argument in call.keywords.items()},
        "echo": call.echo,
    }


def _call_from_json(data: Json) -> Call:
    keywords = {name: _argument_from_json(argument) for name, argument in data["keywords"].items()}
    return Call("", data["function"], tuple(map(_argument_from_json, data["arguments"])), keywords, data["echo"])


def _expected_to_json(expected: Expected) -> dict[str, Json]:
    tolerance = None if expected.tolerance is None else _argument_to_json(expected.tolerance)
    return {
        "name": expected.name,
        "value": _argument_to_json(expected.value),
        "tolerance": tolerance,
        "exact": expected.exact,
    }


def _expected_from_json(data: Json) -> Expected:
    tolerance = None if data["tolerance"] is None else _argument_from_json(data["tolerance"])
    return Expected(data["name"], _argument_from_json(data["value"]), tolerance, data["exact"])


def _argument_to_json(argument: Argument) -> Json:
    match argument:
        case Ref():
            return {"ref": [argument.call, argument.item]}
        case GradientAt():
            return {"gradient": argument.name, "at": _argument_to_json(argument.at)}
        case GradientFunction():
            return {"gradient_function": argument.name}
        case np.ndarray() if argument.dtype == np.int64:
            return {"i8": argument.tolist()}
        case np.ndarray():
            return {"f8": _spell(argument.tolist()), **({} if argument.size else {"shape": list(argument.shape)})}
        case dict():
            return {"dict": {name: _argument_to_json(value) for name, value in argument.items()}}
        case float():
            return {"float": _spell(argument)}
        case bool() | int() | str() | None:
            return argument
    raise TypeError(f"a key cannot hold a {type(argument).__name__}")


def _argument_from_json(data: Json) -> Value:
    match data:
        case {"ref": [call, item]}:
            return Ref(call, item)
        case {"gradient": name, "at": at}:
            return GradientAt(name, _argument_from_json(at))
        case {"gradient_function": name}:
            return GradientFunction(name)
        case {"i8": numbers}:
            return np.array(numbers, dtype=np.int64)
        case {"f8": numbers, "shape": shape}:
            return np.array(numbers, dtype=np.float64).reshape(shape)
        case {"f8": numbers}:
            return np.array(_unspell(numbers), dtype=np.float64)
        case {"dict": entries}:
            return {name: _argument_from_json(value) for name, value in entries.items()}
        case {"float": number}:
            return float(number)
        case bool() | int() | str() | None:
            return data
    raise TypeError(f"not part of a key: {data!r}")


def _spell(numbers: Any) -> Json:
    """JSON has no infinities: they are spelt as text."""
    if isinstance(numbers, list):
        return [_spell(number) for number in numbers]
    return numbers if math.isfinite(numbers) else str(numbers)


def _unspell(numbers: Json) -> Any:
    return [_unspell(number) for number in numbers] if isinstance(numbers, list) else float(numbers)
