"""Checksums: one number for each probe finds a program with two mistakes, and no other one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.expected.fingerprints import UNTRIED, Fingerprint, Layout, layout_of
from autograder.expected.lookup import key_for, variants_for
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


def layout_for(exercise: Exercise, seed: int = 0) -> Layout:
    """Where the numbers of an exercise stand."""
    return layout_of(key_for([exercise], seed).exercises[exercise.name])


def sources_of_pairs(variants: Variants) -> list[str]:
    """A few of the programs with two mistakes."""
    every = max(1, len(variants.pairs) // PAIRS_EACH)
    return [source_of(pair_of(variants, row), variants) for row in range(0, len(variants.pairs), every)]


def explained(signature: Fingerprint, layout: Layout, variants: Variants) -> list[tuple[str, ...]]:
    """The mistakes that explain what some program gave."""
    return [variant.parts for variant in explanations(Observation(layout, signature), variants)]


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_every_number_counts(exercise: Exercise) -> None:
    """A millionth more in one number, wherever it is, changes the checksum of its probe, and of no other."""
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
    layout, variants = layout_for(exercise), variants_for(exercise)
    for source in sources_of_pairs(variants):
        noisy = with_noise(compiled(source, exercise.name), of_state=layout.key.parameters[:1] == ("w",))
        answers = answers_of(noisy, layout.key)
        assert explained(observe(layout.key, answers, {}).fingerprint, layout, variants) == explained(
            given_by(source, layout), layout, variants
        )


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_two_mistakes_are_found_whatever_the_seed(exercise: Exercise) -> None:
    """With probes of another seed, where those that are new are carried out, two mistakes have the same explanations
    or, as those probes separate others, more or fewer of them."""
    layout, variants = layout_for(exercise, ANOTHER_SEED), variants_for(exercise, ANOTHER_SEED)
    assert set(variants.columns) <= {probe.id for probe in layout.probes}
    for row in range(0, len(variants.pairs), max(1, len(variants.pairs) // PAIRS_EACH)):
        pair = pair_of(variants, row)
        signature = given_by(source_of(pair, variants), layout)
        found = explained(signature, layout, variants)
        assert pair.parts in found or (found and len(found[0]) == 1) or not _is_wrong(signature, layout)


def _is_wrong(signature: Fingerprint, layout: Layout) -> bool:
    return bool(np.any(np.abs(sketches(signature, layout) - sketches(layout.right_fingerprint, layout)) > CLOSE))


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_two_mistakes_explain_every_number(exercise: Exercise) -> None:
    """One number that differs, whichever it is, and two mistakes explain the answers no more."""
    layout, variants = layout_for(exercise), variants_for(exercise)
    for index, source in enumerate(sources_of_pairs(variants)):
        given = given_by(source, layout)
        finite = np.flatnonzero(np.isfinite(given.numbers))
        for place in finite[index::17]:
            numbers = given.numbers.copy()
            beside = np.abs(given.numbers[finite][layout.block[finite] == layout.block[place]])
            numbers[place] += (
                1e-6 * (np.max(beside) or 1) + 100 * layout.tolerances[place] + (layout.relative[place] == 0)
            )
            parts = explained(given, layout, variants)
            assert not set(parts) & set(explained(given._replace(numbers=numbers), layout, variants)), place


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_who_runs_out_of_time_is_told_what_the_rest_shows(exercise: Exercise) -> None:
    """Where a chain stops in the middle and others were not tried, what there is has to fit, and nothing else."""
    layout, variants = layout_for(exercise), variants_for(exercise)
    for row in range(0, len(variants.pairs), max(1, len(variants.pairs) // PAIRS_EACH)):
        pair = pair_of(variants, row)
        whole = given_by(source_of(pair, variants), layout)
        steps = whole.steps.copy()
        steps[-1] = UNTRIED
        if not whole.failed.any():
            steps[len(steps) // 2] -= 1
        there = layout.at < steps[layout.probe]
        part = Fingerprint(np.where(there, whole.numbers, np.nan), steps, whole.failed & (steps != UNTRIED))
        found = explained(part, layout, variants)
        assert pair.parts in found or (found and len(found[0]) == 1) or not _is_wrong(whole, layout)
        changed = part._replace(numbers=2 * part.numbers + there)
        assert pair.parts not in explained(changed, layout, variants)
