"""Who is who: a student of a class, a row of a roster, and a row of a platform's file may be the same person.

People are known by numbers and logins, e-mails, the part of an e-mail before the @, and names, the surest first. A name
is the same in whatever case, order ("Lovelace, Ada") and spacing, and as Canvas writes it into file names
("lovelaceada"). Where several rows may be a person's none is taken: a grade under the wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autograder.model.roster import Person
from autograder.submissions.names import same_student


class Keys(NamedTuple):
    """By what somebody is known, the surest first."""

    platform_ids: frozenset[str]
    ids: frozenset[str]
    emails: frozenset[str]
    logins: frozenset[str]
    names: frozenset[str]
    names_without_eszett: frozenset[str]


ALIKE = tuple((kind, kind) for kind in Keys._fields)
ACROSS = (("platform_ids", "ids"), ("ids", "platform_ids"))
"""What of a person is looked for as what of a row: a roster's id may be the platform's number."""
COMPARED = (*ALIKE[:2], *ACROSS, *ALIKE[2:])
_TOLD_APART = re.compile(r" \(\w+\)$")
"""How students of one name are told apart: by the number that the platform gives them."""


def folded(text: str) -> str:
    """What two spellings of a name or id have in common: accents as letters, any case, one blank between words."""
    return " ".join(same_student(text).split()).removeprefix("'")


def _loosely(text: str) -> str:
    """As `folded`, where a letter may be written as two: Strauß is found as STRAUSS."""
    return folded(text.casefold())


def keys_of(person: Person) -> Keys:
    """By what a person is known, the surest kind first."""
    ids = {person.id, person.login, person.student}
    emails = {one for one in (*ids, person.email) if "@" in one}
    logins = {*ids, *(email.partition("@")[0] for email in emails)}
    own_names = (person.name, person.student, _TOLD_APART.sub("", person.student))
    names = {form for name in own_names for form in _forms(name)}
    kinds = ({person.platform_id}, ids, emails, logins, names)
    keys = (*(map(folded, kind) for kind in kinds), map(_loosely, names))
    return Keys(*(frozenset(filter(None, kind)) for kind in keys))


def _forms(name: str) -> Iterator[str]:
    """A name as it may be written: with the last name first or last, and without blanks."""
    last, comma, first = name.partition(",")
    forms = (name, f"{first} {last}") if comma else (name,)
    yield from forms
    yield from (re.sub(r"[\W_]", "", form) for form in forms)
    words = name.split()
    for last_name in range(1, len(words)):  # where the last name begins is not known
        yield re.sub(r"[\W_]", "", "".join([*words[last_name:], *words[:last_name]]))


@dataclass(frozen=True, slots=True)
class Matched:
    """Which row is whose."""

    rows: Mapping[int, int]
    """Number of a person -> number of the row that is theirs."""
    unmatched: Mapping[int, str]
    """Number of a person -> why no row is."""


def matched(people: Sequence[Person], rows: Sequence[Person], places: Sequence[str]) -> Matched:
    """Find the row of each person.

    Args:
        people: those who look for a row.
        rows: what each row says of somebody.
        places: how each row is named, as in "row 4".

    Returns:
        Whose row is which; those who have none, or share one, are left out with the reason.
    """
    index: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        for kind, keys in keys_of(row)._asdict().items():
            for key in keys:
                index.setdefault((kind, key), []).append(number)
    found: dict[int, int] = {}
    unmatched: dict[int, str] = {}
    for number, person in enumerate(people):
        candidates = _candidates(keys_of(person), index)
        if len(candidates) == 1:
            found[number] = candidates[0]
        elif candidates:
            unmatched[number] = f"may be {' or '.join(places[n] for n in candidates)}"
        else:
            unmatched[number] = "is in no row"
    return _without_shared(found, unmatched, places)


def _candidates(keys: Keys, index: Mapping[tuple[str, str], Sequence[int]]) -> list[int]:
    """The rows that are known by the surest thing that any row is known by."""
    for own, theirs in COMPARED:
        if rows := sorted({row for key in getattr(keys, own) for row in index.get((theirs, key), ())}):
            return rows
    return []


def _without_shared(found: Mapping[int, int], unmatched: Mapping[int, str], places: Sequence[str]) -> Matched:
    """What was found, without rows that several people claim."""
    claims: dict[int, list[int]] = {}
    for person, row in found.items():
        claims.setdefault(row, []).append(person)
    shared = {
        person: f"shares {places[row]} with another student"
        for row, persons in claims.items()
        if len(persons) > 1
        for person in persons
    }
    return Matched({p: r for p, r in found.items() if p not in shared}, {**unmatched, **shared})
