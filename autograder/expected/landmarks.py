"""Where a schedule turns: the end of a warm-up, milestones, a peak, the end of a cycle, the last step.

All of them are found by going through the steps: a formula turns where a comparison in it comes out another way, where
another of the numbers of a minimum is the smaller one, or where something that it counts has become more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from autograder.expected.exact import follow
from autograder.expected.plan import Inputs, ProbePlan
from autograder.symbolic.evaluate import Arithmetic, evaluate
from autograder.symbolic.functions import ARRAY_FUNCTIONS, BY_NAME
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import step

MOST_TURNS = 8
FURTHEST = 3000
"""Steps that are gone through at most."""
FIRST = (0, 1)
FAR = 10
"""Where nothing turns, a later step that shows where it leads."""
NEAR = 1e-12
FLOATS = Arithmetic(
    float,
    {
        sp.sign: lambda x: math.copysign(1.0, x) if x else 0.0,
        sp.sqrt: math.sqrt,
        sp.exp: math.exp,
        sp.tanh: math.tanh,
        sp.sin: math.sin,
        sp.cos: math.cos,
    },
)
"""Precise enough to see where a formula turns; no value is taken from them."""


def is_schedule(rule: Rule) -> bool:
    """Whether the rule is a function of the step alone, so that any step may be asked for."""
    return rule.parameters == (step,) and not rule.state and rule.loop is None


def steps_to_show(rule: Rule, settings: Inputs) -> tuple[int, ...]:
    """The steps that show a schedule: 0 and 1, each place where it turns with its neighbours, and one far beyond."""
    lengths = [
        length for name, value in settings.items() if name != step.name for length in _lengths(rule, name, value)
    ]
    if not lengths:
        return (*FIRST, 2, FAR)
    turns = turns_of(rule, settings, min(3 * max(lengths) + 1, FURTHEST))[:MOST_TURNS]
    around = [at + beside for at in turns for beside in (-1, 0, 1)]
    return tuple(sorted({*FIRST, *(at for at in around if at >= 0), 2 * max(lengths)}))


def _lengths(rule: Rule, name: str, value: Any) -> list[int]:
    """The numbers of steps that a setting says."""
    symbol = next(h.symbol for h in rule.hyperparameters if h.name == name)
    if not symbol.is_integer or isinstance(value, bool):
        return []
    return [int(length) for length in (value if isinstance(value, list | tuple) else [value])]


def turns_of(rule: Rule, settings: Inputs, last: int) -> tuple[int, ...]:
    """The steps from 1 to the last at which the schedule turns, the first of each turn."""
    found = []
    calls = tuple({**settings, step.name: at} for at in range(last + 1))
    sides = [tuple(_sides(rule, trace.passes[0].before)) for trace in follow(rule, ProbePlan("", calls), FLOATS)]
    for at, (before, here) in enumerate(pairwise(sides), 1):
        if any(a is not None and a != 0 and a != b for a, b in zip(before, here, strict=True)):
            found.append(at)
    return tuple(found)


def _sides(rule: Rule, before: Mapping[str, Any]) -> Iterator[float | None]:
    """On which side of everything that decides a step is: of a comparison -1, 0 or 1, of what is counted how many."""
    values = dict(before)
    for line in rule.steps:
        for node in sp.preorder_traversal(line.expression):
            yield from _sides_of(node, values)
        values[line.symbol.name] = evaluate(line.expression, values, FLOATS)


def _sides_of(node: Any, values: Mapping[str, Any]) -> Iterator[float | None]:
    def value(expression: Any) -> Any:
        return np.asarray(evaluate(expression, values, FLOATS)).item()

    if isinstance(node, Relational):
        yield _sign(value(node.lhs), value(node.rhs))
    elif isinstance(node, sp.Min | sp.Max):
        first, *others = node.args
        yield from (_sign(value(first), value(other)) for other in others)
    elif isinstance(node, sp.Abs):
        yield _sign(value(node.args[0]), 0)
    elif node.func == BY_NAME["%"]:
        yield 1 + value(node.args[0]) // value(node.args[1])
    elif node.func in ARRAY_FUNCTIONS:
        counted = evaluate(node, values, FLOATS)
        yield 1 + counted if isinstance(counted, int | np.integer) else None


def _sign(a: float, b: float) -> int:
    if abs(a - b) <= NEAR * max(abs(a), abs(b)):
        return 0
    return 1 if a > b else -1
