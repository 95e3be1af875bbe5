"""A rule explained: its formula and every quantity of its first steps, exact and in decimals."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.catalogue.landscapes import LANDSCAPES, Landscape
from autograder.errors import UsageError, unknown
from autograder.expected.by_hand import worked_steps
from autograder.expected.exact import follow
from autograder.expected.landmarks import FLOATS, is_schedule, steps_to_show
from autograder.expected.landscape import path_over
from autograder.expected.plan import Inputs, ProbePlan, plan
from autograder.model.explanation import Explanation, Quantity
from autograder.symbolic.functions import GRADIENT_AT
from autograder.symbolic.printing import formula_latex, formula_text
from autograder.symbolic.rounding import UndefinedError
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Step
from autograder.symbolic.vocabulary import GRAD_FN, HESSIAN, grad, is_rational, step, w

MOST_POINTS = 200
LENGTH = 20
"""How many steps of a path are shown where nobody says how many."""
WORKED = 3
"""How many steps are worked out of a rule that remembers something: what a method is shows from the second on."""


def explain(
    rule: Rule,
    convention: str,
    *,
    steps: int | None,
    settings: Mapping[str, str],
    on: str | None = None,
    with_slopes: bool = True,
) -> Explanation:
    """Carry out the rule by hand, so to speak; UsageError where steps, a setting or a landscape do not fit it.

    Without `steps` an optimizer takes one, one that remembers something three, or shows its path of 20 on a landscape
    that was asked for; a schedule is asked for the steps at which one sees how it goes; a function that takes several
    steps by itself shows them all. The derivatives of a landscape are printed `with_slopes` only.
    """
    chosen = rule.under(convention)
    landscape = _landscape(rule, on)
    calls = worked_calls(rule, steps=steps, settings=settings, on=on)
    try:
        measuring = _measuring(chosen, landscape)
        worked = worked_steps(measuring, calls, landscape if with_slopes else None)
        longer = _with_settings(rule, _example(rule, landscape, steps or (LENGTH if on else None)), settings)
        path = path_over(landscape, measuring, longer) if landscape else ()
    except UndefinedError as error:
        raise UsageError(f"{rule.name} has no value for these settings: {error}") from error
    if steps is not None and steps > len(worked):
        raise UsageError(
            f"{rule.name} ends after {len(worked)} steps with these inputs: leave out --steps, or change the inputs "
            f"with --set ({', '.join(_settable(rule))})"
        )
    return Explanation(
        name=rule.name,
        title=rule.title,
        signature=rule.signature,
        source=rule.source,
        convention=convention,
        convention_title=rule.convention(convention).title,
        other_conventions=tuple(
            (c.name, c.title, c.used_by) for c in rule.conventions if c is not rule.convention(convention)
        ),
        formula=formula_text(chosen),
        latex=formula_latex(chosen),
        landscape=landscape.formula if landscape else "",
        on=landscape.name if landscape else "",
        inputs=tuple(_shown(calls)),
        steps=worked[:steps] if with_slopes else _without_roots(worked[:steps]),
        curve=_curve(measuring, calls) if is_schedule(rule) else (),
        places=tuple(int(call[step.name]) for call in calls[:steps]) if is_schedule(rule) else (),
        path=path if len(path) > 2 else (),
    )


def _curve(rule: Rule, calls: Sequence[Inputs]) -> tuple[tuple[float, float], ...]:
    """The values of a schedule up to the last step asked for, at most some hundred of them."""
    last = max(int(call[step.name]) for call in calls)
    at = range(0, last + 1, 1 + last // MOST_POINTS)
    planned = ProbePlan("", tuple({**calls[0], step.name: one} for one in at))
    return tuple(
        (float(one), float(trace.result)) for one, trace in zip(at, follow(rule, planned, FLOATS), strict=True)
    )


def _without_roots(steps: tuple[tuple[Quantity, ...], ...]) -> tuple[tuple[Quantity, ...], ...]:
    """The steps without exact values that tell from which functions they come."""
    return tuple(
        tuple(dataclasses.replace(one, exact="") if re.search("[a-z]", one.exact) else one for one in step)
        for step in steps
    )


# ---------------------------------------------------------------- inputs


def worked_calls(
    rule: Rule, *, steps: int | None, settings: Mapping[str, str], on: str | None = None
) -> tuple[Inputs, ...]:
    """The inputs of each call that `explain` works out; UsageError where they do not fit the rule."""
    calls = _with_settings(rule, _example(rule, _landscape(rule, on), steps), settings)
    return _at_steps(rule, calls, steps) if is_schedule(rule) and step.name not in settings else calls


def _landscape(rule: Rule, on: str | None) -> Landscape | None:
    if not _is_optimizer(rule):
        if on is not None:
            raise UsageError(f"{rule.name} does not run on a landscape: leave out --on")
        return None
    if on is None and grad in rule.parameters and rule.cases is not None:
        return None  # the case gives the slopes
    name = on or "square"
    if on is not None and rule.cases is not None and np.ndim(_own_example(rule)[0].get(w.name, 0)) > 1:
        raise UsageError(f"{rule.name} moves a matrix, and landscapes are of numbers and vectors: leave out --on")
    if name not in LANDSCAPES:
        raise unknown("there is no landscape", name, LANDSCAPES, are_all=True)
    return LANDSCAPES[name]


def _example(rule: Rule, landscape: Landscape | None, steps: int | None) -> tuple[Inputs, ...]:
    """The inputs of each step without settings: the first of the rule's own cases, or a run on the landscape.

    What remembers something is called several times, where its cases do not say how often.
    """
    own = _own_example(rule) if rule.cases is not None else ()
    first = dict(own[0]) if own else {h.name: h.usual_number for h in rule.hyperparameters}
    steps = steps or (WORKED if rule.state else 1)
    if landscape is None and (len(own) > 1 or w not in rule.parameters or not rule.state):
        return (first, *own[1:])
    if landscape is None:
        return (first, *[{name: value for name, value in first.items() if name not in (w.name, "state")}] * (steps - 1))
    start = list(landscape.start)
    is_number = len(start) == 1 and HESSIAN not in rule.parameters
    first |= {w.name: start[0] if is_number else start, GRAD_FN.name: landscape.name}
    first.pop(grad.name, None)
    if HESSIAN in rule.parameters:
        first[HESSIAN.name] = landscape.name
    if rule.loop is not None:
        return (first,)
    later = {name: value for name, value in first.items() if name != w.name}
    return (first, *[later] * (steps - 1))


def _with_settings(rule: Rule, example: Sequence[Inputs], settings: Mapping[str, str]) -> tuple[Inputs, ...]:
    """The example with settings; several values for an input that changes from step to step are one for each."""
    chosen = {name: _setting(rule, name, text) for name, text in settings.items()}
    series = {name: value for name, value in chosen.items() if name in _varying(example)}
    if not series:
        return tuple(
            {**step, **{n: v for n, v in chosen.items() if n in step or not at}} for at, step in enumerate(example)
        )
    values = {name: value if isinstance(value, list) else [value] for name, value in series.items()}
    later = {name: value for name, value in example[0].items() if name != "state"}
    return tuple(
        {**(later if at else example[0]), **chosen, **{name: series[at] for name, series in values.items()}}
        for at in range(min(map(len, values.values())))
    )


def _own_example(rule: Rule) -> tuple[Inputs, ...]:
    """The calls of the first of the rule's cases in which nothing is switched off, else of the first of all."""
    cases = [probe.calls for check in plan(rule, 0) for probe in check.probes]
    return next((calls for calls in cases if all(value is not False for value in calls[0].values())), cases[0])


