"""Try a student's function with other numbers: the probe that is drawn best, with its hyperparameters set by hand.

It is run as a check runs it, in the sandbox and within the course's limits; beside it stands what the rule gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from autograder.expected.lookup import Key, variants_for
from autograder.expected.programs import right_values
from autograder.grading.compare import read
from autograder.grading.drawings import FEWEST_POINTS
from autograder.grading.pictures import draw, drawable
from autograder.grading.run import run
from autograder.model import (
    AnswerKind,
    Argument,
    Call,
    Carried,
    Check,
    Exercise,
    ExerciseKey,
    Expected,
    GradientAt,
    GradientFunction,
    Limits,
    Picture,
    Probe,
    Series,
)
from autograder.model.run import Sandbox
from autograder.model.submission import Submission
from autograder.model.values import Array, FloatArray

START, STEPS = "start", "steps"
MOST_STEPS = 60
SMALL = 0.12
"""What is smaller may be set to more than ten times itself."""
RELATIVE = 1e-9


@dataclass(frozen=True, slots=True)
class Knob:
    """A number of a call that may be set, and from where to where."""

    name: str
    value: float
    low: float
    high: float
    is_whole: bool = False

    @property
    def step(self) -> float:
        """How far apart two settings are: about a hundredth of the way, and so that the value is one of them."""
        if self.is_whole:
            return 1.0
        from_low = self.value - self.low
        return from_low / max(round(100 * from_low / (self.high - self.low)), 1)


@dataclass(frozen=True, slots=True)
class Trial:
    """A call that may be made with other numbers: the probe it comes from, what it runs on, and what may be set."""

    probe: Probe
    on: str
    """The formula of the landscape; empty where there is none."""
    knobs: tuple[Knob, ...]


@dataclass(frozen=True, slots=True)
class TriedOut:
    """What a function gave with some numbers: a picture, or a sentence that says why there is none."""

    picture: Picture | None
    says: str = ""


def trials(key: ExerciseKey) -> tuple[Trial, ...]:
    """The calls of an exercise that may be tried: the one that is drawn best, and one in a plane of two variables."""
    drawn = drawable(key)
    in_plane = [_trial(key, probe) for probe, drawing in drawn if drawing.plane]
    best = [_trial(key, probe) for probe, _ in drawn[:1]]
    most = sorted(in_plane, key=lambda trial: -len(trial.knobs))[:1]
    return (*best, *(trial for trial in most if trial.probe is not drawn[0][0]))


def _trial(key: ExerciseKey, probe: Probe) -> Trial:
    call = probe.call
    landscapes = (a.name for a in call.arguments if isinstance(a, GradientAt | GradientFunction))
    found = [_knob(name, value) for name, value in _numbers(call).items()]
    start = _start(call)
    if start is not None:
        reach = 2 * abs(start) or 1.0
        found.insert(0, Knob(START, start, -reach, reach))
    if call.is_chain and not any(isinstance(argument, Series) for argument in call.arguments):
        found.append(Knob(STEPS, max(call.steps, FEWEST_POINTS), FEWEST_POINTS, MOST_STEPS, is_whole=True))
    return Trial(probe, next((key.losses[name] for name in landscapes if name in key.losses), ""), tuple(found))


def try_out(
    exercise: Exercise,
    key: Key,
    submission: Submission,
    probe_id: str,
    settings: Mapping[str, float],
    limits: Limits,
    sandbox: Sandbox,
) -> TriedOut:
    """Run a student's function in one of its trials, with some of the knobs set.

    Numbers outside of a knob's range are moved into it; where there is no trial of that probe, the first is made.
    """
    if exercise.is_reference:
        return TriedOut(None, f"{exercise.name} has no rule that could be carried out with other numbers.")
    of_exercise = key.exercises[exercise.name]
    tried = trials(of_exercise)
    if not tried:
        return TriedOut(None, f"{exercise.name} returns nothing that can be drawn.")
    trial = next((one for one in tried if one.probe.id == probe_id), tried[0])
    call = _with(trial.probe.call, {knob.name: _in_range(knob, settings) for knob in trial.knobs})
    right = right_values(of_exercise, variants_for(exercise), call)
    if right is None or not np.isfinite(right).all():
        return TriedOut(
            None, "With these numbers the right path is not finite, or the rule has no value: move a slider back."
        )
    probe = _probe(trial.probe, call, right)
    alone = Check(f"{exercise.name}/tried", "", 1, (probe,))
    tiny = Key({exercise.name: replace(of_exercise, checks=(alone,))}, key.seed)
    ran = run((exercise,), submission, tiny, limits, sandbox)
    if exercise.name not in ran.said:
        return TriedOut(None, ran.broken or f"There is no file with {exercise.name} yet.")
    answer = ran.said[exercise.name].answers[probe.id]
    picture = draw(of_exercise, probe, read(probe, answer, of_exercise))
    if answer.kind is AnswerKind.MISSING:
        return TriedOut(
            replace(picture, own=(), parts=None) if picture else None, f"{exercise.name} is not written yet."
        )
    if picture is None and answer.kind is AnswerKind.VALUE:
        return TriedOut(None, "With these numbers there is nothing to draw: move a slider.")
    return TriedOut(picture, answer.message)


def _numbers(call: Call) -> dict[str, int | float]:
    """The hyperparameters of a call that are numbers."""
    found = {name: value for name, value in call.keywords.items() if isinstance(value, int | float)}
    return {name: value for name, value in found.items() if not isinstance(value, bool)}


def _knob(name: str, value: int | float) -> Knob:
    if isinstance(value, int):
        return Knob(name, value, 1.0, max(3.0 * value, 10.0), is_whole=True)
    return Knob(name, value, 0.0, 1.0 if SMALL < value < 1 else value * (12 if value < 1 else 3))


def _start(call: Call) -> float | None:
    """Where a path starts, if that is one number."""
    first = _first_number(call)
    return None if first is None else float(first)


def _first_number(call: Call) -> Array | None:
    """The first argument that is one number, or starts as one."""
    given = (argument.start if isinstance(argument, Carried) else argument for argument in call.arguments)
    return next((value for value in given if isinstance(value, np.ndarray) and value.ndim == 0), None)


def _started(argument: Argument, before: Array | None, start: FloatArray) -> Argument:
    """An argument with another start in the place of the one before, also where a gradient is taken at it."""
    match argument:
        case GradientAt(name, at):
            moved = _started(at, before, start)
            return GradientAt(name, moved) if isinstance(moved, Carried | np.ndarray) else argument
        case Carried(value) if isinstance(value, np.ndarray) and value.ndim == 0 and value == before:
            return replace(argument, start=start)
        case np.ndarray() if argument is before:
            return start
    return argument


def _in_range(knob: Knob, settings: Mapping[str, float]) -> float:
    value = settings.get(knob.name, knob.value)
    return min(max(value, knob.low), knob.high) if np.isfinite(value) else knob.value


def _with(call: Call, numbers: Mapping[str, float]) -> Call:
    """The call with other numbers, each of the type that it had."""
    numeric = _numbers(call).items()
    chosen = {name: int(numbers[name]) if isinstance(value, int) else numbers[name] for name, value in numeric}
    arguments = call.arguments
    if START in numbers:
        before, start = _first_number(call), np.array(numbers[START], dtype=np.float64)
        arguments = tuple(_started(argument, before, start) for argument in arguments)
    steps = int(numbers.get(STEPS, call.steps)) if call.is_chain else 1
    return replace(call, arguments=arguments, keywords={**call.keywords, **chosen}, steps=steps)


def _probe(tried: Probe, call: Call, right: FloatArray) -> Probe:
    """The probe that such a call is."""
    allowed = np.full(right.shape, RELATIVE * max(1.0, float(np.abs(right).max(initial=0.0))))
    return Probe(f"{tried.id}/tried", "numbers of your own", call, (Expected(tried.expected[0].name, right, allowed),))
