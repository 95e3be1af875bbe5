"""Carry out programs that were printed from our own rules, on the probes of a key.

They are NumPy that we wrote, so they run in this process; their calls are made as those of students' functions are.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.expected.fingerprints import UNTRIED, Fingerprint, Layout, numbers_of, quantities
from autograder.model import Call, ExerciseKey, Expected, Probe, Variant, Variants
from autograder.sandbox.trusted import Given, PreparedCall, carry_out, prepared
from autograder.symbolic.template import filled


@lru_cache(maxsize=256)
def function_of(source: str, name: str) -> Callable[..., Any]:
    """The function of that name from NumPy source that we printed ourselves."""
    namespace: dict[str, Any] = {"np": np}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function


def given_by(source: str, layout: Layout, *, only: Container[str] | None = None) -> Fingerprint:
    """What a program gives, on request only on the probes with some ids."""
    function, asked = function_of(source, layout.key.name), prepared_calls(layout)
    chosen = [number for number, probe in enumerate(layout.probes) if only is None or probe.id in only]
    told = carry_out(function, [asked[number] for number in chosen])
    return fingerprint_of_given(dict(zip(chosen, told, strict=True)), layout)


def given_by_function(function: Callable[..., Any], layout: Layout, only: Sequence[int] | None = None) -> Fingerprint:
    """What a function of ours gives, on request only on the probes of some numbers."""
    asked = prepared_calls(layout)
    chosen = range(len(asked)) if only is None else only
    told = carry_out(function, [asked[number] for number in chosen])
    return fingerprint_of_given(dict(zip(chosen, told, strict=True)), layout)


def fingerprint_of_given(told: Mapping[int, Given], layout: Layout) -> Fingerprint:
    """The fingerprint of a program from what its calls gave, by the number of each probe; others are not tried."""
    numbers = np.full(len(layout.right), np.nan)
    steps, failed = np.full(len(layout.probes), UNTRIED), np.zeros(len(layout.probes), dtype=bool)
    for number, (values, failed_there) in told.items():
        columns = _columns(values, layout.probes[number], layout.key)
        for block, column in zip(layout.blocks[number], columns, strict=False):
            numbers[block.start : block.start + len(column)] = column
        steps[number] = len(values) if columns else 0
        failed[number] = failed_there
    return Fingerprint(numbers, steps, failed)


@lru_cache(maxsize=1024)
def prediction(source: str, layout: Layout, only: frozenset[str] | None = None) -> Fingerprint:
    """What a program gives; kept, because the students of a class make the same mistakes."""
    return given_by(source, layout, only=only)


@lru_cache(maxsize=256)
def gradients_of(key: ExerciseKey) -> Mapping[str, Callable[..., Any]]:
    """The gradients that calls need, by the landscape's name."""
    return {name: function_of(source, name) for name, source in key.gradients.items()}


@lru_cache(maxsize=256)
def prepared_calls(layout: Layout) -> Sequence[PreparedCall]:
    """The calls of a key's probes, ready to be carried out by one program after another."""
    return prepared((probe.call for probe in layout.probes), gradients_of(layout.key))


# ---------------------------------------------------------------- values as numbers


def _columns(values: Sequence[Any], probe: Probe, key: ExerciseKey) -> list[np.ndarray]:
    """The numbers of each returned quantity over the steps; none where one of them is not of the right form."""
    taken = [apart for value in values if (apart := quantities(value, key.state)) is not None]
    if not taken or len(taken) < len(values):
        return []
    columns = zip(*taken, strict=True)
    numbers = [_numbers(column, quantity) for column, quantity in zip(columns, probe.expected, strict=True)]
    return [] if any(some is None for some in numbers) else [some for some in numbers if some is not None]


def _numbers(column: Sequence[Any], expected: Expected) -> np.ndarray | None:
    if isinstance(expected.values, tuple):
        return numbers_of(column) if all(type(word) is str for word in column) else None
    try:
        numbers = np.array(column)
    except ValueError:  # values of several shapes
        return None
    is_formed = numbers.shape[1:] == expected.values.shape[1:] and numbers.dtype == expected.values.dtype
    return numbers.reshape(-1) if is_formed else None


def program(lines: Sequence[int], variants: Variants) -> str:
    """Some lines, one after another, as a function in NumPy."""
    return filled(variants.template, [variants.table[line] for line in lines])


def source_of(variant: Variant, variants: Variants) -> str:
    """The variant as NumPy source."""
    return program(variant.lines, variants)


def pair_of(variants: Variants, number: int) -> Variant:
    """The variant with two edits that stands in a row of the pairs."""
    ids, (first, second, *lines) = list(variants.named), variants.pairs[number]
    return Variant((ids[first], ids[second]), tuple(lines))


def values_given(source: str, name: str, call: Call, gradients: Mapping[str, Callable[..., Any]]) -> Sequence[Any]:
    """What a program's function of some name returns at each step of a call, as far as it comes."""
    (told,) = carry_out(function_of(source, name), prepared([call], gradients))
    return told.values


def right_values(key: ExerciseKey, variants: Variants, call: Call) -> np.ndarray | None:
    """What the right program returns first at each step of a call, of shape (steps, ...), float64.

    None where it has no value, or one that is no number.
    """
    function = function_of(program(variants.right, variants), key.name)
    (given,) = carry_out(function, prepared([call], gradients_of(key)))
    first = [apart[0] for value in given.values if (apart := quantities(value, key.state))]
    if len(first) < call.steps or any(isinstance(value, str) for value in first):
        return None
    return np.array(first, dtype=np.float64)
