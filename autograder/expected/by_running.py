"""From a reference, a right function in NumPy, to its key: what it gives is found by running it."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any

import numpy as np

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.reference import Case, Reference
from autograder.catalogue.reference_cases import checks_of
from autograder.errors import CourseError
from autograder.expected.cases import inputs_by_step
from autograder.expected.plan import BEHAVIOURS
from autograder.expected.precision import HangsError, Inputs, measured
from autograder.expected.programs import function_of
from autograder.expected.reference_variants import require_whole
from autograder.model import (
    Argument,
    Behaviour,
    Call,
    Carried,
    Check,
    ExerciseKey,
    Expected,
    GradientFunction,
    Probe,
    Series,
)

MOST_DRAWS = 8
"""How often inputs are drawn until rounding decides nothing."""
STATE = "state"


def reference_key(reference: Reference, seed: int) -> ExerciseKey:
    """All that grading needs to know of a reference.

    CourseError names the case where the function fails, gives no number, changes its arguments, or hangs on rounding.
    """
    checks = _fair_checks(reference, seed)
    functions = {
        a.name for c in checks for p in c.probes for a in _arguments(p.call) if isinstance(a, GradientFunction)
    }
    first = checks[0].probes[0].expected
    state = tuple(quantity.name for quantity in first[1:])
    key = ExerciseKey(
        name=reference.name,
        convention="default",
        signature=reference.signature,
        returns=f"({reference.result}, {STATE})" if state else reference.result,
        formula=reference.docstring.partition("\n")[0],
        latex="",
        docstring=reference.docstring,
        source="",
        state=state,
        gradients={name: _text_of(reference, name) for name in sorted(functions)},
        losses={name: LANDSCAPES[name].formula for name in sorted(functions) if name in LANDSCAPES},
        checks=(*checks, *_behaviours(reference)),
    )
    require_whole(reference, reference.source, key, "the function")
    return key


def _arguments(call: Call) -> tuple[Argument, ...]:
    return (*call.arguments, *call.keywords.values())


def _behaviours(reference: Reference) -> Iterator[Check]:
    for behaviour, (title, cost) in BEHAVIOURS.items():
        if behaviour is not Behaviour.MEASURED:
            yield Check(f"{reference.name}/{behaviour}", title, 0, behaviour=behaviour, cost=cost)


def _fair_checks(reference: Reference, seed: int) -> tuple[Check, ...]:
    """The checks with their right answers, drawn again where rounding decides one of them."""
    hangs = ""
    for draw in range(MOST_DRAWS):
        planned = checks_of(reference, Random(f"{seed}/{reference.name}/{draw}"))
        found: list[Check] = []
        for check in planned:
            probes = []
            for number, case in enumerate(check.cases, 1):
                id_ = f"{reference.name}/{check.id}/{number}"
                try:
                    probes.append(_probe(reference, id_, case, echo=number == 1))
                except HangsError:
                    hangs = f'the case "{case.why}" of the check "{check.id}"'
                    break
            if len(probes) < len(check.cases):
                break
            found.append(Check(f"{reference.name}/{check.id}", check.title, check.weight, tuple(probes)))
        if len(found) == len(planned):
            return tuple(found)
    raise reference.refused(
        f"{hangs} hangs on rounding: a last digit changes what is returned, so right answers would be refused. "
        "Give it other inputs, farther from where it branches or ends its loop"
    )


# ---------------------------------------------------------------- one case


def _probe(reference: Reference, id_: str, case: Case, *, echo: bool) -> Probe:
    """A case as a call with its right answers."""
    steps = inputs_by_step(case.inputs)
    given = [{name: _value(reference, name, value) for name, value in inputs.items()} for inputs in steps]
    run = partial(_run, reference, case)
    _require_pure(reference, case, given)
    quantities = measured(run, [_called(reference, inputs) for inputs in given])
    names = _names(reference, case, given[0])
    expected = tuple(
        Expected(name, _stacked(found.values), None if found.tolerances is None else np.array(found.tolerances))
        for name, found in zip(names, quantities, strict=True)
    )
    for quantity in expected:
        if not isinstance(quantity.values, tuple) and np.isnan(quantity.values).any():
            raise reference.refused(f'the case "{case.why}" gives no number: {quantity.name} is nan')
    return Probe(id_, case.why, _call(reference, given, echo=echo), expected)


def _stacked(values: Sequence[Any]) -> Any:
    return tuple(values) if isinstance(values[0], str) else np.array(values)


def _value(reference: Reference, name: str, value: Any) -> Any:
    """An input as the function gets it: arrays of float64 by position, floats by keyword; counts as they are."""
    if isinstance(value, str) and value in reference.others:
        return GradientFunction(reference.called(value))
    if name == "grad_fn" and value in LANDSCAPES:
        return GradientFunction(value)
    if isinstance(value, Mapping):
        return {e: part if type(part) is int else _value(reference, e, part) for e, part in value.items()}
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind == "i" else value.astype(np.float64)
    if value is None or isinstance(value, bool) or (isinstance(value, str) and not _is_number(value)):
        return value
    if type(value) is int and (name in reference.counts or name in reference.keywords):
        return value
    if isinstance(value, list | tuple):
        return np.array(_floats(value), dtype=np.float64)
    return _float(value) if name in reference.keywords else np.array(_float(value))


def _floats(value: Any) -> Any:
    return [_floats(part) for part in value] if isinstance(value, list | tuple) else _float(value)


def _float(value: Any) -> float:
    return float(Fraction(value)) if isinstance(value, str) else float(value)


def _is_number(text: str) -> bool:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _called(reference: Reference, inputs: Inputs) -> dict[str, Any]:
    """The inputs with functions in the place of their names."""
    return {
        name: _function(reference, value.name) if isinstance(value, GradientFunction) else value
        for name, value in inputs.items()
    }


def _function(reference: Reference, name: str) -> Callable[..., Any]:
    own = {reference.called(helper): function for helper, function in reference.others.items()}
    return own[name] if name in own else function_of(LANDSCAPES[name].numpy_source, name)


def _text_of(reference: Reference, name: str) -> str:
    own = {reference.called(helper): helper for helper in reference.others}
    return reference.text_of(own[name]) if name in own else LANDSCAPES[name].numpy_source


def _run(reference: Reference, case: Case, steps: Sequence[Inputs]) -> list[list[Any]]:
    """What each step returns, one quantity after another; a state goes from each step to the next."""
    found, state = [], None
    with np.errstate(all="ignore"):
        for inputs in steps:
            arguments = copy.deepcopy({**inputs, STATE: state} if state is not None else dict(inputs))
            value = _returned(reference, case, arguments)
            state = value[1] if isinstance(value, tuple) else None
            found.append(_apart(reference, case, value))
    return found


def _returned(reference: Reference, case: Case, arguments: dict[str, Any]) -> Any:
    """What one call returns; a failure names the case and the line, but for what a precision does not have."""
    try:
        return reference.function(
            *(arguments[name] for name in reference.parameters),
            **{name: arguments[name] for name in reference.keywords},
        )
    except Exception as error:
        if isinstance(error, TypeError) and any(_is_long(value) for value in arguments.values()):
            raise
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(reference.file)]
        at = f", line {lines[-1]}" if lines else ""
        raise CourseError(
            f'{reference.file}{at}: the case "{case.why}" cannot be carried out: {type(error).__name__}: {error}'
        ) from error


def _is_long(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.longdouble) and value.dtype == np.longdouble != np.float64


def _apart(reference: Reference, case: Case, value: Any) -> list[Any]:
    """A returned value as its quantities: the first, and the entries of a state."""
    parts = [value[0], *value[1].values()] if _is_pair(value) else [value]
    return [_formed(reference, case, part) for part in parts]


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict)


def _formed(reference: Reference, case: Case, value: Any) -> Any:
    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if isinstance(value, bool | tuple | list) or array.dtype.kind not in "fi":
        raise reference.refused(
            f'the case "{case.why}" returns a {type(value).__name__}: return one array or number, a word, or '
            "(that, state) with the state a dict"
        )
    return array


def _names(reference: Reference, case: Case, inputs: Inputs) -> list[str]:
    """What the quantities are called."""
    value = _returned(reference, case, copy.deepcopy(_called(reference, inputs)))
    return [reference.result, *(value[1] if _is_pair(value) else ())]


def _require_pure(reference: Reference, case: Case, given: Sequence[Inputs]) -> None:
    """CourseError where the function changes what it is given."""
    inputs = _called(reference, given[0])
    arguments = copy.deepcopy(inputs)
    with np.errstate(all="ignore"):
        _returned(reference, case, arguments)
    for name, value in inputs.items():
        if not callable(value) and repr(value) != repr(arguments[name]):
            raise reference.refused(f'in the case "{case.why}" the function changes its argument {name}')


def _call(reference: Reference, given: Sequence[Inputs], *, echo: bool) -> Call:
    def argument(name: str) -> Argument:
        first = given[0][name]
        if name == STATE and len(given) > 1:
            return Carried(first, 1)
        each = [inputs.get(name, first) for inputs in given]
        return first if all(one is first or repr(one) == repr(first) for one in each) else Series(tuple(each))

    arguments = tuple(map(argument, reference.parameters))
    return Call("", reference.name, arguments, {n: argument(n) for n in reference.keywords}, len(given), echo)
