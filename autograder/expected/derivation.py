"""Derive an exercise's key and variants from its rule, whatever is kept anywhere; only this loads SymPy."""

from __future__ import annotations

from autograder.model import Exercise, ExerciseKey, Variants


def derive_key(exercise: Exercise, seed: int) -> ExerciseKey:
    """The key of an exercise under its convention, with the probes of a seed.

    CourseError where an instructor's own rule cannot be carried out, or a check has no inputs.
    """
    from autograder.catalogue.load import blaming, rule_of
    from autograder.expected.derive import exercise_key

    with blaming(exercise):
        return exercise_key(rule_of(exercise), exercise.convention, seed)


def derive_variants(exercise: Exercise, key: ExerciseKey) -> Variants:
    """The variants of an exercise under its convention, as far as the probes of its key tell them apart."""
    from autograder.catalogue.load import blaming, rule_of
    from autograder.expected.variants import variants_of

    with blaming(exercise):
        return variants_of(rule_of(exercise), exercise.convention, key)


def derive_origin(exercise: Exercise, seed: int) -> str:
    """All that key and variants follow from, as text."""
    from autograder.catalogue.load import rule_of
    from autograder.expected.origin import ingredients

    return ingredients(rule_of(exercise), exercise.convention, seed)
