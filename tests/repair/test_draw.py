"""What each student gets: the same for ever, and not the same for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.model.course import RepairSettings
from autograder.repair.draw import MOST_CHOICES, drawn, of_version, units_with_repair
from autograder.repair.handout import repair_text
from autograder.repair.pool import suitable
from tests.registry import COURSE

UNITS = units_with_repair(COURSE)
STUDENTS = tuple(f"student {number}" for number in range(24))
SEEDED = replace(COURSE, repair=RepairSettings(seed=7))
DRAWN = {
    ("01_gradient_descent", "ada"): ("minibatch_epoch/data-size-divisor",),
    ("02_momentum", ""): ("exponential_moving_average/fixed-correction",),
    ("02_momentum", "Zoë"): ("momentum/gradient-turned-round",),
    ("03_adaptive", "ada"): ("nadam/m-corrected-for-this-step", "nadam/beta1-in-both-corrections"),
    ("04_schedules", "ada"): ("polynomial_decay/lr-end-not-added",),
    ("05_landscapes", "Zoë"): ("largest_stable_lr/trace",),
    ("06_second_order", "ada"): ("newton/multiplied",),
}
"""Where a mistake that is new in the catalogue is drawn in the place of one of these, this is its place too."""


@pytest.mark.parametrize("unit", UNITS)
def test_no_two_students_need_have_the_same(unit: str) -> None:
    """A class has several functions and mistakes; a student has the same one each time, however the name is typed."""
    found = {student: drawn(COURSE, unit, student) for student in STUDENTS}
    assert len({one.broken for one in found.values() if one}) > 3
    assert all(drawn(COURSE, unit, f" {student.upper()}") == one for student, one in found.items())


@pytest.mark.parametrize(("unit", "student"), DRAWN)
def test_what_was_drawn_once_is_drawn_today(unit: str, student: str) -> None:
    """On every computer, in every version."""
    one = drawn(COURSE, unit, student)
    assert one is not None
    assert one.broken.mistakes == DRAWN[unit, student]


def test_the_course_s_seed_draws_too() -> None:
    """With another seed a class gets other functions."""
    assert [drawn(COURSE, UNITS[0], student) for student in STUDENTS] != [
        drawn(SEEDED, UNITS[0], student) for student in STUDENTS
    ]


def test_some_have_two_mistakes() -> None:
    """About one of four, in units that have pairs; in others nobody."""
    two = [
        one for student in STUDENTS if (one := drawn(COURSE, "03_adaptive", student)) and len(one.broken.mistakes) == 2
    ]
    assert 0 < len(two) < len(STUDENTS) / 2


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_drawn_is_for_ever(unit: str) -> None:
    """What is drawn depends on nothing but names and numbers: taking away all that is not drawn changes nothing."""
    for student in STUDENTS[:6]:
        one = drawn(COURSE, unit, student)
        assert one is not None
        few = tuple(e for e in COURSE.exercises if e.unit != unit or e == one.broken.exercise)
        assert drawn(replace(COURSE, exercises=few), unit, student) == one


@pytest.mark.parametrize("unit", UNITS)
def test_the_choices_are_none_that_are_true_in_part(unit: str) -> None:
    """What is wrong stands among the choices, and no other that changes one of the same lines in the same way."""
    for student in STUDENTS:
        one = drawn(COURSE, unit, student)
        assert one is not None
        ids = [choice.id for choice in one.choices]
        assert set(one.broken.mistakes) < set(ids)
        assert ids == sorted(set(ids))
        assert len(one.broken.mistakes) + 2 <= len(ids) <= MOST_CHOICES
        others = [
            b
            for b in suitable(one.broken.exercise)
            if b.mistakes[0] in ids and b.mistakes[0] not in one.broken.mistakes
        ]
        right = set(one.broken.lines).intersection(*(set(other.lines) for other in others)) if others else set()
        assert all((set(other.lines) & set(one.broken.lines)) >= right for other in others)


def test_what_was_handed_out_is_found_again_by_its_version() -> None:
    """A file of another draw says by its text which function it holds."""
    one = drawn(COURSE, "03_adaptive", "ada")
    assert one is not None
    found = of_version(COURSE, "03_adaptive", one.version, "ada")
    assert found == one
    assert of_version(COURSE, "03_adaptive", "0" * 12, "ada") is None


@pytest.mark.parametrize("unit", UNITS)
def test_a_file_is_the_same_each_time(unit: str) -> None:
    """The same student and seed give the same text."""
    one = drawn(COURSE, unit, "ada")
    assert one is not None
    assert repair_text(one, COURSE, "ada") == repair_text(one, COURSE, "ada")
    assert "".join(one.broken.source.splitlines()[1:]) in "".join(repair_text(one, COURSE, "ada").splitlines())
