"""What is observed of every function, whatever it computes: arguments left alone, the right form, and more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from autograder.grading.compare import Mismatch
from autograder.grading.differ import answers_differ, differs
from autograder.model import (
    Answer,
    AnswerKind,
    Carried,
    Expected,
    GradientAt,
    GradientFunction,
    PlainArgument,
    Probe,
    Series,
    Value,
)
from autograder.model.display import value_text

Answered = Sequence[tuple[Probe, Answer]]
"""Some probes, each with an answer that holds the values of one step at least."""


class Fault(NamedTuple):
    """A bad behaviour: the sentence that says what happened, by its id, and what should be beside what is."""

    sentence: str
    details: Mapping[str, object]
    expected: str = ""
    got: str = ""


class Behaved(NamedTuple):
    """How a function behaved in one respect."""

    was_seen: bool
    """Whether any answer shows it."""
    fault: Fault | None = None
    """The first time that it behaved badly."""
    excuse: str = ""
    """The id of a sentence on why nothing shows it, where there is something to say."""


# ---------------------------------------------------------------- arguments


def arguments_kept(answered: Answered, parameters: Sequence[str]) -> Behaved:
    """Whether calls leave alone what they are given, and what they have returned before."""
    faults = (fault for probe, answer in answered for fault in _changes(probe, answer, parameters))
    return Behaved(any(answer.after is not None for _, answer in answered), next(faults, None))


def _changes(probe: Probe, answer: Answer, parameters: Sequence[str]) -> Iterator[Fault]:
    if answer.overwritten:
        yield Fault("overwritten", {})
    for name, argument, now in zip(parameters, probe.call.arguments, answer.after or (), strict=False):
        if isinstance(argument, (GradientAt, GradientFunction)):
            continue
        before = first_value(argument)
        if differs(before, now):
            texts = (f"{name} = {value_text(value)}" for value in (before, now))
            yield Fault("changed-state" if isinstance(before, dict) else "changed-argument", {"name": name}, *texts)


def first_value(argument: PlainArgument) -> Value:
    """What the first step gets for an argument."""
    match argument:
        case Series():
            return argument.values[0]
        case Carried():
            return argument.start
    return argument


# ---------------------------------------------------------------- form


def form_kept(answered: Answered, forms: Iterable[Mismatch]) -> Behaved:
    """Whether everything returned has the right structure, type, shape and dtype; `forms` says what has not."""
    faults = (Fault(wrong.form, wrong.details) for wrong in forms)
    return Behaved(bool(answered), next(faults, None))


# ---------------------------------------------------------------- the gradient, measured

SPARE = 1
"""A gradient that is measured at the end and no longer needed does no harm."""


def measured_sparingly(answered: Answered) -> Behaved:
    """Whether calls measure the gradient hardly more often than the rule does."""
    given = [(probe.measured, len(answer.points)) for probe, answer in answered if probe.measured]
    often = (
        Fault("measured-too-often", {"times": times, "enough": enough})
        for enough, times in given
        if times > enough + SPARE
    )
    return Behaved(bool(given), next(often, None))


# ---------------------------------------------------------------- the same again


def repeated(answered: Answered, again: Mapping[str, Answer]) -> Behaved:
    """Whether calls give the same in a fresh start; `again` holds the answers to those made there, by probes' ids."""
    made = {id_: answer for id_, answer in again.items() if _was_made(answer)}
    twice = [(probe, answer, made[probe.id]) for probe, answer in answered if probe.id in made]
    faults = (
        Fault("differs", {}, _shown(first), _shown(second))
        for probe, first, second in twice
        if answers_differ(first, second) and answers_differ(first, second, widest_tolerance(probe.expected))
    )
    return Behaved(bool(twice), next(faults, None), "not-repeated" if any(map(_was_cut_off, again.values())) else "")


_CUT_OFF = (AnswerKind.SKIPPED, AnswerKind.TIMEOUT, AnswerKind.CRASHED)


def _was_made(answer: Answer) -> bool:
    """Whether a call came back: what was skipped, or ran out of time beside something else, says nothing."""
    return answer.defined and answer.kind not in _CUT_OFF


def _was_cut_off(answer: Answer) -> bool:
    return answer.defined and answer.kind in _CUT_OFF


def _shown(answer: Answer) -> str:
    """An answer in short: its last value, or how it ended."""
    if answer.kind is not AnswerKind.VALUE:
        return answer.message or answer.kind.value
    last = answer.returned[-1]
    return value_text(last.value(last.steps - 1))


def widest_tolerance(expected: Sequence[Expected]) -> float:
    """The widest tolerance among some quantities; 0 where none has one."""
    return max(
        (float(q.tolerances.max()) for q in expected if q.tolerances is not None and q.tolerances.size), default=0.0
    )
