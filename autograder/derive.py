"""From a rule to its key: carry out every planned probe exactly and note the right answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from autograder.checks import BEHAVIOURS, CheckPlan, Inputs, ProbePlan, plan
from autograder.landscapes import LANDSCAPES
from autograder.model import Argument, Call, Check, ExerciseKey, Expected, GradientAt, GradientFunction, Probe, Ref
from autograder.symbolic.docstring import docstring
from autograder.symbolic.evaluate import EXACT, ROUNDED, Arithmetic, Trace, UndefinedError, run, to_numbers
from autograder.symbolic.printing import formula_latex, formula_text, text
from autograder.symbolic.rounding import floats_and_tolerances
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, grad, w

LONGEST_EXACT = 24
"""Exact values are shown to students up to this many characters."""


def exercise_key(rule: Rule, convention: str, seed: int) -> ExerciseKey:
    """Derive all that grading needs to know of a rule under a convention."""
    chosen = rule.under(convention)
    checks = [_check(chosen, planned) for planned in plan(rule, seed)]
    landscapes = sorted({name for check in checks for probe in check.probes for name in _landscapes(probe)})
    return ExerciseKey(
        name=rule.name,
        convention=convention,
        signature=rule.signature,
        returns=rule.returns,
        formula=formula_text(chosen),
        latex=formula_latex(chosen),
        docstring=docstring(chosen),
        source=rule.source,
        state=tuple(q.symbol.name for q in rule.state),
        gradients={name: LANDSCAPES[name].numpy_source for name in landscapes},
        losses={name: text(LANDSCAPES[name].loss) for name in landscapes},
        checks=(*checks, *_behaviour_checks(rule)),
    )


def _behaviour_checks(rule: Rule) -> tuple[Check, ...]:
    return tuple(
        Check(f"{rule.name}/{behaviour}", title, 0, behaviour=behaviour, cost=cost)
        for behaviour, (title, cost) in BEHAVIOURS.items()
    )


def _check(rule: Rule, planned: CheckPlan) -> Check:
    id_ = f"{rule.name}/{planned.id}"
    numbered = enumerate(planned.probes, 1)
    probes = [_probe(rule, probe, f"{id_}/{n}", echo=n in (1, len(planned.probes))) for n, probe in numbered]
    return Check(id_, planned.title, planned.weight, tuple(probe for probe in probes if probe is not None))


def _probe(rule: Rule, planned: ProbePlan, id_: str, *, echo: bool) -> Probe | None:
    """The probe with its right answers; None where the rule has no value for these inputs.

    With `echo` its first call also shows what became of its arguments.
    """
    try:
        traces = list(follow(rule, planned, ROUNDED))
    except UndefinedError:
        return None
    exact = _exact_texts(rule, planned)
    return Probe(
        id_,
        planned.why,
        tuple(_call(rule, planned.calls, index, echo and index == 0) for index in range(len(planned.calls))),
        tuple(_expected(rule, trace, texts) for trace, texts in zip(traces, exact, strict=True)),
    )


# ---------------------------------------------------------------- the right answers


def follow(rule: Rule, planned: ProbePlan, arithmetic: Arithmetic) -> Iterator[Trace]:
    """Carry out a chain of calls, each from where the one before ended."""
    carried: dict[str, Any] = {}
    for inputs in planned.calls:
        trace = run(rule, _numbers(rule, inputs, carried, arithmetic), arithmetic)
        yield trace
        carried = {w.name: trace.result, "state": trace.state}


def _numbers(rule: Rule, inputs: Inputs, carried: Mapping[str, Any], arithmetic: Arithmetic) -> dict[str, Any]:
    symbols = (*rule.parameters, *(h.symbol for h in rule.hyperparameters))
    given = [s for s in symbols if s.name in inputs and not _is_landscape(inputs[s.name])]
    numbers = {s.name: to_numbers(inputs[s.name], s, arithmetic) for s in given}
    numbers = {**{name: value for name, value in carried.items() if name not in inputs}, **numbers}
    if rule.state and "state" not in carried:
        numbers["state"] = _state(rule, inputs, numbers[w.name], arithmetic)
    if GRAD_FN in rule.parameters:
        numbers[GRAD_FN.name] = LANDSCAPES[inputs[GRAD_FN.name]].gradient(arithmetic)
    elif _is_landscape(inputs.get(grad.name)):
        numbers[grad.name] = LANDSCAPES[inputs[grad.name]].gradient(arithmetic)(numbers[w.name])
    return numbers


def _state(rule: Rule, inputs: Inputs, at: Any, arithmetic: Arithmetic) -> dict[str, Any]:
    given = inputs.get("state", {})
    zeros = np.zeros(np.shape(at), dtype=int)
    return {
        q.symbol.name: to_numbers(given.get(q.symbol.name, 0 if q.symbol.is_integer else zeros), q.symbol, arithmetic)
        for q in rule.state
    }


def _expected(rule: Rule, trace: Trace, exact: Mapping[str, str]) -> tuple[Expected, ...]:
    name = "result" if rule.loop and rule.loop.collect else rule.returned.name
    quantities = {name: trace.result, **trace.state}
    return tuple(_quantity(name, value, exact.get(name, "")) for name, value in quantities.items())


def _quantity(name: str, value: Any, exact: str) -> Expected:
    if isinstance(value, (int, str)):
        return Expected(name, value)
    values, tolerances = floats_and_tolerances(value)
    return Expected(name, values, tolerances, exact)


def _exact_texts(rule: Rule, planned: ProbePlan) -> list[dict[str, str]]:
    """Short exact values for the first calls of a chain of single numbers; empty from where they grow long."""
    texts: list[dict[str, str]] = [{} for _ in planned.calls]
    if np.ndim(planned.calls[0].get(w.name, [])) == 0:
        for index, trace in enumerate(follow(rule, planned, EXACT)):
            quantities = {rule.returned.name: trace.result, **trace.state}
            found = {name: str(np.asarray(value).item()) for name, value in quantities.items() if np.ndim(value) == 0}
            texts[index] = {name: text for name, text in found.items() if len(text) <= LONGEST_EXACT}
            if len(texts[index]) < len(quantities):
                break
    return texts


# ---------------------------------------------------------------- the calls


def _call(rule: Rule, calls: tuple[Inputs, ...], index: int, echo: bool) -> Call:
    inputs = calls[index]
    previous = Ref(index - 1, 0 if rule.state else None)
    start: Any = _plain(inputs[w.name], w) if w.name in inputs else previous
    arguments: list[Argument] = []
    for symbol in rule.parameters:
        if symbol == w:
            arguments.append(start)
        elif symbol == GRAD_FN:
            arguments.append(GradientFunction(inputs[GRAD_FN.name]))
        elif symbol == grad and _is_landscape(inputs[grad.name]):
            arguments.append(GradientAt(inputs[grad.name], start))
        else:
            arguments.append(_plain(inputs[symbol.name], symbol))
    if rule.state:
        arguments.append(_plain_state(rule, inputs, start) if index == 0 else Ref(index - 1, 1))
    keywords = {h.symbol.name: _plain_number(inputs[h.symbol.name], h.symbol) for h in rule.hyperparameters}
    return Call("", rule.name, tuple(arguments), keywords, echo)


def _plain_state(rule: Rule, inputs: Inputs, start: Any) -> dict[str, Any]:
    numbers = _state(rule, inputs, start, EXACT)
    return {name: value if isinstance(value, int) else _floats(value) for name, value in numbers.items()}


def _plain(data: Any, symbol: sp.Symbol) -> Any:
    numbers = to_numbers(data, symbol, EXACT)
    return numbers if symbol.is_integer else _floats(numbers)


def _plain_number(data: Any, symbol: sp.Symbol) -> Any:
    if isinstance(data, bool):
        return data
    return int(data) if symbol.is_integer else float(_floats(to_numbers(data, symbol, EXACT)))


def _floats(numbers: Any) -> np.ndarray:
    cells = np.asarray(numbers, dtype=object)
    floats = [float(Fraction(int(n.p), int(n.q))) for n in map(sp.Rational, cells.flat)]
    return np.array(floats, dtype=np.float64).reshape(cells.shape)


def _is_landscape(data: Any) -> bool:
    return isinstance(data, str) and data in LANDSCAPES


def _landscapes(probe: Probe) -> set[str]:
    return {a.name for call in probe.calls for a in call.arguments if isinstance(a, (GradientAt, GradientFunction))}
