"""Carry out a run exactly: a rule, a landscape and what is drawn -> every quantity of every step, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.landscapes import Landscape
from autograder.catalogue.landscapes.facts import lipschitz_constant, stable_lr
from autograder.expected.exact import follow, settled
from autograder.expected.plan import ProbePlan
from autograder.model.question import Run
from autograder.quiz.generators.formulas import Values, holds, number
from autograder.quiz.generators.inputs import RunError, inputs_of, landscape_of
from autograder.symbolic.carry_out import Trace
from autograder.symbolic.evaluate import EXACT, ROUNDED, Arithmetic, evaluate
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Step
from autograder.symbolic.vocabulary import GRAD_FN, HESSIAN, grad, w


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands in the place of some quantities, by call (from 1) and name: symbols for a student's own values."""

    values: Mapping[tuple[int, str], sp.Symbol] = field(default_factory=dict)

    def in_call(self, call: int) -> Mapping[str, Any]:
        """The quantities of one call, by name."""
        return {name: value for (at, name), value in self.values.items() if at == call}


NOTHING = Instead()


def carried_out(run: Run, rule: Rule | None, drawn: Values, instead: Instead = NOTHING) -> dict[str, Any]:
    """Every quantity of a run by name, as the description of the format says; RunError where it cannot be done."""
    landscape = landscape_of(run)
    facts = {} if landscape is None else _facts(landscape)
    if rule is None:
        return facts
    arithmetic = EXACT if run.free or instead.values else ROUNDED
    if run.settled:
        return {**facts, **_at_rest(run, rule, drawn)}
    return {**facts, **_quantities(run, rule, landscape, drawn, arithmetic, instead), **_of_rule(rule)}


def _facts(landscape: Landscape) -> dict[str, Any]:
    facts = {"stable_lr": stable_lr(landscape), "smoothness": lipschitz_constant(landscape)}
    return {name: value for name, value in facts.items() if value is not None}


def _of_rule(rule: Rule) -> dict[str, int]:
    takes = {f"takes_{symbol.name}": int(symbol in rule.parameters) for symbol in (grad, GRAD_FN, HESSIAN)}
    return {"kept": sum(not quantity.integer for quantity in rule.state), **takes}


# ---------------------------------------------------------------- the calls


@dataclass(frozen=True, slots=True)
class Called:
    """One call: what it was given (with the gradient at w, where there is one), and what came of it."""

    given: Mapping[str, Any]
    trace: Trace


def calls(
    run: Run,
    rule: Rule,
    drawn: Values,
    arithmetic: Arithmetic,
    instead: Instead = NOTHING,
) -> Iterator[Called]:
    """Carry out one call after the other, each from where the one before ended."""
    landscape = landscape_of(run)
    carried: Mapping[str, Any] = {}
    for call, inputs in enumerate(inputs_of(run, rule, landscape, drawn), 1):
        given = {**inputs, **{name: value for name, value in carried.items() if _goes_on(name, rule, run, inputs)}}
        own = instead.in_call(call)
        if landscape is not None and given.get(grad.name) == landscape.name:
            at = np.asarray(given[w.name], dtype=object)
            numbers = np.vectorize(arithmetic.number, otypes=[object])(at)
            given[grad.name] = own.get(grad.name, landscape.gradient(arithmetic)(numbers))
        names = {value.name: value for value in own.values()}
        trace = next(follow(_with(rule, own), ProbePlan("", ({**given, **names},)), arithmetic))
        yield Called(given, trace)
        if rule.state or rule.returned == w:
            carried = settled(trace) if arithmetic is ROUNDED else {w.name: trace.result, "state": trace.state}


def _goes_on(name: str, rule: Rule, run: Run, inputs: Mapping[str, Any]) -> bool:
    """Whether what a call returned is an argument of the next one."""
    if name == "state":
        return bool(rule.state) and "state" not in inputs
    return name in inputs and rule.returned == w and w in rule.parameters and w.name not in run.each


