"""The text form of expected values: plain JSON, read without any symbolic mathematics."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.model import (
    Argument,
    Behaviour,
    Call,
    Carried,
    Check,
    ExerciseKey,
    Expected,
    FloatArray,
    GradientAt,
    GradientFunction,
    IntArray,
    Json,
    PlainArgument,
    Probe,
    Series,
    Value,
)

TEXT_FIELDS = ("name", "convention", "signature", "returns", "formula", "latex", "docstring", "source")


def exercise_key_to_json(key: ExerciseKey) -> dict[str, Any]:
    """A key as JSON data; `exercise_key_from_json` is the inverse."""
    return {
        **{name: getattr(key, name) for name in TEXT_FIELDS},
        "state": list(key.state),
        "gradients": dict(key.gradients),
        "losses": dict(key.losses),
        "checks": [_check_to_json(check) for check in key.checks],
    }


def exercise_key_from_json(data: Any) -> ExerciseKey:
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
        **({"left_out": list(check.left_out)} if check.left_out else {}),
    }


def _check_from_json(data: Any) -> Check:
    behaviour = None if data["behaviour"] is None else Behaviour(data["behaviour"])
    probes = tuple(_probe_from_json(probe) for probe in data["probes"])
    left_out = tuple(map(str, data.get("left_out", ())))
    return Check(data["id"], data["title"], data["weight"], probes, behaviour, data["cost"], left_out)


def _probe_to_json(probe: Probe) -> dict[str, Json]:
    return {
        "id": probe.id,
        "why": probe.why,
        "call": _call_to_json(probe.call),
        "expected": [_expected_to_json(quantity) for quantity in probe.expected],
        **({"theorem": probe.theorem, "facts": _facts_to_json(probe)} if probe.theorem else {}),
        **({"measured": probe.measured} if probe.measured else {}),
    }


def _probe_from_json(data: Any) -> Probe:
    expected = tuple(map(_expected_from_json, data["expected"]))
    facts = {name: _fact_from_json(value) for name, value in data.get("facts", {}).items()}
    return Probe(
        data["id"],
        data["why"],
        _call_from_json(data["call"]),
        expected,
        data.get("theorem", ""),
        facts,
        data.get("measured", 0),
    )


def _facts_to_json(probe: Probe) -> dict[str, Json]:
    return {name: _argument_to_json(value) for name, value in probe.facts.items()}


def _call_to_json(call: Call) -> dict[str, Json]:
    return {
        "function": call.function,
        "arguments": [_argument_to_json(argument) for argument in call.arguments],
        "keywords": {name: _argument_to_json(argument) for name, argument in call.keywords.items()},
        "steps": call.steps,
        "echo": call.echo,
    }


def _call_from_json(data: Any) -> Call:
    arguments = tuple(map(_argument_from_json, data["arguments"]))
    keywords = {name: _argument_from_json(argument) for name, argument in data["keywords"].items()}
    return Call("", data["function"], arguments, keywords, data["steps"], data["echo"])


def _expected_to_json(expected: Expected) -> dict[str, Json]:
    words = isinstance(expected.values, tuple)
    tolerances = expected.tolerances
    return {
        "name": expected.name,
        "values": list(expected.values) if words else _argument_to_json(expected.values),
        **({} if tolerances is None else {"tolerances": _argument_to_json(_shortened(tolerances))}),
        **({"exact": list(expected.exact)} if expected.exact else {}),
    }


def _expected_from_json(data: Any) -> Expected:
    values, tolerances = data["values"], data.get("tolerances")
    given = tuple(values) if isinstance(values, list) else _array_from_json(values)
    room = None if tolerances is None else _floats_from_json(tolerances)
    if room is not None and room.shape != np.shape(given):
        room = np.broadcast_to(room, np.shape(given))
    return Expected(data["name"], given, room, tuple(data.get("exact", ())))


def _shortened(tolerances: np.ndarray) -> np.ndarray:
    """Tolerances of which each step has only one, where that is so: of every number of a step it is the same."""
    of_steps = tolerances[(slice(None), *[slice(1)] * (tolerances.ndim - 1))]
    return of_steps if of_steps.size and (tolerances == of_steps).all() else tolerances


def _argument_to_json(argument: Argument) -> Json:
    match argument:
        case Series():
            return {"series": [_argument_to_json(value) for value in argument.values]}
        case Carried():
            return {"carried": _argument_to_json(argument.start), "item": argument.item}
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


def _argument_from_json(data: Any) -> Argument:
    if isinstance(data, dict):
        if "gradient" in data:
            return GradientAt(data["gradient"], _plain_from_json(data["at"]))
        if "gradient_function" in data:
            return GradientFunction(data["gradient_function"])
    return _plain_from_json(data)


def _plain_from_json(data: Any) -> PlainArgument:
    if isinstance(data, dict):
        if "series" in data:
            return Series(tuple(map(_value_from_json, data["series"])))
        if "carried" in data:
            return Carried(_value_from_json(data["carried"]), data["item"])
    return _value_from_json(data)


def _value_from_json(data: Any) -> Value:
    if isinstance(data, dict):
        if "f8" in data or "i8" in data:
            return _array_from_json(data)
        if "float" in data:
            return float(data["float"])
        return {name: _value_from_json(value) for name, value in data["dict"].items()}
    if data is None or isinstance(data, bool | int | str):
        return data
    raise TypeError(f"not part of a key: {data!r}")


def _array_from_json(data: Any) -> FloatArray | IntArray:
    return np.array(data["i8"], dtype=np.int64) if "i8" in data else _floats_from_json(data)


def _fact_from_json(data: Any) -> FloatArray | float:
    return float(data["float"]) if "float" in data else _floats_from_json(data)


def _floats_from_json(data: Any) -> FloatArray:
    numbers = np.array(data["f8"], dtype=np.float64)  # reads text such as "inf" as numbers too
    return numbers.reshape(data["shape"]) if "shape" in data else numbers


def _spell(numbers: Any) -> Json:
    """JSON has no infinities: they are spelt as text."""
    if isinstance(numbers, list):
        return [_spell(number) for number in numbers]
    return float(numbers) if math.isfinite(numbers) else str(numbers)
