"""Carry out other ways to write a rule, and see which of them explain what a student's function returned.

The programs are NumPy printed from our own rules, so they run in this process.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from autograder.compare import Leaf, leaves_of
from autograder.model import Answer, AnswerKind, ExerciseKey, Expected, Probe, Variant, Variants
from autograder.sandbox import calls, failures, sheets, wire
from autograder.sandbox.answers import answers_of
from autograder.sandbox.request import described

RELATIVE = 1e-9
"""How far two ways to compute the same wrong value may differ, relative to the largest value on the way."""
COARSE = 1e-5
"""The same for fingerprints, which are kept with few digits."""
MOST_CANDIDATES = 512
"""How many of the fingerprints that fit are looked at, those of the fewest edits first."""

_CALLER = calls.Caller(wire, sheets, failures.PassingOn(KeyboardInterrupt, SystemExit, GeneratorExit))

Values = tuple[np.ndarray, ...]
"""What some steps returned, quantity by quantity, with a first axis for the steps."""


@lru_cache(maxsize=256)
def function_of(source: str, name: str) -> Callable[..., Any]:
    """The function of that name from NumPy source that we printed ourselves."""
    namespace: dict[str, Any] = {"np": np}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function


def source_of(variant: Variant, variants: Variants) -> str:
    """The variant as NumPy source."""
    return filled(variants.template, [variants.table[line] for line in variant.lines])


def filled(template: str, steps: Sequence[str]) -> str:
    """A template with lines in the place of its line `...`."""
    hole = next(line for line in template.splitlines(keepends=True) if line.strip() == "...")
    indent = hole[: len(hole) - len(hole.lstrip())]
    return template.replace(hole, "".join(f"{indent}{step}\n" for step in steps), 1)


def gradients_of(key: ExerciseKey) -> Mapping[str, Callable[..., Any]]:
    """The gradient functions that a key's probes need."""
    return {name: function_of(source, name) for name, source in key.gradients.items()}


class Given(NamedTuple):
    """What a program gives on a probe: its numbers or words, and whether it ended with an error."""

    values: Values | None
    failed: bool


def given_by(source: str, key: ExerciseKey, probes: Sequence[Probe]) -> dict[str, Given]:
    """What a program that we printed ourselves gives on some probes, by their ids."""
    function, gradients = function_of(source, key.name), gradients_of(key)
    calls = [probe.call for probe in probes]
    with np.errstate(all="ignore"):
        told = _CALLER.answers([described(0, call) for call in calls], lambda _: (function, ""), gradients)
    answers = zip(probes, answers_of(told, calls), strict=True)
    return {probe.id: Given(values_of(answer, key), answer.kind is AnswerKind.ERROR) for probe, answer in answers}


@lru_cache(maxsize=512)
def prediction(source: str, key: ExerciseKey) -> Mapping[str, Given]:
    """What a program gives on all comparable probes; kept, because the students of a class make the same mistakes."""
    return given_by(source, key, comparable_probes(key))


def values_of(answer: Answer, key: ExerciseKey) -> Values | None:
    """The numbers or words of an answer; None where it has none, or is not of one form and that of numbers or words."""
    parts = [leaves_of(part, key) for part in answer.returned]
    if not parts or any(part is None for part in parts):
        return None
    columns = list(zip(*(part for part in parts if part is not None), strict=True))
    if not all(map(_is_of_one_form, columns)):
        return None
    return tuple(np.concatenate([np.asarray(leaf.data) for leaf in column]) for column in columns)


def _is_of_one_form(column: Sequence[Leaf]) -> bool:
    """Whether a quantity is words in all steps, or numbers of one shape."""
    words = {leaf.kind == "str" for leaf in column}
    numbers = all(isinstance(leaf.data, np.ndarray) and leaf.data.dtype.kind in "fib" for leaf in column)
    return words == {True} or (numbers and len({leaf.data.shape[1:] for leaf in column}) == 1)


@dataclass(frozen=True)
class Observed:
    """What a student's function answered to the probes of a key."""

    key: ExerciseKey
    answers: Mapping[str, Answer]

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """The probes that can be compared with other programs: those whose right answers are derived from the rule."""
        return tuple(probe for probe in comparable_probes(self.key) if probe.id in self.answers)

    def values(self, probe: str) -> Values | None:
        """The values at a probe, by its id."""
        if probe not in self._values:
            self._values[probe] = values_of(self.answers[probe], self.key)
        return self._values[probe]

    @cached_property
    def _values(self) -> dict[str, Values | None]:
        return {}

    def is_explained_by(self, predicted: Mapping[str, Given]) -> bool:
        """Whether a program gives every value that was observed, and ends with an error where the student's did."""
        return all(self._same(probe, predicted[probe.id]) for probe in self.probes)

    def _same(self, probe: Probe, predicted: Given) -> bool:
        observed = self.answers[probe.id]
        failed = observed.kind is AnswerKind.ERROR
        if not observed.returned:
            return predicted.failed or not failed
        got, wanted = self.values(probe.id), predicted.values
        if failed != predicted.failed or got is None or wanted is None:
            return False
        return all(map(_equal, probe.expected, got, wanted))


