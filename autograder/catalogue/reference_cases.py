"""The inputs that a reference file gives: all that a call needs is in each of them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from autograder.catalogue.reference import Reference
from autograder.symbolic.cases import Case, CaseCheck, incomplete, wrong_weight


def checks_of(reference: Reference, random: Random) -> tuple[CaseCheck, ...]:
    """The checks that a reference file gives, each case complete; CourseError names the check, the case and why not."""
    given = reference.cases(random)
    checks = tuple(given) if isinstance(given, tuple | list) else (given,)
    if not checks:
        raise reference.refused("cases(random) returns no check: it needs at least one")
    for check in checks:
        if not isinstance(check, CaseCheck) or not all(isinstance(case, Case) for case in check.cases):
            raise reference.refused(
                "cases(random) returns (CaseCheck(id, title, weight, (Case(why, inputs), ...)), ...)"
            )
        if wrong := wrong_weight(check):
            raise reference.refused(wrong)
        if not check.cases:
            raise reference.refused(f'the check "{check.id}" has no case')
        for case in check.cases:
            for wrong in _wrong_inputs(reference, case):
                raise reference.refused(f'the case "{case.why}" of the check "{check.id}" {wrong}')
    ids = [check.id for check in checks]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise reference.refused(f'two checks have the id "{id_}": give each its own')
    return checks


def _wrong_inputs(reference: Reference, case: Case) -> Iterator[str]:
    """What is wrong with a case, as the end of a sentence."""
    names = (*reference.parameters, *reference.keywords)
    for name in case.inputs:
        if name not in names:
            yield f"gives {name}, which {reference.signature} does not take"
    yield from incomplete(case, names, reference.signature)
