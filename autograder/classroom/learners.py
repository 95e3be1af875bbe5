"""The students of a class with their grades, as a results folder and a roster know them."""

from __future__ import annotations

import json as json_text
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from autograder.classroom.adjustments import adjustments_in
from autograder.classroom.depth import Depth
from autograder.classroom.exports.grades import Learner
from autograder.classroom.finals import Finals, HandIn, hand_ins_of, level_now
from autograder.classroom.gradebook import Book, contents_of, merged, read_book
from autograder.classroom.kept_reports import reports_in
from autograder.classroom.pseudonyms import anonymous, kept_secret, pseudonyms
from autograder.classroom.read_only import holds_runs, people_in, reading
from autograder.classroom.roster import Roster, attendance, read_roster
from autograder.errors import StoreError, UsageError
from autograder.model import Report
from autograder.model.course import Course
from autograder.model.roster import Attendance, Person
from autograder.model.submission import Origin
from autograder.reports.feedback_level import as_told
from autograder.submissions.read import ClassToRead


def learners_in(
    out: Path,
    course: Course,
    roster: Path | None,
    *,
    is_anonymous: bool = False,
    depth: Depth = Depth.WHOLE,
) -> tuple[tuple[Learner, ...], tuple[str, ...]]:
    """Everybody who was graded into a results folder, with the points that count, and who is not on the roster.

    Args:
        out: the results folder.
        course: what is asked, and whose policy counts.
        roster: the class's roster, if one is named.
        is_anonymous: whether each goes by a pseudonym, and nothing else is known of them.
        depth: how much is needed of each report; those whose points were corrected by hand are read in full.

    Returns:
        The students, and who is not on the roster, in sentences.

    Raises:
        UsageError: the roster is wrong, or another class's.
        StoreError: there are no results, or they cannot be read.
    """
    database, units = out / "results.db", course.units
    book = read_book(database, texts=False)
    if not book:
        raise StoreError(f"{database} holds no complete run: grade the class again")
    adjusted = adjustments_in(database)  # they are told to be stale by what checks found
    with reports_in(database) as kept:
        reports = [
            merged(
                [kept.of_run(student, one.run, Depth.WHOLE if student in adjusted else depth) for one in entries], units
            )
            for student, entries in book.items()
        ]
    people = known_people(database, book)
    notes: tuple[str, ...] = ()
    if roster is not None:
        found = attendance(people, read_roster(roster, units))
        known = {person.student: person for person in found.people}
        people = [known.get(person.student, person) for person in people]
        notes = tuple(f"not on the roster: {student} {why}" for student, why in found.unknown.items())
    extensions = {person.student: person.extensions for person in people}
    finals = Finals.of(course, hand_ins_of(book), extensions, database)
    level = level_now(course.policy)
    reports = [as_told(finals.of_report(report), level) for report in reports]
    if is_anonymous:
        return _nameless(reports, kept_secret(database)), notes
    return tuple(map(Learner, people, reports)), notes


def seen_by(learners: Sequence[Learner], platform: str) -> tuple[Learner, ...]:
    """Students without the numbers that other platforms gave them, which mean nothing there."""
    return tuple(
        one if one.person.platform == platform else replace(one, person=replace(one.person, platform_id=""))
        for one in learners
    )


def handed_in_by(out: Path, course: Course, *, is_anonymous: bool) -> dict[str, dict[str, tuple[str, str]]]:
    """Student, or pseudonym -> unit -> name and text of the newest that was handed in, as far as it was kept."""
    database = out / "results.db"
    hand_ins = hand_ins_of(read_book(database, texts=False))
    contents = contents_of(database, {one.digest for some in hand_ins.values() for one in some})
    found = {student: _texts(some, contents, course) for student, some in hand_ins.items()}
    if not is_anonymous:
        return found
    names = pseudonyms(found, kept_secret(database))
    return {names[student]: texts for student, texts in found.items()}


def _texts(hand_ins: Sequence[HandIn], contents: Mapping[str, str], course: Course) -> dict[str, tuple[str, str]]:
    texts: dict[str, tuple[str, str]] = {}
    for one in hand_ins:
        kept = json_text.loads(contents[one.digest])["units"] if one.digest in contents else {}
        for unit in one.units or course.units:
            if (file := kept.get(unit)) and file["text"] is not None:
                texts.setdefault(unit, (file["name"], file["text"]))
    return texts


def _nameless(reports: Sequence[Report], secret: bytes) -> tuple[Learner, ...]:
    """Students by their pseudonyms, in the order of these; StoreError where none were ever given."""
    if not secret:
        raise StoreError("nobody of this class has a pseudonym: grade it once more with --anonymous")
    names = pseudonyms([report.student for report in reports], secret)
    hidden = sorted((anonymous(report, names[report.student]) for report in reports), key=lambda one: one.student)
    return tuple(Learner(Person(report.student), report) for report in hidden)


def known_people(database: Path, book: Book) -> list[Person]:
    """Who each student of a gradebook is, as the last roster and the platform of the newest hand-in say."""
    with reading(database) as connection:
        rows = people_in(connection)
    known = {student: Person(**json_text.loads(person)) for student, person in rows if student}
    return [_of_origin(known.get(student, Person(student)), entries[0].origin) for student, entries in book.items()]


def extensions_in(database: Path) -> dict[str, Mapping[str, str]]:
    """The extensions that the last roster gives, by student."""
    if not holds_runs(database):
        return {}
    with reading(database) as connection:
        rows = people_in(connection)
    return {student: Person(**json_text.loads(person)).extensions for student, person in rows if student}


def extensions_for(found: ClassToRead, roster: Roster | None, database: Path) -> Mapping[str, Mapping[str, str]]:
    """The extensions that a roster gives to students whose work is there, or was; without one those of the last.

    UsageError where nobody of them is on it.
    """
    if roster is None:
        return extensions_in(database)
    before = read_book(database, texts=False) if holds_runs(database) else {}
    return {person.student: person.extensions for person in attendance(people_of(found, before), roster).people}


def _of_origin(person: Person, origin: str | None) -> Person:
    said = Origin(**json_text.loads(origin)) if origin else Origin()
    return replace(person, platform=said.platform, platform_id=said.id)


def people_of(found: ClassToRead, before: Book) -> list[Person]:
    """Everybody whose work is there, or was, as the platforms know them."""
    now = {places[0].student: _of(places[0].student, places[0].origin) for places in found.students}
    earlier = {student: _of_origin(Person(student), entries[0].origin) for student, entries in before.items()}
    return list({**earlier, **now}.values())


def rows_of(found: Attendance) -> list[tuple[str, str]]:
    """Everybody on the roster as it is kept: student and person as JSON; those who are absent without a student."""
    return [(person.student, json_text.dumps(asdict(person))) for person in (*found.people, *found.absent)]


def last_attendance(database: Path, students: Sequence[str]) -> Attendance | None:
    """A class beside the last roster that its results folder was given; None without one, or where it fits nobody."""
    with reading(database) as connection:
        kept = [Person(**json_text.loads(person)) for _, person in people_in(connection)]
    if not kept:
        return None
    roster = Roster(
        "the last roster", tuple(kept), tuple(f"row {n} of the last roster" for n in range(1, len(kept) + 1))
    )
    try:
        return attendance([Person(student) for student in students], roster)
    except UsageError:
        return None


def _of(student: str, origin: Origin) -> Person:
    return Person(student, platform=origin.platform, platform_id=origin.id)
