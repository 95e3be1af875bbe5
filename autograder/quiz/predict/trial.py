"""What a prediction is about: a rule carried out on inputs of its own, and its mistakes on the same inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import numpy as np

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.load import rule_of
from autograder.expected.exact import call_of
from autograder.expected.fingerprints import quantities
from autograder.expected.landmarks import is_schedule
from autograder.expected.lookup import variants_for
from autograder.expected.programs import function_of, program, source_of, values_given
from autograder.expected.worked import explain, worked_calls
from autograder.model import EditKind, Exercise, FloatArray, Named
from autograder.model.explanation import Explanation
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, HESSIAN, grad, w

STARTS = ("4", "2", "-2", "5", "-3", "1")
RATES = ("1/10", "1/5", "1/4", "1/20", "3/10", "2/5")
LONGEST = 5
"""Digits of a denominator that is written as one."""
PARABOLAS = ("square", "shifted_square")
WAVE = "x_cos_pi_x"
"""Where Newton's method is not done after one step."""
WAVE_STARTS = ("1/5", "2/5", "1/2", "6/5", "-4/5")


@dataclass(frozen=True)
class Trial:
    """A rule under the course's convention, with the settings of one question."""

    exercise: Exercise
    settings: Mapping[str, str]
    on: str | None
    steps: int | None

    @cached_property
    def rule(self) -> Rule:
        """The rule as the catalogue has it."""
        return rule_of(self.exercise)

    @cached_property
    def explanation(self) -> Explanation:
        """The rule carried out, exactly: what `grade show` shows of it."""
        return explain(self.rule, self.exercise.convention, steps=self.steps, settings=self.settings, on=self.on)

    def values_of(self, source: str) -> list[FloatArray | str]:
        """What a program printed from the rule returns first at each step, as far as it comes: float64, or words."""
        calls = worked_calls(self.rule, steps=self.steps, settings=self.settings, on=self.on)
        if self.on is not None and grad in self.rule.parameters:
            calls = tuple({**one, grad.name: self.on} for one in calls)
        call = call_of(self.rule.under(self.exercise.convention), calls, echo=False)
        given = values_given(source, self.rule.name, call, _Gradients())
        state = tuple(quantity.name for quantity in self.rule.state)
        first = [apart[0] for value in given if (apart := quantities(value, state)) is not None]
        values = [value if isinstance(value, str) else np.asarray(value, dtype=np.float64) for value in first]
        if self.rule.loop is not None and self.rule.loop.collect and len(values) == 1:
            return list(np.asarray(values[0], dtype=np.float64))
        return values

    @property
    def right(self) -> str:
        """The right program, in NumPy."""
        variants = variants_for(self.exercise)
        return program(variants.right, variants)

    def mistakes(self) -> Iterator[tuple[Named, str]]:
        """Each mistake of the rule, and the program that makes it."""
        variants = variants_for(self.exercise)
        for variant in variants.alone:
            named = variants.named[variant.parts[0]]
            if named.kind is EditKind.MISTAKE:
                yield named, source_of(variant, variants)


class _Gradients(Mapping[str, Any]):
    """The gradients and Hessians of all landscapes, by the names that calls use, each made when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        for landscape in LANDSCAPES.values():
            if name == landscape.name:
                return function_of(landscape.numpy_source, name)
            if name == landscape.hessian_name:
                return function_of(landscape.hessian_source, name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(LANDSCAPES)

    def __len__(self) -> int:
        return len(LANDSCAPES)


# ---------------------------------------------------------------- drawing


def is_optimizer(rule: Rule) -> bool:
    """Whether the rule moves w with the help of gradients."""
    return w in rule.parameters and (grad in rule.parameters or GRAD_FN in rule.parameters)


def trial_of(exercise: Exercise, draw: Random, steps: int | None = 3) -> Trial:
    """A rule on inputs that are drawn; one that is no optimizer keeps those of its worked example."""
    rule = rule_of(exercise)
    if not is_optimizer(rule):
        return Trial(exercise, {}, None, None)
    if HESSIAN in rule.parameters:
        return Trial(exercise, {w.name: draw.choice(WAVE_STARTS)}, WAVE, 1)
    names = {h.name for h in rule.hyperparameters}
    settings = {w.name: draw.choice(STARTS)}
    settings |= {"lr": draw.choice(RATES)} if "lr" in names else {}
    on = draw.choice(PARABOLAS)
    if settings[w.name] == str(_minimum(on)):
        settings[w.name] = STARTS[0]
    if rule.loop is not None:
        return Trial(exercise, {**settings, **({"steps": str(steps)} if "steps" in names else {})}, on, None)
    return Trial(exercise, settings, on, steps)


def _minimum(landscape: str) -> int:
    return 3 if landscape == "shifted_square" else 0


def moves_numbers(exercise: Exercise) -> bool:
    """Whether the rule moves a single number w downhill: not one of matrices, nor one that needs a Hessian."""
    if exercise.is_reference or not is_optimizer(rule_of(exercise)):
        return False
    rule, variants = rule_of(exercise), variants_for(exercise)
    known: Mapping[str, Any] = {w.name: np.asarray(4.0), grad.name: np.asarray(8.0), GRAD_FN.name: lambda at: 2 * at}
    if any(symbol.name not in known for symbol in rule.parameters):
        return False
    state = {q.name: int(q.first or 0) if q.integer else np.asarray(float(q.first or 0)) for q in rule.state}
    usual = {h.name: int(h.usual_number) if h.integer else float(h.usual_number) for h in rule.hyperparameters}
    given = [known[symbol.name] for symbol in rule.parameters] + ([state] if state else [])
    function = function_of(program(variants.right, variants), rule.name)
    try:
        found = function(*given, **usual)
    except (ArithmeticError, LookupError, TypeError, ValueError):  # what NumPy raises where a shape does not fit
        return False
    return rule.loop is not None or np.size(found[0] if state else found) == 1


def has_curve(exercise: Exercise) -> bool:
    """Whether the rule gives a number step after step: an optimizer's w, or a schedule's rate."""
    return moves_numbers(exercise) or (not exercise.is_reference and is_schedule(rule_of(exercise)))


def inputs_in_words(settings: Sequence[tuple[str, str]], without: Sequence[str] = ()) -> str:
    """Inputs as a sentence lists them: "w = 4, lr = 1/10"."""
    named = [(name, _in_short(value)) for name, value in settings if name not in without]
    return ", ".join(f"{name} = {value}" for name, value in sorted(named, key=lambda one: one[0] != w.name))


def _in_short(value: str) -> str:
    """A number as one says it: "1e-08" for a fraction with a long denominator."""
    above, _, below = value.partition("/")
    return f"{float(above) / float(below):.4g}" if len(below) > LONGEST and below.isdecimal() else value
