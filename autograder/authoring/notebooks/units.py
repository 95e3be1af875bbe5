"""The notebooks of a course's units, for students and for instructors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.authoring.notebooks.illustrate import illustrate
from autograder.authoring.notebooks.make import as_text, released, source_notebook
from autograder.authoring.stubs import USUAL, stub_of_unit, write_solutions
from autograder.expected.printed import right_answer
from autograder.model import Exercise, ExerciseKey
from autograder.model.course import UnitChoice


def notebook_of_master(text: str, exercises: Sequence[Exercise], keys: Mapping[str, ExerciseKey]) -> str:
    """The students' notebook from a unit's text with solution regions."""
    return as_text(released(source_notebook(text, exercises, illustrate(exercises, keys))))


def student_notebook(
    unit: str, exercises: Sequence[Exercise], keys: Mapping[str, ExerciseKey], choice: UnitChoice = USUAL
) -> str:
    """The students' notebook of a unit, made where no solutions are at hand."""
    return notebook_of_master(write_solutions(stub_of_unit(unit, keys, choice), {}), exercises, keys)


def instructor_notebook(
    unit: str, exercises: Sequence[Exercise], keys: Mapping[str, ExerciseKey], choice: UnitChoice = USUAL
) -> str:
    """The notebook for nbgrader's `source/`: its solutions are printed from the rules."""
    answers = {exercise.name: right_answer(exercise) for exercise in exercises}
    text = write_solutions(stub_of_unit(unit, keys, choice), answers)
    return as_text(source_notebook(text, exercises, illustrate(exercises, keys)))
