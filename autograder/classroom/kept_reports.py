"""Reports as `results.db` keeps them, each as much as is needed; what many have in common is read once."""

from __future__ import annotations

import json as json_text
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from autograder.classroom.depth import Depth
from autograder.classroom.keep import Keeper
from autograder.classroom.lean import by_lines, lean, lean_from, points_from, scores_from
from autograder.classroom.packing import DamagedError, Packed, has_part, text_of, without_place
from autograder.classroom.read_only import reading
from autograder.classroom.schema import failure
from autograder.classroom.stored import latest, part_of
from autograder.errors import GraderError, StoreError
from autograder.model import ExerciseResult, Json, Report
from autograder.reports import json


class KeptReports:
    """The reports of a run's students as they were found, from where they are kept or wait to be."""

    def __init__(self, database: Path, run: int, waiting: Mapping[str, Packed | str], opened: ExitStack) -> None:
        self._database = database
        self._run = run
        self._waiting = waiting
        self._opened = opened
        self._connection: sqlite3.Connection | None = None
        self._passed: dict[str, ExerciseResult] = {}
        self._said: dict[str, ExerciseResult] = {}

    def whole(self, student: str) -> Report:
        """A student's report in full."""
        report = self._waiting.get(student)
        if report is not None:
            return json.from_text(report.text if isinstance(report, Packed) else report)
        try:
            return json.from_text(text_of(latest(self._found(), student, self._run)), self._exercise)
        except DamagedError as error:
            raise failure(self._database, error) from error

    def _exercise(self, data: Json) -> ExerciseResult:
        """The result of one exercise; what many have in common is the same in all, so that it is shown once."""
        if not isinstance(data, dict) or "part" not in data:
            return json.exercise_from(data)
        digest = str(data["part"])
        head = {name: value for name, value in data.items() if name != "part"}
        known = self._passed.get(digest)
        if known is None:
            part: dict[str, Json] = json_text.loads(f"{{{part_of(self._found(), digest)}}}")
            known = self._passed[digest] = json.exercise_from({**head, **part})
        return replace(known, **{**head, "status": known.status})

    def lean(self, student: str) -> Report:
        """A student's report for the tables."""
        if student in self._waiting:
            return lean(self.whole(student))
        return lean_from(text_of(latest(self._found(), student, self._run)))

    def of_run(self, student: str, run: int, depth: Depth) -> Report:
        """The report of a student of any run, or as much of it as is asked for; StoreError where it cannot be read."""
        try:
            own = text_of(latest(self._found(), student, run))
            match depth:
                case Depth.POINTS:
                    return points_from(own)
                case Depth.SCORES:
                    return scores_from(own)
                case Depth.SENTENCES:
                    return by_lines(own, self._in_sentences)
                case Depth.WHOLE:
                    return json.from_text(own, self._exercise)
        except (DamagedError, GraderError) as error:
            raise StoreError(f"the result of {student} cannot be used ({error}): grade the class again") from error

    def _in_sentences(self, line: str) -> ExerciseResult:
        """The result of one exercise without its picture; what many have in common is one object in all."""
        if not has_part(line):
            return json.exercise_from({**cast(Mapping[str, Json], json.loaded(line)), "picture": None})
        line = without_place(line)
        known = self._said.get(line)
        if known is None:
            known = self._said[line] = self._exercise(json.loaded(line))
        return known

    def _found(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._opened.enter_context(reading(self._database))
        return self._connection


@contextmanager
def reports_in(database: Path) -> Iterator[KeptReports]:
    """Who gives the reports of any run of a database."""
    with ExitStack() as opened:
        yield KeptReports(database, 0, {}, opened)


@contextmanager
def kept_reports(database: Path, keeper: Keeper) -> Iterator[KeptReports]:
    """Who gives the reports of a run."""
    with ExitStack() as opened:
        yield KeptReports(database, keeper.run, keeper.waiting(), opened)
