"""(observation) -> the outcome of every check: what was observed of a function, summed and put into words.

A check earns its weight or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from autograder.grading.compare import Mismatch
from autograder.grading.observe import Observation
from autograder.grading.points import RANKS, tally, with_costs
from autograder.grading.sentences import Texts
from autograder.model import Answer, AnswerKind, Call, Check, ExerciseKey, Outcome, Probe, Status
from autograder.model.display import call_text

STATUS_OF: Mapping[AnswerKind, Status] = {
    AnswerKind.MISSING: Status.MISSING,
    AnswerKind.TIMEOUT: Status.TIMEOUT,
    AnswerKind.CRASHED: Status.CRASHED,
    AnswerKind.ERROR: Status.ERROR,
    AnswerKind.SKIPPED: Status.SKIPPED,
}
"""The status of a probe at which nothing that came back is wrong, by how the call ended without a value."""


class Feedback(NamedTuple):
    """What a student reads beside the status of a check."""

    message: str = ""
    expected: str = ""
    got: str = ""


def judge(observation: Observation, points: float, texts: Texts, left: Fraction | None = None) -> tuple[Outcome, ...]:
    """The outcome of every check of an exercise that is worth some points, in the course's language.

    `left` is the part of them that the course leaves for what is wrong, where it says so.
    """
    return _Judge(observation, texts).outcomes(points, left)


def nothing_ran(key: ExerciseKey, status: Status, message: str) -> tuple[Outcome, ...]:
    """The outcomes where there was no file to run: nothing earned, and one sentence that says why."""
    return tuple(
        Outcome(check.id, check.title, Status.SKIPPED, 0.0, 0.0)
        if check.behaviour
        else Outcome(check.id, check.title, status, 0.0, float(check.weight), message)
        for check in key.checks
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges what was observed of one function, in the course's language."""

    observation: Observation
    texts: Texts

    @property
    def key(self) -> ExerciseKey:
        """The key that the function is judged by."""
        return self.observation.layout.key

    def outcomes(self, points: float, left: Fraction | None) -> tuple[Outcome, ...]:
        """The outcome of every check of an exercise worth `points`, of which a part may be `left` in any case."""
        outcomes = [self._behaved(check) if check.behaviour else self._weighed(check) for check in self.key.checks]
        return with_costs(outcomes, tally(points, self.key.checks, outcomes, left), self.texts)

    # ------------------------------------------------------------ checks that have a weight

    def _weighed(self, check: Check) -> Outcome:
        statuses = [(self._status(probe), probe) for probe in check.probes]
        status, worst = min(statuses, key=lambda of_probe: RANKS[of_probe[0]])
        feedback = Feedback() if status is Status.PASSED else self._feedback(worst, status)
        weight = float(check.weight)
        score = weight if status is Status.PASSED else 0.0
        return Outcome(check.id, check.title, status, score, weight, feedback.message, feedback.expected, feedback.got)

    def _status(self, probe: Probe) -> Status:
        """How a function did at one probe."""
        ended = self.observation.answers[probe.id].kind
        if self.observation.mismatch(probe) is not None:
            return Status.FAILED
        if ended is not AnswerKind.VALUE:
            return STATUS_OF[ended]
        return Status.PASSED if self.observation.readings[probe.id].steps == probe.call.steps else Status.BROKEN

    def _feedback(self, probe: Probe, status: Status) -> Feedback:
        """What a student is told of a probe that does not pass."""
        answer, function = self.observation.answers[probe.id], self.key.name
        match status:
            case Status.BROKEN:
                return Feedback(self.texts("incomplete", function=function))
            case Status.SKIPPED:
                return Feedback(self.texts("not-run", function=function))
            case Status.MISSING:
                return Feedback(self.texts("not-written" if answer.defined else "not-defined", function=function))
        mismatch = self.observation.mismatch(probe)
        return self._of_error(probe, answer) if mismatch is None else self._of_mismatch(probe, mismatch)

    def _of_error(self, probe: Probe, answer: Answer) -> Feedback:
        """That a call raised an exception, ran out of time or crashed, and which."""
        raised = self.texts("raised-at" if answer.line else "raised", error=answer.message, line=answer.line)
        where = self.texts("raised-for", call=self._call(probe.call, answer.steps + 1)) if answer.defined else ""
        return Feedback(f"{raised.rstrip('.')}{'' if raised.endswith('?') else '.'} {where}".rstrip())

    def _of_mismatch(self, probe: Probe, mismatch: Mismatch) -> Feedback:
        """What is not right, and in which call."""
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
        return Feedback(message, mismatch.expected, mismatch.got)

    def _call(self, call: Call, step: int) -> str:
        return call_text(call, self.key.parameters, self.key.losses, step)

    # ------------------------------------------------------------ behaviour, which can only cost points

    def _behaved(self, check: Check) -> Outcome:
        assert check.behaviour is not None
        behaved = self.observation.behaviours[check.behaviour]
        if behaved.fault is not None:
            details = {"function": self.key.name, **behaved.fault.details}
            message = self.texts(behaved.fault.sentence, **details)
            expected, got = behaved.fault.expected, behaved.fault.got
            return Outcome(check.id, check.title, Status.FAILED, 0.0, 0.0, message, expected, got)
        if behaved.was_seen:
            return Outcome(check.id, check.title, Status.PASSED, 0.0, 0.0)
        excuse = self.texts(behaved.excuse) if behaved.excuse else ""
        return Outcome(check.id, check.title, Status.SKIPPED, 0.0, 0.0, excuse)
