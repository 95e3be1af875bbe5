"""How wrong numbers are like the right ones: their direction, and their first rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.grading.diagnosis.inputs import STEPPED, inputs_of
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import FloatArray

CLOSE = 1e-6
"""How far ratios may differ and still count as one."""
FEW = 2
"""As many calls have to show it."""


def likenesses(observation: Observation, texts: Texts) -> Iterator[str]:
    """Sentences on what is still right about wrong numbers."""
    yield from _of_direction(observation, texts)
    yield from _of_rows(observation, texts)


def _of_direction(observation: Observation, texts: Texts) -> Iterator[str]:
    """Whether each step, or each result, points where it should and has another length, or points the other way."""
    moved = inputs_of(observation.layout).starts
    start = np.zeros(len(observation.layout.right))
    start[moved.places] = moved.values
    ratios = [ratio for got, right in _vectors(observation, start) if (ratio := _ratio(got, right)) is not None]
    wrong = [ratio for ratio in ratios if abs(ratio - 1) > CLOSE]
    if len(ratios) < sum(1 for _ in _vectors(observation, start)) or len(wrong) < FEW:
        return
    of_what = "" if moved.places.size else "-of-results"
    if all(ratio > 0 for ratio in wrong):
        yield texts(f"right-direction{of_what}")
    elif all(ratio < 0 for ratio in wrong):
        yield texts(f"other-direction{of_what}")


def _vectors(observation: Observation, start: FloatArray) -> Iterator[tuple[FloatArray, FloatArray]]:
    """What each call gives at its first step for its first quantity, from where it starts, with the right one."""
    for number, (block, *_) in enumerate(observation.layout.blocks):
        place = slice(block.start, block.start + block.size)
        if block.size > 1 and observation.fingerprint.steps[number] > 0:
            yield (
                observation.fingerprint.numbers[place] - start[place],
                observation.layout.right[place] - start[place],
            )


def _ratio(got: FloatArray, right: FloatArray) -> float | None:
    """One factor between two vectors; None where there is none."""
    size = float(right @ right)
    if not size or not np.isfinite(got).all():
        return None
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is no factor
        factor = float(got @ right) / size
        is_one = np.isfinite(factor) and np.abs(got - factor * right).max() <= CLOSE * np.abs(got).max()
    return factor if factor and is_one else None


def _of_rows(observation: Observation, texts: Texts) -> Iterator[str]:
    """From which row on a sequence that is returned at once is wrong, where that is the same in several calls."""
    if observation.layout.key.parameters[:1] == (STEPPED,):  # the coordinates of a step are no sequence
        return
    first = [row for number in range(len(observation.layout.probes)) if (row := _first_wrong_row(observation, number))]
    if len(first) >= FEW and len(set(first)) == 1 and len(first) == len(observation.mismatches):
        sentence = "second-row-wrong" if first[0] == 1 else "first-wrong-row"
        yield texts(sentence, last=first[0] - 1, wrong=first[0])


def _first_wrong_row(observation: Observation, number: int) -> int:
    """The first wrong row of what a call returns at once, where those before it are right; 0 where there is none."""
    probe, (block, *_) = observation.layout.probes[number], observation.layout.blocks[number]
    mismatch, shape = observation.mismatches.get(probe.id), np.shape(probe.expected[0].values)[1:]
    if mismatch is None or mismatch.form or not shape or probe.call.steps > 1:
        return 0
    return int(np.argmin(observation.right[block.start : block.stop].reshape(shape[0], -1).all(axis=1)))
