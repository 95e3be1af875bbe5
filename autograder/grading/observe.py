"""(answers) -> an observation: what a function gave, taken apart once and laid beside the right answers.

The judge sums it, the diagnosis explains it, theorems read their paths from it. Whether a number is right is decided by
`fingerprints.within`, here for all numbers of an exercise at once, and for paths in `paths`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property, lru_cache

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.fingerprints import UNTRIED, Fingerprint, Layout, layout_of, numbers_of, within
from autograder.expected.sketches import sketches
from autograder.grading.behaviours import Answered, Behaved, arguments_kept, form_kept, measured_sparingly, repeated
from autograder.grading.compare import ComparedValue, Mismatch, Reading, read
from autograder.grading.lossless import room_for
from autograder.model import Answer, AnswerKind, Behaviour, ExerciseKey, Leaf, Probe
from autograder.model.values import BoolArray, FloatArray, IntArray

MOST_KEPT = 1024
"""Of what follows from answers that came before: some 30 submissions in which every answer is another."""
FEWEST = 2
"""As many finite wrong numbers have to be there, if something is to be told of them."""

Answers = Mapping[str, Answer]
"""The answer to each probe's call, by the probe's id."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a function answered: equal only to itself, so that what follows from it can be kept for a class."""

    answers: Answers
    again: Answers
    """Those to some of the same calls, made once more after a fresh start and in another order."""


@lru_cache(maxsize=MOST_KEPT)
def observed(key: ExerciseKey, said: Said) -> Observation:
    """What is observed of a function; kept, because most of a class give the same answers."""
    return observe(key, said.answers, said.again)


def observe(key: ExerciseKey, answers: Answers, again: Answers) -> Observation:
    """Lay out what a function answered beside its key; `again` holds answers from a fresh start in another order."""
    layout = layout_of(key)
    readings = {probe.id: read(probe, answers[probe.id], key) for check in key.checks for probe in check.probes}
    return Observation(
        layout, _fingerprint(layout, answers, readings), answers, again, readings, _room(layout, readings)
    )


def _fingerprint(layout: Layout, answers: Answers, readings: Mapping[str, Reading]) -> Fingerprint:
    """All numbers of some answers in one row; NaN from the first step on that gave none that can be compared."""
    numbers: list[FloatArray] = [np.empty(0)]
    nothing = np.full(len(layout.right), np.nan)
    for probe, blocks in zip(layout.probes, layout.blocks, strict=True):
        reading = readings[probe.id]
        missing = probe.call.steps - reading.steps
        for quantity, block in enumerate(blocks):
            numbers += [_numbers(leaves[quantity]) for leaves in reading.parts]
            if missing:
                numbers.append(nothing[: block.size * missing])
    ends = [answers[probe.id] for probe in layout.probes]
    steps = [
        readings[probe.id].steps if end.returned or end.message else UNTRIED
        for probe, end in zip(layout.probes, ends, strict=True)
    ]
    return Fingerprint(
        np.concatenate(numbers, None),
        np.array(steps, dtype=np.int64),
        np.array([end.kind is AnswerKind.ERROR for end in ends], dtype=bool),
    )


def _room(layout: Layout, readings: Mapping[str, Reading]) -> FloatArray | float:
    """How many times its tolerance each number may be off: once, but where a call returns a coarser precision.

    What one quantity loses is carried on to the others.
    """
    if all(reading.form is None for reading in readings.values()):
        return 1.0
    rooms = [
        max((room_for(leaf) for part in readings[p.id].parts for leaf in part), default=1.0) for p in layout.probes
    ]
    return np.asarray(np.array(rooms)[layout.probe])


