"""The fault dictionary: what is worked out at once, piece by piece or on another day is what the programs give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from autograder.expected import faults as dictionary
from autograder.expected.at_once import Lines, given_at_once
from autograder.expected.faults import FaultDictionary, NoShelf
from autograder.expected.fingerprints import Layout, layout_of
from autograder.expected.lookup import key_for, variants_for
from autograder.expected.programs import given_by, pair_of, program
from autograder.expected.sketches import sketches
from autograder.grading.diagnosis.recognise import explanations
from autograder.grading.observe import Observation
from autograder.model import Exercise, Variants
from tests.registry import EXERCISES, name_of

EACH = 8
"""Of how many programs of a kind things are tried."""
WITH_PAIRS = tuple(exercise for exercise in EXERCISES if variants_for(exercise).pairs)


class MemoryShelf:
    """A shelf in this process."""

    def __init__(self) -> None:
        self.tables: dict[str, np.ndarray] = {}

    def take(self, name: str, blank: np.ndarray) -> np.ndarray:
        """A copy of the table of that name, else the blank one."""
        return self.tables.get(name, blank).copy()

    def put(self, name: str, table: np.ndarray) -> None:
        """Keep a copy of a table."""
        self.tables[name] = table.copy()


def layout_for(exercise: Exercise) -> Layout:
    """Where the numbers of an exercise stand."""
    return layout_of(key_for([exercise]).exercises[exercise.name])


def a_few(some: Sequence[Lines]) -> list[Lines]:
    """A few of many programs, from the first to the last."""
    return list(some[:: max(1, len(some) // EACH)])


def some_programs(variants: Variants) -> list[Lines]:
    """A few programs with one mistake, and a few with two."""
    alone, pairs = (
        [v.lines for v in variants.alone],
        [pair_of(variants, row).lines for row in range(len(variants.pairs))],
    )
    return [*a_few(alone), *a_few(pairs)]


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_many_programs_at_once_give_what_each_gives(exercise: Exercise) -> None:
    """Carried out together, programs give the very numbers, steps and errors that they give one after another."""
    variants, layout = variants_for(exercise), layout_for(exercise)
    programs = some_programs(variants)
    for probe in range(0, len(layout.probes), 3):
        part = dictionary.part_of(layout, probe)
        for lines, together in zip(programs, given_at_once(programs, variants, part), strict=True):
            alone = given_by(program(lines, variants), part)
            for name, values in alone._asdict().items():
                np.testing.assert_array_equal(getattr(together, name), values)


def test_a_line_that_fails_ends_the_programs_that_hold_it() -> None:
    """Programs that share lines fail where one after another would, and the others go on."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "linear_decay")
    layout, template = layout_for(exercise), variants_for(exercise).template
    table = ("x = step/total_steps", "x = [][step]", "lr = lr_start", "lr = 1j", "lr = 1/(step - 3)")
    variants = Variants({}, template, table, (), ())
    programs = [(0, 2), (1, 2), (0, 3), (0, 4), (2,), (4,), (1,)]
    found = given_at_once(programs, variants, layout)
    for lines, together in zip(programs, found, strict=True):
        alone = given_by(program(lines, variants), layout)
        np.testing.assert_array_equal(together.steps, alone.steps)
        np.testing.assert_array_equal(together.failed, alone.failed)
    assert [bool(one.failed.any()) for one in found] == [False, True, True, True, False, True, True]


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_sketches_are_those_of_the_programs(exercise: Exercise) -> None:
    """Whether many programs are asked for or one, on one probe or on another, a sketch is that of what it gives."""
    faults = FaultDictionary(variants_for(exercise), layout_for(exercise), NoShelf())
    right = [sketches(faults.alone.fingerprint(row), faults.layout) for row in range(len(faults.alone))]
    faults = FaultDictionary(faults.variants, faults.layout, NoShelf())
    rows = np.arange(len(faults.alone))
    for probe in (0, len(faults.layout.probes) - 1):
        np.testing.assert_allclose(faults.alone.sketches(rows, probe), np.array(right)[:, probe], rtol=0, atol=1e-9)
    for row in rows[:: max(1, len(rows) // EACH)]:
        for probe in range(len(faults.layout.probes)):
            (found,) = faults.alone.sketches(np.array([row]), probe)
            assert abs(found - right[row][probe]) < 1e-9


@pytest.mark.parametrize("exercise", WITH_PAIRS, ids=name_of)
def test_what_was_worked_out_is_not_worked_out_again(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is on the shelf, the same functions are explained in the same way, and no program is carried out."""
    variants, layout, shelf = variants_for(exercise), layout_for(exercise), MemoryShelf()
    first = FaultDictionary(variants, layout, shelf)
    wrong = [given_by(program(lines, variants), layout) for lines in some_programs(variants)]
    before = [explanations(Observation(layout, fingerprint), first) for fingerprint in wrong]
    for name in ("alone", "pairs"):
        shelf.put(name, getattr(first, name).table)
    second = FaultDictionary(variants, layout, shelf)
    for name in ("given_by", "given_at_once"):
        monkeypatch.setattr(dictionary, name, lambda *_: pytest.fail("carried out again"))
    assert [explanations(Observation(layout, fingerprint), second) for fingerprint in wrong] == before


def test_a_table_is_put_on_the_shelf_when_it_has_grown() -> None:
    """What nobody asked for is not kept, what was worked out is, and nothing is written where nothing new is known."""
    shelf, rows = MemoryShelf(), np.arange(5)
    large = max(WITH_PAIRS, key=lambda exercise: len(variants_for(exercise).alone))
    faults = FaultDictionary(variants_for(large), layout_for(large), shelf)
    faults.remember()
    assert not shelf.tables
    faults.alone.sketches(rows, 0)
    faults.remember()
    assert set(shelf.tables) == {"alone"}
    np.testing.assert_array_equal(np.isnan(shelf.tables["alone"]["sketches"][:, 0]), np.arange(len(faults.alone)) >= 5)
    shelf.tables.clear()
    faults.alone.sketches(rows, 0)
    faults.remember()
    assert not shelf.tables
    faults.alone.fingerprint(0)
    faults.remember()
    assert shelf.tables["alone"]["steps"][0].max() > 0
