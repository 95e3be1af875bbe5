"""What wrong answers have in common, and right ones have not: a setting, a zero gradient, a shape, a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.grading.diagnosis.inputs import UNKNOWN, Plain, StepInputs, inputs_of
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model.display import value_text
from autograder.model.values import BoolArray, IntArray

MOST_VALUES = 2
"""How many values of a setting may be listed."""
FEW = 3
"""As many right answers outside have to stand against what the wrong ones share."""
SHAPES = ("single-numbers", "vectors", "matrices", "stacks")
"""Ids of what is said of arrays by their dimensions."""


@dataclass(frozen=True, eq=False)
class Contrast:
    """The steps that can be judged by themselves: what they are given, and whether their answers are right."""

    observation: Observation
    inputs: StepInputs
    among: BoolArray | None = None
    """Of which steps it is, where a contrast that was told before has settled the others."""

    @cached_property
    def judged(self) -> BoolArray:
        """Which steps those are: of a chain, those up to the first that is wrong."""
        layout, mismatches = self.observation.layout, self.observation.mismatches
        limits = np.maximum(self.observation.fingerprint.steps, 0)
        for number, probe in enumerate(layout.probes):
            if probe.id in mismatches and probe.id in layout.chains:
                limits[number] = min(limits[number], mismatches[probe.id].step)
        judged = self.inputs.at < limits[self.inputs.probe]
        return np.asarray(judged if self.among is None else judged & self.among)

    @cached_property
    def right(self) -> BoolArray:
        """For each step, whether all its numbers are right."""
        wrong = self.observation.layout.step[~self.observation.right]
        return np.asarray(np.bincount(wrong, minlength=len(self.inputs.at)) == 0)

    @property
    def anything_right(self) -> bool:
        """Whether there is a step or a coordinate that is right, against which the wrong ones stand out."""
        return bool((self.right & self.judged).any() or self.right_coordinates.any())

    def tells(self, held: BoolArray, known: BoolArray) -> bool:
        """Whether all wrong steps among the known ones have a property, and right ones rarely do.

        `held` says which steps have it, `known` of which that is known; bools of shape (steps,).
        """
        judged = self.judged & known
        return _only_wrong(held[judged], self.right[judged])

    # ------------------------------------------------------------ steps and coordinates

    def sentences(self) -> Iterator[tuple[str, BoolArray]]:
        """The ids of sentences on steps and gradients that fit, each with the steps that it says may be wrong."""
        carries = self.inputs.carries
        if self.tells(carries == 1, carries != UNKNOWN):
            yield "only-later-steps" if self._only_t_can_change() else "only-from-a-state", carries == 1
        if self.tells(carries == 0, carries != UNKNOWN):
            yield "only-from-zero", carries == 0
        gradients, right = self.inputs.gradients.values, self.right_coordinates
        judged = self.judged[self.inputs.gradients.of_steps]
        for sentence, held in (("only-zero-gradients", gradients == 0), ("only-negative-gradients", gradients < 0)):
            if _only_wrong(held[judged], right[judged]):
                yield sentence, np.isin(np.arange(len(carries)), self.inputs.gradients.of_steps[held])

    def _only_t_can_change(self) -> bool:
        """Whether the state itself is right, and what only t can change is wrong."""
        state = set(self.observation.layout.key.state)
        wrong = {name for mismatch in self.observation.mismatches.values() for name in mismatch.names}
        return "t" in state and not wrong & state

    @cached_property
    def right_coordinates(self) -> BoolArray:
        """For each coordinate of a gradient, whether all numbers that are returned for it are right."""
        gradients = self.inputs.gradients
        wrong = gradients.of_numbers[~self.observation.right]
        return np.asarray(np.bincount(wrong[wrong != UNKNOWN], minlength=len(gradients.values)) == 0)

    # ------------------------------------------------------------ shapes

    def shapes(self) -> tuple[set[int], set[int]] | None:
        """The shapes of w that are always right, where the others are mostly wrong, and those others.

        Numbers that are right beside arrays that are not are enough. Only what is otherwise alike is compared: steps
        with the same settings, all of them from a state of zeros or all from another.
        """
        known = self.judged & (self.inputs.dimensions != UNKNOWN)
        shapes, held = np.minimum(self.inputs.dimensions[known], len(SHAPES) - 1), self.right[known]
        wrong = set(shapes[~held].tolist())
        right = set(shapes.tolist()) - wrong
        if not wrong or not right:
            return None
        in_wrong = _among(shapes, wrong)
        rows = [row for row, is_known in zip(self._circumstances, known.tolist(), strict=True) if is_known]
        failing = {
            row for row, is_in, right_there in zip(rows, in_wrong, held, strict=True) if is_in and not right_there
        }
        if not failing & {row for row, is_in in zip(rows, in_wrong, strict=True) if not is_in}:
            return None
        of_wrong = held[in_wrong]
        mostly = np.count_nonzero(~of_wrong) >= 2 * np.count_nonzero(of_wrong)
        return (right, wrong) if len(held) - len(of_wrong) > 1 and (mostly or right == {0}) else None

    @cached_property
    def _circumstances(self) -> list[tuple[int, ...]]:
        """Of each step, all that is known but the shape of w."""
        settings = (setting.of_steps for setting in self.inputs.settings.values())
        return list(zip(self.inputs.carries.tolist(), *settings, strict=True))

    # ------------------------------------------------------------ settings

    def deciding(self) -> dict[str, list[Plain]]:
        """The settings that have one or two values which all wrong steps have and no right one, with these values."""
        if np.count_nonzero(self.judged & ~self.right) < 2:
            return {}
        return {name: values for name in self.inputs.settings if (values := self._wrong_only_with(name))}

    def _wrong_only_with(self, name: str) -> list[Plain]:
        """These values of a setting; right steps may have them, but rarely, where it is a matter of yes or no."""
        setting = self.inputs.settings[name]
        known = self.judged & (setting.of_steps != UNKNOWN)
        places, right = setting.of_steps[known], self.right[known]
        of_wrong = set(places[~right].tolist())
        if not 0 < len(of_wrong) <= MOST_VALUES:
            return []
        values, held = [setting.values[place] for place in of_wrong], _among(places, of_wrong)
        strictly = not held[right].any() or all(isinstance(value, bool) for value in values)
        return sorted(values, key=_in_order) if strictly and _only_wrong(held, right) else []

    def all_else_equal(self, name: str) -> bool:
        """Whether a wrong step has a right counterpart whose other settings are the same."""
        others = [setting.of_steps for other, setting in self.inputs.settings.items() if other != name]
        rows = list(zip(*others, strict=True)) if others else [()] * len(self.right)
        judged = np.flatnonzero(self.judged)
        right = {rows[step] for step in judged if self.right[step]}
        return any(rows[step] in right for step in judged if not self.right[step])


def contrasts(observation: Observation, texts: Texts) -> Iterator[str]:
    """Sentences on what only wrong steps share."""
    contrast = Contrast(observation, inputs_of(observation.layout))
    if not contrast.anything_right:
        return
    for sentence, may_be_wrong in islice(contrast.sentences(), 1):
        yield texts(sentence)
        contrast = replace(contrast, among=may_be_wrong)
    if shapes := contrast.shapes():
        right, wrong = (texts.listed([texts(SHAPES[shape]) for shape in sorted(some)]) for some in shapes)
        yield texts("only-some-shapes", right=right, wrong=wrong)
    deciding = contrast.deciding()
    if len(deciding) > 1:
        yield texts("only-with-others", names=texts.listed(list(deciding)))
    for name, values in deciding.items() if len(deciding) == 1 else ():
        if contrast.all_else_equal(name):
            yield texts("only-with", name=name, values=_either(list(map(value_text, values)), texts))


def _either(values: Sequence[str], texts: Texts) -> str:
    """One value, or one of two."""
    return texts("either", one=values[0], other=values[1]) if len(values) > 1 else values[0]


def _in_order(value: Plain) -> tuple[bool, Plain]:
    """Numbers before words."""
    return isinstance(value, str), value


def _among(places: IntArray, some: set[int]) -> BoolArray:
    """Which of many places are among a few."""
    found: BoolArray = np.logical_or.reduce([places == place for place in some])
    return found


def _only_wrong(held: BoolArray, right: BoolArray) -> bool:
    """Of what has a property or not: whether all that is wrong has it, and what is right rarely does."""
    wrong = held[~right]
    if not wrong.size or not wrong.all():
        return False
    inside = int(np.count_nonzero(right & held))
    return int(np.count_nonzero(right)) - inside >= max(FEW, 2 * inside)
