"""Which member of a family explains everything that was observed.

Of each is known what it gives at one step that the student's function answers wrong, and only those that give the same
there are carried out on all others. So a family may have hundreds of members, and costs next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import compress

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.families import factors, literals
from autograder.expected.families.members import Table, given_at, members_of, prediction_of
from autograder.expected.families.others import Relative
from autograder.expected.families.program import Function, Program, Suspect
from autograder.expected.families.steps import Step, step_of
from autograder.expected.fingerprints import Fingerprint, within
from autograder.grading.diagnosis.factors import common_factor
from autograder.grading.diagnosis.inputs import inputs_of
from autograder.grading.diagnosis.recognise import explains
from autograder.grading.observe import FEWEST, Observation
from autograder.model import BoolArray, FloatArray

MOST_CALLS = 6
"""On as many steps members are tried before they are carried out on everything."""
FEW_CALLS = 3
CLOSE = 1e-8
NO_DISTANCE = 1e-4
"""Which part of what a number may be off is no distance to speak of."""


class Search:
    """What the families say of one observation."""

    def __init__(self, observation: Observation, relatives: tuple[Relative, ...]) -> None:
        self._observation, self._relatives = observation.without_errors, relatives

    def found(self, known: Program) -> Suspect | None:
        """The first member of a family, made of a known program, that explains everything that was observed."""
        if not self._calls or not self._observation.says_enough:
            return None
        with np.errstate(all="ignore"):
            return next(filter(self._fits, self._suspects(known)), None)

    def _suspects(self, known: Program) -> Iterator[Suspect]:
        """The members of all families, made of a known program, that give what was observed at one step."""
        members, first = members_of(known, self._relatives), self._calls[0]
        yield from factors.suspects(known, self._factor_of_steps, self._factor_of_results)
        yield from first.alike(members.of_wholes)
        apart = first.apart(members.of_numbers)
        yield from compress(members.of_numbers.suspects, apart == 0)
        yield from literals.between(known, apart, first.off)
        yield from first.alike(members.of_lines)

    def at_edges(self, known: Program) -> Iterator[Suspect]:
        """The members of which people mend an edge, that give what was observed at some of the last wrong steps."""
        table = members_of(known, self._relatives).with_edges
        if table.suspects:
            with np.errstate(all="ignore"):
                yield from compress(table.suspects, np.any([call.is_given_in(table) for call in self._last], axis=0))

    def given(self, suspect: Suspect) -> Fingerprint:
        """What a member gives on all probes."""
        return prediction_of(suspect, self._observation.layout)

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
    def _calls(self) -> tuple[Seen, ...]:
        """Steps on which members are tried before all else: of wrong probes, then of a few others.

        Those come first in which it shows at once, and that return more than one number.
        """
        observation, layout = self._observation, self._observation.layout

        def price(seen: Seen) -> tuple[bool, int, bool]:
            mismatch = observation.mismatches.get(layout.probes[seen.step.probe].id)
            few = sum(block.size for block in layout.blocks[seen.step.probe]) < FEWEST
            return (mismatch is None, mismatch.step - seen.step.at if mismatch else 0, few)

        answered = np.flatnonzero(observation.fingerprint.steps > 0).tolist()
        steps = [Seen(observation, step_of(layout, number, self._telling_step(number))) for number in answered]
        return tuple(sorted(steps, key=price)[:MOST_CALLS])

    def _telling_step(self, number: int) -> int:
        """The first step of a probe that is wrong, where it needs nothing of those before it; else the first."""
        probe = self._observation.layout.probes[number]
        mismatch = self._observation.mismatches.get(probe.id)
        return 0 if mismatch is None or mismatch.form or probe.call.is_chain else mismatch.step - 1

    @cached_property
    def _last(self) -> tuple[Seen, ...]:
        """The last wrong steps of a few probes."""
        observation, layout = self._observation, self._observation.layout
        wrong = observation.given & ~observation.right
        probes = dict.fromkeys(call.step.probe for call in self._calls[:FEW_CALLS])
        last = {probe: int(layout.at[wrong & (layout.probe == probe)].max(initial=0)) for probe in probes}
        return tuple(Seen(observation, step_of(layout, probe, at)) for probe, at in last.items())

    def _fits(self, suspect: Suspect) -> bool:
        """Whether a member gives all that was observed."""
        return all(call.is_given_by(suspect) for call in self._calls) and explains(
            self.given(suspect), self._observation
        )


@dataclass(frozen=True, eq=False)
class Seen:
    """What was observed at one step of a probe."""

    observation: Observation
    step: Step

    def alike(self, table: Table) -> Iterator[Suspect]:
        """The members of a table that give there what was observed, in their order."""
        return compress(table.suspects, self.is_given_in(table))

    def is_given_in(self, table: Table) -> BoolArray:
        """Of each member whether it gives there what was observed, as far as rounding allows; bools."""
        numbers, known = table.given_at(self.step)
        return known & self._is_seen(numbers).all(axis=1)

    def is_given_by(self, suspect: Suspect) -> bool:
        """Whether a member gives there what was observed, as far as rounding allows."""
        numbers = given_at(self.step, suspect)
        return numbers is not None and bool(self._is_seen(numbers).all())

    def apart(self, table: Table) -> FloatArray:
        """How far each member is from what was observed where that is farthest from the right answer, with its sign."""
        numbers, known = table.given_at(self.step)
        return np.where(known, self._apart(numbers[:, self._worst]), np.nan)

    def off(self, function: Function) -> float:
        """The distance of one function, with its sign; NaN where it gives nothing."""
        numbers = self.step.given_by(function)
        return math.nan if numbers is None else float(self._apart(numbers[self._worst]))

    def _is_seen(self, numbers: FloatArray) -> BoolArray:
        return np.asarray(within(numbers, self._seen, self._room) | (np.isnan(numbers) & np.isnan(self._seen)))

    def _apart(self, numbers: FloatArray) -> FloatArray:
        apart = numbers - self._seen[self._worst]
        return np.where(np.abs(apart) <= NO_DISTANCE * self._room[self._worst], 0.0, apart)

    @cached_property
    def _seen(self) -> FloatArray:
        return self.observation.fingerprint.numbers[self.step.places]

    @cached_property
    def _room(self) -> FloatArray:
        """How far a number may be off; more than `explains` allows, which has the last word."""
        sizes = np.abs(np.where(np.isfinite(self._seen), self._seen, 0))
        tolerances = self.observation.layout.tolerances[self.step.places] * self.observation.room_at(self.step.places)
        return np.asarray(np.maximum(tolerances, CLOSE * np.max(sizes, initial=0.0)))

    @cached_property
    def _worst(self) -> int:
        """Which of these numbers is farthest from the right one."""
        right = self.observation.layout.right[self.step.places]
        with np.errstate(all="ignore"):
            apart = np.abs(self._seen - right) / (np.abs(right) + np.abs(self._seen))
        return int(np.nanargmax(apart)) if np.isfinite(apart).any() else 0
