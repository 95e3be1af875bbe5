"""The live registries that tests are parametrised over."""

from __future__ import annotations

from autograder.authoring.checkout import under_every_convention
from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.model import Exercise
from autograder.symbolic.mistakes import Mistake

COURSE = load_course()
EXERCISES: tuple[Exercise, ...] = COURSE.exercises
GRADED: tuple[Exercise, ...] = COURSE.graded.exercises
"""Those that a class is graded on."""
ALL_POINTS = sum(exercise.points for exercise in EXERCISES)
UNDER_EVERY_CONVENTION: tuple[Exercise, ...] = under_every_convention(COURSE)
MISTAKES: tuple[tuple[Exercise, Mistake], ...] = tuple((e, m) for e in EXERCISES for m in rule_of(e).mistakes)


def name_of(parameter: object) -> str:
    """A readable id for a parametrised test."""
    if isinstance(parameter, Exercise):
        return f"{parameter.name}.{parameter.convention}"
    return parameter.id if isinstance(parameter, Mistake) else str(parameter)
