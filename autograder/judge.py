"""(Check, answers) -> Outcome: the only place where a student's numbers meet the right ones.

Points start at zero and are earned; comparisons are written so that NaN fails.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.compare import Departure, differs, first_departure
from autograder.model import (
    Answer,
    AnswerKind,
    Behaviour,
    Call,
    Check,
    ExerciseKey,
    Expected,
    GradientAt,
    GradientFunction,
    Outcome,
    Probe,
    Status,
    Value,
)
from autograder.texts import Texts
from autograder.values_text import call_text, value_text

Answers = Mapping[str, tuple[Answer, ...]]
"""The answers to each probe's calls, by the probe's id."""

Compared = tuple[Answer, Departure | None]
"""An answer, and where it departs from the right one."""

STATUS_OF: Mapping[AnswerKind, Status] = {
    AnswerKind.MISSING: Status.MISSING,
    AnswerKind.TIMEOUT: Status.TIMEOUT,
    AnswerKind.CRASHED: Status.CRASHED,
    AnswerKind.ERROR: Status.ERROR,
    AnswerKind.SKIPPED: Status.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one probe or observation showed, before points."""

    status: Status
    message: str = ""
    expected: str = ""
    got: str = ""


PASSED = Finding(Status.PASSED)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the answers of one function against its key, in the course's language."""

    key: ExerciseKey
    texts: Texts

    def outcomes(self, points: float, answers: Answers, again: Answers) -> tuple[Outcome, ...]:
        """The outcome of every check; `again` holds the answers from a fresh start in another order."""
        shares = iter(split_points(points, [check.weight for check in self.key.checks if check.weight]))
        compared = {
            probe.id: self._compared(probe, answers[probe.id]) for check in self.key.checks for probe in check.probes
        }
        return tuple(
            self._observed(check, points, compared, again)
            if check.behaviour
            else self._scored(check, next(shares), compared)
            for check in self.key.checks
        )

    def _compared(self, probe: Probe, answers: Sequence[Answer]) -> tuple[Compared, ...]:
        """Each answer of a probe beside where it departs from the right one; None where there is no value."""
        return tuple(
            (answer, first_departure(expected, answer.value, self.key) if answer.kind is AnswerKind.VALUE else None)
            for answer, expected in zip(answers, probe.expected, strict=True)
        )

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

    def _scored(self, check: Check, share: float, compared: Mapping[str, tuple[Compared, ...]]) -> Outcome:
        findings = [self._probe(probe, compared[probe.id]) for probe in check.probes]
        worst = min(findings, key=lambda finding: list(Status).index(finding.status))
        score = share if worst.status is Status.PASSED else 0.0
        return Outcome(check.id, check.title, worst.status, score, share, worst.message, worst.expected, worst.got)

    def _probe(self, probe: Probe, compared: tuple[Compared, ...]) -> Finding:
        for step, (answer, departure) in enumerate(compared, 1):
            if answer.kind is not AnswerKind.VALUE:
                return self._no_value(probe, answer)
            if departure is not None:
                return self._departed(probe, step, departure)
        return PASSED

    def _no_value(self, probe: Probe, answer: Answer) -> Finding:
        status = STATUS_OF[answer.kind]
        if status is Status.SKIPPED:
            return Finding(status, self.texts("not-run", function=self.key.name))
        if status is Status.MISSING:
            return Finding(
                status, self.texts("not-written" if answer.defined else "not-defined", function=self.key.name)
            )
        raised = self.texts("raised-at" if answer.line else "raised", error=answer.message, line=answer.line)
        where = self.texts("raised-for", call=self._call(probe.calls[0])) if answer.defined else ""
        return Finding(status, f"{raised.rstrip('.')}{'' if raised.endswith('?') else '.'} {where}".rstrip())

    def _departed(self, probe: Probe, step: int, departure: Departure) -> Finding:
        if departure.form:
            return Finding(Status.FAILED, self.texts(departure.form, **departure.details))
        sentence = "wrong-value" if len(probe.calls) == 1 else "wrong-value-at"
        details = {
            "names": " and ".join(departure.names),
            "call": self._call(probe.calls[0]),
            "step": step,
            "steps": len(probe.calls),
        }
        return Finding(Status.FAILED, self.texts(sentence, **details), departure.expected, departure.got)

    def _call(self, call: Call) -> str:
        inside = self.key.signature.partition("(")[2].rstrip(")").split(", ")
        return call_text(call, inside[: inside.index("*")] if "*" in inside else inside, self.key.losses)

    # ------------------------------------------------------------ behaviour, which can only cost points

    def _observed(
        self, check: Check, points: float, compared: Mapping[str, tuple[Compared, ...]], again: Answers
    ) -> Outcome:
        findings = list(self._observations(check.behaviour, compared, again))
        failed = next((finding for finding in findings if finding.status is Status.FAILED), None)
        if failed is not None:
            cost = self.texts("costs", cost=value_text(round(check.cost * points, 2)), points=value_text(points))
            return Outcome(
                check.id, check.title, Status.FAILED, 0.0, 0.0, f"{failed.message} {cost}", failed.expected, failed.got
            )
        return Outcome(check.id, check.title, Status.PASSED if findings else Status.SKIPPED, 0.0, 0.0)

    def _observations(
        self, behaviour: Behaviour | None, compared: Mapping[str, tuple[Compared, ...]], again: Answers
    ) -> Iterator[Finding]:
        for probe in (probe for check in self.key.checks for probe in check.probes):
            for index, (answer, departure) in enumerate(compared[probe.id]):
                if answer.kind is AnswerKind.VALUE:
                    match behaviour:
                        case Behaviour.ARGUMENTS if answer.after is not None:
                            yield self._arguments_kept(probe.calls[index], answer.after)
                        case Behaviour.FORM:
                            yield self._form(departure)
                        case Behaviour.REPEAT if probe.id in again:
                            yield self._same(probe, index, answer, again[probe.id][index])

    def _arguments_kept(self, call: Call, after: tuple[Value, ...]) -> Finding:
        names = self.key.signature.partition("(")[2].split(", ")
        for name, before, now in zip(names, call.arguments, after, strict=False):
            if not isinstance(before, (GradientAt, GradientFunction)) and differs(before, now):
                message = self.texts("changed-argument", function=self.key.name, name=name)
                return Finding(Status.FAILED, message, f"{name} = {value_text(before)}", f"{name} = {value_text(now)}")
        return PASSED

    def _form(self, departure: Departure | None) -> Finding:
        if departure is not None and departure.form:
            return Finding(Status.FAILED, self.texts(departure.form, **departure.details))
        return PASSED

    def _same(self, probe: Probe, index: int, first: Answer, second: Answer) -> Finding:
        tolerance = widest_tolerance(probe.expected[index])
        if second.kind is AnswerKind.VALUE and not differs(first.value, second.value, tolerance):
            return PASSED
        got = value_text(second.value) if second.kind is AnswerKind.VALUE else second.message or second.kind.value
        return Finding(
            Status.FAILED,
            self.texts("differs", function=self.key.name),
            value_text(first.value),
            got,
        )


def widest_tolerance(expected: Sequence[Expected]) -> float:
    """The widest tolerance among some quantities; 0 where none has one."""
    return max(
        (float(q.tolerance.max()) for q in expected if q.tolerance is not None and q.tolerance.size), default=0.0
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
    found = {outcome.status for outcome in outcomes}
    return next(status for status in Status if status in found)
