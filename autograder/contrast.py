"""What wrong answers have in common, and right ones have not: a setting, a zero gradient, a shape, a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import numpy as np

from autograder.compare import Departure, right_steps
from autograder.model import Carried, Probe, Series
from autograder.texts import Texts
from autograder.values_text import listed, value_text
from autograder.variants import Observed

MOST_VALUES = 2
"""How many values of a setting may be listed."""
FEW = 3
"""As many right answers outside have to stand against what the wrong ones share."""
NO_SETTINGS = {"step", "loss"}
"""Plain numbers among the inputs that are no settings."""
SHAPES = ("single numbers", "vectors", "matrices", "stacks of matrices")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a call: what it was given, as far as that is known, and whether its answer is right."""

    probe: Probe
    at: int
    """Counted from 1 within its call."""
    inputs: Mapping[str, Any]
    right: bool

    @property
    def settings(self) -> dict[str, Any]:
        """The inputs that are plain values by which one program may be asked for different things."""
        plain = ((n, v) for n, v in self.inputs.items() if isinstance(v, bool | int | float | str))
        return {name: value for name, value in plain if name not in NO_SETTINGS}


def steps_of(observed: Observed, departures: Mapping[str, Departure]) -> list[Step]:
    """Every step that can be judged by itself: of a chain, those up to the first that is wrong."""
    return [
        Step(probe, index + 1, _inputs(observed, probe, index), bool(right))
        for probe in observed.probes
        for index, right in enumerate(right_at(observed, probe, departures))
    ]


def right_at(observed: Observed, probe: Probe, departures: Mapping[str, Departure]) -> np.ndarray:
    """For each step of a probe, as far as it can be judged by itself, whether its answer is right."""
    values = observed.values(probe.id)
    if values is None:
        return np.empty(0, dtype=bool)
    count = len(values[0])
    if probe.call.is_chain:
        first_wrong = departures[probe.id].step if probe.id in departures else count + 1
        return np.arange(1, min(count, first_wrong) + 1) < first_wrong
    every = [right_steps(q, v, 0, count) for q, v in zip(probe.expected, _with_words(values), strict=True)]
    result: np.ndarray = np.logical_and.reduce(every)
    return result


def _with_words(values: Sequence[np.ndarray]) -> Iterator[Any]:
    return (tuple(v.tolist()) if v.dtype.kind == "U" else v for v in values)


def _inputs(observed: Observed, probe: Probe, index: int) -> dict[str, Any]:
    named = zip(observed.key.parameters, probe.call.arguments, strict=False)
    given = ((name, _given(argument, index)) for name, argument in (*named, *probe.call.keywords.items()))
    return {name: value for name, value in given if value is not None}


def _given(argument: Any, index: int) -> Any:
    """What an argument is at a step; None where that is not known."""
    match argument:
        case Series():
            return argument.values[index]
        case Carried():
            return argument.start if index == 0 else None
        case np.ndarray() | dict() | float() | int() | str():
            return argument
    return None


# ---------------------------------------------------------------- what they share

Property = Callable[[Step], bool | None]
"""Whether a step has a property; None where that is not known."""


