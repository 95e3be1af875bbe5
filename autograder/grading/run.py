"""Plan and run: every probe of some exercises as a call, and the answers by exercise and probe."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property, lru_cache
from itertools import groupby

from autograder.basics.dataclass import dataclass
from autograder.errors import IsolationError, SandboxError
from autograder.expected.lookup import Key
from autograder.grading.apart import Group, apart, secret, sent
from autograder.grading.observe import MOST_KEPT, Said
from autograder.grading.sentences import Texts
from autograder.model import Answer, Call, CellError, Exercise, ExerciseKey, Limits, Module, Probe, Request, Response
from autograder.model.run import Sandbox
from autograder.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Run:
    """What came back from running some exercises of a submission."""

    exercises: frozenset[str]
    """Names of those whose file was there to be run."""
    said: Mapping[str, Said]
    """The answers, by the exercise's name."""
    response: Response | None = None
    """None where there was nothing to run."""
    broken: str = ""
    """Why there are no answers, where the grader failed."""
    modules: Mapping[str, str] = field(default_factory=dict)
    """By the exercise's name: the module that its function was called in."""

    def line(self, exercise: Exercise) -> int | None:
        """The line on which the student's function starts, if it was defined."""
        module = self.modules.get(exercise.name)
        return self.response.lines.get(f"{module}.{exercise.name}") if self.response else None

    def notes(self, texts: Texts) -> tuple[str, ...]:
        """Sentences about the run as a whole: cells that failed, output that was cut."""
        if self.response is None:
            return ()
        said = [_told(error, texts) for error in self.response.cell_errors]
        if libraries := self.response.missing:
            said.append(texts("not-available", names=texts.listed(libraries), count=len(libraries)))
        return (*said, *([texts("output-cut")] if self.response.output_cut else []))


def _told(error: CellError, texts: Texts) -> str:
    """A statement that failed, in a sentence: where it stands, why it failed, and its line."""
    where = ", ".join(filter(None, (error.module, texts.of(error.place))))
    return texts("cell-failed-in" if error.text else "cell-failed", where=where, error=error.message, line=error.text)


def run(asked: Sequence[Exercise], submission: Submission, key: Key, limits: Limits, sandbox: Sandbox) -> Run:
    """Run what a submission has of the exercises that are asked for, and some of it again.

    Where the sandbox breaks, and breaks again, the run is broken. Raises IsolationError where this machine cannot
    isolate as it should.
    """
    exercises = () if submission.problem else tuple(e for e in asked if _is_there(e, submission))
    if not exercises:
        return Run(frozenset(), {})
    names = frozenset(exercise.name for exercise in exercises)
    done = Run(names, {}, modules=_modules(exercises, submission))
    started = time.monotonic()
    try:
        for group in apart(key, exercises):
            spent = time.monotonic() - started if done.response else 0.0
            done = _with_group(done, group, submission, key, _left(limits, spent), sandbox)
    except IsolationError:
        raise
    except SandboxError as error:
        return Run(names, {}, broken=str(error), modules=done.modules)
    return done


def _is_there(exercise: Exercise, submission: Submission) -> bool:
    file = submission.file_of(exercise.unit, exercise.name)
    return file is not None and file.text is not None


def _modules(exercises: Sequence[Exercise], submission: Submission) -> dict[str, str]:
    """By the exercise's name: the module it is called in. What lies in another file than its unit's is apart.

    So a student's two files never share a namespace: their helpers may be called alike.
    """
    modules: dict[str, str] = {}
    others: dict[str, str] = {}
    for exercise in exercises:
        file = submission.elsewhere.get(exercise.name)
        other = f"{exercise.unit}.{exercise.name}"
        modules[exercise.name] = others.setdefault(file.name, other) if file else exercise.unit
    return modules


def _left(limits: Limits, spent: float) -> Limits:
    """The limits of a further process, so that several take hardly more time than one; some is always left."""
    return replace(limits, cpu_seconds=max(limits.cpu_seconds - spent, limits.cpu_seconds / 4))


def _with_group(done: Run, group: Group, submission: Submission, key: Key, limits: Limits, sandbox: Sandbox) -> Run:
    """What came back, with the exercises of one more group, which have a process of their own."""
    plans = (planned_calls(key, group.exercises, other_order) for other_order in (False, True))
    first, again = (plan.within(done.modules) for plan in plans)
    response = sandbox.run(_request(group, first.calls, again.calls, submission, key, limits, done.modules))
    return Run(
        done.exercises,
        {**done.said, **_said(first, again, response)},
        _together(done.response, response),
        modules=done.modules,
    )


