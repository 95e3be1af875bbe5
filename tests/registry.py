"""The live registries that tests are parametrised over."""

from __future__ import annotations

from autograder.authoring.checkout import under_every_convention
from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.model import Exercise
from autograder.symbolic.mistakes import Mistake

COURSE = load_course()
EXERCISES: tuple[Exercise, ...] = COURSE.exercises
RULES: tuple[Exercise, ...] = tuple(exercise for exercise in EXERCISES if not exercise.is_reference)
"""Those that a rule says."""
REFERENCES: tuple[Exercise, ...] = tuple(exercise for exercise in EXERCISES if exercise.is_reference)
"""Those whose right function is run to find what is right."""
GRADED: tuple[Exercise, ...] = COURSE.core.graded.exercises
"""Those that a class is graded on, whatever it hands in."""
CORE_UNITS: tuple[str, ...] = COURSE.core.units
ALL_POINTS = sum(exercise.points for exercise in GRADED)
UNDER_EVERY_CONVENTION: tuple[Exercise, ...] = tuple(
    exercise for exercise in under_every_convention(COURSE) if not exercise.is_reference
)
MISTAKES: tuple[tuple[Exercise, Mistake], ...] = tuple((e, m) for e in RULES for m in rule_of(e).mistakes)


def name_of(parameter: object) -> str:
    """A readable id for a parametrised test."""
    if isinstance(parameter, Exercise):
        return f"{parameter.name}.{parameter.convention}"
    return parameter.id if isinstance(parameter, Mistake) else str(parameter)
