"""From a rule's theorems to their checks: the runs as calls, and the right paths with their tolerances.

Over hundreds of steps a bound on rounding says nothing, because it cannot see that a path comes back to its course. How
far rounding may carry a right answer is therefore measured: the rule is followed again with 50 digits, and after every
step w and the state are shaken by a few units in the last place (discrete stochastic arithmetic, Vignes 1993).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import cycle, islice
from random import Random
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.landscapes import LANDSCAPES, Landscape
from autograder.catalogue.landscapes.numbers import number_of
from autograder.catalogue.load import CATALOGUE, load_rule
from autograder.catalogue.theorems import THEOREMS, Rollout, Theorem
from autograder.catalogue.theorems.path import path_through
from autograder.errors import CourseError
from autograder.expected.exact import Carry, call_of, floats_of, follow, handed_on, result_name, settled
from autograder.expected.plan import Inputs, ProbePlan
from autograder.model import Check, Expected, Probe, Series
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.rounding import SAFETY, UNIT, floats_and_tolerances, rounded_up
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, HESSIAN, grad, w

SHAKES = 2
"""How often a path is followed with disturbances."""
SHAKEN_BY = 8 * UNIT


def theorem_checks(rule: Rule, convention: str) -> tuple[Check, ...]:
    """A check for each theorem that holds for the rule (as written under the convention).

    They are the same for every seed, and derived once in a process.
    """
    return _checks(_Content((rule.name, rule.steps, rule.theorems, rule.returned, convention), rule))


@dataclass(frozen=True, slots=True)
class _Content:
    """A rule under a convention, compared by what its paths depend on."""

    names: tuple[Hashable, ...]
    rule: Rule = field(compare=False)


@lru_cache(maxsize=256)
def _checks(content: _Content) -> tuple[Check, ...]:
    rule, convention = content.rule, str(content.names[-1])
    unknown = [id_ for id_ in rule.theorems if id_ not in THEOREMS]
    if unknown:
        raise CourseError(f'{rule.name} lists the theorem "{unknown[0]}"; known are {", ".join(THEOREMS)}')
    stated = [THEOREMS[id_] for id_ in rule.theorems if convention not in THEOREMS[id_].not_under]
    return tuple(_check(rule, convention, theorem) for theorem in stated)


def _check(rule: Rule, convention: str, theorem: Theorem) -> Check:
    """The check of one theorem; CourseError where the rule does not obey it."""
    probe = theorem_probe(rule, convention, theorem)
    broken = theorem.breaks(path_through(probe, convention, np.asarray(probe.expected[0].values)))
    if broken is not None:
        raise CourseError(
            f'{rule.name} under {convention} lists the theorem "{theorem.id}", but its own path breaks it at step '
            f"{broken.step}: {broken.reason}. Take it off the rule, or exclude the convention"
        )
    return Check(f"{rule.name}/{theorem.id}", theorem.title(convention, probe.facts), 1, (probe,))


def theorem_probe(rule: Rule, convention: str, theorem: Theorem) -> Probe:
    """The run that shows a theorem, with the right path."""
    rollout = theorem.rollout
    planned, exact = _planned(rule, convention, rollout)
    start = _at(rollout.inputs.get(w.name), 0)
    shaken = [_path(rule, planned, _shaken(Random(shake))) for shake in range(SHAKES)]
    expected = Expected(result_name(rule), exact, _tolerances(start, exact, shaken))
    facts = {name: number_of(LANDSCAPES[rollout.on], name, start) for name in theorem.facts}
    if theorem.against:
        other = load_rule(CATALOGUE, f"rules/{theorem.against}.py", theorem.against)
        facts["against"] = _planned(other, other.conventions[0].name, rollout)[1]
    call = call_of(rule, planned.calls, echo=False)
    probe = Probe(f"{rule.name}/{theorem.id}/1", "", call, (expected,), theorem.id, facts)
    known = {**facts, **theorem.kept(path_through(probe, convention, exact))}
    return replace(probe, why=theorem.said(convention, known), facts=known)


# ---------------------------------------------------------------- the run


def _planned(rule: Rule, convention: str, rollout: Rollout) -> tuple[ProbePlan, np.ndarray]:
    """The inputs of every step, and the right path."""
    first, *later = _inputs(rule, convention, rollout)
    carried = {"state"} if isinstance(rollout.inputs.get(w.name), Series) else {w.name, "state"}
    planned = ProbePlan("", (first, *({k: v for k, v in step.items() if k not in carried} for step in later)))
    return planned, _path(rule, planned, settled)


def _inputs(rule: Rule, convention: str, rollout: Rollout) -> list[Inputs]:
    """What each step is given: of the run's inputs those that the rule has parameters for."""
    inputs = {**rollout.inputs, **rollout.under.get(convention, {})}
    if rollout.on:
        slope = _slope(LANDSCAPES[rollout.on], rollout.steps)
        inputs = {grad.name: slope, GRAD_FN.name: rollout.on, HESSIAN.name: rollout.on, **inputs}
    names = [*(s.name for s in rule.parameters), *(h.name for h in rule.hyperparameters), "state"]
    given = {name: inputs[name] for name in names if name in inputs}
    return [{name: _at(value, step) for name, value in given.items()} for step in range(rollout.steps)]


def _slope(landscape: Landscape, steps: int) -> Any:
    """The gradient as an input: by its landscape's name, or of an online problem's rounds one after the other."""
    slopes = [sp.diff(loss, landscape.variables[0]) for loss in landscape.rounds]
    return Series(tuple(islice(cycle(slopes), steps))) if slopes else landscape.name


def _at(value: Any, step: int) -> Any:
    return value.values[step] if isinstance(value, Series) else value


def _path(rule: Rule, planned: ProbePlan, carry: Carry) -> np.ndarray:
    """The first returned quantity of every step."""
    return np.array([floats_and_tolerances(trace.result)[0] for trace in follow(rule, planned, ROUNDED, carry)])


# ---------------------------------------------------------------- rounding


def _shaken(random: Random) -> Carry:
    """What a step hands on, every number off by a few units in the last place."""
    return lambda trace: handed_on(trace, lambda number: number * (1 + random.uniform(-1, 1) * SHAKEN_BY))


def _tolerances(start: Any, exact: np.ndarray, others: Sequence[np.ndarray]) -> np.ndarray:
    """How far from the right path a right answer may be after each step; never less than at the step before."""
    apart = np.max([np.abs(other - exact) for other in others], axis=0)
    size = np.maximum(np.abs(exact), 0 if start is None else np.abs(floats_of(start)))
    widest: np.ndarray = np.maximum.accumulate(SAFETY * (apart + UNIT * size))
    return rounded_up(widest)