def comparable_probes(key: ExerciseKey) -> tuple[Probe, ...]:
    """The probes of a key, in order, but those of theorems, which show more steps than programs need be told apart."""
    return tuple(probe for check in key.checks for probe in check.probes if not probe.theorem)


def same_values(probe: Probe, first: Values | None, second: Values | None) -> bool:
    """Whether two programs give the same on a probe, as far as rounding allows."""
    if first is None or second is None:
        return first is second
    return all(
        len(a) == len(b) and _equal(quantity, a, b)
        for quantity, a, b in zip(probe.expected, first, second, strict=True)
    )


def right_values(probe: Probe) -> Values:
    """What the right answer to a probe is."""
    return tuple(np.asarray(quantity.values) for quantity in probe.expected)


def _equal(expected: Expected, got: np.ndarray, predicted: np.ndarray) -> bool:
    """Whether values are those that a program predicts, as far as rounding allows; equal non-finite values match."""
    predicted = predicted[: len(got)]
    if got.shape != predicted.shape:
        return False
    if got.dtype == predicted.dtype and got.tobytes() == predicted.tobytes():
        return True
    if got.dtype.kind not in "fi" or predicted.dtype.kind not in "fi":
        return bool(np.array_equal(got, predicted))
    with np.errstate(all="ignore"):
        near = np.abs(got - predicted) <= tolerances(expected, predicted)
        return bool(np.all(near | (got == predicted) | (np.isnan(got) & np.isnan(predicted))))


def tolerances(expected: Expected, predicted: np.ndarray) -> Any:
    """How far from a predicted value another arrangement of the same program may end."""
    sizes = np.abs(np.where(np.isfinite(predicted), predicted, 0.0)).reshape(len(predicted), -1)
    largest = np.maximum.accumulate(sizes.max(axis=1, initial=0.0)).reshape(-1, *[1] * (predicted.ndim - 1))
    if expected.tolerances is None:
        return 0.0
    return np.maximum(expected.tolerances[: len(predicted)], RELATIVE * largest)


# ---------------------------------------------------------------- fingerprints


def fingerprint(values: Values | None, length: int) -> tuple[float, ...]:
    """At most so many numbers of some values: those of the last step, and of steps evenly before it if there is room.

    NaN where there are none, and a number for each word.
    """
    if values is None or not len(values[0]):
        return (math.nan,) * length
    room = max(1, length // sum(quantity[0].size for quantity in values))
    chosen = sorted({round(step) for step in np.linspace(len(values[0]) - 1, 0, room)})
    found = [_number(x) for step in chosen for quantity in values for x in np.ravel(quantity[step])]
    return tuple([*found, *[math.nan] * length][:length])


def _number(value: Any) -> float:
    return float(crc32(value.encode())) if isinstance(value, str) else float(value)


def alike(fingerprints: np.ndarray, observed: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The rows of some fingerprints that are the observed one in the given columns, in their order."""
    rows = np.arange(len(fingerprints))
    for column in columns:
        values, wanted = fingerprints[rows, column], observed[column]
        with np.errstate(all="ignore"):
            near = np.abs(values - wanted) <= COARSE * np.maximum(np.abs(values), np.abs(wanted)) + 1e-12
            rows = rows[near | (values == wanted) | (np.isnan(values) & np.isnan(wanted))]
    return rows


LONGEST_FINGERPRINT = 6
"""Numbers that are kept of each telling probe."""


def candidates(observed: Observed, variants: Variants) -> Iterator[Variant]:
    """The variants whose fingerprints are those of the observed values, in their order."""
    if not variants.variants or any(probe not in observed.answers for probe in variants.probes):
        return
    incomplete = [probe for probe in variants.probes if observed.answers[probe].kind is not AnswerKind.VALUE]
    prints: Sequence[float] = [
        number for probe in variants.probes for number in fingerprint(observed.values(probe), LONGEST_FINGERPRINT)
    ]
    known = np.flatnonzero([probe not in incomplete for probe in variants.probes for _ in range(LONGEST_FINGERPRINT)])
    if not len(known):
        return
    for index in alike(variants.fingerprints, np.array(prints), known)[:MOST_CANDIDATES]:
        yield variants.variants[index]


def explanations(observed: Observed, variants: Variants) -> list[Variant]:
    """The variants that explain everything that was observed, of the fewest edits that do."""
    found: list[Variant] = []
    for variant in candidates(observed, variants):
        if found and len(variant.parts) > len(found[0].parts):
            break
        if observed.is_explained_by(prediction(source_of(variant, variants), observed.key)):
            found.append(variant)
    return found


def told_apart(key: ExerciseKey, variants: Variants) -> Mapping[str, tuple[str, ...]]:
    """For each probe, the mistakes and conventions, alone, that give another answer to it than the right one."""
    single = [variant for variant in variants.variants if len(variant.parts) == 1]
    probes = comparable_probes(key)
    given = [(variant.parts[0], given_by(source_of(variant, variants), key, probes)) for variant in single]
    return {
        probe.id: tuple(id_ for id_, by in given if not same_values(probe, right_values(probe), by[probe.id].values))
        for probe in probes
    }
