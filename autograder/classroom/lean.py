"""Reports without what only a student's own page shows: what the tables of a class are made of, and their lines.

They are small, and what is the same in several is one thing in memory, so that those of a very large class can be held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from autograder.classroom.packing import CUT, apart, has_part, without_place
from autograder.model import ExerciseResult, Json, Outcome, Report, Status
from autograder.reports import json, safe

Same = TypeVar("Same", bound=Hashable)
MOST_KEPT = 1 << 15
STATUS = '"status": "'
RANKS = {status.value: rank for rank, status in enumerate(Status)}
DIAGNOSIS = '], "diagnosis": '
FORMULA = ', "formula": '
"""What follows the checks of an exercise in its line, and what follows the diagnosis; no table shows more of either."""
_STATUSES = re.compile(f'{STATUS}(\\w+)"')


def lean(report: Report) -> Report:
    """A report without checks' texts, pictures and output."""
    return shared(replace(report, exercises=tuple(map(_lean, report.exercises)), output=""))


def shared(report: Report) -> Report:
    """A report whose parts are one thing in memory with equal ones of others, also where it came from afar."""
    return replace(
        report,
        grader=_one(report.grader),
        units=_one(tuple(map(_one, report.units))),
        exercises=_one(tuple(map(_one, report.exercises))),
        notes=_one(tuple(map(_one, report.notes))),
    )


def lean_from(own: str) -> Report:
    """A report for the tables from what is kept of it, without its parts; GraderError where it is damaged."""
    return shared(replace(by_lines(own, _exercise), output=""))


def scores_from(own: str) -> Report:
    """A report whose exercises have status and points alone."""
    return by_lines(own, _scored)


def points_from(own: str) -> Report:
    """A report without its exercises: the points of units, and what became of the submission; else as `scores_from`."""
    found = apart(own)
    return json.from_text(found[0]) if found else scores_from(own)


def short_from(own: str) -> Report:
    """What is told of a student in a line: a report with no exercise but the first of the worst status.

    It is made in a fraction of the time that `lean_from` takes.
    """
    found = apart(own)
    if not found:
        return lean_from(own)
    rest, lines = found
    return shared(replace(_of_lines(rest, [min(lines, key=_rank)], _exercise), output=""))


def by_lines(own: str, exercise: Callable[[str], ExerciseResult]) -> Report:
    """A report from what is kept of it, of which `exercise` makes each result of its line."""
    found = apart(own)
    if found:
        return _of_lines(*found, exercise)
    return json.from_text(own, lambda data: exercise(safe.json_line(data)))


def _of_lines(rest: str, lines: Sequence[str], exercise: Callable[[str], ExerciseResult]) -> Report:
    data = dict(cast(Mapping[str, Json], json.loaded(rest)))
    return json.from_dict({**data, "exercises": list(lines)}, lambda line: exercise(str(line)))


def _rank(line: str) -> int:
    """How bad the status of an exercise is, given its line in a report; of what is no such line, the worst."""
    return RANKS.get(line.partition(STATUS)[2].partition('"')[0], -1)


def _exercise(line: str) -> ExerciseResult:
    if has_part(line):
        return _passed(without_place(line))
    head, _, rest = line.partition(CUT)
    checks, _, rest = rest.partition(DIAGNOSIS)
    diagnosis, end, _ = rest.partition(FORMULA)
    if not end:
        return _lean(json.exercise_from(json.loaded(line)))
    statuses = tuple(dict.fromkeys(_STATUSES.findall(checks)))
    return _wrong(without_place(head), statuses, diagnosis)


def _scored(line: str) -> ExerciseResult:
    return _of_head(line.partition(', "file": ')[0])


@lru_cache(maxsize=MOST_KEPT)
def _of_head(head: str) -> ExerciseResult:
    """What the line of an exercise begins with, up to its points."""
    fields = cast(Mapping[str, Json], json.loaded(f"{head}}}"))
    return json.exercise_from({**fields, "file": None, "line": None, "checks": [], "diagnosis": None})


@lru_cache(maxsize=MOST_KEPT)
def _wrong(head: str, statuses: tuple[str, ...], diagnosis: str) -> ExerciseResult:
    """What is known of an exercise that did not pass: in a class the same mistakes come again and again."""
    fields = cast(Mapping[str, Json], json.loaded(f'{head}, "diagnosis": {diagnosis}}}'))
    return _with_statuses(json.exercise_from({**fields, "checks": []}), tuple(map(Status, statuses)))


@lru_cache(maxsize=MOST_KEPT)
def _passed(line: str) -> ExerciseResult:
    """What is known of an exercise that passed without what was cut out of it."""
    fields = dict(cast(Mapping[str, Json], json.loaded(line)))
    del fields["part"]
    return json.exercise_from({**fields, "checks": [], "diagnosis": None})


def _lean(result: ExerciseResult) -> ExerciseResult:
    file = None if result.file is None else ""
    short = replace(result, file=file, line=None, formula="", tally="", latex="")
    short = replace(short, excerpt=None, printed="", picture=None)
    return _with_statuses(short, dict.fromkeys(check.status for check in result.checks))


def _with_statuses(result: ExerciseResult, statuses: Collection[Status]) -> ExerciseResult:
    """The result with one check for each status that one of its checks has."""
    return replace(result, checks=tuple(map(_of_status, statuses or (result.status,))))


@lru_cache
def _of_status(status: Status) -> Outcome:
    return Outcome("", "", status, 0.0, 0.0)


@lru_cache(maxsize=MOST_KEPT)
def _known(value: Hashable, kind: type) -> Hashable:
    return value


def _one(value: Same) -> Same:
    """The first value that was equal."""
    return cast(Same, _known(value, type(value)))
