"""From a rule to its key: carry out every planned probe exactly and note the right answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.errors import CourseError
from autograder.expected.exact import call_of, exact_texts, expected_of, follow
from autograder.expected.plan import BEHAVIOURS, CheckPlan, ProbePlan, plan
from autograder.expected.rollouts import theorem_checks
from autograder.model import Behaviour, Check, ExerciseKey, GradientAt, GradientFunction, Probe
from autograder.symbolic.carry_out import Trace
from autograder.symbolic.docstring import docstring
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.printing import formula_latex, formula_text, text
from autograder.symbolic.rounding import TieError, UndefinedError
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN

MOST_DRAWS = 8
"""How often probes are drawn until rounding decides nothing in them."""


def exercise_key(rule: Rule, convention: str, seed: int) -> ExerciseKey:
    """Derive all that grading needs to know of a rule under a convention; CourseError where it has no check."""
    chosen = rule.under(convention)
    checks = [*_fair_checks(chosen, seed), *theorem_checks(chosen, convention)]
    return _key(chosen, convention, checks)


def outline(rule: Rule, convention: str, seed: int) -> ExerciseKey:
    """The key without right answers and theorems: what is asked, and the words; derived in no time."""
    chosen = rule.under(convention)
    return _key(chosen, convention, [_outlined(chosen, planned) for planned in plan(chosen, seed)])


def _key(chosen: Rule, convention: str, checks: Sequence[Check]) -> ExerciseKey:
    measured = _measured({name for check in checks for probe in check.probes for name in _needed(probe)})
    return ExerciseKey(
        name=chosen.name,
        convention=convention,
        signature=chosen.signature,
        returns=chosen.returns,
        formula=formula_text(chosen),
        latex=formula_latex(chosen),
        docstring=docstring(chosen),
        source=chosen.source,
        state=tuple(q.symbol.name for q in chosen.state),
        gradients={name: source for name, (source, _) in measured.items()},
        losses={name: loss for name, (_, loss) in measured.items()},
        checks=(*checks, *_behaviour_checks(chosen)),
    )


def _fair_checks(rule: Rule, seed: int) -> list[Check]:
    """The checks that carry points, drawn again where rounding could decide a comparison, such as a sign."""
    tie: TieError | None = None
    for draw in range(MOST_DRAWS):
        try:
            return [_check(rule, planned) for planned in plan(rule, seed, draw)]
        except TieError as error:
            tie = error
    raise CourseError(f"{rule.name}: rounding could decide its probes ({tie}): give it cases without such ties")


def _behaviour_checks(rule: Rule) -> tuple[Check, ...]:
    return tuple(
        Check(f"{rule.name}/{behaviour}", title, 0, behaviour=behaviour, cost=cost)
        for behaviour, (title, cost) in BEHAVIOURS.items()
        if behaviour is not Behaviour.MEASURED or GRAD_FN in rule.parameters
    )


def _outlined(rule: Rule, planned: CheckPlan) -> Check:
    """A check without right answers; the first step of its first probe also shows what became of the arguments."""
    id_ = f"{rule.name}/{planned.id}"
    probes = (
        Probe(f"{id_}/{number}", probe.why, call_of(rule, probe.calls, echo=number == 1), ())
        for number, probe in enumerate(planned.probes, 1)
    )
    return Check(id_, planned.title, planned.weight, tuple(probes))


def _check(rule: Rule, planned: CheckPlan) -> Check:
    outlined = _outlined(rule, planned)
    answered = [_answered(rule, *both) for both in zip(outlined.probes, planned.probes, strict=True)]
    probes = tuple(probe for probe in answered if isinstance(probe, Probe))
    left_out = tuple(why for why in answered if isinstance(why, str))
    if not probes:
        why = f": {left_out[0]}" if left_out else ""
        raise CourseError(f'{rule.name}: the check "{planned.title}" has no inputs{why}')
    return replace(outlined, probes=probes, left_out=left_out)


def _answered(rule: Rule, probe: Probe, planned: ProbePlan) -> Probe | str:
    """The probe with its right answers; where the rule has no value for these inputs, which quantity has none."""
    traces: list[Trace] = []
    try:
        for trace in follow(rule, planned, ROUNDED):
            traces.append(trace)
        measured = sum(trace.measured for trace in traces)
        return replace(probe, expected=expected_of(rule, traces, exact_texts(rule, planned)), measured=measured)
    except UndefinedError as error:
        at = f" at step {len(traces) + 1}" if len(planned.calls) > 1 else ""
        return f"{error.quantity or rule.returned.name} has no value{at}"


def _needed(probe: Probe) -> set[str]:
    return {a.name for a in probe.call.arguments if isinstance(a, (GradientAt, GradientFunction))}


def _measured(names: set[str]) -> dict[str, tuple[str, str]]:
    """The NumPy source of some gradients and Hessians, and what they are the gradients of."""
    found = {}
    for landscape in LANDSCAPES.values():
        loss = text(landscape.loss)
        if landscape.name in names:
            found[landscape.name] = (landscape.numpy_source, loss)
        if landscape.hessian_name in names:
            found[landscape.hessian_name] = (landscape.hessian_source, f"the gradient of {loss}")
    return dict(sorted(found.items()))
