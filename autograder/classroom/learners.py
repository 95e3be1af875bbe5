"""The students of a class with their grades, as a results folder and a roster know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.classroom.exports.grades import Learner
from autograder.classroom.roster import attendance, read_roster, require_matches
from autograder.classroom.store import last_reports
from autograder.errors import GraderError, StoreError
from autograder.model import Report
from autograder.model.roster import Person
from autograder.reports import json


def learners_in(
    out: Path, units: Sequence[str], roster: Path | None, *, platform: str
) -> tuple[tuple[Learner, ...], tuple[str, ...]]:
    """Everybody who was graded into a results folder, and who is not on the roster, said in sentences.

    Args:
        out: the results folder.
        units: those of the course.
        roster: the class's roster, if one is named.
        platform: for which the numbers that a platform gave are kept; those of others mean nothing there.

    Raises:
        UsageError: the roster is wrong, or another class's.
        StoreError: there are no results, or they cannot be read.
    """
    reports = [_report(student, text, out) for student, text in last_reports(out / "results.db").items()]
    people = [Person(student=report.student) for report in reports]
    notes: tuple[str, ...] = ()
    if roster is not None:
        found = attendance(people, read_roster(roster, units))
        require_matches(found, roster)
        known = {person.student: person for person in found.people}
        people = [known.get(person.student, person) for person in people]
        notes = tuple(f"not on the roster: {student} {why}" for student, why in found.unknown.items())
    people = [person if person.platform == platform else replace(person, platform_id="") for person in people]
    return tuple(map(Learner, people, reports)), notes


def _report(student: str, text: str, out: Path) -> Report:
    """A stored report; StoreError that says whose it is where it cannot be read."""
    try:
        return json.from_text(text)
    except GraderError as error:
        raise StoreError(
            f"the result of {student} in {out / 'results.db'} cannot be used ({error}): grade the class again"
        ) from error
