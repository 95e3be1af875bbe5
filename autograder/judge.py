"""(Check, answers) -> Outcome: the only place where a student's numbers meet the right ones.

Points start at zero and are earned; comparisons are written so that NaN fails.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autograder.compare import Departure, first_departure
from autograder.differ import answers_differ, differs
from autograder.model import (
    Answer,
    AnswerKind,
    Argument,
    Behaviour,
    Call,
    Carried,
    Check,
    ExerciseKey,
    Expected,
    GradientAt,
    GradientFunction,
    Outcome,
    Probe,
    Series,
    Status,
    Value,
)
from autograder.texts import Texts
from autograder.trajectories import path_departure
from autograder.values_text import call_text, value_text

Answers = Mapping[str, Answer]
"""The answer to each probe's call, by the probe's id."""

STATUS_OF: Mapping[AnswerKind, Status] = {
    AnswerKind.MISSING: Status.MISSING,
    AnswerKind.TIMEOUT: Status.TIMEOUT,
    AnswerKind.CRASHED: Status.CRASHED,
    AnswerKind.ERROR: Status.ERROR,
    AnswerKind.SKIPPED: Status.SKIPPED,
}


RANKS: Mapping[Status, int] = {status: rank for rank, status in enumerate(Status)}
"""The first of them that anything has is the status of the whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one probe or observation showed, before points."""

    status: Status
    message: str = ""
    expected: str = ""
    got: str = ""


PASSED = Finding(Status.PASSED)


class Seen(NamedTuple):
    """A probe with its answer, and where that departs from the right one."""

    probe: Probe
    answer: Answer
    departure: Departure | None


class Judged(NamedTuple):
    """The outcome of every check, and what was seen at each probe, by its id."""

    outcomes: tuple[Outcome, ...]
    seen: Mapping[str, Seen]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the answers of one function against its key, in the course's language."""

    key: ExerciseKey
    texts: Texts

    def judged(self, points: float, answers: Answers, again: Answers) -> Judged:
        """The outcome of every check; `again` holds the answers from a fresh start in another order."""
        shares = iter(split_points(points, [check.weight for check in self.key.checks if check.weight]))
        probes = [probe for check in self.key.checks for probe in check.probes]
        seen = {p.id: Seen(p, answers[p.id], self._departure(p, answers[p.id])) for p in probes}
        outcomes = (
            self._observed(check, points, seen, again) if check.behaviour else self._scored(check, next(shares), seen)
            for check in self.key.checks
        )
        return Judged(tuple(outcomes), seen)

    def nothing_ran(self, points: float, status: Status, message: str) -> tuple[Outcome, ...]:
        """The outcomes where there was no file to run: no points, and one sentence that says why."""
        shares = iter(split_points(points, [check.weight for check in self.key.checks if check.weight]))
        return tuple(
            Outcome(check.id, check.title, Status.SKIPPED, 0.0, 0.0)
            if check.behaviour
            else Outcome(check.id, check.title, status, 0.0, next(shares), message)
            for check in self.key.checks
        )

    # ------------------------------------------------------------ checks with points

    def _scored(self, check: Check, share: float, seen: Mapping[str, Seen]) -> Outcome:
        findings = [self._probe(seen[probe.id]) for probe in check.probes]
        worst = min(findings, key=lambda finding: RANKS[finding.status])
        score = share if worst.status is Status.PASSED else 0.0
        return Outcome(check.id, check.title, worst.status, score, share, worst.message, worst.expected, worst.got)

    def _departure(self, probe: Probe, answer: Answer) -> Departure | None:
        if probe.theorem:
            return path_departure(probe, answer, self.key)
        return first_departure(probe.expected, answer, self.key)

    def _probe(self, seen: Seen) -> Finding:
        if seen.departure is not None:
            return self._departed(seen.probe, seen.departure)
        if seen.answer.kind is not AnswerKind.VALUE:
            return self._no_value(seen.probe, seen.answer)
        complete = seen.answer.steps == seen.probe.call.steps
        return PASSED if complete else Finding(Status.BROKEN, self.texts("incomplete", function=self.key.name))

    def _no_value(self, probe: Probe, answer: Answer) -> Finding:
        status = STATUS_OF[answer.kind]
        if status is Status.SKIPPED:
            return Finding(status, self.texts("not-run", function=self.key.name))
        if status is Status.MISSING:
            return Finding(
                status, self.texts("not-written" if answer.defined else "not-defined", function=self.key.name)
            )
        raised = self.texts("raised-at" if answer.line else "raised", error=answer.message, line=answer.line)
        where = self.texts("raised-for", call=self._call(probe.call, answer.steps + 1)) if answer.defined else ""
        return Finding(status, f"{raised.rstrip('.')}{'' if raised.endswith('?') else '.'} {where}".rstrip())

    def _departed(self, probe: Probe, departure: Departure) -> Finding:
        sentence = departure.form or ("wrong-value-at" if probe.call.is_chain else "wrong-value")
        details = {
            "names": " and ".join(departure.names),
            "call": self._call(probe.call, departure.step),
            "step": departure.step,
            "steps": probe.call.steps,
            **departure.details,
        }
        message = self.texts(sentence, **details)
        if departure.form and not probe.theorem:
            message = f"{message} {self.texts('raised-for', call=details['call'])}"
        return Finding(Status.FAILED, message, departure.expected, departure.got)

    def _call(self, call: Call, step: int) -> str:
        return call_text(call, self.key.parameters, self.key.losses, step)

    # ------------------------------------------------------------ behaviour, which can only cost points

    def _observed(self, check: Check, points: float, seen: Mapping[str, Seen], again: Answers) -> Outcome:
        findings = list(self._observations(check.behaviour, seen, again))
        failed = next((finding for finding in findings if finding.status is Status.FAILED), None)
        if failed is not None:
            cost = self.texts("costs", cost=value_text(round(check.cost * points, 2)), points=value_text(points))
            return Outcome(
                check.id, check.title, Status.FAILED, 0.0, 0.0, f"{failed.message} {cost}", failed.expected, failed.got
            )
        if findings:
            return Outcome(check.id, check.title, Status.PASSED, 0.0, 0.0)
        unmade = check.behaviour is Behaviour.REPEAT and any(not _was_made(answer) for answer in again.values())
        return Outcome(check.id, check.title, Status.SKIPPED, 0.0, 0.0, self.texts("not-repeated") if unmade else "")

    def _observations(self, behaviour: Behaviour | None, seen: Mapping[str, Seen], again: Answers) -> Iterator[Finding]:
        for one in seen.values():
            if not one.answer.returned or one.probe.theorem:
                continue
            match behaviour:
                case Behaviour.ARGUMENTS:
                    yield from self._arguments_kept(one.probe.call, one.answer)
                case Behaviour.FORM:
                    yield self._form(one)
                case Behaviour.REPEAT if one.probe.id in again and _was_made(again[one.probe.id]):
                    yield self._same(one.probe, one.answer, again[one.probe.id])

    def _arguments_kept(self, call: Call, answer: Answer) -> Iterator[Finding]:
        if answer.overwritten:
            yield Finding(Status.FAILED, self.texts("overwritten", function=self.key.name))
        if answer.after is None:
            return
        for name, argument, now in zip(self.key.parameters, call.arguments, answer.after, strict=False):
            if isinstance(argument, (GradientAt, GradientFunction)):
                continue
            before = first_value(argument)
            if differs(before, now):
                message = self.texts("changed-argument", function=self.key.name, name=name)
                yield Finding(Status.FAILED, message, f"{name} = {value_text(before)}", f"{name} = {value_text(now)}")
        yield PASSED

    def _form(self, seen: Seen) -> Finding:
        departure = seen.departure
        if departure is not None and not departure.form:
            departure = first_departure(seen.probe.expected, seen.answer, self.key, only_form=True)
        if departure is None:
            return PASSED
        return Finding(Status.FAILED, self.texts(departure.form, **departure.details))

    def _same(self, probe: Probe, first: Answer, second: Answer) -> Finding:
        if not answers_differ(first, second, widest_tolerance(probe.expected)):
            return PASSED
        return Finding(Status.FAILED, self.texts("differs", function=self.key.name), _shown(first), _shown(second))


