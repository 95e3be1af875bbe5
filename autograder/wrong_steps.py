"""At which steps a schedule is wrong: the run of steps that tells most, and what is wrong in it, in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.model import Probe, Series
from autograder.observed import Observed
from autograder.signature import Block, Layout
from autograder.texts import Texts
from autograder.values_text import listed, number_text, value_text

NEARLY_1 = 1e-4
"""A factor this close to 1 is no factor to speak of."""
CLOSE = 1e-6
"""How far ratios may differ and still count as one factor."""
MOST_RUNS = 3
"""How many runs of neighbouring steps are listed."""


class Asked(NamedTuple):
    """The steps at which a schedule is asked for, one after another."""

    probe: str
    settings: str
    steps: tuple[int, ...]
    block: Block
    """Where the numbers stand that it gives."""


@lru_cache(maxsize=256)
def asked_of(layout: Layout) -> tuple[Asked, ...]:
    """What the probes of a schedule ask for; empty for anything else."""
    return tuple(_asked(layout))


def _asked(layout: Layout) -> Iterator[Asked]:
    for probe, (block, *_) in zip(layout.probes, layout.blocks, strict=True):
        steps = _steps(probe)
        if steps:
            settings = ", ".join(f"{name} = {value_text(value)}" for name, value in probe.call.keywords.items())
            yield Asked(probe.id, settings, steps, block)


def _steps(probe: Probe) -> tuple[int, ...]:
    for argument in probe.call.arguments[:1]:
        if isinstance(argument, Series) and not probe.call.is_chain and all(type(v) is int for v in argument.values):
            return argument.values
    return ()


class Tried(NamedTuple):
    """A step at which a schedule was asked: whether it is right there, and its value as a multiple of the right one."""

    right: bool
    ratio: float


def at_which_steps(observed: Observed, texts: Texts) -> str:
    """At which steps a schedule is wrong, with the first settings at which some are right; else with the first.

    Empty where what it gave cannot be compared.
    """
    tried = _tried(observed)
    wrong = {settings: steps for settings, steps in tried.items() if not all(t.right for t in steps.values())}
    if not wrong:
        return ""
    name, first = observed.layout.probes[0].expected[0].name, next(iter(wrong))
    factor = _factor(wrong[first])
    if factor is not None:
        return texts("wrong-by-a-factor", factor=number_text(factor, 6), settings=first, name=name)
    some_right = (settings for settings, steps in wrong.items() if any(t.right for t in steps.values()))
    settings = next(some_right, first)
    steps, right = (_ranges(wrong[settings], right=held) for held in (False, True))
    sentence = "wrong-at-some-steps" if right else "wrong-at-every-step"
    return texts(sentence, settings=settings, name=name, steps=steps, right=right)


def _factor(steps: Mapping[int, Tried]) -> float | None:
    """What all values are as a multiple of the right ones, where that is the same for several that are not 0."""
    ratios = np.array([tried.ratio for tried in steps.values() if not np.isnan(tried.ratio)])
    alike = len(ratios) > 1 and np.isfinite(ratios).all() and np.ptp(ratios) <= CLOSE * abs(ratios[0])
    return float(ratios[0]) if alike and abs(ratios[0] - 1) > NEARLY_1 else None


def _tried(observed: Observed) -> dict[str, dict[int, Tried]]:
    """What is known of each step, by settings; a step that was asked twice has to be right both times."""
    with np.errstate(all="ignore"):
        ratios = observed.signature.numbers / observed.layout.right
    found: dict[str, dict[int, Tried]] = {}
    for asked in asked_of(observed.layout):
        places = slice(asked.block.start, asked.block.stop)
        given = zip(
            asked.steps, *(all_[places].tolist() for all_ in (observed.given, observed.right, ratios)), strict=True
        )
        steps = found.setdefault(asked.settings, {})
        for step, is_given, right, ratio in given:
            if is_given:
                steps[step] = Tried(right and (step not in steps or steps[step].right), ratio)
    return {settings: dict(sorted(steps.items())) for settings, steps in found.items() if steps}


def _ranges(steps: Mapping[int, Tried], *, right: bool) -> str:
    """The steps that are right, or wrong, in short: 4 to 9 and 12; neighbours are those tried one after another."""
    runs: list[list[int]] = []
    before = None
    for step, tried in steps.items():
        if tried.right is right:
            runs = [*runs[:-1], [*runs[-1], step]] if before is right else [*runs, [step]]
        before = tried.right
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    texts = texts if len(texts) <= MOST_RUNS else [*texts[:MOST_RUNS], "so on"]
    return listed(texts) if texts else ""