def _numbers(leaf: Leaf) -> FloatArray:
    """The values of a leaf; a number for each word."""
    if isinstance(leaf.data, tuple):
        return numbers_of([str(word) for word in leaf.data])
    return np.asarray(leaf.data, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Observation:
    """What a function gave on the probes of a key, beside the right answers.

    Arrays have the places of the layout: one for each number, or one for each probe that is not a theorem's. They, and
    all that follows from the fields, are worked out when they are first asked for. Of a program of which only the
    fingerprint is known there are no answers.
    """

    layout: Layout
    fingerprint: Fingerprint
    """The numbers that it gave, and how far it came at each probe."""
    answers: Answers = field(default_factory=dict)
    again: Answers = field(default_factory=dict)
    """Those to the calls that were made once more, after a fresh start."""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """The answers to all probes, theorems' too, taken apart."""
    room: FloatArray | float = 1.0
    """How many times its tolerance each number may be off, because of the precision in which it was returned."""

    @property
    def is_unwritten(self) -> bool:
        """Whether every call ended in the stub that was handed out."""
        return all(answer.kind is AnswerKind.MISSING for answer in self.answers.values())

    # ------------------------------------------------------------ numbers

    @cached_property
    def given(self) -> BoolArray:
        """For each number, whether it was given; bools."""
        return np.asarray(self.layout.at < self.fingerprint.steps[self.layout.probe])

    @cached_property
    def right(self) -> BoolArray:
        """For each number, whether it is the right one; bools. NaN never is, the same infinity is."""
        return within(self.fingerprint.numbers, self.layout.right, self.layout.tolerances * self.room)

    def room_at(self, places: IntArray) -> FloatArray | float:
        """How many times their tolerances some numbers may be off: of shape (places,) like the places, or one float."""
        return self.room[places] if isinstance(self.room, np.ndarray) else self.room

    @property
    def is_precise(self) -> bool:
        """Whether all numbers were returned in the precision of float64."""
        return bool(np.max(self.room) == 1)

    @cached_property
    def says_enough(self) -> bool:
        """Whether some wrong numbers are finite: that all are NaN has many reasons."""
        wrong = self.fingerprint.numbers[self.given & ~self.right]
        return int(np.count_nonzero(np.isfinite(wrong))) >= FEWEST

    @cached_property
    def without_errors(self) -> Observation:
        """What was observed as far as no call ended with an error, as if what comes after had not been tried."""
        failed = self.fingerprint.failed
        steps = np.where(failed & (self.fingerprint.steps == 0), UNTRIED, self.fingerprint.steps)
        return replace(self, fingerprint=Fingerprint(self.fingerprint.numbers, steps, np.zeros_like(failed)))

    @cached_property
    def complete(self) -> BoolArray:
        """For each probe, whether every step gave a value that can be compared; bools."""
        return np.asarray(self.fingerprint.steps == self.layout.right_fingerprint.steps)

    @cached_property
    def sketches(self) -> FloatArray:
        """For each probe, one float64 that stands for all that was given there."""
        return sketches(self.fingerprint, self.layout)

    # ------------------------------------------------------------ probes

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """The probes that the function was tried on, without those of theorems."""
        tried = self.fingerprint.steps != UNTRIED
        return tuple(probe for probe, was_tried in zip(self.layout.probes, tried, strict=True) if was_tried)

    @cached_property
    def wrong_probes(self) -> tuple[Probe, ...]:
        """The probes at which something is wrong with the answer, without those of theorems."""
        return tuple(probe for probe in self.probes if probe.id in self.mismatches)

    @cached_property
    def forms(self) -> Mapping[str, Mismatch]:
        """What is wrong with the form of answers, by the probe's id, for those that are not of the right form."""
        readings = ((probe.id, self.readings[probe.id]) for probe in self.layout.probes)
        return {id_: reading.form for id_, reading in readings if reading.form is not None}

    @cached_property
    def ends(self) -> Mapping[str, Mismatch]:
        """What keeps answers from being compared to their end, by the probe's id, for those that cannot be."""
        readings = ((probe.id, self.readings[probe.id]) for probe in self.layout.probes)
        return {id_: reading.end for id_, reading in readings if reading.end is not None}

    @cached_property
    def mismatches(self) -> Mapping[str, Mismatch]:
        """The first number that is wrong, or what keeps a step from being compared, by the id of each wrong probe."""
        first, found = self._first_wrong_steps(), {}
        for number, probe in enumerate(self.layout.probes):
            if number in first:
                found[probe.id] = self._wrong_numbers(number, first[number])
            elif probe.id in self.ends:
                found[probe.id] = self.ends[probe.id]
        return found

    def _first_wrong_steps(self) -> dict[int, int]:
        """The first step with a wrong number, counted from 0, by the number of the probe, where there is one."""
        wrong = np.flatnonzero(self.given & ~self.right)
        if not wrong.size:
            return {}
        first = np.full(len(self.layout.probes), len(self.layout.right))
        np.minimum.at(first, self.layout.probe[wrong], self.layout.at[wrong])
        return {number: int(first[number]) for number in np.unique(self.layout.probe[wrong])}

    def _wrong_numbers(self, number: int, step: int) -> Mismatch:
        """The mismatch at a probe of that number and a step of it, with every quantity that is wrong there."""
        probe, blocks = self.layout.probes[number], self.layout.blocks[number]
        places = (slice(b.start + step * b.size, b.start + (step + 1) * b.size) for b in blocks)
        right = [self.right[place].all() for place in places]
        values = self.readings[probe.id].at(step)
        shown = (
            ComparedValue(q.name, q.values[step], got, q.exact[step] if step < len(q.exact) else "")
            for q, got in zip(probe.expected, values, strict=True)
        )
        wrong = tuple(q.name for q, is_right in zip(probe.expected, right, strict=True) if not is_right)
        return Mismatch(wrong, step + 1, shown=tuple(shown))

    # ------------------------------------------------------------ theorems, behaviours

    @cached_property
    def runs(self) -> tuple[Probe, ...]:
        """The runs that theorems speak of."""
        return tuple(probe for check in self.layout.key.checks for probe in check.probes if probe.theorem)

    @cached_property
    def path_mismatches(self) -> Mapping[str, Mismatch]:
        """Where runs contradict their theorem or leave the right path, by the probe's id, for those that do."""
        from autograder.grading.paths import path_mismatch  # theorems are asked of what gave a path

        convention = self.layout.key.convention
        found = ((run.id, path_mismatch(run, self.readings[run.id], convention)) for run in self.runs)
        return {id_: mismatch for id_, mismatch in found if mismatch is not None}

    def mismatch(self, probe: Probe) -> Mismatch | None:
        """The first thing that is wrong with the answer to a probe or a theorem's run."""
        return (self.path_mismatches if probe.theorem else self.mismatches).get(probe.id)

    @cached_property
    def behaviours(self) -> Mapping[Behaviour, Behaved]:
        """How the function behaved, whatever it computes."""
        answered: Answered = [(p, self.answers[p.id]) for p in self.layout.probes if self.answers[p.id].returned]
        return {
            Behaviour.ARGUMENTS: arguments_kept(answered, self.layout.key.parameters),
            Behaviour.FORM: form_kept(answered, self.forms.values()),
            Behaviour.REPEAT: repeated(answered, self.again),
            Behaviour.MEASURED: measured_sparingly(answered),
        }
