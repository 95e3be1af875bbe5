"""Right, wrong and worthless answers as source text, printed from the rules: for `verify`, `demo` and the tests."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.catalogue.load import rule_of
from autograder.catalogue.reference_file import reference_of
from autograder.expected.lookup import key_for, variants_for
from autograder.expected.programs import source_of
from autograder.model import EditKind, Exercise, ExerciseKey
from autograder.symbolic.printing import numpy_source
from autograder.symbolic.vocabulary import GRAD_FN


def right_answer(exercise: Exercise) -> str:
    """The function as its rule or reference says, under the exercise's convention."""
    if exercise.is_reference:
        return reference_of(exercise).source.text
    return numpy_source(rule_of(exercise).under(exercise.convention))


def other_programs(exercise: Exercise) -> Mapping[tuple[str, ...], str]:
    """Every other convention and every mistake that shows under the exercise's convention, alone, by its ids.

    Ids of edits that give the same program stand together.
    """
    variants = variants_for(exercise)
    return {
        (variant.parts[0], *(ids[0] for ids in variant.same)): source_of(variant, variants)
        for variant in variants.alone
    }


def mistakes(exercise: Exercise) -> Mapping[str, str]:
    """Every wrong version of the function, by "<exercise>/<mistake>"."""
    kinds = {id_: named.kind for id_, named in variants_for(exercise).named.items()}
    return {ids[0]: source for ids, source in other_programs(exercise).items() if kinds[ids[0]] is EditKind.MISTAKE}


def worthless_answers(exercise: Exercise) -> Mapping[str, str]:
    """Functions that compute nothing: they return their inputs, zeros or a constant."""
    key = key_for([exercise]).exercises[exercise.name]
    first = next(name for name in (*key.parameters, *key.keywords) if name != GRAD_FN.name)
    state = {name: f'state["{name}"]' for name in key.state}
    return {
        "its inputs": _returning(key, first, state),
        "zeros": _returning(
            key, f"np.zeros_like({first})", {n: f"np.zeros_like({entry})" for n, entry in state.items()}
        ),
        "a constant": _returning(
            key, f"np.full_like({first}, 1.5)", {n: f"np.full_like({entry}, 1.5)" for n, entry in state.items()}
        ),
    }


def _returning(key: ExerciseKey, value: str, state: Mapping[str, str]) -> str:
    entries = ", ".join(f'"{name}": {entry}' for name, entry in state.items())
    return f"def {key.signature}:\n    return {value}{f', {{{entries}}}' if state else ''}\n"
