"""How a class is to be graded, and what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from autograder._version import __version__
from autograder.grading.grade import Grader
from autograder.model import IsolationLevel, Report
from autograder.model.roster import Attendance
from autograder.model.submission import Submission
from autograder.quiz.course_quiz import CourseQuiz


@dataclass(frozen=True, slots=True)
class ClassRun:
    """How a class is to be graded."""

    grader: Grader
    isolation: IsolationLevel
    workers: int
    """How many submissions are graded side by side."""
    units: tuple[str, ...]
    quiz: CourseQuiz | None = None
    excel: bool = False
    """Whether grades.csv begins with the byte order mark by which Excel knows UTF-8."""
    anonymous: bool = False
    """Whether pages and tables name pseudonyms instead of students."""
    pages: bool = True
    """Whether each student has a page and a JSON file."""
    handed_out: Mapping[str, str] = field(default_factory=dict)
    """By unit the text that everybody got."""

    @property
    def basis(self) -> str:
        """Names everything that a grade depends on beside what was handed in."""
        parts = (
            self.grader.key.digest,
            self.grader.course.digest,
            self.grader.course.language.digest,
            repr(self.units),
            self.quiz.digest if self.quiz else "",
            self.isolation,
            __version__,
            np.__version__,
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def fingerprint(submission: Submission, basis: str) -> str:
    """Names everything that a grade depends on: equal fingerprints give equal reports, whoever handed it in."""
    sources = [*sorted(submission.files.items()), *sorted(submission.elsewhere.items())]
    files = [(name, file.name) for name, file in sources]
    parts = (submission.digest, repr((files, submission.notes, submission.broken)), basis)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Graded:
    """One student's report, and whether it was kept from an earlier run or replaces a damaged one."""

    report: Report
    """Where it is one of a class, without what only its own page shows (`lean`)."""
    reused: bool = False
    replaces_damaged: bool = False
    same_as_another: bool = False
    """Whether somebody else handed in the same, which was run instead."""


@dataclass(frozen=True, slots=True)
class ClassGrades:
    """What a run has given."""

    graded: tuple[Graded, ...]
    """Those of this run, in the order of the submissions."""
    adjusted: tuple[Report, ...]
    """Of the gradebook of the course, those with corrections by hand, sorted by name."""
    left: Mapping[str, str]
    """Who was graded into the same folder before, and is not among the submissions -> the day of the grade."""
    is_kept: bool
    """Whether all of it is in the database; else another program used that."""
    attendance: Attendance | None = None
    """Who is absent, and who is on no row of the roster; None without a roster."""
    lost: tuple[str, ...] = ()
    """Of whom a result of an earlier run, which would count, cannot be read."""
    alike: tuple[str, ...] = ()
    """Sentences on who handed in the same."""
