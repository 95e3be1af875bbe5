"""What a program returns on all probes of a key, as one row of numbers: its signature.

Two programs that give the same have the same signature; so has a student's function that makes a known mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np

from autograder.model import Answer, AnswerKind, ExerciseKey, Expected, Probe

RELATIVE = 1e-9
"""How far two ways to compute the same wrong value may differ, relative to the largest value on the way."""
BYTES_OF_A_WORD = 6
"""As many as a float64 holds exactly."""
UNTRIED = -1


class Fingerprint(NamedTuple):
    """What a program gave on every probe of a key."""

    numbers: np.ndarray
    """Float64, in the places of the key's layout; NaN where none was given."""
    steps: np.ndarray
    """For each probe, how many steps gave a value of the right form; UNTRIED where there is no answer."""
    failed: np.ndarray
    """For each probe, whether the call ended with an error."""


class Block(NamedTuple):
    """Where the numbers of one quantity stand that the steps of one probe return, step after step."""

    start: int
    size: int
    """How many numbers there are of one step."""
    steps: int

    @property
    def stop(self) -> int:
        """The place after the last one."""
        return self.start + self.size * self.steps


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where each number stands of those that a function returns on the probes of a key, with the right ones."""

    key: ExerciseKey
    probes: tuple[Probe, ...]
    """Those that can be compared: not those of theorems, which show more steps than programs need be told apart."""
    chains: frozenset[str]
    """The ids of the probes whose steps depend on those before them."""
    blocks: tuple[tuple[Block, ...], ...]
    """For each probe, a block for each returned quantity."""
    right: np.ndarray
    tolerances: np.ndarray
    """How far a number may be from the right one; 0 for counts and words."""
    relative: np.ndarray
    """How far it may be from that of another program, relative to the largest on the way; 0 for counts and words."""
    block: np.ndarray
    """The number of the block that each number stands in, counted over all probes, without empty ones."""
    probe: np.ndarray
    """The number of the probe that each number belongs to."""
    step: np.ndarray
    """The number of the step that each number belongs to, counted over all probes."""
    at: np.ndarray
    """The same counted from 0 within its call."""

    @property
    def right_fingerprint(self) -> Fingerprint:
        """The signature of the right answer."""
        steps = np.array([probe.call.steps for probe in self.probes])
        return Fingerprint(self.right, steps, np.zeros(len(self.probes), dtype=bool))


@lru_cache(maxsize=256)
def layout_of(key: ExerciseKey) -> Layout:
    """Where the numbers stand that are returned on a key's probes."""
    probes = comparable_probes(key)
    expected = [quantity for probe in probes for quantity in probe.expected]
    values = [_values(quantity) for quantity in expected]
    tolerances = [_tolerances(quantity, len(value)) for quantity, value in zip(expected, values, strict=True)]
    blocks = list(_blocks(expected, values))
    left = iter(blocks)
    steps = np.array([probe.call.steps for probe in probes], dtype=np.int64)
    block = np.repeat(np.arange(len(blocks)), np.array(list(map(len, values)), dtype=np.int64))
    probe = np.array([number for number, probe in enumerate(probes) for _ in probe.expected], dtype=np.int64)[block]
    starts, sizes, _ = np.array(blocks, dtype=np.int64).reshape(-1, 3).T
    at = (np.arange(len(block)) - starts[block]) // sizes[block]
    return Layout(
        key=key,
        probes=probes,
        chains=frozenset(probe.id for probe in probes if probe.call.is_chain),
        blocks=tuple(tuple(next(left) for _ in probe.expected) for probe in probes),
        right=np.concatenate([np.empty(0), *values]),
        tolerances=np.concatenate([np.empty(0), *tolerances]),
        relative=np.array([0.0 if q.tolerances is None else RELATIVE for q in expected], dtype=np.float64)[block],
        block=np.unique(block, return_inverse=True)[1],
        probe=probe,
        step=(np.cumsum(steps) - steps)[probe] + at,
        at=at,
    )


def comparable_probes(key: ExerciseKey) -> tuple[Probe, ...]:
    """The probes of a key, in order, but those of theorems."""
    return tuple(probe for check in key.checks for probe in check.probes if not probe.theorem)


