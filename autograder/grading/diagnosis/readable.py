"""Which of the wrong probes a person reads best, and what is given and right there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np

from autograder.expected.fingerprints import Layout
from autograder.grading.compare import ComparedValue, Mismatch
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import Probe
from autograder.model.display import call_text

SHORT = 20
"""Calls whose texts differ by fewer characters are as easy to read."""
EASILY_SEEN = 1e-4
"""The part of two numbers that they are apart where one sees it at once."""
MOST_KEPT = 4096
"""Of the lengths of calls; a course has some thousand steps."""
Price = TypeVar("Price", int, tuple[bool, int])
FLOATS = ("ff", "fi", "if", "ii")
"""Kinds of two values that can be subtracted."""


def numbers_said(observation: Observation, texts: Texts, *, again: bool) -> Iterator[str]:
    """What is given and what is right where one reads it best; where the verdict shows the same, only `again`."""
    compared = _compared(observation, observation.wrong_probes)
    if not compared:
        return
    probe = most_readable(observation, compared)
    if again or probe is not _shown(observation):
        mismatch, key = observation.mismatches[probe.id], observation.layout.key
        later = "-later" if probe.call.is_chain and mismatch.step > 1 else ""
        call = call_text(probe.call, key.parameters, key.losses, mismatch.step)
        yield texts(
            f"numbers{later}", call=call, step=mismatch.step, got=mismatch.got, expected=mismatch.expected(texts)
        )


def _shown(observation: Observation) -> Probe | None:
    """The probe that the verdict shows: the most readable one of the first check at which a number is wrong."""
    checks = (check for check in observation.layout.key.checks if not check.behaviour)
    wrong = next((some for check in checks if (some := _compared(observation, check.probes))), ())
    return most_readable(observation, wrong) if wrong else None


def _compared(observation: Observation, probes: Iterable[Probe]) -> tuple[Probe, ...]:
    """Those of some probes at which numbers are wrong."""
    mismatches = observation.mismatches
    return tuple(probe for probe in probes if probe.id in mismatches and mismatches[probe.id].shown)


def easiest(observation: Observation, probes: Iterable[Probe]) -> Probe:
    """Of some wrong probes the one that is shown: the most readable, else the first."""
    some = tuple(probes)
    return most_readable(observation, compared) if (compared := _compared(observation, some)) else some[0]


def most_readable(observation: Observation, probes: Iterable[Probe]) -> Probe:
    """The probe with few numbers, at which it shows early, with short inputs, where the difference is seen at once.

    Of like ones it is the first: checks begin with a worked example.
    """

    mismatches = observation.mismatches

    def many_before(probe: Probe) -> tuple[bool, int]:
        return _has_many(probe), mismatches[probe.id].step if probe.call.is_chain else 1

    def length(probe: Probe) -> int:
        return _length(observation.layout, probe.id, mismatches[probe.id].step) // SHORT

    some = _least(_least(list(probes), many_before), length)
    return next((probe for probe in some if _visible(mismatches[probe.id]) >= EASILY_SEEN), some[0])


def _least(probes: Sequence[Probe], price: Callable[[Probe], Price]) -> list[Probe]:
    """Those of some probes that have the least price."""
    prices = [price(probe) for probe in probes]
    least = min(prices)
    return [probe for probe, one in zip(probes, prices, strict=True) if one == least]


@lru_cache(maxsize=MOST_KEPT)
def _length(layout: Layout, probe_id: str, step: int) -> int:
    """How many characters the call of a probe has as a text; the same for everybody."""
    probe = next(one for one in layout.probes if one.id == probe_id)
    return len(call_text(probe.call, layout.key.parameters, layout.key.losses, step))


def _visible(mismatch: Mismatch) -> float:
    """How far a wrong number is from the right one, as a part of both; 0 where that cannot be said."""
    pairs = [(np.asarray(shown.got), np.asarray(shown.expected)) for shown in shown_wrong(mismatch)]
    with np.errstate(all="ignore"):
        apart = [np.abs(a - b) / (np.abs(a) + np.abs(b)) for a, b in pairs if a.dtype.kind + b.dtype.kind in FLOATS]
    return max((float(np.nanmax(part)) for part in apart if np.isfinite(part).any()), default=0.0)


def _has_many(probe: Probe) -> bool:
    """Whether a step returns more than one number for a quantity."""
    values = probe.expected[0].values
    return isinstance(values, np.ndarray) and values[0].size > 1


def shown_wrong(mismatch: Mismatch) -> Iterator[ComparedValue]:
    """What the wrong quantities are, and what they should be, where they depart."""
    return (shown for shown in mismatch.shown if shown.name in mismatch.names)
