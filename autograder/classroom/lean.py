"""Reports without what only a student's own page shows: what the tables of a class are made of, and their lines.

They are small, and what is the same in several is one thing in memory, so that those of a very large class can be held.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from autograder.model import ExerciseResult, Json, Outcome, Report, Status
from autograder.reports import json

Same = TypeVar("Same", bound=Hashable)
MOST_KEPT = 1 << 15
EXERCISES = '\n  "exercises": [\n'
STATUS = '"status": "'
RANKS = {status.value: rank for rank, status in enumerate(Status)}
NOT_SHOWN = frozenset(["formula", "tally", "latex", "excerpt", "printed", "picture"])
"""Fields of an exercise that no table of a class shows."""


def lean(report: Report) -> Report:
    """A report without checks' texts, pictures and output."""
    return shared(replace(report, exercises=tuple(map(_lean, report.exercises)), output=""))


def shared(report: Report) -> Report:
    """The same report, its parts one thing in memory with the equal ones of others: also where it came from afar."""
    return replace(
        report,
        grader=_one(report.grader),
        units=_one(tuple(map(_one, report.units))),
        exercises=_one(tuple(map(_one, report.exercises))),
        notes=_one(tuple(map(_one, report.notes))),
    )


def lean_from(own: str) -> Report:
    """A report for the tables from what is kept of it, without its parts; GraderError where it is damaged."""
    return lean(json.from_text(own, _exercise))


def short_from(own: str) -> Report:
    """What is told of a student in a line: a report with no exercise but the first of the worst status.

    It is made in a fraction of the time that `lean_from` takes.
    """
    before, begin, rest = own.partition(EXERCISES)
    exercises, end, after = rest.partition("\n  ]")
    if not (begin and end):
        return lean_from(own)
    lines = exercises.split("\n")
    worst = min(lines, key=_rank).rstrip(",")
    return lean_from(f"{before}{EXERCISES}{worst}{end}{after}")


def _rank(line: str) -> int:
    """How bad the status of an exercise is, given its line in a report; of what is no such line, the worst."""
    return RANKS.get(line.partition(STATUS)[2].partition('"')[0], -1)


def _exercise(data: Json) -> ExerciseResult:
    fields = dict(cast(Mapping[str, Json], data))
    if "part" not in fields:
        return json.exercise_from({name: part for name, part in fields.items() if name not in NOT_SHOWN})
    del fields["part"]
    file = "" if fields.pop("file") is not None else None
    line = fields.pop("line")
    if not isinstance(line, int | None):
        raise TypeError("the line of an exercise is no number")
    return _passed(tuple(fields.items()), file)


@lru_cache(maxsize=MOST_KEPT)
def _passed(fields: tuple[tuple[str, Json], ...], file: str | None) -> ExerciseResult:
    """What is known of an exercise that passed without what was cut out of it."""
    return json.exercise_from({**dict(fields), "file": file, "line": None, "checks": [], "diagnosis": None})


def _lean(result: ExerciseResult) -> ExerciseResult:
    file = None if result.file is None else ""
    statuses = dict.fromkeys(check.status for check in result.checks) or {result.status: None}
    checks = tuple(map(_of_status, statuses))
    short = replace(result, file=file, line=None, checks=checks, formula="", tally="", latex="")
    return replace(short, excerpt=None, printed="", picture=None)


@lru_cache
def _of_status(status: Status) -> Outcome:
    return Outcome("", "", status, 0.0, 0.0)


@lru_cache(maxsize=MOST_KEPT)
def _known(value: Hashable, kind: type) -> Hashable:
    return value


def _one(value: Same) -> Same:
    """The first value that was equal."""
    return cast(Same, _known(value, type(value)))
