"""The level of isolation that a class was graded at before: it is tried again only where something is to be graded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.model import IsolationLevel

if TYPE_CHECKING:
    from autograder.classroom.plan import ClassRun
    from autograder.classroom.workers import GradeEach, JustGraded
    from autograder.model.submission import Submission


class OtherLevelError(Exception):
    """This machine allows another level than that of the last run."""

    def __init__(self, level: IsolationLevel) -> None:
        super().__init__(level)
        self.level = level


def at_the_best(grade: GradeEach, best: Callable[[], IsolationLevel]) -> GradeEach:
    """Who grades only at the best level of this machine: else OtherLevelError says which that is."""

    def grade_each(submissions: Sequence[Submission], plan: ClassRun) -> Iterator[JustGraded]:
        if submissions and (level := best()) != plan.isolation:
            raise OtherLevelError(level)
        yield from grade(submissions, plan)

    return grade_each


def level_before(out: Path) -> IsolationLevel | None:
    """The level of the last run into a results folder, if code was locked in; else None."""
    from autograder.classroom.read_only import holds_runs, last_level

    database = out / "results.db"
    level = last_level(database) if holds_runs(database) else None
    return None if level is IsolationLevel.NONE else level
