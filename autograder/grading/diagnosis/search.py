"""Which member of a family explains everything that was observed.

Each is carried out on one call that the student's function answers wrong, and only those that give the same there on
all others. So a family may have hundreds of members, and costs a few milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

from autograder.expected.at_once import inputs_of_steps
from autograder.expected.families import factors, forms, inputs, lines, literals, loops, others, results, trees
from autograder.expected.families.others import Relative
from autograder.expected.families.program import Function, Program, Suspect
from autograder.expected.faults import part_of
from autograder.expected.fingerprints import Fingerprint, quantities, within
from autograder.expected.programs import given_by_function
from autograder.grading.diagnosis.factors import common_factor
from autograder.grading.diagnosis.inputs import inputs_of
from autograder.grading.diagnosis.recognise import explains
from autograder.grading.observe import FEWEST, Observation
from autograder.model import FloatArray, IntArray, Value

MOST_CALLS = 6
"""On as many first steps members are tried before they are carried out on everything."""
NEVER = 1 << 30
CLOSE = 1e-8


class Search:
    """What the families say of one observation."""

    def __init__(self, observation: Observation, relatives: Sequence[Relative]) -> None:
        self._observation, self._relatives = observation.without_errors, relatives

    def found(self, known: Program) -> Suspect | None:
        """The first member of a family, made of a known program, that explains everything that was observed."""
        if not self._calls or not self._observation.says_enough:
            return None
        return next((suspect for suspect in self.suspects(known) if self._fits(suspect.function)), None)

    def suspects(self, known: Program) -> Iterator[Suspect]:
        """The members of all families, made of a known program."""
        yield from factors.suspects(known, self._factor_of_steps, self._factor_of_results)
        yield from chain(loops.suspects(known), inputs.suspects(known), results.suspects(known))
        yield from others.suspects(known, self._relatives)
        yield from literals.suspects(known, self._off)
        inner = replace(known, fixed=self._right)
        yield from chain(forms.suspects(inner), lines.suspects(inner), trees.suspects(inner))

    def at_edges(self, known: Program) -> Iterator[Suspect]:
        """The members of families of which people mend an edge: those of whole arguments."""
        if "step" in known.key.parameters:
            yield from chain(inputs.of_whole_steps(known), inputs.suspects(known))

    def given(self, function: Function) -> Fingerprint:
        """What a function gives on all probes."""
        return given_by_function(function, self._observation.layout)

    @cached_property
    def _factor_of_steps(self) -> float | None:
        """One factor between the steps taken and the right ones."""
        observation, starts = self._observation, inputs_of(self._observation.layout).starts
        given = observation.given[starts.places]
        places, start = starts.places[given], starts.values[given]
        return common_factor(observation.fingerprint.numbers[places] - start, observation.layout.right[places] - start)

    @cached_property
    def _factor_of_results(self) -> float | None:
        """One factor between all numbers and the right ones."""
        observation, layout = self._observation, self._observation.layout
        given = observation.given & (layout.relative > 0)
        return common_factor(observation.fingerprint.numbers[given], layout.right[given])

    @cached_property
    def _right(self) -> frozenset[str]:
        """The quantities that are right everywhere."""
        wrong = {name for mismatch in self._observation.mismatches.values() for name in mismatch.names}
        return frozenset(self._observation.layout.key.state) - wrong

    @cached_property
    def _calls(self) -> tuple[FirstStep, ...]:
        """First steps on which members are tried before all else: of wrong probes, then of a few others.

        Those come first in which it shows at once, and that return more than one number.
        """
        observation, layout = self._observation, self._observation.layout

        def price(number: int) -> tuple[int, bool, int]:
            mismatch = observation.mismatches.get(layout.probes[number].id)
            few = sum(block.size for block in layout.blocks[number]) < FEWEST
            return (mismatch.step if mismatch else NEVER, few, number)

        answered = np.flatnonzero(observation.fingerprint.steps > 0).tolist()
        return tuple(FirstStep(observation, number) for number in sorted(answered, key=price)[:MOST_CALLS])

    def _fits(self, function: Function) -> bool:
        """Whether a function gives all that was observed."""
        return all(call.is_given_by(function) for call in self._calls) and explains(
            self.given(function), self._observation
        )

    def _off(self, function: Function) -> float:
        """How far a function is from what was observed at one place, with its sign; NaN where it gives nothing."""
        return self._calls[0].off(function)


@dataclass(frozen=True, eq=False)
class FirstStep:
    """The first step of a probe: made without the ways of a sandbox, because the functions are our own."""

    observation: Observation
    probe: int

    def is_given_by(self, function: Function) -> bool:
        """Whether a function gives there what was observed, as far as rounding allows."""
        numbers = self._numbers(function)
        if numbers is None:
            return False
        alike = within(numbers, self._seen, self._room) | (np.isnan(numbers) & np.isnan(self._seen))
        return bool(alike.all())

    def off(self, function: Function) -> float:
        """How far a function is from what was observed at the worst of these numbers, with its sign."""
        numbers = self._numbers(function)
        if numbers is None:
            return math.nan
        apart = float(numbers[self._worst] - self._seen[self._worst])
        return 0.0 if abs(apart) <= 1e-4 * float(self._room[self._worst]) else apart

    @cached_property
    def _places(self) -> IntArray:
        layout = self.observation.layout
        return np.flatnonzero((layout.probe == self.probe) & (layout.at == 0))

    @cached_property
    def _seen(self) -> FloatArray:
        return self.observation.fingerprint.numbers[self._places]

    @cached_property
    def _room(self) -> FloatArray:
        """How far a number may be off; more than `explains` allows, which has the last word."""
        sizes = np.abs(np.where(np.isfinite(self._seen), self._seen, 0))
        tolerances = self.observation.layout.tolerances[self._places] * self.observation.room_at(self._places)
        return np.asarray(np.maximum(tolerances, CLOSE * np.max(sizes, initial=0.0)))

    @cached_property
    def _inputs(self) -> tuple[list[Value], dict[str, Value]]:
        ((first, *_),) = inputs_of_steps(part_of(self.observation.layout, self.probe))
        parameters = self.observation.layout.key.parameters
        keywords = {name: value for name, value in first.items() if name not in parameters}
        return [first[name] for name in parameters], keywords

    def _numbers(self, function: Function) -> FloatArray | None:
        """What a function gives there; None where that is nothing, or of another form."""
        positional, keywords = self._inputs
        try:
            with np.errstate(all="ignore"):
                found = quantities(function(*positional, **keywords), self.observation.layout.key.state)
            numbers = [np.asarray(one, dtype=np.float64).reshape(-1) for one in found or ()]
        except Exception:  # as the function that a member of a family stands for would fail
            return None
        given = np.concatenate(numbers) if numbers else np.empty(0)
        return given if given.shape == self._places.shape else None

    @cached_property
    def _worst(self) -> int:
        """Which of these numbers is farthest from the right one."""
        right = self.observation.layout.right[self._places]
        with np.errstate(all="ignore"):
            apart = np.abs(self._seen - right) / (np.abs(right) + np.abs(self._seen))
        return int(np.nanargmax(apart)) if np.isfinite(apart).any() else 0
