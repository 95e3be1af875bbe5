"""What a course file says of its units: in or out, the order, the prose; and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.stubs import stub_of_unit
from autograder.catalogue.course import load_course
from autograder.errors import CourseError
from autograder.expected.lookup import key_for
from autograder.model.course import Course

UNIT = "02_momentum"


def course(folder: Path, lines: str) -> Course:
    """A course with some lines, and a file of prose beside it."""
    (folder / "prose.md").write_text("# Memory\n\nWhat we do *this* week.\n", encoding="utf-8")
    file = folder / "course.toml"
    file.write_text(f'extends = "default"\nname = "Optimization, spring"\n{lines}\n', encoding="utf-8")
    return load_course(file)


def stub(made: Course) -> str:
    """The unit's file as handed out."""
    key = key_for(made.of_unit(UNIT))
    return stub_of_unit(UNIT, key.exercises, made.choice(UNIT))


def test_a_unit_is_taken_out_in_one_line(tmp_path: Path) -> None:
    """`use = false` for a unit leaves none of its exercises."""
    units = course(tmp_path, "[unit.05_landscapes]\nuse = false").units
    assert "05_landscapes" not in units
    assert UNIT in units


def test_an_exercise_may_stay_of_a_unit_that_is_left_out(tmp_path: Path) -> None:
    """What an exercise says of itself goes before what is said of its unit."""
    made = course(tmp_path, "[unit.08_modern]\nuse = false\n[exercise.muon]\nuse = true")
    assert [exercise.name for exercise in made.exercises if exercise.unit == "08_modern"] == ["muon"]


def test_exercises_stand_in_the_order_that_is_named(tmp_path: Path) -> None:
    """Those that are named come first, each below the prose that leads to it; the others follow as they were."""
    made = course(tmp_path, f'[unit.{UNIT}]\norder = ["nesterov", "momentum"]')
    names = ["nesterov", "momentum", "exponential_moving_average"]
    assert [exercise.name for exercise in made.of_unit(UNIT)] == names
    text = stub(made)
    heads = ["## Nesterov momentum", "def nesterov(", "## Momentum", "def momentum(", "## The exponential", "## Try it"]
    places = [text.index(words) for words in heads]
    assert places == sorted(places)
    assert text.count("# %%") == stub(course(tmp_path, "")).count("# %%")


def test_prose_of_ones_own_stands_first(tmp_path: Path) -> None:
    """It takes the place of the unit's first passage, and all else stays."""
    text = stub(course(tmp_path, f'[unit.{UNIT}]\nprose = "prose.md"'))
    assert text.startswith("# %% [markdown]\n# # Memory\n#\n# What we do *this* week.\n\n# %%\nimport numpy as np\n")
    assert "A ball that rolls downhill" not in text
    assert "## Momentum" in text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "[unit.05_landscape]\nuse = false",
            'unit.05_landscape is no unit of the course: did you mean "05_lan',
        ),
        ("[unit.05_landscapes]\nuse = 0", "line 4: unit.05_landscapes.use must be true or false"),
        ("[unit.05_landscapes]\nuses = false", "is not known here; known are use, prose, order"),
        (f'[unit.{UNIT}]\norder = ["momentun"]', 'did you mean "momentum"?'),
        (f'[unit.{UNIT}]\norder = ["adam"]', "which is no exercise of the unit"),
        (f'[unit.{UNIT}]\norder = ["momentum", "momentum"]', "twice"),
        (f'[unit.{UNIT}]\norder = "momentum"', "must be a list"),
        (f'[unit.{UNIT}]\nprose = "nothing.md"', "cannot be read"),
        (f'[unit.{UNIT}]\nprose = "../prose.md"', "must be a file in the folder of the course file"),
    ],
)
def test_a_slip_is_said_with_its_line(lines: str, words: str, tmp_path: Path) -> None:
    """The error names the key and what may stand there."""
    with pytest.raises(CourseError) as raised:
        course(tmp_path, lines)
    assert words in str(raised.value)
