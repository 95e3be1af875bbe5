"""The flow, read top to bottom: a submission becomes requests, answers become outcomes, outcomes become a report."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from autograder._version import __version__
from autograder.errors import GraderError, IsolationError, SandboxError
from autograder.expected.lookup import Key, variants_for
from autograder.grading.diagnosis.diagnose import diagnose, prepare
from autograder.grading.judge import Answers, Judge
from autograder.grading.points import in_words, overall_status, tally
from autograder.grading.sentences import Texts
from autograder.model import (
    Answer,
    Call,
    Exercise,
    ExerciseKey,
    ExerciseResult,
    GraderInfo,
    Module,
    Outcome,
    Probe,
    Report,
    Request,
    Response,
    Status,
    UnitScore,
)
from autograder.model.course import Course, Unit
from autograder.model.run import Sandbox
from autograder.model.submission import SourceFile, Submission

AGAIN = 2
"""How many probes of each exercise are made again: what differs in a fresh start differs for any of them."""


@dataclass(frozen=True, slots=True)
class Grader:
    """A course with its expected values, ready to grade one submission after another."""

    course: Course
    key: Key
    texts: Texts

    def prepare(self) -> None:
        """Read all that is known of mistakes: for a class, so that no submission waits for it."""
        for exercise in self._asked(None):
            prepare(self.key.exercises[exercise.name])
            variants_for(exercise, self.key.seed)

    def grade(self, submission: Submission, sandbox: Sandbox, *, units: Sequence[str] | None = None) -> Report:
        """Run and judge one submission; `units` restricts the grade to some units of the course.

        Where the sandbox breaks, and breaks again, what it was to run is "broken": its score is not a number, and the
        grade is withheld. Raises GraderError where we fail altogether.
        """
        asked = self._asked(units)
        files = {unit: file for unit, file in submission.files.items() if not submission.problem}
        runnable = tuple(e for e in asked if e.unit in files and files[e.unit].text is not None)
        try:
            run = _run(runnable, files, self.key, self.course, sandbox)
        except IsolationError:
            raise
        except SandboxError as error:
            run = Run({}, {}, None, broken=str(error))
        results = [
            self._broken(e, files[e.unit], run.broken)
            if run.broken and e in runnable
            else self._result_or_broken(e, submission, run)
            for e in asked
        ]
        return self._report(submission, asked, results, run, sandbox)

    def _asked(self, units: Sequence[str] | None) -> tuple[Exercise, ...]:
        return tuple(
            e for e in self.course.exercises if e.name in self.key.exercises and (not units or e.unit in units)
        )

    # ------------------------------------------------------------ judging

    def _result_or_broken(self, exercise: Exercise, submission: Submission, run: Run) -> ExerciseResult:
        """The result; where a student's answers break the grader itself, that costs nobody else a grade."""
        try:
            return self._result(exercise, submission, run)
        except GraderError:
            raise
        except Exception as error:
            if exercise.unit not in submission.files:
                raise
            return self._broken(exercise, submission.files[exercise.unit], f"{type(error).__name__}: {error}")

    def _result(self, exercise: Exercise, submission: Submission, run: Run) -> ExerciseResult:
        key = self.key.exercises[exercise.name]
        file = submission.files.get(exercise.unit)
        diagnosis = None
        if exercise.name in run.answers:
            answers, again = run.answers[exercise.name], run.again[exercise.name]
            judged = Judge(key, self.texts).judged(exercise.points, answers, again)
            outcomes = judged.outcomes
            if overall_status(outcomes) is not Status.PASSED:
                diagnosis = diagnose(key, judged, lambda: variants_for(exercise, self.key.seed), self.texts)
        else:
            outcomes = self._not_run(exercise, key, submission, file)
        added_up = tally(exercise.points, key.checks, outcomes)
        return ExerciseResult(
            name=exercise.name,
            unit=exercise.unit,
            convention=exercise.convention,
            status=overall_status(outcomes),
            score=added_up.score,
            max_score=exercise.points,
            file=file.name if file else None,
            line=run.line(exercise),
            checks=outcomes,
            diagnosis=diagnosis,
            formula=key.formula,
            tally=in_words(added_up, self.texts),
        )

    def _broken(self, exercise: Exercise, file: SourceFile, error: str) -> ExerciseResult:
        """The result where the grader failed: no points, and no zero either."""
        key = self.key.exercises[exercise.name]
        message = self.texts("broken", error=error)
        outcomes = Judge(key, self.texts).nothing_ran(Status.BROKEN, message)
        return ExerciseResult(
            name=exercise.name,
            unit=exercise.unit,
            convention=exercise.convention,
            status=Status.BROKEN,
            score=math.nan,
            max_score=exercise.points,
            file=file.name,
            line=None,
            checks=tuple(replace(o, score=math.nan) if o.status is Status.BROKEN else o for o in outcomes),
            formula=key.formula,
        )

    def _not_run(
        self, exercise: Exercise, key: ExerciseKey, submission: Submission, file: SourceFile | None
    ) -> tuple[Outcome, ...]:
        """The outcomes where no file could be run: handed in nothing, or something that cannot be read."""
        problem = submission.problem or (file.problem if file else "")
        status = Status.ERROR if problem else Status.MISSING
        message = problem or self.texts("not-handed-in", file=f"{Unit(exercise.unit).file}")
        return Judge(key, self.texts).nothing_ran(status, message)

    def _report(
        self,
        submission: Submission,
        asked: Sequence[Exercise],
        results: Sequence[ExerciseResult],
        run: Run,
        sandbox: Sandbox,
    ) -> Report:
        units = dict.fromkeys(exercise.unit for exercise in asked)
        scores = [_unit_score(unit, [result for result in results if result.unit == unit]) for unit in units]
        response = run.response
        problems = [file.problem for file in submission.files.values() if file.problem]
        return Report(
            student=submission.student,
            isolation=response.isolation if response else sandbox.isolation,
            grader=GraderInfo(__version__, self.course.name, self.key.digest, self.key.seed),
            score=math.fsum(unit.score for unit in scores),
            max_score=math.fsum(unit.max_score for unit in scores),
            units=tuple(scores),
            exercises=tuple(results),
            notes=(*filter(None, [submission.problem]), *submission.notes, *problems, *run.notes),
            output=response.output if response else "",
        )


