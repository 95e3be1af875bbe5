"""What a program returns on all probes of a key, as one row of numbers: its fingerprint.

Two programs that give the same have the same fingerprint; so has a student's function that makes a known mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, TypeVar

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.model import BoolArray, ExerciseKey, Expected, FloatArray, IntArray, Probe, Tree, Value

RELATIVE = 1e-9
"""How far two ways to compute the same wrong value may differ, relative to the largest value on the way."""
MOST_ROOM = 2.0**12
"""How many times that they may differ at most, where numbers were returned in a coarser precision."""
BYTES_OF_A_WORD = 6
"""As many as a float64 holds exactly."""
UNTRIED = -1

Nested = TypeVar("Nested", Value, Tree)
"""What is taken apart: the value of one step, or what many returned."""


class Fingerprint(NamedTuple):
    """What a program gave on every probe of a key."""

    numbers: FloatArray
    """Float64, in the places of the key's layout; NaN where none was given."""
    steps: IntArray
    """For each probe, how many steps gave a value of the right form; UNTRIED where there is no answer."""
    failed: BoolArray
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
    right: FloatArray
    tolerances: FloatArray
    """How far a number may be from the right one; 0 for counts and words."""
    relative: FloatArray
    """How far it may be from that of another program, relative to the largest on the way; 0 for counts and words."""
    block: IntArray
    """The number of the block that each number stands in, counted over all probes, without empty ones."""
    probe: IntArray
    """The number of the probe that each number belongs to."""
    step: IntArray
    """The number of the step that each number belongs to, counted over all probes."""
    at: IntArray
    """The number of the step that each number belongs to, counted from 0 within its call."""

    @property
    def right_fingerprint(self) -> Fingerprint:
        """What the right answer gives."""
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


def _blocks(expected: Sequence[Expected], values: Sequence[FloatArray]) -> Iterator[Block]:
    start = 0
    for quantity, value in zip(expected, values, strict=True):
        steps = len(quantity.values)
        yield Block(start, len(value) // steps, steps)
        start += len(value)


def _values(quantity: Expected) -> FloatArray:
    values = quantity.values
    return numbers_of(values) if isinstance(values, tuple) else values.astype(np.float64, copy=False).reshape(-1)


def _tolerances(quantity: Expected, length: int) -> FloatArray:
    return np.zeros(length) if quantity.tolerances is None else quantity.tolerances.reshape(-1)


def numbers_of(words: Sequence[str]) -> FloatArray:
    """A number for each word, the same for the same word; two other words share one in one of 2**48 cases."""
    digests = (blake2b(word.encode("utf-8", "replace"), digest_size=BYTES_OF_A_WORD).digest() for word in words)
    return np.array([int.from_bytes(digest, "little") for digest in digests], dtype=np.float64)


def quantities(value: Nested, state: Sequence[str]) -> tuple[Nested, ...] | None:
    """What a function returned, one quantity after another: the first, then the entries of its state in order.

    The value of one step and the tree of many are both taken apart like this. None where a state belongs, and the value
    is no pair of something and a dict with all its entries.
    """
    if not state:
        return (value,)
    if type(value) is not tuple or len(value) != 2:
        return None
    found, entries = [value[0]], value[1]
    for name in state:
        if type(entries) is not dict or name not in entries:
            return None
        found.append(entries[name])
    return tuple(found)


# ---------------------------------------------------------------- the same, as far as rounding allows


def within(numbers: FloatArray, others: FloatArray, tolerances: FloatArray | float) -> BoolArray:
    """For each number, whether it is no farther from another than its tolerance; NaN never is, the same infinity is.

    Two arrays of float64 of one shape, with a tolerance for each number or one for all, give bools in that shape. This
    alone says what is right: a student's numbers are compared with the right ones here and nowhere else.
    """
    with np.errstate(all="ignore"):
        return np.asarray((np.abs(numbers - others) <= tolerances) | (numbers == others))


def near(layout: Layout, numbers: FloatArray, predicted: FloatArray, room: FloatArray | float = 1.0) -> BoolArray:
    """For each number, whether it is what a program predicts, as far as rounding allows; equal non-finite ones match.

    Both are float64 of shape (n,), in the places of the layout; so are the bools that come back. Another arrangement of
    the same program may end as far from a predicted value as the judge tolerates, or as
    `RELATIVE` of the largest value on the way to it. `room` is how many times its tolerance a number may be off.
    """
    relative = layout.relative * np.minimum(room, MOST_ROOM)
    sizes = np.abs(np.where(np.isfinite(predicted), predicted, 0.0))
    close = within(numbers, predicted, np.maximum(layout.tolerances * room, relative * sizes))
    close |= np.isnan(numbers) & np.isnan(predicted)
    if close.all():
        return close
    starts = np.flatnonzero(np.diff(layout.block, prepend=-1))
    with np.errstate(all="ignore"):
        apart = np.abs(numbers - predicted)
        may_be = ~close & (apart <= relative * np.maximum.reduceat(sizes, starts)[layout.block])
        for number in dict.fromkeys(layout.block[may_be].tolist()):
            places = np.flatnonzero(layout.block == number)
            on_the_way = [sizes[places[layout.at[places] <= at]].max() for at in layout.at[places]]
            close[places] |= apart[places] <= relative[places] * on_the_way
    return close


def near_at_all(
    layout: Layout, numbers: FloatArray, predicted: FloatArray, room: FloatArray | float = 1.0
) -> BoolArray:
    """For each number, whether it may be near what each of many programs predicts: a bound that is quick to work out.

    `predicted` is float64 of shape (programs, n), and so are the bools that come back; `numbers` is of shape (n,) and
    `room` as `near` takes it. Where a bool is False, `near` says so too.
    """
    if not numbers.size:
        return np.zeros(predicted.shape, dtype=bool)
    sizes = np.abs(np.where(np.isfinite(predicted), predicted, 0.0))
    starts = np.flatnonzero(np.diff(layout.block, prepend=-1))
    largest = np.maximum.reduceat(sizes, starts, axis=1)[:, layout.block]
    tolerances = np.maximum(layout.tolerances * room, layout.relative * np.minimum(room, MOST_ROOM) * largest)
    return within(numbers, predicted, tolerances) | (np.isnan(numbers) & np.isnan(predicted))


def same_at(layout: Layout, first: Fingerprint, second: Fingerprint) -> BoolArray:
    """For each probe of a layout, whether two programs give the same; bools of shape (probes,)."""
    far = np.bincount(layout.probe[~near(layout, first.numbers, second.numbers)], minlength=len(layout.probes))
    return np.asarray((far == 0) & (first.steps == second.steps) & (first.failed == second.failed))
