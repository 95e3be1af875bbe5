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
"""On as many steps members are tried before they are carried out on everything."""
FEW_CALLS = 3
CLOSE = 1e-8


class Search:
    """What the families say of one observation."""

    def __init__(self, observation: Observation, relatives: Sequence[Relative]) -> None:
        self._observation, self._relatives = observation.without_errors, relatives

    def found(self, known: Program) -> Suspect | None:
        """The first member of a family, made of a known program, that explains everything that was observed."""
        if not self._calls or not self._observation.says_enough:
            return None
        with np.errstate(all="ignore"):
            return next((suspect for suspect in self.suspects(known) if self._fits(suspect.function)), None)

    def suspects(self, known: Program) -> Iterator[Suspect]:
        """The members of all families, made of a known program."""
        yield from factors.suspects(known, self._factor_of_steps, self._factor_of_results)
        yield from chain(loops.suspects(known), inputs.suspects(known), results.suspects(known))
        yield from others.suspects(known, self._relatives)
        yield from literals.suspects(known, self._off)
        if known.convention:  # two things at once in one line are not looked for: it would take as long again
            return
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
    def _calls(self) -> tuple[OneStep, ...]:
        """Steps on which members are tried before all else: of wrong probes, then of a few others.

        Those come first in which it shows at once, and that return more than one number.
        """
        observation, layout = self._observation, self._observation.layout

        def price(step: OneStep) -> tuple[bool, int, bool]:
            mismatch = observation.mismatches.get(layout.probes[step.probe].id)
            few = sum(block.size for block in layout.blocks[step.probe]) < FEWEST
            return (mismatch is None, mismatch.step - step.at if mismatch else 0, few)

        answered = np.flatnonzero(observation.fingerprint.steps > 0).tolist()
        steps = [OneStep(observation, number, self._telling_step(number)) for number in answered]
        return tuple(sorted(steps, key=price)[:MOST_CALLS])

    def _telling_step(self, number: int) -> int:
        """The first step of a probe that is wrong, where it needs nothing of those before it; else the first."""
        probe = self._observation.layout.probes[number]
        mismatch = self._observation.mismatches.get(probe.id)
        return 0 if mismatch is None or mismatch.form or probe.call.is_chain else mismatch.step - 1

    def may_fit(self, function: Function) -> bool:
        """Whether a function gives what was observed at the last wrong step of one at least of a few probes."""
        with np.errstate(all="ignore"):
            return any(call.is_given_by(function) for call in self._last_steps)

    @cached_property
    def _last_steps(self) -> tuple[OneStep, ...]:
        observation, layout = self._observation, self._observation.layout
        wrong = observation.given & ~observation.right
        last = {call.probe: int(layout.at[wrong & (layout.probe == call.probe)].max(initial=0)) for call in self._calls}
        return tuple(OneStep(observation, probe, at) for probe, at in list(last.items())[:FEW_CALLS])

    def _fits(self, function: Function) -> bool:
        """Whether a function gives all that was observed."""
        return all(call.is_given_by(function) for call in self._calls) and explains(
            self.given(function), self._observation
        )

    def _off(self, function: Function) -> float:
        """How far a function is from what was observed at one place, with its sign; NaN where it gives nothing."""
        return self._calls[0].off(function)


@dataclass(frozen=True, eq=False)
class OneStep:
    """One step of a probe: made without the ways of a sandbox, because the functions are our own."""

    observation: Observation
    probe: int
    at: int
    """The number of the step, counted from 0; 0 in a chain."""

    def is_given_by(self, function: Function) -> bool:
        """Whether a function gives there what was observed, as far as rounding allows."""
        found = self._found(function)
        if found is None or not self._is_near_at_worst(found):
            return False
        numbers = np.concatenate([one.reshape(-1) for one in found])
        if numbers.shape != self._places.shape:
            return False
        alike = within(numbers, self._seen, self._room) | (np.isnan(numbers) & np.isnan(self._seen))
        return bool(alike.all())

    def _is_near_at_worst(self, found: Sequence[FloatArray]) -> bool:
        """Whether the number that is farthest from the right one is as observed: that alone tells most functions."""
        apart = self._apart_at_worst(found)
        return apart is None or not abs(apart) > self._room[self._worst]

    def off(self, function: Function) -> float:
        """How far a function is from what was observed where that is farthest from the right answer."""
        found = self._found(function)
        apart = None if found is None else self._apart_at_worst(found)
        if apart is None:
            return math.nan
        return 0.0 if abs(apart) <= 1e-4 * float(self._room[self._worst]) else apart

    def _apart_at_worst(self, found: Sequence[FloatArray]) -> float | None:
        """The difference there, with its sign; None where there is no such number."""
        at = self._worst
        for one in found:
            if at < one.size:
                return float(one.reshape(-1)[at]) - float(self._seen[self._worst])
            at -= one.size
        return None

    @cached_property
    def _places(self) -> IntArray:
        layout = self.observation.layout
        return np.flatnonzero((layout.probe == self.probe) & (layout.at == self.at))

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
        (steps,) = inputs_of_steps(part_of(self.observation.layout, self.probe))
        given, parameters = steps[self.at], self.observation.layout.key.parameters
        keywords = {name: value for name, value in given.items() if name not in parameters}
        return [given[name] for name in parameters], keywords

    def _found(self, function: Function) -> list[FloatArray] | None:
        """What a function gives there, one quantity after another; None where that is nothing."""
        positional, keywords = self._inputs
        try:
            found = quantities(function(*positional, **keywords), self.observation.layout.key.state)
            return [np.asarray(one, dtype=np.float64) for one in found or ()] or None
        except Exception:  # as the function that a member of a family stands for would fail
            return None

    @cached_property
    def _worst(self) -> int:
        """Which of these numbers is farthest from the right one."""
        right = self.observation.layout.right[self._places]
        with np.errstate(all="ignore"):
            apart = np.abs(self._seen - right) / (np.abs(right) + np.abs(self._seen))
        return int(np.nanargmax(apart)) if np.isfinite(apart).any() else 0
