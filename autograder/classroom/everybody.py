"""Everybody of a gradebook after a run: those who were graded, with their other units, and those who were not there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.classroom.changes import kept_report, with_units
from autograder.classroom.finals import Finals
from autograder.classroom.gradebook import Book
from autograder.classroom.kept_reports import KeptReports
from autograder.classroom.lean import lean
from autograder.classroom.page import Page
from autograder.classroom.plan import ClassRun, Graded
from autograder.classroom.results import Taken
from autograder.model import Report


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
        return Page(student, digest, self)

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

    def lean(self, student: str) -> Report:
        """Somebody's report for the tables; what a correction by hand rests on is seen in the whole report alone."""
        if student not in self.taken or student in self.finals.adjustments:
            return lean(self.whole(student))
        found = with_units(self._lean_found(student), self.earlier.get(student, ()), self.plan)
        return lean(self.finals.of_report(found))

    def _lean_found(self, student: str) -> Report:
        taken = self.taken[student]
        return self.kept.lean(student) if taken.is_short else taken.graded.report

    def whole(self, student: str) -> Report:
        """Somebody's report in full."""
        entries = self.earlier.get(student, ())
        if student in self.taken:
            found = with_units(self.kept.whole(student), entries, self.plan)
        else:
            found = kept_report(entries, self.plan.grader.course.units)
        return self.finals.of_report(found)