def _said(first: PlannedCalls, again: PlannedCalls, response: Response) -> Mapping[str, Said]:
    """What came back, by the exercise's name."""
    more = again.by_exercise(response.again)
    return {name: _kept(*some, *more[name]) for name, some in first.by_exercise(response.answers).items()}


@lru_cache(maxsize=MOST_KEPT)
def _kept(
    probes: tuple[str, ...], answers: tuple[Answer, ...], probes_again: tuple[str, ...], again: tuple[Answer, ...]
) -> Said:
    """The same object where the very same answers come again."""
    return Said(dict(zip(probes, answers, strict=True)), dict(zip(probes_again, again, strict=True)))


def _together(before: Response | None, response: Response) -> Response:
    """What two processes told; of cells that both have run, only once."""
    if before is None:
        return response
    errors = [error for error in response.cell_errors if error not in before.cell_errors]
    return replace(
        before,
        cell_errors=(*before.cell_errors, *errors),
        lines={**response.lines, **before.lines},
        output=before.output if response.output in before.output else before.output + response.output,
        output_cut=before.output_cut or response.output_cut,
        missing=tuple(dict.fromkeys((*before.missing, *response.missing))),
    )


# ---------------------------------------------------------------- the plan


@dataclass(frozen=True)
class PlannedCalls:
    """The calls that show some exercises, and the exercise and probe that each belongs to."""

    calls: tuple[Call, ...]
    probes: tuple[tuple[str, str], ...]

    def within(self, modules: Mapping[str, str]) -> PlannedCalls:
        """These calls, each in its exercise's module: `modules` says which, by the exercise's name."""
        if all(self.calls[start].module == modules[name] for name, (start, _) in self._runs.items()):
            return self
        within = zip(self.calls, self.probes, strict=True)
        return replace(self, calls=tuple(replace(call, module=modules[name]) for call, (name, _) in within))

    @cached_property
    def _runs(self) -> Mapping[str, tuple[int, tuple[str, ...]]]:
        """Where each exercise's calls begin, which follow one another, and the probes that they belong to."""
        runs: dict[str, tuple[int, tuple[str, ...]]] = {}
        start = 0
        for name, some in groupby(self.probes, key=lambda probe: probe[0]):
            ids = tuple(probe for _, probe in some)
            runs[name] = start, ids
            start += len(ids)
        return runs

    def by_exercise(self, answers: Sequence[Answer]) -> Mapping[str, tuple[tuple[str, ...], tuple[Answer, ...]]]:
        """The answers to the calls, in their order, by the exercise's name: its probes' ids, and an answer each."""
        return {
            name: (probes, tuple(answers[start : start + len(probes)])) for name, (start, probes) in self._runs.items()
        }


@lru_cache(maxsize=64)
def planned_calls(key: Key, exercises: tuple[Exercise, ...], other_order: bool) -> PlannedCalls:
    """Every probe of some exercises as a call, or some of them in another order; the same for all students."""
    calls: list[Call] = []
    probes: list[tuple[str, str]] = []
    for exercise in reversed(exercises) if other_order else exercises:
        asked = key.exercises[exercise.name]
        for probe in _again(asked) if other_order else (probe for check in asked.checks for probe in check.probes):
            echo = probe.call.echo and not other_order
            calls.append(replace(probe.call, module=exercise.unit, echo=echo))
            probes.append((exercise.name, probe.id))
    return PlannedCalls(tuple(calls), tuple(probes))


def _again(key: ExerciseKey) -> list[Probe]:
    """The probes that are made again, in this order: the first of each check, the last of them once more at the end.

    Checks share settings and start from others, so whatever is remembered, by settings, by numbers of calls or from the
    call before, is not as it was the first time at one of them, and surely not at the one that is made twice. The long
    runs of theorems are not made again.
    """
    firsts = [check.probes[0] for check in key.checks if check.probes and not check.probes[0].theorem]
    return [*reversed(firsts), *firsts[-1:]]


def _request(
    group: Group,
    calls: tuple[Call, ...],
    again: tuple[Call, ...],
    submission: Submission,
    key: Key,
    limits: Limits,
    modules: Mapping[str, str],
) -> Request:
    """All that the sandbox is told."""
    files = {modules[e.name]: file for e in group.exercises if (file := submission.file_of(e.unit, e.name))}
    sources = tuple(Module(module, file.cells, file.name, file.own) for module, file in files.items())
    gradients, kept_back = sent(key, group.exercises), secret(key)
    return Request(
        sources,
        calls,
        {name: source for name, source in gradients.items() if name not in kept_back},
        {name: source for name, source in gradients.items() if name in kept_back},
        group.unaided,
        limits,
        key.seed,
        again,
    )
