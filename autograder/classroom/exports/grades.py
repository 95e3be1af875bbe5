"""What every export is made from, and what it gives: plain values; nothing is written while they are made."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.tables import Table
from autograder.errors import UsageError, unknown
from autograder.model import Report
from autograder.model.course import Course, Unit
from autograder.model.roster import Person
from autograder.reports.safe import number

TOTAL = "total"
"""How the column of the whole course is called where a unit is named."""


@dataclass(frozen=True, slots=True)
class Column:
    """One grade that a platform keeps of everybody: a unit's, or the whole course's."""

    unit: str
    """Empty for the whole course."""
    title: str
    """What the platform calls it."""
    max_score: float
    """The most that a platform gets."""
    most: float
    """The most that there are in our points."""

    @property
    def name(self) -> str:
        """The unit, or "total"."""
        return self.unit or TOTAL

    def score(self, report: Report) -> float:
        """A student's points as the platform gets them; NaN where there is no grade."""
        units = {unit.name: unit.score for unit in report.units}
        score = units.get(self.unit, math.nan) if self.unit else report.score
        return score if self.max_score == self.most else round(score * self.max_score / self.most, 2)

    def shown(self, report: Report) -> str:
        """The points as a platform reads them; empty where there is no grade."""
        score = self.score(report)
        return "" if math.isnan(score) else number(score)


@dataclass(frozen=True, slots=True)
class Learner:
    """A student with the grades, and who it is as far as the roster says."""

    person: Person
    report: Report

    @property
    def student(self) -> str:
        """The name that the work was graded under."""
        return self.report.student


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades of a class, and how they are wanted."""

    learners: tuple[Learner, ...]
    columns: tuple[Column, ...]
    course: Course
    folder: Path
    """The folder in or above which nbgrader keeps its files."""
    is_named: bool = False
    """Whether the instructor named the course, and so trusts what lies beside it."""
    is_chosen: bool = False
    """Whether the columns were asked for by name, so that each must be there."""
    book: Table | None = None
    """The platform's own file, to be filled in."""
    feedback: bool = False
    """Whether pages for students are made too."""
    download: tuple[str, ...] = ()
    """Names of the files that were downloaded, to which feedback goes back."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What a CI service says of the run."""
    excel: bool = False
    handed_in: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    """Student -> unit -> name and text of what was handed in; only where a platform compares it."""
    handed_out: Mapping[str, str] = field(default_factory=dict)
    """What was handed out, by the name of the file; only where a platform compares it."""

    def asks(self, unit: str) -> bool:
        """Whether a unit is among those that are wanted."""
        return any(column.unit in ("", unit) for column in self.columns)

    @property
    def column(self) -> Column:
        """The only column; UsageError where there are several."""
        if len(self.columns) != 1:
            names = ", ".join(column.name for column in self.columns)
            raise UsageError(f"that file holds one grade: say which with --unit NAME or --total ({names})")
        return self.columns[0]


@dataclass(frozen=True, slots=True)
class Exported:
    """Files by their path below the folder of the export, and what is to be said."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def columns_of(
    reports: Sequence[Report], units: Sequence[str], titles: Mapping[str, str], *, total: bool, out_of: float | None
) -> tuple[Column, ...]:
    """The columns of an export.

    Args:
        reports: those of the class.
        units: which units; empty for all that were graded.
        titles: unit, its short name or "total" -> what the platform calls it.
        total: one column for the whole course instead.
        out_of: the most points that a platform gets; None for ours.

    Raises:
        UsageError: a title is for no column.
    """
    most = {unit.name: unit.max_score for report in reports for unit in report.units}
    names = [""] if total else [name for name in most if not units or name in units]
    for asked in titles:
        if not any(asked in (name, Unit(name).short, "" if name else TOTAL) for name in names):
            raise unknown("there is no column", asked, [name or TOTAL for name in names])

    def made(name: str) -> Column:
        points = most[name] if name else max((report.max_score for report in reports), default=0.0)
        title = next((title for asked, title in titles.items() if asked in (name or TOTAL, Unit(name).short)), "")
        return Column(name, title or name or TOTAL, points if out_of is None else out_of, points)

    return tuple(made(name) for name in sorted(names))
