"""The key of an exercise that reports what the student's own function gives: its right answers come from there.

Who reports truly what a wrong function gives has reported well, and who copies the right table has not. The probes of
such an exercise have the ids of those that they follow, but for the exercise's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from autograder.expected.lookup import Key
from autograder.grading.observe import Said
from autograder.model import Answer, AnswerKind, Exercise, ExerciseKey, Expected, FloatArray, Probe


def with_followed(exercises: Sequence[Exercise], key: Key) -> tuple[Exercise, ...]:
    """Some exercises, with those that they follow as far as the key knows them."""
    followed = [one for e in exercises for one in e.uses if one.name == e.follows and one.name in key.exercises]
    return tuple({exercise.name: exercise for exercise in (*followed, *exercises)}.values())


def following(exercise: Exercise, key: ExerciseKey, said: Mapping[str, Said]) -> ExerciseKey:
    """The key of an exercise; where it follows another that gave answers of its own, with these as the right ones."""
    if exercise.follows not in said:
        return key
    answers = said[exercise.follows].answers
    changed = {
        probe.id: other
        for check in key.checks
        for probe in check.probes
        if (other := _own(probe, answers.get(_followed(probe, exercise)))) is not probe
    }
    if not changed:
        return key
    checks = (replace(c, probes=tuple(changed.get(probe.id, probe) for probe in c.probes)) for c in key.checks)
    return replace(key, checks=tuple(checks))


def _followed(probe: Probe, exercise: Exercise) -> str:
    return f"{exercise.follows}/{probe.id.partition('/')[2]}"


def _own(probe: Probe, answer: Answer | None) -> Probe:
    """The probe with what the student's own function gave, where that is another number than the right one."""
    if answer is None or answer.kind is not AnswerKind.VALUE:
        return probe
    (right,) = probe.expected
    given = _others(answer, right)
    return probe if given is None else replace(probe, expected=(replace(right, values=given, exact=()),))


def _others(answer: Answer, right: Expected) -> FloatArray | None:
    """The numbers of an answer; None where they are the right ones, or have another form than these."""
    try:
        given = np.array(answer.values, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    if isinstance(right.values, tuple) or given.shape != right.values.shape or not np.isfinite(given).all():
        return None
    room = 0.0 if right.tolerances is None else right.tolerances
    return None if np.all(np.abs(given - right.values) <= room) else given