# ---------------------------------------------------------------- running


@dataclass(frozen=True, slots=True)
class Run:
    """The answers of some exercises: exercise name -> probe id -> answer."""

    answers: Mapping[str, Answers]
    again: Mapping[str, Answers]
    """Some of them once more, after a fresh start and in another order."""
    response: Response | None
    broken: str = ""
    """Why there are no answers, where the grader failed."""

    def line(self, exercise: Exercise) -> int | None:
        """The line on which the student's function starts, if it was defined."""
        return self.response.lines.get(f"{exercise.unit}.{exercise.name}") if self.response else None

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the run as a whole: cells that failed, output that was cut."""
        if self.response is None:
            return ()
        failed = [
            f"{error.module}: {error.message}" + (f" (line {error.line})" if error.line else "")
            for error in self.response.cell_errors
        ]
        return (*failed, *(["The printed output was cut."] if self.response.output_cut else []))


@dataclass(frozen=True, slots=True)
class PlannedCalls:
    """The calls that show some exercises, and the exercise and probe that each belongs to."""

    calls: tuple[Call, ...]
    probes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)
def planned_calls(key: Key, exercises: tuple[Exercise, ...], other_order: bool) -> PlannedCalls:
    """Every probe of some exercises as a call, on request in another order; the same for all students."""
    calls: list[Call] = []
    probes: list[tuple[str, str]] = []
    for exercise in reversed(exercises) if other_order else exercises:
        for probe in _probes(key.exercises[exercise.name], key.seed if other_order else None):
            echo = probe.call.echo and not other_order
            calls.append(replace(probe.call, module=exercise.unit, echo=echo))
            probes.append((exercise.name, probe.id))
    return PlannedCalls(tuple(calls), tuple(probes))


def _run(
    exercises: tuple[Exercise, ...],
    files: Mapping[str, SourceFile],
    key: Key,
    course: Course,
    sandbox: Sandbox,
) -> Run:
    """Run every probe of some exercises, and some of them again, in one request."""
    if not exercises:
        return Run({}, {}, None)
    first, again = (planned_calls(key, exercises, other_order) for other_order in (False, True))
    units = dict.fromkeys(exercise.unit for exercise in exercises)
    modules = tuple(Module(unit, files[unit].cells, files[unit].name) for unit in units)
    gradients = {name: source for e in exercises for name, source in key.exercises[e.name].gradients.items()}
    response = sandbox.run(Request(modules, first.calls, gradients, course.limits, key.seed, again.calls))
    return Run(
        _by_exercise(exercises, first, response.answers), _by_exercise(exercises, again, response.again), response
    )


def _by_exercise(
    exercises: Sequence[Exercise], planned: PlannedCalls, answers: Sequence[Answer]
) -> Mapping[str, Answers]:
    found: dict[str, dict[str, Answer]] = {exercise.name: {} for exercise in exercises}
    for (name, probe), answer in zip(planned.probes, answers, strict=True):
        found[name][probe] = answer
    return found


def _probes(key: ExerciseKey, shuffled_by: int | None) -> list[Probe]:
    """All probes in order; those that are made again: a few of the first of each check, but not of the long runs."""
    if shuffled_by is None:
        return [probe for check in key.checks for probe in check.probes]
    firsts = [probe for check in key.checks for probe in check.probes[:1] if not probe.theorem]
    return random.Random(f"{shuffled_by}/{key.name}/again").sample(firsts, min(AGAIN, len(firsts)))


# ---------------------------------------------------------------- sums


def _unit_score(unit: str, results: Sequence[ExerciseResult]) -> UnitScore:
    return UnitScore(unit, math.fsum(r.score for r in results), math.fsum(r.max_score for r in results))
