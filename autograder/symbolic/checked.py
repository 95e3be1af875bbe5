"""A rule is checked before anything is derived from it: its quantities are bound, its mistakes change something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import sympy as sp

from autograder.errors import CourseError
from autograder.symbolic.functions import Word
from autograder.symbolic.mistakes import Mistake
from autograder.symbolic.printing import text
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Step, Steps
from autograder.symbolic.vocabulary import is_rational


def checked(rule: Rule) -> Rule:
    """The rule itself; CourseError says which of its steps, mistakes or names is not as it must be."""
    if rule.cases is None and not rule.is_optimizer:
        raise CourseError(needs_cases(rule))
    for hyperparameter in rule.hyperparameters:
        numbers = (hyperparameter.usual, *hyperparameter.others.split())
        wrong = next((number for number in numbers if not is_rational(number)), None)
        if wrong is not None:
            raise CourseError(
                f'{rule.name}: the hyperparameter {hyperparameter.name} has the value "{wrong}": write a number such '
                'as "0.1" or "1/10"'
            )
    for convention, steps in rule.forms.items():
        found = unbound(rule.under(convention), steps)
        if found is not None:
            step, symbol = found
            raise CourseError(
                f'{rule.name}, convention "{convention}": the line "{_line(step)}" reads {symbol}, which no line above '
                "it assigns: write that line first, or make it a parameter, a hyperparameter or an entry of the state"
            )
    twice = [id_ for id_, count in Counter(mistake.id for mistake in rule.mistakes).items() if count > 1]
    if twice:
        raise CourseError(f'{rule.name}: two mistakes have the id "{twice[0]}": rename one')
    for mistake in rule.mistakes:
        _check_mistake(rule, mistake, rule.forms)
    for convention, mistakes in rule.mistakes_in.items():
        for mistake in mistakes:
            _check_mistake(rule, mistake, [convention])
    return rule


def needs_cases(rule: Rule) -> str:
    """What is said of a rule from which no checks follow, and that lists none."""
    return (
        f"{rule.name} has no cases: only for an optimizer, which takes w and grad or grad_fn, checks are derived. "
        "Write a function  cases(random)  beside RULE"
    )


def unbound(rule: Rule, steps: Steps) -> tuple[Step, sp.Symbol] | None:
    """The first step that reads a quantity which is not there yet, and that quantity; None where all are."""
    known = {*rule.parameters, *(h.symbol for h in rule.hyperparameters), *(q.symbol for q in rule.state)}
    if rule.loop is not None:
        known |= {rule.symbols[name] for name in (*rule.loop.items.split(), *rule.loop.start)}
        known |= {step.symbol for step in steps}
    for step in steps:
        missing = [symbol for symbol in _read_by(step.expression) if symbol not in known]
        if missing:
            return step, min(missing, key=str)
        known.add(step.symbol)
    return None


@lru_cache(maxsize=4096)
def _read_by(expression: sp.Expr) -> frozenset[sp.Symbol]:
    """The quantities that an expression reads; kept, because thousands of programs are made of the same lines."""
    return frozenset(symbol for symbol in expression.free_symbols if not isinstance(symbol, Word))


def _check_mistake(rule: Rule, mistake: Mistake, conventions: Iterable[str]) -> None:
    """CourseError where a mistake changes nothing in any form, or can be carried out in none."""
    changed = [(rule.under(name), steps) for name, steps in _carried_out(rule, mistake, conventions)]
    if not changed:
        raise CourseError(f'{rule.name}: the mistake "{mistake.id}" changes nothing: its lines are those of the rule')
    found = [unbound(form, steps) for form, steps in changed]
    if all(found) and found[0] is not None:
        step, symbol = found[0]
        raise CourseError(
            f'{rule.name}: the mistake "{mistake.id}" cannot be carried out: "{_line(step)}" reads {symbol}, which '
            "nothing assigns before"
        )


def _carried_out(rule: Rule, mistake: Mistake, conventions: Iterable[str]) -> Iterator[tuple[str, Steps]]:
    """The conventions whose form a mistake fits and changes, each with the form with the mistake in it."""
    for name in conventions:
        try:
            steps = mistake.edit.apply(rule.forms[name])
        except CourseError:  # this form has no such line
            continue
        if steps not in rule.forms.values():
            yield name, steps


def _line(step: Step) -> str:
    return f"{step.symbol.name} = {text(step.expression)}"
