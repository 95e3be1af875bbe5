"""The mistakes that many rules share, written once and derived for every rule that they fit.

Each is a change of the rule's steps, found by their structure and never by a rule's name: going up instead of down, a
learning rate forgotten or applied twice, a state that is not kept or used too early, hyperparameters that are
hard-coded or mixed up, one number for all coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from autograder.catalogue.mistakes.hyperparameters import hyperparameter_mistakes
from autograder.symbolic.changes import Change, GeneralMistake, replaced, substituted
from autograder.symbolic.functions import BY_NAME
from autograder.symbolic.quantities import State
from autograder.symbolic.rule import Rule, renamed
from autograder.symbolic.steps import Step, Steps, as_written
from autograder.symbolic.vocabulary import grad, lr, w


def general_mistakes(rule: Rule) -> Iterator[GeneralMistake]:
    """Every general mistake that fits the rule, before any convention."""
    if rule.returned == w:
        yield from _of_direction(rule)
    if any(h.symbol == lr for h in rule.hyperparameters):
        yield from _of_learning_rate()
    if grad in rule.parameters:
        yield from _of_gradient(rule)
    for quantity in rule.state:
        yield from _of_count(quantity) if quantity.integer else _of_state(quantity)
    yield from hyperparameter_mistakes(rule)


# ---------------------------------------------------------------- the step


def _of_direction(rule: Rule) -> Iterator[GeneralMistake]:
    yield GeneralMistake(
        "ascent",
        "the step goes up the gradient instead of down",
        "After one step on L(w) = w^2, is the loss smaller or larger than before?",
        "the sign in the line that computes the new w",
        _upwards,
    )


def _upwards(steps: Steps) -> Steps:
    """Turn around what the last line for w adds to the point it starts from, which is written first."""
    last = max((index for index, step in enumerate(steps) if step.symbol == w), default=None)
    if last is None or not isinstance(steps[last].expression, sp.Add):
        return steps
    terms = steps[last].expression.args
    with as_written():
        turned = sp.Add(terms[0], *(-term for term in terms[1:]))
    return (*steps[:last], Step(w, turned), *steps[last + 1 :])


def _of_learning_rate() -> Iterator[GeneralMistake]:
    yield GeneralMistake(
        "no-lr",
        "the learning rate is not used",
        "Call your function with two different learning rates: does the answer change?",
        "where lr should appear",
        substituted({lr: sp.Integer(1)}),
    )
    yield GeneralMistake(
        "lr-twice",
        "the learning rate is applied twice",
        "Count how often lr is used on the way from the gradient to w.",
        "every line with lr in it",
        substituted({lr: lr**2}),
    )


def _of_gradient(rule: Rule) -> Iterator[GeneralMistake]:
    yield GeneralMistake(
        "half-gradient",
        "a factor 2 of the gradient is lost",
        "The gradient is given: does every line that has it use all of it?",
        "where grad enters",
        substituted({grad: grad / 2}),
    )
    of_each = all(quantity.shape == "w" for quantity in rule.state)  # else sums are what the rule is about
    if of_each and any(step.expression.has(grad**2) for step in rule.steps):
        yield GeneralMistake(
            "one-value-for-all",
            "all coordinates share one sum of squares",
            "Give two coordinates very different gradients: should one of them change the step of the other?",
            "the line in which the gradient is squared",
            substituted({grad**2: BY_NAME["sum"](grad**2)}),
        )


# ---------------------------------------------------------------- the state


def _of_state(quantity: State) -> Iterator[GeneralMistake]:
    name = quantity.name
    yield GeneralMistake(
        f"{name}-not-used",
        f"the new {name} holds nothing of the old one",
        f"Take two steps in a row: does the second one know what {name} was after the first?",
        f'where state["{name}"] enters the new {name}',
        lambda steps: _forgetting(steps, quantity.symbol),
    )
    yield GeneralMistake(
        f"{name}-not-returned",
        f"the returned state holds the old {name}",
        f"Print {name} before and after a step: does the state that you return hold the new one?",
        "the dict that you return",
        lambda steps: _renamed(steps, quantity.symbol),
    )
    yield GeneralMistake(
        f"{name}-used-before-update",
        f"the step uses the old {name} where the new one belongs",
        f"Work out one step by hand: does the formula use the old {name} there, or the new one? And your code?",
        f"where {name} is updated, and which of its values is used after that",
        lambda steps: _used_before_update(steps, quantity.symbol),
    )


def _of_count(quantity: State) -> Iterator[GeneralMistake]:
    symbol, name = quantity.symbol, quantity.name
    yield GeneralMistake(
        f"{name}-not-increased",
        f"{name} is never increased",
        f"Print {name} in the state that you return, three steps in a row.",
        f"where {name} should grow",
        _without(symbol),
    )
    yield GeneralMistake(
        f"{name}-increased-again",
        f"{name} is increased once more after it has been used",
        f"Print {name} in the states of three steps in a row: what do you see?",
        f"what you return as {name}",
        lambda steps: (*steps, Step(symbol, symbol + 1)),
    )
    yield GeneralMistake(
        f"{name}-one-ahead",
        f"{name} is one too large where it is used",
        f"What is {name} in the formula at the very first step, and what is it in your code?",
        f"every line that uses {name}",
        lambda steps: _shifted(steps, symbol, 1),
    )
    yield GeneralMistake(
        f"{name}-one-behind",
        f"{name} is one too small where it is used",
        f"What is {name} in the formula at the very first step, and what is it in your code?",
        f"the order of the lines: where {name} is increased and where it is used",
        lambda steps: _shifted(steps, symbol, -1),
    )
    yield GeneralMistake(
        f"{name}-not-returned",
        f"the returned state holds the old {name}",
        f"Print {name} before and after a step: does the state that you return hold the new one?",
        "the dict that you return",
        lambda steps: _renamed(steps, symbol),
    )


def _update_of(steps: Steps, symbol: sp.Symbol) -> int | None:
    return next((index for index, step in enumerate(steps) if step.symbol == symbol), None)


def _forgetting(steps: Steps, symbol: sp.Symbol) -> Steps:
    """The update of a quantity, and what comes before it, with 0 in the place of its old value."""
    at = _update_of(steps, symbol)
    if at is None:
        return steps
    nothing = sp.Mul(0, symbol, evaluate=False)  # a zero of the quantity's own type and shape
    return tuple(
        Step(step.symbol, replaced(step.expression, symbol, nothing)) if index <= at else step
        for index, step in enumerate(steps)
    )


def _renamed(steps: Steps, symbol: sp.Symbol) -> Steps:
    """The new value under another name, so that the quantity itself keeps its old one."""
    at = _update_of(steps, symbol)
    if at is None or any(step.symbol == symbol for step in steps[at + 1 :]):  # what is assigned again is returned
        return steps
    new = sp.Symbol(renamed(symbol.name), **symbol.assumptions0)
    return tuple(
        Step(
            new if step.symbol == symbol else step.symbol,
            replaced(step.expression, symbol, new) if index > at else step.expression,
        )
        for index, step in enumerate(steps)
    )


def _used_before_update(steps: Steps, symbol: sp.Symbol) -> Steps:
    """The new value under another name until the end, so that all other lines see the old one."""
    at = _update_of(steps, symbol)
    if at is None or not any(step.expression.has(symbol) for step in steps[at + 1 :]):
        return steps
    new = sp.Symbol(renamed(symbol.name), **symbol.assumptions0)
    early = (Step(new if step.symbol == symbol else step.symbol, step.expression) for step in steps)
    return (*early, Step(symbol, new))


def _without(symbol: sp.Symbol) -> Change:
    return lambda steps: tuple(step for step in steps if step.symbol != symbol)


def _shifted(steps: Steps, symbol: sp.Symbol, by: int) -> Steps:
    """The lines after a count's update see it shifted; the count itself stays right."""
    at = _update_of(steps, symbol)
    if at is None:
        return steps
    with as_written():
        other = symbol + by
    return tuple(
        Step(step.symbol, replaced(step.expression, symbol, other)) if index > at else step
        for index, step in enumerate(steps)
    )
