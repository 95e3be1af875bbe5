"""The arguments of each call of a run: what is set, drawn, given by the landscape, or usual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.catalogue.landscapes import LANDSCAPES, Landscape
from autograder.model.question import Run
from autograder.quiz.generators.formulas import Values, number, value_of
from autograder.symbolic.evaluate import EXACT
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, HESSIAN, grad, w

MOST_STEPS = 5_000


class RunError(ValueError):
    """A run that cannot be carried out as it is written: a sentence that says why."""


def landscape_of(run: Run) -> Landscape | None:
    """The landscape that a run is on; None where it is on none. RunError where there is no such landscape."""
    if run.on and run.on not in LANDSCAPES:
        raise RunError(f'there is no landscape "{run.on}"; there are {", ".join(LANDSCAPES)}')
    return LANDSCAPES[run.on] if run.on else None


def inputs_of(
    run: Run, rule: Rule, landscape: Landscape | None, drawn: Values, *, may_miss: bool = False
) -> Iterator[dict[str, Any]]:
    """The arguments of each call, in order, and in the first one the state, where it is set.

    RunError where an argument is missing, unless it may be.
    """
    names = [*(symbol.name for symbol in rule.parameters), *(h.name for h in rule.hyperparameters)]
    states = [quantity.name for quantity in rule.state]
    for name in (*run.set, *run.each):
        if name not in (*names, *states):
            raise RunError(f"{rule.name} has no {name}; it has {', '.join((*names, *states))}")
    fixed = {name: _evaluated(value, drawn) for name, value in run.set.items()}
    usual = {h.name: h.usual_number for h in rule.hyperparameters}
    given = {name: drawn[name] for name in names if name in drawn}
    common = {**usual, **_of_landscape(rule, landscape), **given, **fixed}
    state = {name: common.pop(name) for name in states if name in common and name not in names}
    missing = [name for name in names if name not in common and name not in run.each]
    if missing and not may_miss:
        raise RunError(f"{rule.name} needs {', '.join(missing)}: draw it, set it, or name a landscape with on")
    for call in range(_length(run, drawn)):
        now = {name: _evaluated(values[call], drawn) for name, values in run.each.items()}
        first = {"state": state} if state and call == 0 else {}
        yield {**common, **now, **first}


def _length(run: Run, drawn: Values) -> int:
    lengths = {len(values) for values in run.each.values()}
    if len(lengths) > 1:
        raise RunError("the lists in each have different lengths")
    steps = int(number(value_of(run.steps, drawn)))
    if lengths and (run.steps == "1" or steps > min(lengths)):
        steps = min(lengths)
    if not 0 < steps <= MOST_STEPS:
        raise RunError(f"a run has 1 to {MOST_STEPS} steps, not {steps}")
    return steps


def _of_landscape(rule: Rule, landscape: Landscape | None) -> dict[str, Any]:
    if landscape is None:
        return {}
    is_number = landscape.dimensions == 1 and HESSIAN not in rule.parameters
    start = landscape.start[0] if is_number else list(landscape.start)
    measured = {s.name: landscape.name for s in (GRAD_FN, HESSIAN, grad) if s in rule.parameters}
    return {w.name: start, **measured} if w in rule.parameters else measured


def _evaluated(value: Any, drawn: Values) -> Any:
    """An argument: a formula's exact value, a truth value, a word, or nested lists of them."""
    if isinstance(value, tuple):
        return [_evaluated(part, drawn) for part in value]
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, str) and value in LANDSCAPES:
        return value
    found = value_of(value, drawn, EXACT)
    return found.item() if isinstance(found, np.ndarray) and found.ndim == 0 else found
