"""Which mistakes of an exercise may be handed out to be found: alone, and two of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.expected.faults import FaultDictionary, Programs
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.programs import program
from autograder.model import EditKind, Exercise, Variants
from autograder.repair.looks import gives_away

FEWEST = 2
"""Of an exercise with fewer that suit, its name would say which mistake it is."""
NEAR = 1e-6
"""How near the sketches of programs are that may give the same."""


class Broken(NamedTuple):
    """A function that is to be mended."""

    exercise: Exercise
    mistakes: tuple[str, ...]
    """The ids of what is wrong in it: one or two, in the catalogue's order."""
    lines: tuple[int, ...]
    """Its steps, as places in the table of the exercise's variants."""

    @property
    def source(self) -> str:
        """The function as it is handed out, in NumPy."""
        return program(self.lines, variants_for(self.exercise))


@lru_cache(maxsize=256)
def suitable(exercise: Exercise) -> tuple[Broken, ...]:
    """The functions with one mistake that may be drawn, in the catalogue's order; none where there are too few.

    Not other conventions, nothing that is given away by its look, and nothing that gives the same on every probe as
    another mistake or convention: of two equal programs nobody could say which one it is.
    """
    variants = variants_for(exercise)
    right = program(variants.right, variants)
    found = tuple(
        Broken(exercise, variant.parts, variant.lines)
        for variant in variants.alone
        if variants.named[variant.parts[0]].kind is EditKind.MISTAKE and not variant.same
        if not gives_away(program(variant.lines, variants), right)
    )
    return found if len(found) >= FEWEST else ()


@lru_cache(maxsize=256)
def suitable_pairs(exercise: Exercise) -> tuple[Broken, ...]:
    """The functions with two mistakes, each in lines of its own and suitable alone, of which those may be drawn that
    `is_fit` finds so."""
    variants = variants_for(exercise)
    alone = {broken.mistakes[0]: _changed(broken.lines, variants) for broken in suitable(exercise)}
    ids = list(variants.named)
    found: list[Broken] = []
    for first, second, *lines in variants.pairs if alone else ():
        both = (ids[first], ids[second])
        if any(id_ not in alone for id_ in both) or alone[both[0]].keys() & alone[both[1]].keys():
            continue
        if _changed(lines, variants) == alone[both[0]] | alone[both[1]]:
            found.append(Broken(exercise, both, tuple(lines)))
    return tuple(found)


def _changed(lines: Sequence[int], variants: Variants) -> dict[int, int]:
    """What a program has in the place of lines of the right one, by their places; all, where it has other lines."""
    if len(lines) != len(variants.right):
        return dict(enumerate((*lines, *variants.right)))
    both = enumerate(zip(lines, variants.right, strict=True))
    return {at: line for at, (line, right) in both if line != right}


def is_fit(pair: Broken) -> bool:
    """Whether a function with two mistakes may be drawn: told by its look as little as those with one, and no other
    known program gives the same, as far as rounding allows."""
    variants = variants_for(pair.exercise)
    return not gives_away(pair.source, program(variants.right, variants)) and _is_like_no_other(pair)


def _is_like_no_other(broken: Broken) -> bool:
    exercise = broken.exercise
    key = key_for([exercise])
    faults = faults_for(exercise, key.exercises[exercise.name], key.seed)
    rows = [row for row, (_, _, *lines) in enumerate(faults.variants.pairs) if tuple(lines) == broken.lines]
    if len(rows) != 1:
        return False
    alike = [_alike(programs, rows[0], faults) for programs in (faults.pairs, faults.alone)]
    faults.remember()
    return alike == [1, 0]


def _alike(programs: Programs, row: int, faults: FaultDictionary) -> int:
    """How many of some programs give on every probe what the pair in a row gives; the cheapest probe first."""
    rows = np.arange(len(programs))
    for probe in np.argsort(faults.prices, kind="stable").tolist():
        if not len(rows):
            break
        (sketch,) = faults.pairs.sketches(np.array([row]), probe)
        rows = rows[np.isclose(programs.sketches(rows, probe), sketch, rtol=0, atol=NEAR)]
    return len(rows)