def contrasts(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> Iterator[str]:
    """Sentences on what only wrong steps share."""
    steps = steps_of(observed, departures)
    shared = (_in_view_of(s, observed, departures) for s, has in PROPERTIES.items() if _tells(has, steps))
    for sentence in islice(chain(shared, _by_gradient(observed, steps)), 1):
        yield texts(sentence)
    yield from _shapes(steps, texts)
    yield from _settings(steps, texts)


def _in_view_of(sentence: str, observed: Observed, departures: Mapping[str, Departure]) -> str:
    """Another sentence where the state itself is right, and what only t can change is wrong."""
    wrong = {name for departure in departures.values() for name in departure.names}
    state = set(observed.key.state)
    return "only-later-steps" if sentence == "only-from-a-state" and "t" in state and not wrong & state else sentence


def _tells(has: Property, steps: Sequence[Step]) -> bool:
    """Whether all wrong steps have a property, and right ones rarely do."""
    known = [(held, step.right) for step in steps if (held := has(step)) is not None]
    return _only_wrong(known)


def _only_wrong(known: Sequence[tuple[bool, bool]]) -> bool:
    """Of pairs (has it, is right): whether all that are wrong have it, and those that are right rarely do."""
    wrong = [held for held, right in known if not right]
    right = [held for held, right in known if right]
    return bool(wrong) and all(wrong) and right.count(False) >= max(FEW, 2 * right.count(True))


def _by_gradient(observed: Observed, steps: Sequence[Step]) -> Iterator[str]:
    """Whether only coordinates are wrong whose gradient is 0, or negative."""
    coordinates = list(_coordinates(observed, steps))
    if _only_wrong([(gradient == 0, right) for gradient, right in coordinates]):
        yield "only-zero-gradients"
    if _only_wrong([(gradient < 0, right) for gradient, right in coordinates]):
        yield "only-negative-gradients"


def _coordinates(observed: Observed, steps: Sequence[Step]) -> Iterator[tuple[float, bool]]:
    """The gradient at every coordinate of every step, where it is known, and whether the answer is right there."""
    for step in steps:
        values, gradient, index = observed.values(step.probe.id), step.inputs.get("grad"), step.at - 1
        if gradient is None or values is None:
            continue
        alike = [
            np.abs(v[index] - q.values[index]) <= q.tolerances[index]
            for q, v in zip(step.probe.expected, values, strict=True)
            if q.tolerances is not None and np.shape(v[index]) == np.shape(gradient)
        ]
        right = np.logical_and.reduce(alike, axis=0) if alike else np.False_
        yield from zip(np.ravel(gradient).tolist(), np.ravel(right).tolist(), strict=True)


def _from_a_state(step: Step) -> bool | None:
    """Whether a step has anything to carry on: it is not the first, or starts from a state that is not zero."""
    if step.at > 1:
        return True
    state = step.inputs.get("state")
    return None if state is None else any(np.any(np.asarray(entry) != 0) for entry in state.values())


def _from_zero(step: Step) -> bool | None:
    carries = _from_a_state(step)
    return None if carries is None else not carries


PROPERTIES: Mapping[str, Property] = {
    "only-from-a-state": _from_a_state,
    "only-from-zero": _from_zero,
}
"""The sentence that says that only steps with a property are wrong; the first that fits is said."""


def _shapes(steps: Sequence[Step], texts: Texts) -> Iterator[str]:
    """Where some shapes of w are always right, and the others mostly wrong; numbers beside arrays are enough."""
    known = [(min(np.ndim(step.inputs["w"]), len(SHAPES) - 1), step.right) for step in steps if "w" in step.inputs]
    wrong = {shape for shape, held in known if not held}
    right = {shape for shape, _ in known} - wrong
    of_wrong = [held for shape, held in known if shape in wrong]
    mostly = of_wrong.count(False) >= 2 * of_wrong.count(True)
    if right and wrong and len(known) - len(of_wrong) > 1 and (mostly or right == {0}):
        yield texts("only-some-shapes", right=_named(right), wrong=_named(wrong))


def _named(shapes: set[int]) -> str:
    return listed([SHAPES[shape] for shape in sorted(shapes)])


def _settings(steps: Sequence[Step], texts: Texts) -> Iterator[str]:
    """The setting whose values decide; where several have values that only wrong answers do, all of them."""
    names = {name for step in steps for name in step.settings}
    deciding = {name: values for name in sorted(names) if (values := _wrong_only_with(name, steps))}
    if len(deciding) > 1:
        yield texts("only-with-others", names=listed(list(deciding)))
    for name, values in deciding.items() if len(deciding) == 1 else ():
        if _all_else_equal(name, steps):
            yield texts("only-with", name=name, values=" or ".join(map(value_text, values)))


def _wrong_only_with(name: str, steps: Sequence[Step]) -> list[Any]:
    """The one or two values of a setting that all wrong steps have, and no right one (few, where it is yes or no)."""
    wrong = {step.inputs[name] for step in steps if name in step.inputs and not step.right}

    def has(step: Step) -> bool | None:
        return step.inputs[name] in wrong if name in step.inputs else None

    strictly = not any(step.right and has(step) for step in steps) or all(isinstance(value, bool) for value in wrong)
    several = sum(not step.right for step in steps) > 1
    return sorted(wrong) if several and strictly and len(wrong) <= MOST_VALUES and _tells(has, steps) else []


def _all_else_equal(name: str, steps: Sequence[Step]) -> bool:
    """Whether a wrong step has a right counterpart whose other settings are the same."""

    def others(step: Step) -> dict[str, Any]:
        return {other: value for other, value in step.settings.items() if other != name}

    right = [others(step) for step in steps if step.right]
    return any(others(step) in right for step in steps if not step.right)
