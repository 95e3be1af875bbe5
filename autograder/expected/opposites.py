"""Two mistakes that must not be told together: they say opposite things, or one undoes what the other says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from autograder.expected.at_once import Lines, given_at_once
from autograder.expected.faults import part_of
from autograder.expected.fingerprints import Fingerprint, Layout, within
from autograder.model import Carried, Probe, Variants

Ids = tuple[str, ...]
"""Of the edits of a program."""

OPPOSITES: Sequence[tuple[Collection[str], Collection[str]]] = (
    ({"no", "without", "never", "missing", "forgotten"}, {"twice", "again", "once more"}),
    ({"less", "small", "behind", "early"}, {"large", "ahead", "late", "once more"}),
)
"""Words for too little of something, and words for too much of it."""
COMMON = (
    "a after all an and applied are as at be before belongs by computed does each first for form from goes has here in "
    "is it its itself new of old on one only or other place same second step than that the them then there this to "
    "used uses was what where which while with"
)
SAYS_NOTHING = frozenset(COMMON.split())
"""Words by which two sentences are not yet about one thing."""
_STEM = 5
_WORDS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def contradict(first: str, second: str) -> bool:
    """Whether two titles speak of one thing, of which the one says too little and the other too much."""
    if not _about(first) & _about(second):
        return False
    return any(
        (_says(first, little) and _says(second, much)) or (_says(first, much) and _says(second, little))
        for little, much in OPPOSITES
    )


def _says(title: str, some: Collection[str]) -> bool:
    """Whether one of some words stands in a title, as a whole word."""
    return any(f" {word} " in f" {' '.join(_WORDS.findall(title))} " for word in some)


def _about(title: str) -> set[str]:
    """What a title is about: its words that say something, without their endings."""
    said = {word for some in OPPOSITES for side in some for words in side for word in words.split()} | SAYS_NOTHING
    return {word[:_STEM] for word in _WORDS.findall(title) if word not in said}


def undone(
    pairs: Mapping[Ids, Lines], alone: Mapping[str, Fingerprint], variants: Variants, layout: Layout
) -> set[Ids]:
    """The pairs that give the right first quantity in every run from a fresh state, though one of the two does not.

    `pairs` are programs of `variants` by the ids of their two edits, `alone` is what each edit alone gives.
    """
    fresh = [number for number, probe in enumerate(layout.probes) if _is_fresh(probe)]
    fresh.sort(key=lambda number: layout.probes[number].id in layout.chains)  # where many programs share their lines
    wrong = {id_ for id_, given in alone.items() if not all(_is_right(given, layout, number) for number in fresh)}
    left = {ids: lines for ids, lines in pairs.items() if wrong & set(ids)}
    for number in fresh:
        part = part_of(layout, number)
        given = given_at_once(list(left.values()), variants, part)
        left = {ids: left[ids] for ids, one in zip(left, given, strict=True) if _is_right(one, part, 0)}
    return set(left) if fresh else set()


def _is_fresh(probe: Probe) -> bool:
    """Whether a call starts from a state in which nothing has happened yet."""
    given = (a.start if isinstance(a, Carried) else a for a in probe.call.arguments)
    states = [value for value in given if isinstance(value, dict)]
    return bool(states) and not any(np.any(np.asarray(entry)) for state in states for entry in state.values())


def _is_right(given: Fingerprint, layout: Layout, number: int) -> bool:
    """Whether the first quantity that a program returns is right at all steps of a probe."""
    first = layout.blocks[number][0]
    part = slice(first.start, first.stop)
    return bool(within(given.numbers[part], layout.right[part], layout.tolerances[part]).all())
