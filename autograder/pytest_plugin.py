"""`pytest --grade PATH`: a test for each check, with the ids, messages and points of `grade check`.

A unit's file holds its checks: `02_momentum/momentum.py::momentum/one-step`. What is missing is collected too, since
the course is the list. A unit is graded when the first of its checks runs, in a process of its own as always, so that
`-k` and the processes of xdist do no more than they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.catalogue.course import course_at
from autograder.cli.unit_files import nothing_found, units_of
from autograder.errors import GradeDescentError, GraderError
from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseResult, IsolationLevel, Outcome, Status
from autograder.model.course import Unit
from autograder.model.submission import SourceFile
from autograder.reports.safe import number
from autograder.reports.sentences import texts_in
from autograder.reports.wording import explained, first_open, points
from autograder.sandbox import open_sandbox
from autograder.submissions import Wanted, read_student
from autograder.texts import Texts as Said

Wrapper = Generator[None, list[pytest.Collector], list[pytest.Collector]]
"""What pytest calls a hook that is told what the others have found."""


class Grading:
    """The plugin: the work in one folder or file, collected as tests and graded unit by unit."""

    def __init__(self, path: Path) -> None:
        """Read what is there; pytest.UsageError where that is nothing, or the course file is wrong."""
        try:
            course = course_at(None, path)
            self.submission = read_student([path], Wanted.of(course))
            units = units_of([path], course)
            self.exercises = tuple(one for one in course.exercises if one.unit in units)
            if not any(map(self._file_of, self.exercises)):
                raise pytest.UsageError(nothing_found([path], self.exercises))
            self.key = key_for(self.exercises)
        except GradeDescentError as error:
            raise pytest.UsageError(str(error)) from error
        self.grader = Grader(replace(course, exercises=self.exercises), self.key, Texts(language=course.language))
        self.folder = path.resolve() if path.is_dir() else path.resolve().parent
        self._results: dict[str, ExerciseResult] = {}

    def _file_of(self, exercise: Exercise) -> SourceFile | None:
        return self.submission.file_of(exercise.unit, exercise.name)

    def by_path(self) -> Mapping[Path, Sequence[Exercise]]:
        """The exercises by the file that they are in; by the unit's own place where there is no such file."""
        found: dict[Path, list[Exercise]] = {}
        for exercise in self.exercises:
            file = self._file_of(exercise)
            path = Path(file.name).resolve() if file else None
            home = self.folder / exercise.unit / Unit(exercise.unit).file
            found.setdefault(path if path is not None and path.is_file() else home, []).append(exercise)
        return found

    def line(self, exercise: Exercise) -> int | None:
        """The line, counted from 0, on which the function starts in its file."""
        definition = re.compile(rf"^def {exercise.name}\b", re.MULTILINE)
        file = self._file_of(exercise)
        for cell in file.cells if file else ():
            if found := definition.search(cell.source):
                return cell.line - 1 + cell.source.count("\n", 0, found.start())
        return None

    def result(self, exercise: Exercise) -> ExerciseResult:
        """What was found for an exercise; its unit is graded with it."""
        if exercise.name not in self._results:
            with open_sandbox(IsolationLevel.NONE) as sandbox:
                report = self.grader.grade(self.submission, sandbox, units=[exercise.unit])
            self._results |= {one.name: one for one in report.exercises}
        return self._results[exercise.name]

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> Wrapper:
        """A unit's file is what it holds, and no module that pytest would import."""
        others = yield
        exercises = self.by_path().get(file_path)
        return [GradedFile.of(parent, file_path, self, exercises)] if exercises else others

    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """The folder that is graded; others are pytest's own."""
        return GradedFolder.of(parent, path, self) if path == self.folder else None


class GradedFolder(pytest.Directory):
    """The folder that is graded: what lies in it, and the units that are missing."""

    grading: Grading
    plain: pytest.Dir
    """The folder as pytest collects it."""

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, grading: Grading) -> GradedFolder:
        """The folder as pytest makes its nodes."""
        made: GradedFolder = cls.from_parent(parent, path=path)
        made.grading, made.plain = grading, pytest.Dir.from_parent(parent, path=path)
        return made

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """What lies in the folder, then what the course has besides."""
        yield from self.plain.collect()
        for path, exercises in self.grading.by_path().items():
            if not path.is_file():
                yield GradedFile.of(self, path, self.grading, exercises)


class GradedFile(pytest.File):
    """A unit's file, or the place where it should be."""

    grading: Grading
    exercises: Sequence[Exercise]

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, grading: Grading, exercises: Sequence[Exercise]) -> GradedFile:
        """The file as pytest makes its nodes."""
        made: GradedFile = cls.from_parent(parent, path=path)
        made.grading, made.exercises = grading, exercises
        return made

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each check of the report, under its id."""
        for exercise in self.exercises:
            for check in self.grading.key.exercises[exercise.name].checks:
                made: CheckItem = CheckItem.from_parent(self, name=check.id)
                made.grading, made.exercise = self.grading, exercise
                yield made


class NotPassedError(AssertionError):
    """A check that a student's function did not pass; its text is what the student reads."""


class CheckItem(pytest.Item):
    """One check of one exercise."""

    grading: Grading
    exercise: Exercise

    def runtest(self) -> None:
        """Pass where the check does; else say what `grade check` says."""
        result = self.grading.result(self.exercise)
        (outcome,) = (one for one in result.checks if one.id == self.name)
        self.user_properties += [
            ("weight", f"{number(outcome.score)} of {number(outcome.max_score)}"),
            ("points", points(result.score, result.max_score)),
        ]
        if outcome.status is Status.SKIPPED:
            pytest.skip(outcome.message or "nothing came back to look at")
        if outcome.status is Status.BROKEN:
            raise GraderError(outcome.message)
        if outcome.status is not Status.PASSED:
            texts = texts_in(self.grading.grader.course.language)
            raise NotPassedError("\n".join(_told(outcome, result, texts)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The sentences alone: no line of the grader's own is of use to a student."""
        return str(excinfo.value) if isinstance(excinfo.value, NotPassedError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file and the line of the function, for an editor."""
        return self.path, self.grading.line(self.exercise), self.name


def _told(outcome: Outcome, result: ExerciseResult, texts: Said) -> Iterator[str]:
    """What is said of a check that did not pass; the mistake is named once for each exercise."""
    yield outcome.message or texts.of(outcome.status.value)
    if outcome.expected:
        yield f"{texts('expected'):<10}{outcome.expected}"
        yield f"{texts('got'):<10}{outcome.got}"
    if outcome is first_open(result):
        yield from explained(result, texts)
