"""Everybody of a gradebook after a run: those who were graded, with their other units, and those who were not there."""

from __future__ import annotations

import hashlib
import json as json_text
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from autograder.classroom.changes import kept_report, with_units
from autograder.classroom.finals import Finals
from autograder.classroom.folder import Page
from autograder.classroom.gradebook import Book
from autograder.classroom.keep import Keeper
from autograder.classroom.lean import lean, lean_from
from autograder.classroom.packing import DamagedError, Packed, text_of
from autograder.classroom.plan import ClassRun, Graded
from autograder.classroom.results import Taken
from autograder.classroom.schema import failure
from autograder.classroom.store import reading
from autograder.classroom.stored import latest, part_of
from autograder.model import ExerciseResult, Json, Report
from autograder.reports import json


@dataclass(frozen=True, slots=True)
class Everybody:
    """The students of a run and of the gradebook before it, each as they are to be shown."""

    taken: Mapping[str, Taken]
    earlier: Book
    """Results of earlier runs that count and can be read."""
    finals: Finals
    plan: ClassRun
    kept: KeptReports

    def page(self, student: str) -> Page:
        """Somebody's page, before it is made."""
        taken, entries = self.taken.get(student), self.earlier.get(student, ())
        made_of = [taken.mark if taken else "not there", *(f"{one.day} {one.units} {one.text}" for one in entries)]
        made_of += [repr(self.finals.circumstances(student)), self._decided]
        digest = hashlib.sha256("\0".join(made_of).encode("utf-8", "backslashreplace")).hexdigest()
        return Page(student, digest, partial(self._lean, student), partial(self._whole, student))

    def graded(self, student: str) -> Graded:
        """A student of this run, with the points that count and no other units."""
        graded = self.taken[student].graded
        if not self.finals.may_change(student):
            return graded
        if student in self.finals.adjustments:
            return replace(graded, report=lean(self.finals.of_report(self.kept.whole(student))))
        return replace(graded, report=self.finals.of_report(self._lean_found(student)))

    @property
    def _decided(self) -> str:
        """Names what the course makes of points that were found."""
        course = self.finals.course
        return repr((course.name, course.digest, course.policy, course.deadlines, course.units, self.plan.units))

    def _lean(self, student: str) -> Report:
        """A report for the tables; what a correction by hand rests on is seen in the whole report alone."""
        if student not in self.taken or student in self.finals.adjustments:
            return lean(self._whole(student))
        found = with_units(self._lean_found(student), self.earlier.get(student, ()), self.plan)
        return lean(self.finals.of_report(found))

    def _lean_found(self, student: str) -> Report:
        taken = self.taken[student]
        return self.kept.lean(student) if taken.is_short else taken.graded.report

    def _whole(self, student: str) -> Report:
        entries = self.earlier.get(student, ())
        if student in self.taken:
            found = with_units(self.kept.whole(student), entries, self.plan)
        else:
            found = kept_report(entries, self.plan.grader.course.units)
        return self.finals.of_report(found)


class KeptReports:
    """The reports of a run's students as they were found, from where they are kept or wait to be."""

    def __init__(self, database: Path, run: int, waiting: Mapping[str, Packed | str], opened: ExitStack) -> None:
        self._database = database
        self._run = run
        self._waiting = waiting
        self._opened = opened
        self._connection: sqlite3.Connection | None = None
        self._passed: dict[str, ExerciseResult] = {}

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

    def _found(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._opened.enter_context(reading(self._database))
        return self._connection


@contextmanager
def kept_reports(database: Path, keeper: Keeper) -> Iterator[KeptReports]:
    """Who gives the reports of a run."""
    with ExitStack() as opened:
        yield KeptReports(database, keeper.run, keeper.waiting(), opened)