def _blocks(expected: Sequence[Expected], values: Sequence[np.ndarray]) -> Iterator[Block]:
    start = 0
    for quantity, value in zip(expected, values, strict=True):
        steps = len(quantity.values)
        yield Block(start, len(value) // steps, steps)
        start += len(value)


def _values(quantity: Expected) -> np.ndarray:
    values = quantity.values
    return numbers_of(values) if isinstance(values, tuple) else values.astype(np.float64, copy=False).reshape(-1)


def _tolerances(quantity: Expected, length: int) -> np.ndarray:
    return np.zeros(length) if quantity.tolerances is None else quantity.tolerances.reshape(-1)


def numbers_of(words: Sequence[str]) -> np.ndarray:
    """A number for each word, the same for the same word."""
    digests = (blake2b(word.encode("utf-8", "replace"), digest_size=BYTES_OF_A_WORD).digest() for word in words)
    return np.array([int.from_bytes(digest, "little") for digest in digests], dtype=np.float64)


# ---------------------------------------------------------------- the signature of some answers


def fingerprint_of(answers: Mapping[str, Answer], layout: Layout) -> Fingerprint:
    """The signature of a function whose answers are of the right form, as far as it gave any."""
    numbers: list[Any] = [np.empty(0)]
    steps, failed = [UNTRIED] * len(layout.probes), [False] * len(layout.probes)
    for index, (probe, blocks) in enumerate(zip(layout.probes, layout.blocks, strict=True)):
        answer = answers.get(probe.id)
        parts, given = (answer.returned, answer.steps) if answer is not None else ((), 0)
        if answer is not None:
            steps[index], failed[index] = given, answer.kind is AnswerKind.ERROR
        if len(parts) == 1 and given == probe.call.steps:
            numbers += quantities(parts[0].data, layout.key)
            continue
        columns = [quantities(part.data, layout.key) for part in parts]
        for number, block in enumerate(blocks):
            numbers += [column[number] for column in columns]
            numbers.append(np.full(block.size * (probe.call.steps - given), np.nan))
    flat = np.concatenate([numbers_of(n) if type(n) is tuple else n for n in numbers], None)
    return Fingerprint(flat, np.array(steps, dtype=np.int64), np.array(failed, dtype=bool))


def quantities(returned: Any, key: ExerciseKey) -> Sequence[Any]:
    """The returned quantities, of one step or of many, in the order of the key, where the structure is right."""
    if not key.state:
        return (returned,)
    result, state = returned
    return (result, *[state[name] for name in key.state])


# ---------------------------------------------------------------- the same, as far as rounding allows


def near(layout: Layout, numbers: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """For each number, whether it is what a program predicts, as far as rounding allows; equal non-finite ones match.

    Another arrangement of the same program may end as far from a predicted value as the judge tolerates, or as
    `RELATIVE` of the largest value on the way to it.
    """
    sizes = np.abs(np.where(np.isfinite(predicted), predicted, 0.0))
    with np.errstate(all="ignore"):
        apart = np.abs(numbers - predicted)
        close = apart <= np.maximum(layout.tolerances, layout.relative * sizes)
        close |= (numbers == predicted) | (np.isnan(numbers) & np.isnan(predicted))
        if close.all():
            return np.asarray(close)
        starts = np.flatnonzero(np.diff(layout.block, prepend=-1))
        may_be = ~close & (apart <= layout.relative * np.maximum.reduceat(sizes, starts)[layout.block])
        for number in dict.fromkeys(layout.block[may_be].tolist()):
            places = np.flatnonzero(layout.block == number)
            on_the_way = [sizes[places[layout.at[places] <= at]].max() for at in layout.at[places]]
            close[places] |= apart[places] <= layout.relative[places] * on_the_way
    return np.asarray(close)


def same_at(layout: Layout, first: Fingerprint, second: Fingerprint) -> np.ndarray:
    """For each probe, whether two programs give the same."""
    far = np.bincount(layout.probe[~near(layout, first.numbers, second.numbers)], minlength=len(layout.probes))
    return np.asarray((far == 0) & (first.steps == second.steps) & (first.failed == second.failed))
