"""What students get of an exercise without a rule: the right answers to its inputs, and never the right function."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.catalogue.load import HANDED_OUT, file_of_variants
from autograder.errors import CourseError
from autograder.expected.files import key_from, key_text, variants_from, variants_text
from autograder.model import Exercise, ExerciseKey, Variants

SEED = 0
"""Of the numbers that students check their work with."""


def name_for_students(exercise: Exercise) -> str:
    """The file that a course names for students in the place of the reference."""
    return str(Path(exercise.rule).with_suffix("").as_posix()) + HANDED_OUT


def texts_for_students(exercise: Exercise, key: ExerciseKey, variants: Variants) -> Mapping[str, str]:
    """The files that students check their work with, by their names; `key` is that of the seed 0."""
    name = name_for_students(exercise)
    return {name: key_text(key), str(file_of_variants(Path(name)).as_posix()): variants_text(variants)}


def is_handed_out(exercise: Exercise) -> bool:
    """Whether an exercise is one that students got, without its function."""
    return exercise.rule.endswith(HANDED_OUT)


def key_handed_out(exercise: Exercise, seed: int) -> ExerciseKey:
    """The key that students got; CourseError where it is damaged, or other numbers are asked for."""
    file = Path(exercise.folder) / exercise.rule
    if seed != SEED:
        raise CourseError(f"{file} holds the answers for seed {SEED} only: grade with the course's own folder")
    try:
        return key_from(file.read_bytes())
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise CourseError(f"{file} is damaged ({error}): get it from your instructor again") from error


def variants_handed_out(exercise: Exercise) -> Variants:
    """The wrong functions that students got; CourseError where they are damaged."""
    file = file_of_variants(Path(exercise.folder) / exercise.rule)
    try:
        return variants_from(file.read_bytes())
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise CourseError(f"{file} is damaged ({error}): get it from your instructor again") from error