def _with(rule: Rule, own: Mapping[str, sp.Symbol]) -> Rule:
    """The rule with some of its lines replaced by symbols, which are arguments too."""
    if not own:
        return rule
    steps = tuple(Step(step.symbol, own.get(step.symbol.name, step.expression)) for step in rule.steps)
    return replace(rule, steps=steps, parameters=(*rule.parameters, *own.values()), result=rule.returned)


def _quantities(
    run: Run, rule: Rule, landscape: Landscape | None, drawn: Values, arithmetic: Arithmetic, instead: Instead
) -> dict[str, Any]:
    series: dict[str, dict[int, Any]] = {}
    ended = False
    made = passes = 0
    for call in calls(run, rule, drawn, arithmetic, instead):
        made += 1
        passes += len(call.trace.passes)
        for name, at, value in _assigned(rule, call, made):
            series.setdefault(name, {})[at] = value
        if landscape is not None and w.name in series:
            series.setdefault("loss", {})[made] = landscape.value(arithmetic)(np.asarray(series[w.name][made]))
        if run.until and holds(run.until, {**drawn, **{name: values[max(values)] for name, values in series.items()}}):
            ended = True
            break
    found: dict[str, Any] = {"steps": made, "passes": passes, "ends": int(ended)}
    for name, values in series.items():
        found |= {name: values[max(values)], **{f"{name}_{at}": value for at, value in values.items()}}
        every = _stacked([values[at] for at in sorted(values)])
        if every is not None:
            found[f"every_{name}"] = every
    if f"every_{w.name}" in found and arithmetic is ROUNDED and found[f"every_{w.name}"].ndim == 1:
        found["changes_w"] = _changes_of_sign(found[f"every_{w.name}"])
    return found


def _assigned(rule: Rule, call: Called, number_of_call: int) -> Iterator[tuple[str, int, Any]]:
    """What a call gave: name, when (call; or pass, of a rule that loops by itself), value."""
    is_loop = rule.loop is not None
    if number_of_call == 1:
        start = {name: call.given[name] for name in (w.name,) if name in call.given}
        for name, value in {**start, **call.given.get("state", {})}.items():
            yield name, 0, np.asarray(value, dtype=object)
    if grad.name in call.given:
        yield grad.name, number_of_call, np.asarray(call.given[grad.name], dtype=object)
    for at, one_pass in enumerate(call.trace.passes, 1):
        for name, value in one_pass.assigned:
            yield name, at if is_loop else number_of_call, value
    yield "result", number_of_call, call.trace.result


def _stacked(values: list[Any]) -> Any:
    """Values of one shape as an array; None where they are words or of several shapes."""
    if len({np.shape(value) for value in values}) != 1 or isinstance(values[0], str):
        return None
    stacked = np.empty((len(values), *np.shape(values[0])), dtype=object)
    for index, value in enumerate(values):
        stacked[index, ...] = value
    return stacked


def _changes_of_sign(values: Any) -> int:
    signs = [value > 0 for value in map(number, values) if value != 0]
    return sum(a != b for a, b in pairwise(signs))


# ---------------------------------------------------------------- at rest


def _at_rest(run: Run, rule: Rule, drawn: Values) -> dict[str, Any]:
    """The quantities where one entry of the state has come to rest: its lines give it back as it was."""
    quantity = rule.symbols.get(run.settled)
    if quantity is None or quantity not in [s.symbol for s in rule.steps]:
        raise RunError(f"{rule.name} has no line of {run.settled}, so it cannot settle")
    once = replace(run, steps="1", each={})
    (inputs,) = list(inputs_of(once, rule, None, {**drawn, run.settled: quantity}, may_miss=True))
    values: dict[str, Any] = {**{s.symbol.name: s.symbol for s in rule.steps}, **inputs, run.settled: quantity}
    after = dict(values)
    for step in rule.steps:
        after[step.symbol.name] = evaluate(step.expression, after, EXACT)
        if step.symbol == quantity:
            break
    unknown = sp.Symbol("unknown")
    solutions = sp.solve(after[run.settled].subs(quantity, unknown) - unknown, unknown)
    if len(solutions) != 1:
        raise RunError(f"{run.settled} has {len(solutions)} values at rest, not one")
    return {**inputs, run.settled: sp.simplify(solutions[0])}
