"""Derive an exercise's key and variants from its rule or reference, whatever is kept; only this loads SymPy."""

from __future__ import annotations

from autograder.expected.handed_out import is_handed_out, key_handed_out, variants_handed_out
from autograder.model import Exercise, ExerciseKey, Variants


def derive_key(exercise: Exercise, seed: int) -> ExerciseKey:
    """The key of an exercise under its convention, with the probes of a seed.

    CourseError where an instructor's own rule or function cannot be carried out, or a check has no inputs.
    """
    if exercise.is_reference:
        if is_handed_out(exercise):
            return key_handed_out(exercise, seed)
        from autograder.catalogue.load import blaming
        from autograder.catalogue.reference_file import reference_of
        from autograder.expected.by_running import reference_key

        with blaming(exercise):
            return reference_key(reference_of(exercise), seed)
    from autograder.catalogue.load import blaming, rule_of
    from autograder.expected.derive import exercise_key

    with blaming(exercise):
        return exercise_key(rule_of(exercise), exercise.convention, seed)


def derive_variants(exercise: Exercise, key: ExerciseKey) -> Variants:
    """The variants of an exercise under its convention, as far as the probes of its key tell them apart."""
    if exercise.is_reference:
        if is_handed_out(exercise):
            return variants_handed_out(exercise)
        from autograder.catalogue.load import blaming
        from autograder.catalogue.reference_file import reference_of
        from autograder.expected.reference_variants import reference_variants

        with blaming(exercise):
            return reference_variants(reference_of(exercise), key)
    from autograder.catalogue.load import blaming, rule_of
    from autograder.expected.variants import variants_of

    with blaming(exercise):
        return variants_of(rule_of(exercise), exercise.convention, key)


def derive_origin(exercise: Exercise, seed: int) -> str:
    """All that key and variants follow from, as text."""
    from autograder.catalogue.load import files_of, rule_of

    if exercise.is_reference:
        texts = (file.read_text(encoding="utf-8") for file in files_of(exercise))
        return "\0".join([*texts, *([exercise.form] if exercise.uses else [])])
    from autograder.expected.origin import ingredients

    return ingredients(rule_of(exercise), exercise.convention, seed)
