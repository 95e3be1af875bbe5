"""(observation) -> the outcome of every check: what was observed of a function, summed and put into words.

A check earns its weight or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from autograder.basics.dataclass import dataclass
from autograder.catalogue.theorems.short_titles import SHORT_TITLES
from autograder.grading.compare import Mismatch
from autograder.grading.diagnosis.readable import easiest
from autograder.grading.observe import MOST_KEPT, Observation
from autograder.grading.points import RANKS, tally, with_costs
from autograder.grading.python_mistakes import meaning
from autograder.grading.raised import Raised
from autograder.grading.sentences import Texts
from autograder.grading.slips import telling_slip
from autograder.grading.source import Source, is_stub, raises_at, returns_of
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


NO_SOURCE = Source()
GROWN = "The returned array has too many dimensions"
"""What the sandbox says of an array that gained a dimension at every step: a wrong value, and no exception."""


class Feedback(NamedTuple):
    """What a student reads beside the status of a check."""

    message: str = ""
    expected: str = ""
    got: str = ""


def judge(
    observation: Observation,
    points: float,
    texts: Texts,
    left: Fraction | None = None,
    source: Source = NO_SOURCE,
) -> tuple[Outcome, ...]:
    """The outcome of every check of an exercise that is worth some points, in the course's language.

    `left` is the part of them that the course leaves for what is wrong, where it says so; `source` is what exceptions
    came from.
    """
    return _Judge(observation, texts, source).outcomes(points, left)


@lru_cache(maxsize=MOST_KEPT)
def passes(observation: Observation) -> bool:
    """Whether every check of an exercise passes."""
    if any(status is not Status.PASSED for status, _ in worst_of(observation).values()):
        return False
    behaved = (observation.behaviours[c.behaviour] for c in observation.layout.key.checks if c.behaviour)
    return all(one.was_seen and one.fault is None for one in behaved)


def nothing_ran(key: ExerciseKey, status: Status, message: str, texts: Texts) -> tuple[Outcome, ...]:
    """The outcomes where there was no file to run: nothing earned, and one sentence that says why."""
    return tuple(
        Outcome(check.id, title_of(check, texts), Status.SKIPPED, 0.0, 0.0)
        if check.behaviour
        else Outcome(check.id, title_of(check, texts), status, 0.0, float(check.weight), message)
        for check in key.checks
    )


def title_of(check: Check, texts: Texts) -> str:
    """What a check is called; of a theorem its statement, with the source in parentheses."""
    return texts.sourced(check.title, check.probes[0].why if check.probes else "")


@lru_cache(maxsize=MOST_KEPT)
def worst_of(observation: Observation) -> Mapping[str, tuple[Status, Probe]]:
    """How a function did worst at each check that has a weight, and at which probe, by the check's id."""
    return {c.id: _worst_of(observation, c) for c in observation.layout.key.checks if not c.behaviour}


def _worst_of(observation: Observation, check: Check) -> tuple[Status, Probe]:
    """The probe of a check at which a function did worst, and how; of wrong ones the easiest to read."""
    statuses = [(_status(observation, probe), probe) for probe in check.probes]
    status, first = min(statuses, key=lambda of_probe: RANKS[of_probe[0]])
    wrong = [probe for other, probe in statuses if other is status and observation.mismatch(probe) is not None]
    if status is not Status.FAILED or not wrong:
        return status, first
    return status, easiest(observation, wrong)


