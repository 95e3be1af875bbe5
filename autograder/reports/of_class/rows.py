"""Everybody's row as data for the script of the class page, small enough for thousands of students."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.model import Json, Report, Status
from autograder.model.roster import Person
from autograder.reports.of_class.items import ItemStatistics
from autograder.reports.of_class.mistakes import ClassMistake
from autograder.reports.safe import clean
from autograder.reports.view import unit_title
from autograder.reports.wording import word

LETTERS: Mapping[Status, str] = {
    Status.BROKEN: "!",
    Status.MISSING: "-",
    Status.TIMEOUT: "T",
    Status.CRASHED: "C",
    Status.ERROR: "E",
    Status.FAILED: "F",
    Status.SKIPPED: "S",
    Status.PASSED: "P",
}
"""What stands for a status in the matrix of students by exercises."""


@dataclass(slots=True)
class _Texts:
    """Texts by number, each kept once and shown as it is safe to show."""

    numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def all(self) -> list[Json]:
        """The texts in the order of their numbers."""
        return [clean(text) for text in self.numbers]


def data_of(
    reports: Sequence[Report],
    links: Mapping[str, str],
    items: Sequence[ItemStatistics],
    mistakes: Sequence[ClassMistake],
    people: Mapping[str, Person],
) -> str:
    """The rows as JSON that may stand in a page, whatever students wrote: it holds no markup, and ASCII only.

    Each student is a list: name, address of the page (empty where there is none), what the roster says, section,
    standing, points and most points, a list with the points of each unit, a text with a letter for each exercise (a
    blank where it was not asked), a list with the points of each exercise, the numbers of the mistakes made, when it
    was late, notes, and how much was adjusted. Sections, standings and notes are numbers of the texts at the end.
    """
    texts = _Texts()
    units = sorted({unit.name for report in reports for unit in report.units})
    made: dict[str, list[Json]] = {}
    for number, mistake in enumerate(mistakes):
        for student in mistake.students:
            made.setdefault(student, []).append(number)
    rows: list[Json] = [
        [
            clean(report.student),
            links.get(report.student, ""),
            clean(_known(people.get(report.student))),
            texts(people[report.student].section if report.student in people else ""),
            texts(report.status.value),
            _number(report.score),
            _number(report.max_score),
            _in_order(units, {unit.name: unit.score for unit in report.units}),
            "".join(_letters(items, report)),
            _in_order([item.name for item in items], {e.name: e.score for e in report.exercises}),
            made.get(report.student, []),
            clean(report.late or ""),
            [texts(note) for note in report.notes],
            len(report.adjustments),
        ]
        for report in reports
    ]
    data: dict[str, Json] = {
        "units": [unit_title(unit) for unit in units],
        "exercises": [[clean(item.name), _number(item.most)] for item in items],
        "statuses": {LETTERS[status]: word(status) for status in Status},
        "mistakes": [clean(mistake.title) for mistake in mistakes],
        "rows": rows,
        "texts": texts.all(),
    }
    return in_a_page(data)


def in_a_page(data: Mapping[str, Json]) -> str:
    """Plain data as JSON without a character that could end the element it stands in, or begin another."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _known(person: Person | None) -> str:
    """By what else somebody is known: name, e-mail, number, login."""
    if person is None:
        return ""
    return ", ".join(dict.fromkeys(filter(None, (person.name, person.email, person.id, person.login))))


def _number(value: float) -> float | int | None:
    """A number with as many digits as are shown; None for NaN."""
    if math.isnan(value):
        return None
    return int(value) if value == int(value) else round(value, 2)


def _in_order(names: Sequence[str], values: Mapping[str, float]) -> list[Json]:
    """The value of each name; -1 where there is none, and None where it is withheld."""
    return [_number(values[name]) if name in values else -1 for name in names]


def _letters(items: Sequence[ItemStatistics], report: Report) -> Iterable[str]:
    found = {exercise.name: LETTERS[exercise.status] for exercise in report.exercises}
    return (found.get(item.name, " ") for item in items)
