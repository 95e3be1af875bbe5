"""What each step of a key's probes is given, as far as that is known before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from autograder.expected.fingerprints import Layout
from autograder.model import Carried, Probe, Series

STEPPED = "w"
"""What an optimizer takes and returns."""
NO_SETTINGS = {"step", "loss"}
"""Plain numbers among the inputs that are no settings."""
PLAIN = (int, float, str)
UNKNOWN = -1


class Setting(NamedTuple):
    """An input by whose values one program may be asked for different things."""

    values: tuple[Any, ...]
    of_steps: np.ndarray
    """For each step, the place of its value among these; UNKNOWN where it has none."""


class Gradients(NamedTuple):
    """The coordinates of the gradients that steps are given."""

    values: np.ndarray
    of_steps: np.ndarray
    """The step of each."""
    of_numbers: np.ndarray
    """For each returned number, the coordinate it belongs to; UNKNOWN where there is none."""


class Starts(NamedTuple):
    """From where the numbers of the first w have moved that a function returns which takes w a step further."""

    places: np.ndarray
    """Of these numbers in the layout."""
    values: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class StepInputs:
    """The inputs of all steps; the steps are counted over all probes."""

    probe: np.ndarray
    """The number of each step's probe."""
    at: np.ndarray
    """The number of each step within its call, counted from 0."""
    carries: np.ndarray
    """1 where a step is not the first, or its state is not zero: it has anything to carry on; else 0, or UNKNOWN."""
    dimensions: np.ndarray
    """How many dimensions w has, or UNKNOWN."""
    settings: Mapping[str, Setting]
    gradients: Gradients
    starts: Starts


@lru_cache(maxsize=256)
def inputs_of(layout: Layout) -> StepInputs:
    """What the steps of some probes are given."""
    steps = [(number, probe, at) for number, probe in enumerate(layout.probes) for at in range(probe.call.steps)]
    given = [inputs for probe in layout.probes for inputs in _given(layout, probe)]
    return StepInputs(
        np.array([number for number, _, _ in steps]),
        np.array([at for _, _, at in steps]),
        np.array([1 if at else _carries(inputs.get("state")) for (_, _, at), inputs in zip(steps, given, strict=True)]),
        np.array([np.ndim(inputs["w"]) if "w" in inputs else UNKNOWN for inputs in given]),
        _settings(given),
        _gradients(layout, given),
        _starts(layout),
    )


def _given(layout: Layout, probe: Probe) -> Iterator[dict[str, Any]]:
    """The inputs of each step by name, those that are known."""
    positional = zip(layout.key.parameters, probe.call.arguments, strict=False)
    named = [*positional, *probe.call.keywords.items()]
    for at in range(probe.call.steps):
        values = ((name, _at(argument, at)) for name, argument in named)
        yield {name: value for name, value in values if value is not None}


def _at(argument: Any, at: int) -> Any:
    """What an argument is at a step; None where that is not known."""
    match argument:
        case Series():
            return argument.values[at]
        case Carried():
            return argument.start if at == 0 else None
        case np.ndarray() | dict() | float() | int() | str():
            return argument
    return None


def _carries(state: Mapping[str, Any] | None) -> int:
    return UNKNOWN if state is None else int(any(np.any(np.asarray(entry) != 0) for entry in state.values()))


def _settings(given: list[dict[str, Any]]) -> dict[str, Setting]:
    """The inputs that are plain values, by name, in alphabetical order."""
    plain = [{n: v for n, v in inputs.items() if isinstance(v, PLAIN)} for inputs in given]
    settings = {}
    for name in sorted({name for inputs in plain for name in inputs} - NO_SETTINGS):
        places = {value: place for place, value in enumerate(dict.fromkeys(i[name] for i in plain if name in i))}
        of_steps = np.array([places[inputs[name]] if name in inputs else UNKNOWN for inputs in plain])
        settings[name] = Setting(tuple(places), of_steps)
    return settings


def _gradients(layout: Layout, given: list[dict[str, Any]]) -> Gradients:
    """The coordinates of the gradients, and the numbers of their shape that are returned beside them."""
    values: list[np.ndarray] = []
    steps: list[int] = []
    of_numbers = np.full(len(layout.right), UNKNOWN)
    step = 0
    for probe, blocks in zip(layout.probes, layout.blocks, strict=True):
        beside = [
            (b, np.shape(q.values)[1:]) for q, b in zip(probe.expected, blocks, strict=True) if q.tolerances is not None
        ]
        for at in range(probe.call.steps):
            gradient = given[step].get("grad")
            if gradient is not None:
                size, of_gradient = np.size(gradient), np.shape(gradient)
                for block, shape in beside:
                    if shape == of_gradient:
                        first = block.start + at * block.size
                        of_numbers[first : first + block.size] = np.arange(len(steps), len(steps) + block.size)
                values.append(np.ravel(gradient))
                steps += [step] * size
            step += 1
    return Gradients(np.concatenate(values) if values else np.empty(0), np.array(steps, dtype=np.int64), of_numbers)


def _starts(layout: Layout) -> Starts:
    places, values = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    steps = layout.key.parameters[:1] == (STEPPED,)
    for probe, (block, *_) in zip(layout.probes, layout.blocks, strict=True) if steps else ():
        first = probe.call.arguments[0]
        start = first.start if isinstance(first, Carried) else first
        moves = probe.expected[0].name == STEPPED
        if moves and isinstance(start, np.ndarray) and start.shape == np.shape(probe.expected[0].values)[1:]:
            places.append(np.arange(block.start, block.start + block.size))
            values.append(start.reshape(-1))
    return Starts(np.concatenate(places), np.concatenate(values))
