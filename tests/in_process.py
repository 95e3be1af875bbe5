"""Run a probe's calls in this process: fast, for tests of rules and judge that need no sandbox."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.model import Answer, AnswerKind, ExerciseKey, GradientAt, GradientFunction, Probe, Ref

Function = Callable[..., Any]


def compiled(source: str, name: str) -> Function:
    """The function of that name from NumPy source."""
    namespace: dict[str, Any] = {"np": np}
    exec(source, namespace)
    function: Function = namespace[name]
    return function


def answers_of(function: Function, key: ExerciseKey) -> dict[str, tuple[Answer, ...]]:
    """The answers of a function to every probe of a key."""
    gradients = {name: compiled(source, name) for name, source in key.gradients.items()}
    return {p.id: _answer(function, p, gradients) for check in key.checks for p in check.probes}


def _answer(function: Function, probe: Probe, gradients: Mapping[str, Function]) -> tuple[Answer, ...]:
    results: list[Any] = []

    def resolve(argument: Any) -> Any:
        match argument:
            case Ref(call=call, item=None):
                return copy.deepcopy(results[call])
            case Ref(call=call, item=int(item)):
                return copy.deepcopy(results[call][item])
            case GradientAt(name=name, at=at):
                return gradients[name](resolve(at))
            case GradientFunction(name=name):
                return gradients[name]
        return copy.deepcopy(argument)

    answers = []
    for call in probe.calls:
        with np.errstate(all="ignore"):
            arguments = [resolve(argument) for argument in call.arguments]
            results.append(function(*arguments, **{name: resolve(value) for name, value in call.keywords.items()}))
        answers.append(Answer(AnswerKind.VALUE, results[-1], after=tuple(arguments) if call.echo else None))
    return tuple(answers)
