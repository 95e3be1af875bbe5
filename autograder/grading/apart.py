"""Which exercises share a process: none that is still asked for an answer may hold a function that gives it.

Some exercises are called with the gradient of a landscape, and another exercise may ask for just that gradient. Such an
exercise is asked first, before the process gets any gradient that gives an answer away; one that needs gradients itself
has a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.expected.lookup import Key
from autograder.expected.programs import function_of
from autograder.model import Array, Exercise, ExerciseKey, FloatArray, Probe


class Group(NamedTuple):
    """Exercises that share a process."""

    exercises: tuple[Exercise, ...]
    unaided: frozenset[str] = frozenset()
    """Names of those that are asked before there is any gradient that gives an answer away."""


@lru_cache(maxsize=64)
def apart(key: Key, exercises: tuple[Exercise, ...]) -> tuple[Group, ...]:
    """The exercises in groups, each to be run in a process of its own: those that share first, then the others."""
    gradients = sent(key, exercises)
    given_away = [e for e in exercises if any(gives_away(g, key.exercises[e.name]) for g in gradients.values())]
    alone = [e for e in given_away if key.exercises[e.name].gradients]
    together = tuple(exercise for exercise in exercises if exercise not in alone)
    unaided = frozenset(exercise.name for exercise in given_away if exercise not in alone)
    return (*([Group(together, unaided)] if together else []), *(Group((exercise,)) for exercise in alone))


def sent(key: Key, exercises: Sequence[Exercise | ExerciseKey]) -> Mapping[str, str]:
    """NumPy source of the gradients that these exercises' calls need, by name."""
    return {name: source for e in exercises for name, source in key.exercises[e.name].gradients.items()}


@lru_cache(maxsize=64)
def secret(key: Key) -> frozenset[str]:
    """Names of the gradients that give an exercise of the key away; no process but one that needs them may see them."""
    gradients = sent(key, tuple(key.exercises.values()))
    return frozenset(
        name for name, source in gradients.items() if any(gives_away(source, e) for e in key.exercises.values())
    )


@lru_cache(maxsize=4096)
def gives_away(gradient: str, key: ExerciseKey) -> bool:
    """Whether a gradient, given an argument of an exercise's calls, is right on all probes of one of its checks."""
    (name,) = (line.partition("(")[0].removeprefix("def ") for line in gradient.splitlines() if line.startswith("def "))
    function = function_of(gradient, name)
    return any(_is_right_on_all(function, check.probes) for check in key.checks)


def _is_right_on_all(gradient: Callable[[FloatArray], object], probes: Sequence[Probe]) -> bool:
    """Whether some of the probes can tell, and all of these say that a gradient is right."""
    told = (_is_right(gradient, probe) for probe in probes if _has_one_number_to_give(probe))
    return next(told, False) and all(told)


def _has_one_number_to_give(probe: Probe) -> bool:
    numbers = isinstance(probe.expected[0].values, np.ndarray) if probe.expected else False
    return numbers and not probe.theorem and any(True for _ in _given(probe))


def _given(probe: Probe) -> Iterator[Array]:
    """The arrays that a call hands to the function."""
    arguments = (*probe.call.arguments, *probe.call.keywords.values())
    return (argument for argument in arguments if isinstance(argument, np.ndarray))


def _is_right(gradient: Callable[[FloatArray], object], probe: Probe) -> bool:
    """Whether a gradient at one of a call's arguments is the right answer to its first step."""
    right = np.asarray(probe.expected[0].values[0], dtype=np.float64)
    room = 1e-8 + 1e-5 * np.abs(right)
    return any(got.shape == right.shape and np.all(np.abs(got - right) <= room) for got in _at(gradient, probe))


def _at(gradient: Callable[[FloatArray], object], probe: Probe) -> Iterator[FloatArray]:
    """The gradient at each argument that it can be taken at."""
    for argument in _given(probe):
        try:
            with np.errstate(all="ignore"):
                yield np.asarray(gradient(argument.astype(np.float64)), dtype=np.float64)
        except (ArithmeticError, IndexError, TypeError, ValueError):
            continue  # an argument of another shape than the landscape's
