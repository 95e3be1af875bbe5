"""What each step of a key's probes is given, as far as that is known before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.fingerprints import Layout
from autograder.model import (
    Argument,
    Carried,
    FloatArray,
    GradientAt,
    GradientFunction,
    IntArray,
    Probe,
    Series,
    Value,
)

STEPPED = "w"
"""What an optimizer takes and returns."""
NO_SETTINGS = {"step", "loss"}
"""Plain numbers among the inputs that are no settings."""
UNKNOWN = -1

Plain: TypeAlias = int | float | str
"""What a setting can be."""
KnownInputs: TypeAlias = Mapping[str, Value]
"""The inputs of one step by name, those that are known."""


class Setting(NamedTuple):
    """An input by whose values one program may be asked for different things."""

    values: tuple[Plain, ...]
    of_steps: IntArray
    """For each step, the place of its value among these; UNKNOWN where it has none."""


class GradientInputs(NamedTuple):
    """The coordinates of the gradients that steps are given."""

    values: FloatArray
    of_steps: IntArray
    """The step of each."""
    of_numbers: IntArray
    """For each returned number, the coordinate it belongs to; UNKNOWN where there is none."""


class Starts(NamedTuple):
    """From where the numbers of the first w have moved that a function returns which takes w a step further."""

    places: IntArray
    """Of these numbers in the layout."""
    values: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class StepInputs:
    """The inputs of all steps; the steps are counted over all probes."""

    probe: IntArray
    """The number of each step's probe."""
    at: IntArray
    """The number of each step within its call, counted from 0."""
    carries: IntArray
    """1 where a step is not the first, or its state is not zero: it has anything to carry on; else 0, or UNKNOWN."""
    dimensions: IntArray
    """How many dimensions w has, or UNKNOWN."""
    settings: Mapping[str, Setting]
    gradients: GradientInputs
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
        np.array([np.asarray(inputs["w"]).ndim if "w" in inputs else UNKNOWN for inputs in given]),
        _settings(given),
        _gradients(layout, given),
        _starts(layout),
    )


def _given(layout: Layout, probe: Probe) -> Iterator[KnownInputs]:
    """What each step is given."""
    positional = zip(layout.key.parameters, probe.call.arguments, strict=False)
    named = [*positional, *probe.call.keywords.items()]
    for at in range(probe.call.steps):
        values = ((name, _at(argument, at)) for name, argument in named)
        yield {name: value for name, value in values if value is not None}


def _at(argument: Argument, at: int) -> Value:
    """What an argument is at a step; None where that is not known."""
    match argument:
        case Series():
            return argument.values[at]
        case Carried():
            return argument.start if at == 0 else None
        case GradientAt() | GradientFunction():
            return None
    return argument


def _carries(state: Value) -> int:
    """Whether a state has anything to carry on; UNKNOWN where none is known."""
    return int(any(np.any(np.asarray(entry) != 0) for entry in state.values())) if isinstance(state, dict) else UNKNOWN


def _settings(given: Sequence[KnownInputs]) -> dict[str, Setting]:
    """The inputs that are plain values, by name, in alphabetical order."""
    plain = [{name: value for name, value in inputs.items() if isinstance(value, Plain)} for inputs in given]
    settings = {}
    for name in sorted({name for inputs in plain for name in inputs} - NO_SETTINGS):
        places = {value: place for place, value in enumerate(dict.fromkeys(i[name] for i in plain if name in i))}
        of_steps = np.array([places[inputs[name]] if name in inputs else UNKNOWN for inputs in plain])
        settings[name] = Setting(tuple(places), of_steps)
    return settings


def _gradients(layout: Layout, given: Sequence[KnownInputs]) -> GradientInputs:
    """The coordinates of the gradients, and the numbers of their shape that are returned beside them."""
    values: list[FloatArray] = []
    steps: list[int] = []
    of_numbers = np.full(len(layout.right), UNKNOWN)
    step = 0
    for probe, blocks in zip(layout.probes, layout.blocks, strict=True):
        beside = [
            (b, np.shape(q.values)[1:]) for q, b in zip(probe.expected, blocks, strict=True) if q.tolerances is not None
        ]
        for at in range(probe.call.steps):
            if "grad" in given[step]:
                gradient = np.asarray(given[step]["grad"], dtype=np.float64)
                for block, shape in beside:
                    if shape == gradient.shape:
                        first = block.start + at * block.size
                        of_numbers[first : first + block.size] = np.arange(len(steps), len(steps) + block.size)
                values.append(gradient.reshape(-1))
                steps += [step] * gradient.size
            step += 1
    return GradientInputs(
        np.concatenate(values) if values else np.empty(0), np.array(steps, dtype=np.int64), of_numbers
    )


def _starts(layout: Layout) -> Starts:
    places, values = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float64)]
    steps = layout.key.parameters[:1] == (STEPPED,)
    for probe, (block, *_) in zip(layout.probes, layout.blocks, strict=True) if steps else ():
        first = probe.call.arguments[0]
        start = first.start if isinstance(first, Carried) else first
        moves = probe.expected[0].name == STEPPED
        if moves and isinstance(start, np.ndarray) and start.shape == np.shape(probe.expected[0].values)[1:]:
            places.append(np.arange(block.start, block.start + block.size))
            values.append(np.asarray(start, dtype=np.float64).reshape(-1))
    return Starts(np.concatenate(places), np.concatenate(values))
