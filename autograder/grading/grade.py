"""The whole way of one submission, read from top to bottom.

    read       `submissions` has read the files: a `Submission`
    plan, run  `run`: every probe of the exercises as a call, made in the sandbox: a `Run` with the answers
    observe    `observe`: an exercise's answers, taken apart and laid beside the right ones: an `Observation`
    judge      `judge`: the outcome of every check; `points` makes a score and a status of them
    diagnose   `diagnosis.diagnose`: what is wrong with a function that did not pass
    report     a `Report`, which `reports` shows

Whatever a student does wrong is data. Where we fail ourselves, an exercise is "broken" and its grade is withheld.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from autograder._version import __version__
from autograder.basics.dataclass import dataclass
from autograder.errors import GraderError
from autograder.expected.lookup import Key, faults_for, variants_for
from autograder.expected.shipped import SHIPPED_SEED
from autograder.grading.bounds import within_bounds
from autograder.grading.diagnosis.calls import told_whom_they_call
from autograder.grading.followed import following, with_followed
from autograder.grading.judge import judge, nothing_ran, passes
from autograder.grading.observe import observed
from autograder.grading.pictures import picture_of
from autograder.grading.points import left_of_points
from autograder.grading.quoted import quoted
from autograder.grading.results import passed, standing, summed
from autograder.grading.run import Run, run
from autograder.grading.sentences import Texts
from autograder.grading.source import Source
from autograder.model import (
    Diagnosis,
    Exercise,
    ExerciseResult,
    GraderInfo,
    IsolationLevel,
    Outcome,
    Report,
    Status,
    UnitScore,
)
from autograder.model.course import Course, Unit
from autograder.model.report import counted
from autograder.model.run import Sandbox
from autograder.model.submission import Submission

if TYPE_CHECKING:
    from autograder.expected.families.others import Relative


@dataclass(frozen=True, slots=True)
class Grader:
    """A course with its expected values, ready to grade one submission after another."""

    course: Course
    key: Key
    texts: Texts

    def prepare(self) -> None:
        """Read all that is known of mistakes: for a class, so that no submission waits for it."""
        from autograder.grading.diagnosis.diagnose import prepare

        for exercise in self.course.core.exercises:
            if exercise.name not in self.key.exercises:
                continue
            keys = (self.key.exercises[exercise.name], *self.key.accepted.get(exercise.name, ()))
            for form, key in zip((exercise, *exercise.accepted), keys, strict=True):
                prepare(key)
                faults_for(form, key, self.key.seed)

    def grade(self, submission: Submission, sandbox: Sandbox, *, units: Sequence[str] | None = None) -> Report:
        """Run and judge one submission; `units` restricts the grade to some units of the course.

        Where the sandbox breaks, and breaks again, what it was to run is "broken": its score is not a number, and the
        grade is withheld. Raises GraderError where we fail altogether.
        """
        if submission.broken:
            return self.withheld(submission, submission.broken, sandbox.isolation, units=units)
        asked = self._asked(units, submission)
        ran = run(with_followed(asked, self.key), submission, self.key, self.course.limits, sandbox)
        results = [self._result(exercise, submission, ran) for exercise in asked]
        for number in range(max((len(exercise.accept) for exercise in asked), default=0)):
            results = self._or_accepted(number, asked, results, submission, sandbox)
        return self._report(submission, asked, self._with_calls(results, submission), ran, sandbox.isolation)

    def _or_accepted(
        self,
        number: int,
        asked: Sequence[Exercise],
        results: Sequence[ExerciseResult],
        submission: Submission,
        sandbox: Sandbox,
    ) -> list[ExerciseResult]:
        """The results, each the better one of two: what did not pass is run under the next accepted convention too."""
        forms = {
            exercise.name: exercise.accepted[number]
            for exercise, result in zip(asked, results, strict=True)
            if number < len(exercise.accept) and result.status in (Status.FAILED, Status.ERROR)
        }
        key = replace(self.key, exercises={**self.key.exercises, **{n: self.key.accepted[n][number] for n in forms}})
        exercises = tuple(forms.get(exercise.name, exercise) for exercise in self.course.exercises)
        other = Grader(replace(self.course, exercises=exercises), key, self.texts)
        ran = run(tuple(forms.values()), submission, key, self.course.limits, sandbox)
        found = {name: other._said_to_be_accepted(form, submission, ran) for name, form in forms.items()}
        return [max(result, found.get(result.name, result), key=lambda one: one.score) for result in results]

    def _said_to_be_accepted(self, form: Exercise, submission: Submission, ran: Run) -> ExerciseResult:
        result = self._result(form, submission, ran)
        accepted = self.texts("accepted", convention=form.convention)
        return replace(result, tally=f"{accepted} {result.tally}".rstrip())

    def withheld(
        self, submission: Submission, why: str, isolation: IsolationLevel, *, units: Sequence[str] | None = None
    ) -> Report:
        """The report on a submission that the grader itself fails on: every exercise is "broken"."""
        asked = self._asked(units, submission)
        results = [self._broken(exercise, submission, why) for exercise in asked]
        return self._report(submission, asked, results, Run(frozenset(), {}, broken=why), isolation)

    @property
    def _shown_seed(self) -> int | None:
        return SHIPPED_SEED if self.key.seed == SHIPPED_SEED else None

    def _asked(self, units: Sequence[str] | None, submission: Submission) -> tuple[Exercise, ...]:
        """The exercises of some units; else all but what goes beyond the core and was not handed in."""
        asked = [exercise for exercise in self.course.exercises if exercise.name in self.key.exercises]
        if units:
            return tuple(exercise for exercise in asked if exercise.unit in units)
        handed_in = {e.unit for e in asked if submission.file_of(e.unit, e.name)}
        return tuple(e for e in asked if e.unit in handed_in or not self.course.choice(e.unit).further)

    # ------------------------------------------------------------ one exercise

    def _result(self, exercise: Exercise, submission: Submission, ran: Run) -> ExerciseResult:
        """The result; where a student's answers break the grader itself, that costs nobody else a grade."""
        if exercise.name not in ran.exercises:
            return self._not_run(exercise, submission)
        if ran.broken:
            return self._broken(exercise, submission, ran.broken)
        try:
            return self._judged(exercise, submission, ran)
        except GraderError:
            raise
        except Exception as error:
            return self._broken(exercise, submission, f"{type(error).__name__}: {error}")

    def _judged(self, exercise: Exercise, submission: Submission, ran: Run) -> ExerciseResult:
        """The result of an exercise that was run: observe, judge, diagnose."""
        key = following(exercise, self.key.exercises[exercise.name], ran.said)
        observation = observed(key, ran.said[exercise.name])
        if passes(observation):
            file, result = submission.file_of(exercise.unit, exercise.name), passed(exercise, observation, self.texts)
            return replace(result, file=file.name if file else None, line=ran.line(exercise))
        source = self._source(exercise, submission)
        outcomes = judge(observation, exercise.points, self.texts, source=source)
        shown, printed = quoted(observation, source)
        if observation.is_unwritten:
            result = self._summed(exercise, submission, outcomes, ran.line(exercise))
            return replace(result, excerpt=shown, printed=printed)
        from autograder.grading.diagnosis.diagnose import behaviours_of, diagnose  # much, and few checks need it

        faults = partial(faults_for, exercise, key, self.key.seed)
        relatives, never_used = partial(self._relatives, exercise), partial(source.never_used, exercise.name)
        diagnosis = diagnose(observation, faults, self.texts, relatives, never_used)
        beside = [part.id for part in behaviours_of(observation, self.texts)] if exercise.prices else []
        left = left_of_points(diagnosis, beside, exercise.prices)
        if left is not None:
            outcomes = judge(observation, exercise.points, self.texts, left, source)
        result = self._summed(exercise, submission, outcomes, ran.line(exercise), diagnosis, left)
        return replace(result, picture=picture_of(observation), excerpt=shown, printed=printed)

    def _source(self, exercise: Exercise, submission: Submission) -> Source:
        """What a verdict on a function may quote."""
        file = submission.file_of(exercise.unit, exercise.name)
        return Source(file.cells if file else (), frozenset(one.name for one in self.course.exercises))

    def _with_calls(self, results: Sequence[ExerciseResult], submission: Submission) -> list[ExerciseResult]:
        """The results; what calls another function of its unit that did not pass is told so."""
        found: list[ExerciseResult] = []
        for unit in dict.fromkeys(result.unit for result in results):
            mine = [result for result in results if result.unit == unit]
            files = {file.name: file for r in mine if (file := submission.file_of(unit, r.name)) is not None}
            cells = chain.from_iterable(file.cells for file in files.values())
            found += told_whom_they_call(mine, cells, self.texts)
        return found

    def _relatives(self, exercise: Exercise) -> tuple[Relative, ...]:
        """The programs of the course's other exercises, which a function may compute in the place of its own."""
        from autograder.expected.families.others import relatives_of

        others = (
            other
            for other in self.course.of_unit(exercise.unit)
            if other.name != exercise.name and other.name in self.key.exercises
        )
        found = (relatives_of(self.key.exercises[other.name], variants_for(other)) for other in others)
        return tuple(chain.from_iterable(found))

    def _not_run(self, exercise: Exercise, submission: Submission) -> ExerciseResult:
        """The result where no file could be run: nothing was handed in, or something that cannot be read."""
        key, file = self.key.exercises[exercise.name], submission.file_of(exercise.unit, exercise.name)
        problem = submission.problem or (file.problem if file else "")
        message = self.texts.of(problem) or self.texts("not-handed-in", file=Unit(exercise.unit).file)
        outcomes = nothing_ran(key, Status.ERROR if problem else Status.MISSING, message, self.texts)
        return self._summed(exercise, submission, outcomes)

    def _broken(self, exercise: Exercise, submission: Submission, error: str) -> ExerciseResult:
        """The result where the grader failed: no points, and no zero either."""
        key, message = self.key.exercises[exercise.name], self.texts("broken", error=error)
        outcomes = nothing_ran(key, Status.BROKEN, message, self.texts)
        withheld = tuple(replace(o, score=math.nan) if o.status is Status.BROKEN else o for o in outcomes)
        return replace(self._summed(exercise, submission, withheld), score=math.nan)

    def _summed(
        self,
        exercise: Exercise,
        submission: Submission,
        outcomes: tuple[Outcome, ...],
        line: int | None = None,
        diagnosis: Diagnosis | None = None,
        left: Fraction | None = None,
    ) -> ExerciseResult:
        """The result that some outcomes make, or the part of the points that the course leaves."""
        key, file = self.key.exercises[exercise.name], submission.file_of(exercise.unit, exercise.name)
        result = summed(exercise, key, outcomes, self.texts, left)
        return replace(result, file=file.name if file else None, line=line, diagnosis=diagnosis)

    # ------------------------------------------------------------ the whole

    def _report(
        self,
        submission: Submission,
        asked: Sequence[Exercise],
        results: Sequence[ExerciseResult],
        ran: Run,
        isolation: IsolationLevel,
    ) -> Report:
        units = dict.fromkeys(exercise.unit for exercise in asked)
        scores = [self._unit_score(unit, [result for result in results if result.unit == unit]) for unit in units]
        response = ran.response
        sources = [*submission.files.values(), *submission.elsewhere.values()]
        empty = [file.name for file in submission.files.values() if file.text is not None and not file.cells]
        problems = dict.fromkeys(
            filter(None, [submission.problem, submission.in_vain, *(file.problem for file in sources)])
        )
        failures = [result.checks[0].message for result in results if result.status is Status.BROKEN]
        report = Report(
            student=submission.student,
            isolation=response.isolation if response else isolation,
            grader=GraderInfo(__version__, self.course.name, self.key.digest, self._shown_seed),
            score=math.fsum(unit.score for unit in counted(scores)),
            max_score=math.fsum(unit.max_score for unit in counted(scores)),
            units=tuple(scores),
            exercises=tuple(results),
            status=standing(submission, results),
            notes=(
                *failures[:1],
                *map(self.texts.of, problems),
                *(self.texts("no-code", file=name) for name in empty if name),
                *map(self.texts.of, submission.notes),
                *ran.notes(self.texts),
            ),
            output=response.output if response else "",
            language=self.texts.language,
        )
        return within_bounds(report, self.texts)

    def _unit_score(self, unit: str, results: Sequence[ExerciseResult]) -> UnitScore:
        score, most = math.fsum(r.score for r in results), math.fsum(r.max_score for r in results)
        return UnitScore(unit, score, most, self.course.choice(unit).further)
