"""At which steps a schedule is wrong: the run of steps that tells most, and what is wrong in it, in short."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.expected.fingerprints import Layout
from autograder.grading.diagnosis.factors import common_factor
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import Probe, Series
from autograder.model.display import argument_text, number_text
from autograder.model.values import BoolArray, IntArray

MOST_RUNS = 3
"""How many runs of neighbouring steps are listed."""


class AskedSteps(NamedTuple):
    """The steps at which a schedule is asked for with some settings, in order."""

    settings: str
    steps: tuple[int, ...]
    places: IntArray
    """Where the numbers stand that it gives; those of one step, which may be asked for twice, side by side."""
    starts: IntArray
    """For each step, the place of its first number among these."""


@lru_cache(maxsize=256)
def asked_of(layout: Layout) -> tuple[AskedSteps, ...]:
    """What the probes of a schedule ask for, which gives one number a step; empty for anything else."""
    places: dict[str, list[tuple[int, int]]] = {}
    for probe, (block, *_) in zip(layout.probes, layout.blocks, strict=True):
        steps = _steps(probe) if block.size == 1 else ()
        named = probe.call.keywords.items()
        settings = ", ".join(f"{name} = {argument_text(argument, layout.key.losses)}" for name, argument in named)
        places.setdefault(settings, []).extend((step, block.start + at) for at, step in enumerate(steps))
    return tuple(_asked(settings, sorted(asked)) for settings, asked in places.items() if asked)


def _steps(probe: Probe) -> tuple[int, ...]:
    """The steps at which a schedule is asked for, one after another."""
    for argument in probe.call.arguments[:1]:
        if isinstance(argument, Series) and not probe.call.is_chain:
            steps = tuple(value for value in argument.values if type(value) is int)
            return steps if len(steps) == len(argument.values) else ()
    return ()


def _asked(settings: str, asked: Sequence[tuple[int, int]]) -> AskedSteps:
    steps, starts = np.unique([step for step, _ in asked], return_index=True)
    return AskedSteps(settings, tuple(steps.tolist()), np.array([place for _, place in asked]), starts)


class AnsweredSteps(NamedTuple):
    """The steps at which a schedule gave something with some settings, in order, and whether that is right."""

    asked: AskedSteps
    given: BoolArray
    right: BoolArray
    """One that was asked for twice has to be right both times."""

    @classmethod
    def by(cls, observation: Observation, asked: AskedSteps) -> AnsweredSteps:
        """What a student's function gave there."""
        given, right = observation.given[asked.places], observation.right[asked.places]
        return cls(
            asked,
            np.logical_or.reduceat(given, asked.starts),
            np.logical_and.reduceat(right | ~given, asked.starts),
        )

    @property
    def steps(self) -> list[tuple[int, bool]]:
        """The steps, each with whether it is right."""
        tried = zip(self.asked.steps, self.given.tolist(), self.right.tolist(), strict=True)
        return [(step, right) for step, given, right in tried if given]


def at_which_steps(observation: Observation, texts: Texts) -> str:
    """At which steps a schedule is wrong, with the first settings at which some are right; else with the first.

    Empty where what it gave cannot be compared.
    """
    tried = [AnsweredSteps.by(observation, asked) for asked in asked_of(observation.layout)]
    wrong = [one for one in tried if not one.right.all()]
    if not wrong:
        return ""
    name, first = observation.layout.probes[0].expected[0].name, wrong[0]
    factor = _factor(first, observation)
    if factor == 0:
        return texts("always-0", settings=first.asked.settings, name=name)
    if factor is not None:
        return texts("wrong-by-a-factor", factor=number_text(factor, 6), settings=first.asked.settings, name=name)
    shown = next((one for one in wrong if (one.right & one.given).any()), first)
    steps, right = (_ranges(shown.steps, texts, right=held) for held in (False, True))
    sentence = "wrong-at-some-steps" if right else "wrong-at-every-step"
    return texts(sentence, settings=shown.asked.settings, name=name, steps=steps, right=right)


def _factor(tried: AnsweredSteps, observation: Observation) -> float | None:
    """What all numbers are as a multiple of the right ones; None for counts and words."""
    places = tried.asked.places[tried.asked.starts][tried.given]
    if not observation.layout.relative[places].all():
        return None
    return common_factor(observation.fingerprint.numbers[places], observation.layout.right[places])


def _ranges(steps: Sequence[tuple[int, bool]], texts: Texts, *, right: bool) -> str:
    """The steps that are right, or wrong, in short: 4 to 9 and 12; neighbours are those tried one after another."""
    runs: list[list[int]] = []
    before = None
    for step, held in steps:
        if held is right:
            runs = [*runs[:-1], [*runs[-1], step]] if before is right else [*runs, [step]]
        before = held
    said = [str(run[0]) if len(run) == 1 else texts("steps-from-to", first=run[0], last=run[-1]) for run in runs]
    said = said if len(said) <= MOST_RUNS else [*said[:MOST_RUNS], texts("so-on")]
    return texts.listed(said) if said else ""