def _status(observation: Observation, probe: Probe) -> Status:
    """How a function did at one probe."""
    ended = observation.answers[probe.id].kind
    if observation.mismatch(probe) is not None or observation.answers[probe.id].message.startswith(GROWN):
        return Status.FAILED
    if ended is not AnswerKind.VALUE:
        return STATUS_OF[ended]
    return Status.PASSED if observation.readings[probe.id].steps == probe.call.steps else Status.BROKEN


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges what was observed of one function, in the course's language."""

    observation: Observation
    texts: Texts
    source: Source

    @property
    def key(self) -> ExerciseKey:
        """The key that the function is judged by."""
        return self.observation.layout.key

    def outcomes(self, points: float, left: Fraction | None) -> tuple[Outcome, ...]:
        """The outcome of every check of an exercise worth `points`, of which a part may be `left` in any case."""
        outcomes = [self._behaved(check) if check.behaviour else self._weighed(check) for check in self.key.checks]
        if all(outcome.status is Status.PASSED for outcome in outcomes):
            return tuple(outcomes)
        outcomes = self._with_slip(outcomes)
        return with_costs(outcomes, tally(points, self.key.checks, outcomes, left), self.texts)

    def _with_slip(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes, of which the first that is told of says what its source shows besides."""
        worst = min((one.status for one in outcomes), key=RANKS.__getitem__)
        first = next((i for i, one in enumerate(outcomes) if one.status is worst and one.message), None)
        slip = (
            telling_slip(self.source, self.key.name, worst) if first is not None and worst is not Status.ERROR else None
        )
        if first is None or slip is None or not outcomes[first].max_score:
            return outcomes
        said = self.texts("slip.at", line=slip.line, said=self.texts(slip.id, **slip.values))
        told = replace(outcomes[first], message=f"{outcomes[first].message} {said}")
        return [*outcomes[:first], told, *outcomes[first + 1 :]]

    # ------------------------------------------------------------ checks that have a weight

    def _weighed(self, check: Check) -> Outcome:
        status, worst = worst_of(self.observation)[check.id]
        feedback = Feedback() if status is Status.PASSED else self._feedback(worst, status)
        weight = float(check.weight)
        score = weight if status is Status.PASSED else 0.0
        title, short = title_of(check, self.texts), self.texts.of(SHORT_TITLES.get(check.probes[0].theorem, ""))
        return Outcome(check.id, title, status, score, weight, *feedback, short)

    def _feedback(self, probe: Probe, status: Status) -> Feedback:
        """What a student is told of a probe that does not pass."""
        answer, function = self.observation.answers[probe.id], self.key.name
        match status:
            case Status.BROKEN:
                return Feedback(self.texts("incomplete", function=function))
            case Status.SKIPPED:
                return Feedback(self.texts("not-run", function=function))
            case Status.MISSING:
                return Feedback(self._unwritten(answer) if answer.defined else self._undefined())
        mismatch = self.observation.mismatch(probe)
        return self._of_error(probe, answer) if mismatch is None else self._of_mismatch(probe, mismatch)

    def _unwritten(self, answer: Answer) -> str:
        """Why a function raised NotImplementedError: only its own stub says that it is not written."""
        function, line = self.key.name, answer.line
        if answer.within not in ("", function) and self.source.definition(answer.within):
            return self.texts("calls-unwritten", function=function, other=answer.within)
        definition = self.source.definition(function)
        if definition is None or line is None or is_stub(definition[0]):
            return self.texts("not-written", function=function)
        is_raised, at_the_top = raises_at(definition[0], definition[0].lineno + line - definition[1])
        if not is_raised and (other := self._called(answer)):
            return self.texts("calls-unwritten", function=function, other=other)
        sentence = "left-raise" if is_raised and at_the_top else "unwritten-part"
        return self.texts(sentence, function=function, line=line)

    def _called(self, answer: Answer) -> str:
        """The function that was called where an error came from, as far as the line shows it."""
        shown = self.source.excerpt(answer)
        call = re.match(r"(\w+)\(", shown.text[shown.start : shown.end]) if shown else None
        return call[1] if call else ""

    def _undefined(self) -> str:
        """That there is no function of that name, and what may be meant for it."""
        if inside := self.source.definition(self.key.name):
            return self.texts("not-at-the-top", function=self.key.name, line=inside[1])
        said, other = self.texts("not-defined", function=self.key.name), self.source.misspelt(self.key.name)
        return f"{said} {self.texts('misspelt', other=other[0], line=other[1])}" if other else said

    def _of_error(self, probe: Probe, answer: Answer) -> Feedback:
        """That a call raised an exception, ran out of time or crashed, and which."""
        if answer.message.startswith(GROWN):
            return Feedback(self.texts("grown", function=self.key.name))
        raised = self.texts("raised-at" if answer.line else "raised", error=answer.message.rstrip(), line=answer.line)
        means = self._meaning(probe, answer) if answer.kind is AnswerKind.ERROR else ""
        where = self.texts("raised-for", call=self._call(probe.call, answer.steps + 1)) if answer.defined else ""
        through = self._through(answer)
        first = f"{raised.rstrip('.')}{'' if raised.endswith('?') else '.'}"
        return Feedback(" ".join(filter(None, (first, means, through or where))))

    def _through(self, answer: Answer) -> str:
        """Which line calls the function of another cell that raised an exception; empty where none did."""
        function, other = self.key.name, answer.within
        call = self.source.call_of(other, function)
        return self.texts("through", other=other, line=self.source.line_of(call, function)) if call else ""

    def _meaning(self, probe: Probe, answer: Answer) -> str:
        """What an exception means here: what its line shows, or what is said of its kind; empty where neither is."""
        slip = telling_slip(self.source, self.key.name, Status.ERROR, answer.line)
        if slip is not None:
            means = self.texts(slip.id, **slip.values)
            return f"{means[:1].upper()}{means[1:]}"
        said = meaning(Raised(answer, probe.call, self.key, self.source))
        return self.texts(said[0], **said[1]) if said else ""

    def _of_mismatch(self, probe: Probe, mismatch: Mismatch) -> Feedback:
        """What is not right, and in which call."""
        sentence = mismatch.form or ("wrong-value-at" if probe.call.is_chain else "wrong-value")
        details = {
            "names": self.texts.listed(mismatch.names),
            "call": self._call(probe.call, mismatch.step),
            "step": mismatch.step,
            "steps": probe.call.steps,
            **mismatch.details,
        }
        message = self.texts(sentence, **details)
        if sentence == "returned-none":
            message = f"{message} {self.texts(self._why_none())}"
        if mismatch.form and not probe.theorem:
            message = f"{message} {self.texts('raised-for', call=details['call'])}"
        return Feedback(message, mismatch.expected(self.texts), mismatch.got)

    def _why_none(self) -> str:
        """The id of why nothing was returned, as far as the source shows it."""
        definition = self.source.definition(self.key.name)
        has_none = definition is not None and not returns_of(definition[0])
        return "no-return" if has_none else "no-return-here"

    def _call(self, call: Call, step: int) -> str:
        return call_text(call, self.key.parameters, self.key.losses, step)

    # ------------------------------------------------------------ behaviour, which can only cost points

    def _behaved(self, check: Check) -> Outcome:
        assert check.behaviour is not None
        behaved, title = self.observation.behaviours[check.behaviour], title_of(check, self.texts)
        if behaved.fault is not None:
            details = {"function": self.key.name, **behaved.fault.details}
            message = self.texts(behaved.fault.sentence, **details)
            expected, got = behaved.fault.expected, behaved.fault.got
            return Outcome(check.id, title, Status.FAILED, 0.0, 0.0, message, expected, got)
        if behaved.was_seen:
            return Outcome(check.id, title, Status.PASSED, 0.0, 0.0)
        excuse = self.texts(behaved.excuse) if behaved.excuse else ""
        return Outcome(check.id, title, Status.SKIPPED, 0.0, 0.0, excuse)