def _was_made(answer: Answer) -> bool:
    """Whether a call came back: what was skipped, or ran out of time beside something else, says nothing."""
    return answer.defined and answer.kind not in (AnswerKind.SKIPPED, AnswerKind.TIMEOUT, AnswerKind.CRASHED)


def _shown(answer: Answer) -> str:
    """An answer in short: its last value, or how it ended."""
    if answer.kind is not AnswerKind.VALUE:
        return answer.message or answer.kind.value
    last = answer.returned[-1]
    return value_text(last.value(last.steps - 1))


def first_value(argument: Argument) -> Value:
    """What the first step gets for an argument."""
    match argument:
        case Series():
            return argument.values[0]
        case Carried():
            return argument.start
    return argument


def widest_tolerance(expected: Sequence[Expected]) -> float:
    """The widest tolerance among some quantities; 0 where none has one."""
    return max(
        (float(q.tolerances.max()) for q in expected if q.tolerances is not None and q.tolerances.size), default=0.0
    )


# ---------------------------------------------------------------- points


def split_points(points: float, weights: Sequence[int]) -> list[float]:
    """Points shared out by weight in hundredths, so that the shares add up to the points exactly."""
    hundredths = round(points * 100)
    total = sum(weights)
    shares = [hundredths * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(hundredths * weights[i] % total))
    for index in by_remainder[: hundredths - sum(shares)]:
        shares[index] += 1
    return [share / 100 for share in shares]


def exercise_score(points: float, checks: Sequence[Check], outcomes: Sequence[Outcome]) -> float:
    """What the checks earned less what bad behaviour costs, never below zero; all of it where every check passed."""
    if all(outcome.status is Status.PASSED for outcome in outcomes):
        return points
    earned = math.fsum(outcome.score for outcome in outcomes)
    costs = (
        c.cost * points for c, o in zip(checks, outcomes, strict=True) if c.behaviour and o.status is Status.FAILED
    )
    return max(0.0, round(earned - math.fsum(costs), 2))


def overall_status(outcomes: Sequence[Outcome]) -> Status:
    """The status of an exercise: the first, in the order of Status, that one of its checks has."""
    return min((outcome.status for outcome in outcomes), key=RANKS.__getitem__)
