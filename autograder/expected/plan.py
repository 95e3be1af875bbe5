"""Which properties are checked: a rule -> its checks, each with the inputs that show the property.

Everything here is planned from what the rule says of itself (its parameters, state and hyperparameters, or its own
cases); the right answers are derived from the same rule in `key.py`. Every number is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from random import Random
from typing import Any

import sympy as sp

from autograder.errors import CourseError
from autograder.expected.cases import complete, inputs_by_step
from autograder.model import Behaviour
from autograder.symbolic.cases import CaseCheck
from autograder.symbolic.checked import needs_cases
from autograder.symbolic.draw import array, number
from autograder.symbolic.quantities import State
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, grad, lr, w

Inputs = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProbePlan:
    """The inputs of each step of a call. Where `w` or `state` is not given, it is what the step before returned.

    `grad` is an array, or the name of the landscape whose gradient is taken at w; `grad_fn` names a landscape.
    """

    why: str
    calls: tuple[Inputs, ...]


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """One property, its weight among the others (1 to 5), and the probes that show it."""

    id: str
    title: str
    weight: int
    probes: tuple[ProbePlan, ...]


LATE = (150, 2_000, 1_000_000)
"""Steps already taken in states of rules that count them."""
LONG = 10_000
"""After as many steps averages with the usual weights have forgotten everything, and their powers are no numbers."""
FASTEST = sp.Rational(12, 5)
"""A learning rate at which steps on w^2 grow, whatever momentum they have."""

FACTORS = (41, 43, 47, 49, 51, 53, 55, 57, 59, 61, 67, 69, 71, 73, 77, 79, 81, 83)
"""Of learning rates in checks without drawn numbers, in 64ths: near 1, so that what is large or small stays so."""

BEHAVIOURS: Mapping[Behaviour, tuple[str, float]] = {
    Behaviour.ARGUMENTS: ("leaves its arguments as they are", 0.25),
    Behaviour.FORM: ("returns float64 of the right shape", 0.25),
    Behaviour.REPEAT: ("gives the same answer again, also in another order", 0.5),
    Behaviour.MEASURED: ("measures the gradient no more often than needed", 0.25),
}
"""What is observed of a function, and the part of its points that each costs when it is not so."""


def plan(rule: Rule, seed: int, draw: int = 0) -> tuple[CheckPlan, ...]:
    """The checks of a rule that carry points, in the order in which a student meets them.

    Another seed draws other numbers, and so does another draw; with the seed that ships, the worked examples are
    those of the handouts. Raises CourseError where a case of a rule file is not complete.
    """
    name = f"{seed}/{rule.name}/{draw}" if draw else f"{seed}/{rule.name}"
    checks = _planned(rule, Random(name))
    if seed == 0:
        return checks
    beside = _planned(rule, Random(f"{name}/beside"))
    factors = Random(f"{name}/rates")
    return tuple(_with_other_rates(c, factors) if c == same else c for c, same in zip(checks, beside, strict=True))


def _planned(rule: Rule, random: Random) -> tuple[CheckPlan, ...]:
    derived = () if rule.cases is not None else _optimizer_checks(_optimizer(rule, random))
    own = [check for cases in (rule.cases, rule.also) if cases is not None for check in complete(rule, cases, random)]
    planned = (*(check for check in derived if check.probes), *map(_of_cases, own))
    twice = [id_ for id_, count in Counter(check.id for check in planned).items() if count > 1]
    if twice:
        raise CourseError(f'{rule.name}: two checks have the id "{twice[0]}": rename yours')
    return planned


def _optimizer(rule: Rule, random: Random) -> _Optimizer:
    """The rule as an optimizer, from whose parameters checks follow; CourseError where it is something else."""
    if not rule.is_optimizer:
        raise CourseError(needs_cases(rule))
    return _Optimizer(rule, random)


def _of_cases(check: CaseCheck) -> CheckPlan:
    probes = tuple(ProbePlan(case.why, inputs_by_step(case.inputs)) for case in check.cases)
    return CheckPlan(check.id, check.title, check.weight, probes)


def _with_other_rates(check: CheckPlan, random: Random) -> CheckPlan:
    """A check that no seed would change, with all learning rates of a probe multiplied by the same drawn number.

    A table of the answers that ship must not pass it. Which step is the first, the last or a tie stays as it was.
    """
    return replace(
        check, probes=tuple(_times(probe, sp.Rational(random.choice(FACTORS), 64)) for probe in check.probes)
    )


def _times(probe: ProbePlan, factor: sp.Rational) -> ProbePlan:
    calls = tuple({name: _scaled(name, value, factor) for name, value in call.items()} for call in probe.calls)
    return probe if calls == probe.calls else ProbePlan(f"{probe.why}, with other learning rates", calls)


def _scaled(name: str, value: Any, factor: sp.Rational) -> Any:
    if isinstance(value, dict):
        return {entry: _scaled(entry, part, factor) for entry, part in value.items()}
    is_rate = lr.name in name.split("_") and not isinstance(value, list)
    return sp.Rational(value) * factor if is_rate else value


class _Optimizer:
    """Inputs for one step of an optimizer, in the names of its parameters."""

    def __init__(self, rule: Rule, random: Random) -> None:
        self.rule = rule
        self.random = random
        self.takes_gradient = grad in rule.parameters
        self.counts = any(quantity.integer for quantity in rule.state)

    def usual(self) -> dict[str, Any]:
        """The hyperparameters as in the worked examples."""
        return {h.name: h.usual_number for h in self.rule.hyperparameters}

    def long_memory(self, steps: int) -> dict[str, Any]:
        """The usual hyperparameters with averages that remember the given number of steps."""
        weights = [name for name in self.usual() if name.startswith("beta")]
        return {**self.usual(), **dict.fromkeys(weights, 1 - sp.Rational(1, steps))}

    def other(self, choice: int = 0) -> dict[str, Any]:
        """Hyperparameters that are not the usual ones."""
        numbers = {h.name: h.other_numbers or (h.usual_number,) for h in self.rule.hyperparameters}
        return {name: some[choice % len(some)] for name, some in numbers.items()}

    def varying(self) -> Iterator[dict[str, Any]]:
        """Settings with a learning rate that changes from step to step; the others stay, but are not the usual ones."""
        rates = [n for h in self.rule.hyperparameters if h.symbol == lr for n in (*h.other_numbers, h.usual_number)]
        yield from cycle([{**self.other(), lr.name: rate} for rate in rates] or [self.other()])

    def slope(self, landscape: str, given: Any = None) -> dict[str, Any]:
        """The gradient argument: given numbers where the rule takes an array, else the landscape."""
        if self.takes_gradient:
            return {grad.name: landscape if given is None else given}
        return {GRAD_FN.name: landscape}

    def state(self, *shape: int, random: Random | None = None, taken: int = 0) -> dict[str, Any]:
        """A state from the middle of a training, for w of the given shape; after a few steps, or as many as `taken`."""
        draw = random or self.random
        entries = {q.name: self._quantity(draw, q, taken, *shape) for q in self.rule.state}
        return {"state": entries} if entries else {}

    def _quantity(self, random: Random, quantity: State, taken: int, *shape: int) -> Any:
        if quantity.integer:
            return (taken or random.randint(2, 7)) + self.rule.warm_up
        if quantity.share:
            return array(random, *shape, low=0, high=1)
        return array(random, *shape, low=1 if quantity.nonnegative else -4)


def _optimizer_checks(optimizer: _Optimizer) -> tuple[CheckPlan, ...]:
    zero_state = "one step from zero state" if optimizer.rule.state else "one step"
    return (
        CheckPlan("one-step", zero_state, 2, _one_step(optimizer)),
        CheckPlan("mid-state", "one step from a state in the middle of training", 2, _mid_state(optimizer)),
        CheckPlan("open-loop", "several steps on given gradients", 2, _open_loop(optimizer)),
        CheckPlan("closed-loop", "several steps on documented functions", 2, _closed_loop(optimizer)),
        CheckPlan("shapes", "scalars, vectors and matrices", 1, _shapes(optimizer)),
    )


def _one_step(o: _Optimizer) -> tuple[ProbePlan, ...]:
    return (
        ProbePlan("the worked example: L(w) = w^2 at w = 4", ({w.name: 4, **o.slope("square", 8), **o.usual()},)),
        ProbePlan(
            "another start and other hyperparameters",
            ({w.name: "-3/2", **o.slope("shifted_square", "1/4"), **o.other()},),
        ),
        ProbePlan(
            "numbers that are not in any handout",
            ({w.name: number(o.random), **o.slope("shifted_square", number(o.random)), **o.other(1)},),
        ),
    )


def _mid_state(o: _Optimizer) -> tuple[ProbePlan, ...]:
    if not o.rule.state:
        return ()
    always_the_same = Random(o.rule.name)
    return (
        ProbePlan(
            "a state that is not zero",
            ({w.name: 2, **o.state(random=always_the_same), **o.slope("square", 3), **o.other()},),
        ),
        ProbePlan(
            "a vector, each coordinate with its own state",
            ({w.name: array(o.random, 3), **o.state(3), **o.slope("square", array(o.random, 3)), **o.other(1)},),
        ),
        *(_late(o, steps) for steps in LATE if o.counts),
    )


def _late(o: _Optimizer, steps: int) -> ProbePlan:
    """A step late in a training: what a count changes has faded by then, but not at the same time everywhere."""
    always_the_same = Random(f"{o.rule.name}/{steps}")
    start, slope = (array(always_the_same, 2) for _ in range(2))
    state = o.state(2, random=always_the_same, taken=steps)
    settings = o.usual() if steps < LONG else o.long_memory(steps)
    return ProbePlan(f"after {steps} steps", ({w.name: start, **state, **o.slope("square", slope), **settings},))


def _open_loop(o: _Optimizer) -> tuple[ProbePlan, ...]:
    if not o.takes_gradient:
        return ()

    def chain(start: Any, gradients: Sequence[Any], settings: Iterator[Inputs]) -> tuple[Inputs, ...]:
        long_enough = islice(cycle(gradients), len(gradients) + o.rule.warm_up)
        first, *later = ({grad.name: g, **setting} for g, setting in zip(long_enough, settings, strict=False))
        return ({w.name: start, **first}, *later)

    def fixed(choice: int) -> Iterator[Inputs]:
        return cycle((o.other(choice),))

    return (
        ProbePlan(
            "gradients that change sign and vanish, with a learning rate that changes",
            chain(1, [3, -1, 0, 0, 2, -5, 1, 1], o.varying()),
        ),
        ProbePlan(
            "tiny gradients, with w near 0 so that no step is lost",
            chain(0, ["3/1000000000", "-1/1000000000", "2/1000000000", "4e-15", "-1e-17"], fixed(0)),
        ),
        ProbePlan(
            "no gradient at the very first step, then tiny ones, at the usual settings",
            chain(0, [0, "3/1000000000", "-1/1000000000"], cycle((o.usual(),))),
        ),
        ProbePlan("large gradients", chain(number(o.random), [1000000, -2500000, 300000], fixed(1))),
        ProbePlan(
            "three coordinates, each with its own gradients",
            chain(array(o.random, 3), [array(o.random, 3) for _ in range(4)], o.varying()),
        ),
    )


def _closed_loop(o: _Optimizer) -> tuple[ProbePlan, ...]:
    def chain(landscape: str, start: Any, settings: Iterator[Inputs], steps: int) -> tuple[Inputs, ...]:
        first, *later = ({**o.slope(landscape), **setting} for setting in islice(settings, steps + o.rule.warm_up))
        return ({w.name: start, **first}, *later)

    shown = (
        ProbePlan("the worked example: L(w) = w^2 from w = 4", chain("square", 4, cycle((o.usual(),)), 4)),
        ProbePlan("a long valley, with a learning rate that changes", chain("valley", [-5, -2], o.varying(), 5)),
        ProbePlan(
            "coordinates that pull on each other",
            chain("tilted_bowl", array(o.random, 2), cycle((o.other(1),)), 4),
        ),
        ProbePlan(
            "a learning rate so large that nothing converges",
            chain("square", 3, cycle(({**o.other(), lr.name: FASTEST},)), 5),
        ),
    )
    if o.takes_gradient:  # it is given tiny gradients
        return shown
    beside = chain("square", ["3e-17", "-2e-18"], cycle((o.other(),)), 3)
    return (*shown, ProbePlan("beside the minimum: gradients are tiny, and the steps go on", beside))


def _shapes(o: _Optimizer) -> tuple[ProbePlan, ...]:
    def probe(why: str, choice: int, *shape: int) -> ProbePlan:
        given = array(o.random, *shape)
        start = {w.name: array(o.random, *shape), **o.state(*shape)}
        return ProbePlan(why, ({**start, **o.slope("shifted_square", given), **o.other(choice)},))

    return (
        probe("a single number, as a 0-d array", 0),
        probe("a vector of one", 1, 1),
        probe("a vector", 0, 4),
        probe("a matrix", 1, 2, 3),
        probe("a stack of matrices", 0, 2, 1, 2),
    )
