"""The roster of a class: `roster.csv`, a row for each person, and what is said where it and the submissions differ.

Heads, in any order and case; one of the first four is needed:

    id           the institution's number: also student_id, SIS User ID, OrgDefinedId
    login        also username, user, SIS Login ID
    name         "Ada Lovelace" or "Lovelace, Ada"; or two columns, first_name and last_name
    email        also e-mail, email address
    section      whatever parts the class
    extensions   "02_momentum=2027-02-05T23:59:00+01:00; 03_adaptive=..."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.classroom.people import folded, matched
from autograder.classroom.tables import Row, Table, read_table
from autograder.errors import UsageError, unknown
from autograder.model.course import Unit
from autograder.model.roster import Attendance, Person

HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "student id", "sis user id", "orgdefinedid"),
    "login": ("login", "username", "user", "sis login id"),
    "name": ("name", "full name", "student"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname"),
    "email": ("email", "e mail", "email address", "e mail address"),
    "section": ("section", "group"),
    "extensions": ("extensions", "extension"),
}
"""What a column holds -> its possible heads, the surest first."""
_FORMULA = re.compile("[=+@\t\r\uff1d\uff0b\uff20]|-(?![\\w.])")


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a class, and how each is named in their file."""

    file: str
    people: tuple[Person, ...]
    rows: tuple[str, ...]


def attendance(students: Sequence[Person], roster: Roster) -> Attendance:
    """Who of the students is who on the roster, who of it is not among them, and who is on none of its rows.

    UsageError where nobody is: it is another class's.
    """
    found = matched(students, roster.people, roster.rows)
    if students and not found.rows:
        raise UsageError(
            f"{roster.file} lists nobody of these students: it may be another class's; name the right file"
        )
    people = [
        replace(
            roster.people[row],
            student=students[number].student,
            platform=students[number].platform,
            platform_id=students[number].platform_id,
        )
        for number, row in found.rows.items()
    ]
    taken = set(found.rows.values())
    absent = tuple(person for number, person in enumerate(roster.people) if number not in taken)
    return Attendance(tuple(people), absent, {students[number].student: why for number, why in found.unmatched.items()})


def read_roster(path: Path, units: Sequence[str]) -> Roster:
    """The people that a file lists; UsageError names the row that is wrong."""
    table = read_table(path)
    columns = {what: column for what, heads in HEADS.items() if (column := _column(table, heads)) is not None}
    if not {"id", "login", "name", "last", "email"} & set(columns):
        raise table.wrong(
            1, f"no column is called id, login, name or email; there are: {', '.join(table.heads) or 'none'}"
        )
    people = tuple(_person(table, row, columns, units) for row in table.rows)
    if not people:
        raise table.wrong(2, "nobody is on the roster: write a row for each student")
    _require_distinct(table, people)
    return Roster(str(path), people, tuple(f"row {row.line} of the roster" for row in table.rows))


def _column(table: Table, heads: Sequence[str]) -> int | None:
    found = [" ".join(re.split(r"[\s_-]+", head.casefold())).strip() for head in table.heads]
    return next((found.index(head) for head in heads if head in found), None)


def _person(table: Table, row: Row, columns: Mapping[str, int], units: Sequence[str]) -> Person:
    def cell(what: str) -> str:
        return row.cells[columns[what]].strip() if what in columns else ""

    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    person = Person(id=cell("id"), login=cell("login"), name=name, email=cell("email"), section=cell("section"))
    if not (person.id or person.login or person.name or person.email):
        raise table.wrong(row.line, "there is no id, login, name or email in it")
    for what, text in (("id", person.id), ("login", person.login), ("email", person.email)):
        if _FORMULA.match(text):
            raise table.wrong(row.line, f"the {what} {text[:40]!r} begins like a formula of a spreadsheet")
    if person.email and "@" not in person.email:
        raise table.wrong(row.line, f"{person.email[:40]!r} is no e-mail")
    extensions: dict[str, str] = {}
    for unit, time in _extensions(table, row, cell("extensions"), units):
        if extensions.setdefault(unit, time) != time:
            raise table.wrong(row.line, f"{unit} is extended twice, until {extensions[unit]} and until {time}")
    return replace(person, extensions=extensions)


def _extensions(table: Table, row: Row, text: str, units: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Unit and time of each extension, as in "02_momentum=2027-02-05T23:59:00+01:00"."""
    for part in filter(None, map(str.strip, text.split(";"))):
        name, _, time = (side.strip() for side in part.partition("="))
        unit = next((unit for unit in units if name in (unit, Unit(unit).short)), None)
        if unit is None:
            raise table.wrong(row.line, str(unknown("the course has no unit", name, units)))
        if not time:
            raise table.wrong(row.line, f"{name!r} does not say until when: write  {name}=2027-02-05T23:59:00+01:00")
        try:
            has_zone = datetime.fromisoformat(time).tzinfo is not None
        except ValueError:
            raise table.wrong(row.line, f"{time!r} is no time: write it as 2027-02-05T23:59:00+01:00") from None
        if len(time) <= len("2027-02-05"):
            raise table.wrong(row.line, f"{time!r} is a day without a time: write it as {time}T23:59:00+01:00")
        if not has_zone:
            raise table.wrong(row.line, f"{time!r} has no time zone: write it as {time}+01:00, or end it in Z")
        yield unit, time


def _require_distinct(table: Table, people: Sequence[Person]) -> None:
    """No two rows have one id or e-mail; where neither is there, no one name."""
    seen: dict[tuple[str, str], int] = {}
    for row, person in zip(table.rows, people, strict=True):
        kinds = [("id", person.id), ("login", person.login), ("email", person.email)]
        if not any(text for _, text in kinds):
            kinds = [("name", person.name)]
        for what, text in kinds:
            if text and (first := seen.setdefault((what, folded(text)), row.line)) != row.line:
                raise table.wrong(row.line, f"the {what} {text[:60]!r} is in row {first} already")