def _at_steps(rule: Rule, calls: Sequence[Inputs], count: int | None) -> tuple[Inputs, ...]:
    """The calls of a schedule: of the first steps, as many as are wanted, or of those that show it."""
    at = range(count) if count else steps_to_show(rule, calls[0])
    return tuple({**calls[0], step.name: one} for one in at)


def _varying(steps: Sequence[Inputs]) -> set[str]:
    """Names of the inputs that are not the same at every step."""
    return {name for step in steps for name, value in step.items() if name in steps[0] and value != steps[0][name]}


def _shown(steps: Sequence[Inputs]) -> Iterator[tuple[str, str]]:
    """What was put in, as a reader sees it: a value, or the values of every step; landscapes are named elsewhere."""
    varying = _varying(steps)
    for name, value in steps[0].items():
        if name in varying:
            yield name, ", ".join(_input_text(step[name]) for step in steps)
        elif not (isinstance(value, str) and value in LANDSCAPES):
            yield name, _input_text(value)


def _setting(rule: Rule, name: str, text: str) -> Any:
    if name not in _settable(rule):
        raise UsageError(f"{rule.name} has no {name} to set; it has {', '.join(_settable(rule))}")
    if text in ("True", "False"):
        return text == "True"
    numbers = [part.strip() for part in text.split(",")]
    if not all(is_rational(number) for number in numbers):
        raise UsageError(f"--set {name}={text}: write a number such as 0.1 or 1/10, or several with commas")
    is_vector = name == w.name and HESSIAN in rule.parameters
    return numbers if len(numbers) > 1 or is_vector else numbers[0]


def _settable(rule: Rule) -> tuple[str, ...]:
    """Names of the inputs that a user may choose."""
    measured = (grad, GRAD_FN, HESSIAN) if _is_optimizer(rule) else ()
    parameters = [symbol.name for symbol in rule.parameters if symbol not in measured]
    return (*parameters, *(h.name for h in rule.hyperparameters))


def _is_optimizer(rule: Rule) -> bool:
    """Whether the rule moves w with the help of gradients."""
    return w in rule.parameters and (grad in rule.parameters or GRAD_FN in rule.parameters)


def _measuring(rule: Rule, landscape: Landscape | None) -> Rule:
    """A rule that is given the gradient, as one that measures it first, so that the gradient is worked out too."""
    if landscape is None or grad not in rule.parameters:
        return rule
    parameters = tuple(GRAD_FN if symbol == grad else symbol for symbol in rule.parameters)
    return dataclasses.replace(rule, parameters=parameters, steps=(Step(grad, GRADIENT_AT(w)), *rule.steps))


def _input_text(value: Any) -> str:
    return str(value).replace("'", "")
