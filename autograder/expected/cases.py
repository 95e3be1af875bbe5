"""The cases that a rule file lists: all that a call needs is in each of them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.errors import CourseError
from autograder.symbolic.cases import Case, CaseCheck, Cases, Each, incomplete, wrong_weight
from autograder.symbolic.formulas.names import proposal
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, is_rational

Inputs = Mapping[str, Any]


def complete(rule: Rule, cases: Cases, random: Random) -> tuple[CaseCheck, ...]:
    """The checks that a function of the rule file gives; CourseError names the check, the case and what is wrong."""
    given = cases(random) if callable(cases) else None
    checks = tuple(given) if isinstance(given, tuple | list) else (given,)
    if not checks:
        raise CourseError(
            f"{rule.name}: cases(random) and also(random) give no checks: list at least one CaseCheck(...)"
        )
    for check in checks:
        if isinstance(check, CaseCheck) and not check.cases:
            raise CourseError(f'{rule.name}: the check "{check.id}" has no cases: list at least one Case(why, inputs)')
        if not isinstance(check, CaseCheck) or not all(isinstance(case, Case) for case in check.cases):
            raise CourseError(
                f"{rule.name}: cases(random) and also(random) are functions that return (CaseCheck(id, title, weight, "
                "(Case(why, inputs), ...)), ...)"
            )
        if wrong := wrong_weight(check):
            raise CourseError(f"{rule.name}: {wrong}")
        for case in check.cases:
            for wrong in _wrong(rule, case):
                raise CourseError(f'{rule.name}: the case "{case.why}" of the check "{check.id}" {wrong}')
    return checks


def inputs_by_step(inputs: Inputs) -> tuple[Inputs, ...]:
    """The inputs of each step of a case: one, or as many as `Each` has values; a state is given to the first only."""
    lengths = {len(value.values) for value in inputs.values() if isinstance(value, Each)}
    steps = [
        {name: value.values[step] if isinstance(value, Each) else value for name, value in inputs.items()}
        for step in range(*lengths or (1,))
    ]
    return (steps[0], *({name: value for name, value in step.items() if name != "state"} for step in steps[1:]))


def _wrong(rule: Rule, case: Case) -> Iterator[str]:
    """What is wrong with a case, as the end of a sentence."""
    needed = [*(symbol.name for symbol in rule.parameters), *(h.name for h in rule.hyperparameters)]
    known = [*needed, *(["state"] if rule.state else [])]
    for name in case.inputs:
        if name not in known:
            yield f"gives {name}, which the function does not take{proposal(name, known)}"
    yield from incomplete(case, needed, rule.signature)
    yield from _wrong_state(rule, case.inputs.get("state", {}))
    for name, value in case.inputs.items():
        yield from _wrong_value(name, value)
    counts = [s.name for s in (*rule.parameters, *(h.symbol for h in rule.hyperparameters)) if s.is_integer]
    for name in counts:
        if any(type(value) is not int for value in _each(case.inputs[name])):
            yield f"has {name} = {case.inputs[name]!r}, which is a count: write whole numbers such as 3"
    for name in (h.name for h in rule.hyperparameters):
        for value in _each(case.inputs[name]):
            if isinstance(value, str) and not is_rational(value):
                yield f'has {name} = "{value}": write a number such as "0.1" or "1/10"'


def _wrong_state(rule: Rule, state: Any) -> Iterator[str]:
    entries = [quantity.name for quantity in rule.state]
    for name in state if isinstance(state, Mapping) else ():
        if name not in entries:
            yield f'gives the state a "{name}", which it does not have{proposal(name, entries)}'
    for quantity in rule.state:
        if quantity.start is None and quantity.name not in state:
            yield f'has no "{quantity.name}" in its state, which has no value to start with'


def _wrong_value(name: str, value: Any) -> Iterator[str]:
    if name == GRAD_FN.name and value not in LANDSCAPES:
        yield f'has grad_fn = "{value}", which is no landscape{proposal(str(value), LANDSCAPES)}'
    if any(type(number) is float for number in _each(value)):
        yield f'has a float in {name}: write numbers as text, "0.1" or "1/10", so that they stay exact'


def _each(value: Any) -> Iterator[Any]:
    """All single values in an input."""
    if isinstance(value, Each):
        value = value.values
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _each(part)
    else:
        yield value
