"""(Check, answers) -> Outcome: the only place where a student's numbers meet the right ones.

A check earns its weight or nothing; comparisons are written so that NaN fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autograder.grading.compare import Mismatch, first_mismatch
from autograder.grading.differ import answers_differ, differs
from autograder.grading.paths import path_mismatch
from autograder.grading.points import RANKS, tally, with_costs
from autograder.grading.sentences import Texts
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
from autograder.model.display import call_text, value_text

Answers = Mapping[str, Answer]
"""The answer to each probe's call, by the probe's id."""

STATUS_OF: Mapping[AnswerKind, Status] = {
    AnswerKind.MISSING: Status.MISSING,
    AnswerKind.TIMEOUT: Status.TIMEOUT,
    AnswerKind.CRASHED: Status.CRASHED,
    AnswerKind.ERROR: Status.ERROR,
    AnswerKind.SKIPPED: Status.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one probe or observation showed, before points."""

    status: Status
    message: str = ""
    expected: str = ""
    got: str = ""


PASSED = Verdict(Status.PASSED)


class ProbeResult(NamedTuple):
    """A probe with its answer, and where that departs from the right one."""

    probe: Probe
    answer: Answer
    mismatch: Mismatch | None


class Judgement(NamedTuple):
    """The outcome of every check, and what was seen at each probe, by its id."""

    outcomes: tuple[Outcome, ...]
    seen: Mapping[str, ProbeResult]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the answers of one function against its key, in the course's language."""

    key: ExerciseKey
    texts: Texts

    def judged(self, points: float, answers: Answers, again: Answers) -> Judgement:
        """The outcome of every check of an exercise worth `points`.

        `again` holds the answers from a fresh start in another order.
        """
        probes = [probe for check in self.key.checks for probe in check.probes]
        seen = {p.id: ProbeResult(p, answers[p.id], self._mismatch(p, answers[p.id])) for p in probes}
        outcomes = [
            self._observed(check, seen, again) if check.behaviour else self._weighed(check, seen)
            for check in self.key.checks
        ]
        return Judgement(with_costs(outcomes, tally(points, self.key.checks, outcomes), self.texts), seen)

    def nothing_ran(self, status: Status, message: str) -> tuple[Outcome, ...]:
        """The outcomes where there was no file to run: nothing earned, and one sentence that says why."""
        return tuple(
            Outcome(check.id, check.title, Status.SKIPPED, 0.0, 0.0)
            if check.behaviour
            else Outcome(check.id, check.title, status, 0.0, float(check.weight), message)
            for check in self.key.checks
        )

    # ------------------------------------------------------------ checks that have a weight

    def _weighed(self, check: Check, seen: Mapping[str, ProbeResult]) -> Outcome:
        findings = [self._probe(seen[probe.id]) for probe in check.probes]
        worst = min(findings, key=lambda finding: RANKS[finding.status])
        weight = float(check.weight)
        score = weight if worst.status is Status.PASSED else 0.0
        return Outcome(check.id, check.title, worst.status, score, weight, worst.message, worst.expected, worst.got)

    def _mismatch(self, probe: Probe, answer: Answer) -> Mismatch | None:
        if probe.theorem:
            return path_mismatch(probe, answer, self.key)
        return first_mismatch(probe.expected, answer, self.key)

    def _probe(self, seen: ProbeResult) -> Verdict:
        if seen.mismatch is not None:
            return self._mismatched(seen.probe, seen.mismatch)
        if seen.answer.kind is not AnswerKind.VALUE:
            return self._no_value(seen.probe, seen.answer)
        complete = seen.answer.steps == seen.probe.call.steps
        return PASSED if complete else Verdict(Status.BROKEN, self.texts("incomplete", function=self.key.name))

    def _no_value(self, probe: Probe, answer: Answer) -> Verdict:
        status = STATUS_OF[answer.kind]
        if status is Status.SKIPPED:
            return Verdict(status, self.texts("not-run", function=self.key.name))
        if status is Status.MISSING:
            return Verdict(
                status, self.texts("not-written" if answer.defined else "not-defined", function=self.key.name)
            )
        raised = self.texts("raised-at" if answer.line else "raised", error=answer.message, line=answer.line)
        where = self.texts("raised-for", call=self._call(probe.call, answer.steps + 1)) if answer.defined else ""
        return Verdict(status, f"{raised.rstrip('.')}{'' if raised.endswith('?') else '.'} {where}".rstrip())

    def _mismatched(self, probe: Probe, mismatch: Mismatch) -> Verdict:
        sentence = mismatch.form or ("wrong-value-at" if probe.call.is_chain else "wrong-value")
        details = {
            "names": " and ".join(mismatch.names),
            "call": self._call(probe.call, mismatch.step),
            "step": mismatch.step,
            "steps": probe.call.steps,
            **mismatch.details,
        }
        message = self.texts(sentence, **details)
        if mismatch.form and not probe.theorem:
            message = f"{message} {self.texts('raised-for', call=details['call'])}"
        return Verdict(Status.FAILED, message, mismatch.expected, mismatch.got)

    def _call(self, call: Call, step: int) -> str:
        return call_text(call, self.key.parameters, self.key.losses, step)

    # ------------------------------------------------------------ behaviour, which can only cost points

    def _observed(self, check: Check, seen: Mapping[str, ProbeResult], again: Answers) -> Outcome:
        findings = list(self._observations(check.behaviour, seen, again))
        failed = next((finding for finding in findings if finding.status is Status.FAILED), None)
        if failed is not None:
            return Outcome(check.id, check.title, Status.FAILED, 0.0, 0.0, failed.message, failed.expected, failed.got)
        if findings:
            return Outcome(check.id, check.title, Status.PASSED, 0.0, 0.0)
        unmade = check.behaviour is Behaviour.REPEAT and any(not _was_made(answer) for answer in again.values())
        return Outcome(check.id, check.title, Status.SKIPPED, 0.0, 0.0, self.texts("not-repeated") if unmade else "")

    def _observations(
        self, behaviour: Behaviour | None, seen: Mapping[str, ProbeResult], again: Answers
    ) -> Iterator[Verdict]:
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

    def _arguments_kept(self, call: Call, answer: Answer) -> Iterator[Verdict]:
        if answer.overwritten:
            yield Verdict(Status.FAILED, self.texts("overwritten", function=self.key.name))
        if answer.after is None:
            return
        for name, argument, now in zip(self.key.parameters, call.arguments, answer.after, strict=False):
            if isinstance(argument, (GradientAt, GradientFunction)):
                continue
            before = first_value(argument)
            if differs(before, now):
                message = self.texts("changed-argument", function=self.key.name, name=name)
                yield Verdict(Status.FAILED, message, f"{name} = {value_text(before)}", f"{name} = {value_text(now)}")
        yield PASSED

    def _form(self, seen: ProbeResult) -> Verdict:
        mismatch = seen.mismatch
        if mismatch is not None and not mismatch.form:
            mismatch = first_mismatch(seen.probe.expected, seen.answer, self.key, only_form=True)
        if mismatch is None:
            return PASSED
        return Verdict(Status.FAILED, self.texts(mismatch.form, **mismatch.details))

    def _same(self, probe: Probe, first: Answer, second: Answer) -> Verdict:
        if not answers_differ(first, second, widest_tolerance(probe.expected)):
            return PASSED
        return Verdict(Status.FAILED, self.texts("differs", function=self.key.name), _shown(first), _shown(second))


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
