"""Answer a probe's call in this process: fast, for tests of rules and judge that need no sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.model import Answer, ExerciseKey, Probe
from autograder.sandbox import answers
from autograder.sandbox.child import failures, sheets, wire
from autograder.sandbox.child.calls import Caller
from autograder.sandbox.inputs import ready

Function = Callable[..., Any]
CALLER = Caller(wire, sheets, failures)


def compiled(source: str, name: str) -> Function:
    """The function of that name from NumPy source."""
    namespace: dict[str, Any] = {"np": np}
    exec(source, namespace)
    function: Function = namespace[name]
    return function


def answers_of(function: Function, key: ExerciseKey) -> dict[str, Answer]:
    """The answers of a function to every probe of a key, as the child gives them."""
    gradients = gradients_of(key)
    probes = (probe for check in key.checks for probe in check.probes)
    return {probe.id: answer_to(probe, function, gradients) for probe in probes}


def gradients_of(key: ExerciseKey) -> dict[str, Function]:
    """The gradients of a key, each given its point as a float64 array, as in the child."""
    return {name: _of_arrays(compiled(source, name)) for name, source in key.gradients.items()}


def _of_arrays(gradient: Function) -> Function:
    if gradient.__code__.co_argcount + gradient.__code__.co_kwonlyargcount > 1:  # handed in as it is, as in the child
        return gradient
    return lambda w: np.asarray(gradient(np.array(w, dtype=np.float64)), dtype=np.float64)


def answer_to(probe: Probe, function: Function, gradients: Mapping[str, Function] = MappingProxyType({})) -> Answer:
    """The answer of a function to one probe."""
    with np.errstate(all="ignore"):
        told = CALLER.answers([ready(0, probe.call, gradients)], lambda _: (function, "student.py"))
    return answers.answers_of(told, [probe.call])[0]
