"""Sketches: one number for each probe finds a program with two mistakes, and no other one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.expected.faults import FaultDictionary
from autograder.expected.fingerprints import UNTRIED, Fingerprint, Layout, layout_of
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.programs import given_by, pair_of, source_of
from autograder.expected.sketches import MISSING, sketches
from autograder.grading.diagnosis.recognise import CLOSE, explanations
from autograder.grading.observe import Observation, observe
from autograder.model import Exercise, Variants
from tests.in_process import Function, answers_of, compiled
from tests.registry import EXERCISES, name_of

PAIRS_EACH = 6
ANOTHER_SEED = 5
WITH_PAIRS = tuple(exercise for exercise in EXERCISES if len(variants_for(exercise).pairs))


def layout_for(exercise: Exercise) -> Layout:
    """Where the numbers of an exercise stand."""
    return layout_of(key_for([exercise]).exercises[exercise.name])


def faults_of(exercise: Exercise, seed: int = 0) -> FaultDictionary:
    """What is known to be wrong, on the probes of a seed."""
    return faults_for(exercise, key_for([exercise], seed).exercises[exercise.name], seed)


def sources_of_pairs(variants: Variants) -> list[str]:
    """A few of the programs with two mistakes."""
    every = max(1, len(variants.pairs) // PAIRS_EACH)
    return [source_of(pair_of(variants, row), variants) for row in range(0, len(variants.pairs), every)]


def explained(fingerprint: Fingerprint, faults: FaultDictionary) -> list[tuple[str, ...]]:
    """The mistakes that explain what some program gave."""
    return [variant.parts for variant in explanations(Observation(faults.layout, fingerprint), faults)]


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_every_number_counts(exercise: Exercise) -> None:
    """A millionth more in one number, wherever it is, changes the sketch of its probe, and of no other."""
    layout = layout_for(exercise)
    right = layout.right_fingerprint
    before = sketches(right, layout)
    for place in np.flatnonzero(np.isfinite(right.numbers)):
        beside = right.numbers[layout.block == layout.block[place]]
        numbers = right.numbers.copy()
        largest = np.max(np.abs(beside[np.isfinite(beside)]))
        if layout.relative[place]:
            numbers[place] += 1e-6 * largest + 100 * layout.tolerances[place] + np.finfo(float).tiny
        else:
            numbers[place] = 2 * numbers[place] + 1
        apart = np.abs(sketches(right._replace(numbers=numbers), layout) - before)
        assert apart[layout.probe[place]] > 10 * CLOSE, place
        assert np.count_nonzero(apart) == 1


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_what_is_missing_or_endless_counts(exercise: Exercise) -> None:
    """NaN, the infinities, a step that is missing and an error are told from numbers and from each other."""
    layout = layout_for(exercise)
    right = layout.right_fingerprint
    changed = [right, right._replace(failed=~right.failed), right._replace(steps=right.steps - 1)]
    changed += [right._replace(numbers=np.full_like(right.numbers, value)) for value in (np.nan, np.inf, -np.inf)]
    sums = [sketches(signature, layout) for signature in changed]
    finite = [number for number, blocks in enumerate(layout.blocks) if np.isfinite(right.numbers[blocks[0].start])]
    for index, one in enumerate(sums):
        for other in sums[:index]:
            assert np.all(np.abs(one - other)[finite] > 1)
    assert np.abs(sums[0]).max() < MISSING * len(right.numbers)


def with_noise(function: Function, *, of_state: bool) -> Function:
    """The same function in another arrangement: what it computes is rounded to a number beside it.

    A state of copies is left as it is: a best loss is one of those that were passed.
    """

    def noisy(value: Any) -> Any:
        if isinstance(value, tuple):
            return noisy(value[0]), {name: noisy(part) if of_state else part for name, part in value[1].items()}
        is_float = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
        return value * (1 + np.finfo(float).eps) if is_float else value

    return lambda *arguments, **settings: noisy(function(*arguments, **settings))


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_rounding_does_not_count(exercise: Exercise) -> None:
    """Two mistakes at once are explained alike where every value is rounded otherwise."""
    faults = faults_of(exercise)
    layout = faults.layout
    for source in sources_of_pairs(faults.variants):
        noisy = with_noise(compiled(source, exercise.name), of_state=layout.key.parameters[:1] == ("w",))
        sent = observe(layout.key, answers_of(noisy, layout.key), {}).fingerprint
        assert explained(sent, faults) == explained(given_by(source, layout), faults)


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_two_mistakes_are_found_whatever_the_seed(exercise: Exercise) -> None:
    """With probes of another seed two mistakes are explained as such or, where these show less, as one or as none."""
    faults = faults_of(exercise, ANOTHER_SEED)
    for row in range(0, len(faults.pairs), max(1, len(faults.pairs) // PAIRS_EACH)):
        pair = pair_of(faults.variants, row)
        given = given_by(source_of(pair, faults.variants), faults.layout)
        found = explained(given, faults)
        assert pair.parts in found or (found and len(found[0]) == 1) or not _is_wrong(given, faults.layout)


def _is_wrong(fingerprint: Fingerprint, layout: Layout) -> bool:
    return bool(np.any(np.abs(sketches(fingerprint, layout) - sketches(layout.right_fingerprint, layout)) > CLOSE))


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_two_mistakes_explain_every_number(exercise: Exercise) -> None:
    """One number that differs, whichever it is, and two mistakes explain the answers no more."""
    faults = faults_of(exercise)
    layout = faults.layout
    for index, source in enumerate(sources_of_pairs(faults.variants)):
        given = given_by(source, layout)
        finite = np.flatnonzero(np.isfinite(given.numbers))
        for place in finite[index::17]:
            numbers = given.numbers.copy()
            beside = np.abs(given.numbers[finite][layout.block[finite] == layout.block[place]])
            numbers[place] += (
                1e-6 * (np.max(beside) or 1) + 100 * layout.tolerances[place] + (layout.relative[place] == 0)
            )
            parts = explained(given, faults)
            assert not set(parts) & set(explained(given._replace(numbers=numbers), faults)), place


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_who_runs_out_of_time_is_told_what_the_rest_shows(exercise: Exercise) -> None:
    """Where a chain stops in the middle and others were not tried, what there is has to fit, and nothing else."""
    faults = faults_of(exercise)
    layout = faults.layout
    for row in range(0, len(faults.pairs), max(1, len(faults.pairs) // PAIRS_EACH)):
        pair = pair_of(faults.variants, row)
        whole = given_by(source_of(pair, faults.variants), layout)
        steps = whole.steps.copy()
        steps[-1] = UNTRIED
        if not whole.failed.any():
            steps[len(steps) // 2] -= 1
        there = layout.at < steps[layout.probe]
        part = Fingerprint(np.where(there, whole.numbers, np.nan), steps, whole.failed & (steps != UNTRIED))
        found = explained(part, faults)
        assert pair.parts in found or (found and len(found[0]) == 1) or not _is_wrong(whole, layout)
        changed = part._replace(numbers=2 * part.numbers + there)
        assert pair.parts not in explained(changed, faults)
