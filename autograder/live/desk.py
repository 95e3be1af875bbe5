"""A student's folder beside the course: what is in it is checked again and again, in a sandbox that stays warm."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.errors import UsageError
from autograder.expected.lookup import Key, key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.grading.try_out import TriedOut, try_out
from autograder.model import Exercise, ExerciseResult, IsolationLevel, Report
from autograder.model.course import Course
from autograder.model.report import counted
from autograder.model.submission import Submission
from autograder.sandbox import open_sandbox
from autograder.submissions import Wanted, read_student


class Desk:
    """Checks a student's work as `grade check` does, one request after another; for one thread at a time."""

    def __init__(self, folder: Path, course: Course, paths: Sequence[Path] = ()) -> None:
        self.folder = folder
        self.course = course
        self._paths = tuple(paths) or (folder,)
        self._sandbox = open_sandbox(IsolationLevel.NONE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._sandbox.close()

    @cached_property
    def key(self) -> Key:
        """The expected values of the whole course."""
        return key_for(self.course.exercises, with_variants=False)

    def prepare(self) -> None:
        """Read what is known of mistakes, so that the first save of a wrong function need not wait for it."""
        Grader(self.course, self.key, Texts(language=self.course.language)).prepare()

    def read(self) -> Submission:
        """What is in the folder now, or in the paths that count of it."""
        return read_student(self._paths, Wanted.of(self.course))

    def check(self, submission: Submission, exercises: Sequence[Exercise], *, units: Sequence[str] = ()) -> Report:
        """Check some functions; of `units` also what goes beyond the core and was not handed in."""
        key = Key({e.name: self.key.exercises[e.name] for e in exercises}, self.key.seed, self.key.accepted)
        course = replace(self.course, exercises=tuple(exercises))
        return Grader(course, key, Texts(language=course.language)).grade(submission, self._sandbox, units=units)

    def try_out(self, name: str, probe: str, settings: Mapping[str, float]) -> TriedOut:
        """Run one function with numbers of the student's own choice."""
        exercise = self.course.exercise(name)
        return try_out(exercise, self.key, self.read(), probe, settings, self.course.limits, self._sandbox)


class Progress:
    """The latest result of every exercise, by unit: only what was saved is checked again."""

    def __init__(self, desk: Desk, asked: Sequence[Exercise] = (), *, further: bool = False) -> None:
        """With `further` also of units beyond the core that were not begun."""
        self._desk, self._further = desk, further
        self._by_unit: dict[str, list[Exercise]] = {}
        for exercise in asked or desk.course.exercises:
            self._by_unit.setdefault(exercise.unit, []).append(exercise)
        self._files: dict[str, object] = {}
        self.reports: dict[str, Report] = {}

    def result(self, name: str) -> ExerciseResult:
        """The latest result of an exercise; UsageError where the course has none of that name."""
        for report in self.reports.values():
            for result in report.exercises:
                if result.name == name:
                    return result
        raise UsageError(f"the course has no exercise {name}")

    def update(self, submission: Submission | None = None) -> tuple[str, ...]:
        """Check every unit of which something was saved since; returns the exercises that have another result."""
        submission, changed = submission or self._desk.read(), []
        for unit, exercises in self._by_unit.items():
            files = (submission.problem, *(submission.file_of(unit, exercise.name) for exercise in exercises))
            if unit not in self.reports or files != self._files.get(unit):
                self._files[unit] = files
                changed.append(unit)
        before = {result for report in self.reports.values() for result in report.exercises}
        for unit in changed:
            units = (unit,) if self._further else ()
            self.reports[unit] = self._desk.check(submission, self._by_unit[unit], units=units)
        now = (result for unit in changed for result in self.reports[unit].exercises)
        return tuple(result.name for result in now if result not in before)

    def together(self) -> Report:
        """The latest results of all units as one report."""
        first, *others = self.reports.values()
        reports = (first, *others)
        units = [unit for report in reports for unit in report.units]
        return replace(
            first,
            score=math.fsum(unit.score for unit in counted(units)),
            max_score=math.fsum(unit.max_score for unit in counted(units)),
            units=tuple(units),
            exercises=tuple(result for report in reports for result in report.exercises),
            notes=tuple(dict.fromkeys(note for report in reports for note in report.notes)),
            output="".join(dict.fromkeys(report.output for report in reports)),
        )
