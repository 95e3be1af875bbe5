"""A platform's gradebook: its own file filled in, which is the safest, or one made from the roster.

Of the platform's file stay the columns that say who somebody is and those that get a grade, under the platform's own
heads; rows and columns that are not meant are left out, so that an upload changes nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.classroom.exports.grades import Column, Exported, Grades, Learner
from autograder.classroom.people import Matched, folded, matched
from autograder.classroom.tables import Row, Table, written
from autograder.errors import UsageError
from autograder.model.course import Unit
from autograder.model.roster import Person
from autograder.reports.safe import no_formula, number

IDS = ("platform_id", "id", "login", "email")
"""What of a person tells a platform who it is; a name does not."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a platform writes and reads its gradebook."""

    platform: str
    """As people call it."""
    who: Mapping[str, str]
    """Heads of the columns that say who somebody is, in the platform's order -> the field of a `Person`."""
    needed: Sequence[str]
    """Which of them a file must have: one of these."""
    head: Callable[[Column], str]
    """The head of a new column."""
    title: Callable[[str], str]
    """What an instructor called a column, from its head."""
    uploaded: Sequence[str]
    """Which of the columns of `who` a file to upload has."""
    most: Callable[[Table, int], tuple[int, float] | None]
    """The most points that a column of a file takes, and the row that says it."""
    is_person: Callable[[Row], bool] = lambda row: True
    """Whether a row above all people is about one, and not about the columns."""
    lead: Callable[[Sequence[str], Sequence[Column]], Sequence[Sequence[str]]] = lambda who, columns: ()
    """Rows of a new file above all people."""
    kept: Sequence[str] = ()
    """Which others of them stay where the platform's own file has them."""
    keeps_empty: bool = False
    """Whether a new file has these columns also where nothing is known."""
    last: tuple[str, str] | None = None
    """Head and cell of a column that ends each row."""


def export(grades: Grades, layout: Layout, file: str) -> Exported:
    """The file to upload, and who has no row in it."""
    if not grades.columns:
        raise UsageError("no unit is graded yet: grade the class first, with  grade run SUBMISSIONS -o OUT")
    made = _made(grades, layout) if grades.book is None else _filled(grades, grades.book, layout)
    return Exported({file: made.content}, (*made.notes, *without_grade(grades)))


def without_grade(grades: Grades) -> Iterator[str]:
    """Who has no grade for a column: nothing is written for it."""
    for column in grades.columns:
        for learner in grades.learners:
            if math.isnan(column.score(learner.report)):
                yield f"no grade: {learner.student} ({column.name}) {_why(learner, column)}"


def _why(learner: Learner, column: Column) -> str:
    graded = not column.unit or any(unit.name == column.unit for unit in learner.report.units)
    return learner.report.status if graded else "was not graded for it"


@dataclass(frozen=True, slots=True)
class _Made:
    """A file, and who is not in it."""

    content: bytes
    notes: tuple[str, ...]


# ---------------------------------------------------------------- from the roster


def _made(grades: Grades, layout: Layout) -> _Made:
    """A new file, with all that is known of everybody."""
    said = {head: [_known(one.person, layout.who[head]) for one in grades.learners] for head in layout.uploaded}
    who = [head for head in layout.uploaded if any(said[head]) or layout.keeps_empty]
    rows, notes = [], []
    for n, learner in enumerate(grades.learners):
        scores = [column.shown(learner.report) for column in grades.columns]
        if not any(said[head][n] for head in who if layout.who[head] in IDS):
            notes.append(f"no number or login: {learner.student} is left out; it may stand in the roster")
        elif any(scores):
            rows.append([*(no_formula(said[head][n]) for head in who), *scores, *_end(layout, 1)])
    heads = [*who, *map(layout.head, grades.columns), *_end(layout, 0)]
    return _Made(written(heads, [*layout.lead(who, grades.columns), *rows]), tuple(notes))


def _known(person: Person, field: str) -> str:
    """What is known of a person; without a roster or a number the name of the work is taken for the login."""
    known: str = getattr(person, field)
    is_on_roster = any((person.id, person.login, person.email, person.name))
    stands_for = {"name"} if person.platform_id else {"login", "name"}
    return known or (person.student if field in stands_for and not is_on_roster else "")


def _end(layout: Layout, which: int) -> tuple[str, ...]:
    return (layout.last[which],) if layout.last else ()


# ---------------------------------------------------------------- the platform's own file


def _filled(grades: Grades, book: Table, layout: Layout) -> _Made:
    """The platform's own file, with the grades of those whom it lists."""
    who = _who(book, layout)
    places, missing = _places(grades, book, layout)
    for column, place in places.items():
        _require_most(book, layout, column, place)
    lead, rows = _lead_and_people(book, layout)
    found = rows_of(grades.learners, rows, [person_of(row, who) for row in rows], book)
    notes = [f"no row in {book.name}: {grades.learners[n].student} {why}" for n, why in found.unmatched.items()]
    notes += [f"no column in {book.name} for {name}: left out" for name in missing]
    end = [place for place, head in enumerate(book.heads) if layout.last and head == layout.last[0]]
    kept = (*(place for place in who if book.heads[place] in (*layout.uploaded, *layout.kept)), *places.values(), *end)
    body = [list(row.cells) for row in lead]
    for person, place in sorted(found.rows.items(), key=lambda pair: pair[1]):
        scores = {at: column.shown(grades.learners[person].report) for column, at in places.items()}
        if any(scores.values()):
            body.append(_with_scores(rows[place], who, scores))
    picked = ([cells[place] for place in kept] for cells in body)
    return _Made(book.written([book.heads[place] for place in kept], picked), tuple(notes))


def _with_scores(row: Row, who: Mapping[int, str], scores: Mapping[int, str]) -> list[str]:
    """The cells of somebody's row with the grades that there are; others stay."""
    cells = [no_formula(cell) if who.get(place, "id") not in IDS else cell for place, cell in enumerate(row.cells)]
    for place, score in scores.items():
        cells[place] = score or cells[place]
    return cells


def numbered(grades: Grades, layout: Layout) -> Grades:
    """The grades, with the platform's own number of everybody who is in its file."""
    if grades.book is None:
        return grades
    who = _who(grades.book, layout)
    _, rows = _lead_and_people(grades.book, layout)
    people = [person_of(row, who) for row in rows]
    found = rows_of(grades.learners, rows, people, grades.book).rows
    learners = [
        replace(one, person=replace(one.person, platform_id=people[found[n]].platform_id)) if n in found else one
        for n, one in enumerate(grades.learners)
    ]
    return replace(grades, learners=tuple(learners))


def rows_of(learners: Sequence[Learner], rows: Sequence[Row], people: Sequence[Person], book: Table) -> Matched:
    """Which row of a file is whose; UsageError where nobody is in it, or a row names nobody, or somebody again."""
    seen: dict[tuple[str, str], int] = {}
    for row, person in zip(rows, people, strict=True):
        if not any(getattr(person, field) for field in IDS):
            raise book.wrong(row.line, "it does not say by a number or login whose it is: download the file again")
        for field in ("platform_id", "id", "login"):
            key = folded(getattr(person, field))
            if key and (first := seen.setdefault((field, key), row.line)) != row.line:
                raise book.wrong(row.line, f"{getattr(person, field)[:60]!r} is in row {first} already")
    found = matched([learner.person for learner in learners], people, [f"row {row.line}" for row in rows])
    if learners and not found.rows:
        raise book.wrong(1, "nobody of this class is in the file: it may be another course's; name the right file")
    return found


def person_of(row: Row, who: Mapping[int, str]) -> Person:
    """What a row says of somebody; several columns may say parts of a name."""
    said: dict[str, str] = {}
    for place, field in who.items():
        cell = row.cells[place].strip().removeprefix("'").removeprefix("#")
        said[field] = f"{said[field]}, {cell}" if said.get(field) else cell
    return replace(Person(), **said)  # type: ignore[arg-type]


def _who(book: Table, layout: Layout) -> dict[int, str]:
    """Where a file says who somebody is; UsageError where it is not the platform's."""
    who = {place: layout.who[head] for place, head in enumerate(book.heads) if head in layout.who}
    if not any(head in book.heads for head in layout.needed):
        raise book.wrong(
            1,
            f"it is no gradebook as {layout.platform} writes it in English, of which a column is called "
            f"{' or '.join(layout.needed)}; here they are called {', '.join(book.heads)[:200]}",
        )
    return who


def _places(grades: Grades, book: Table, layout: Layout) -> tuple[dict[Column, int], list[str]]:
    """The column of a file that each grade goes to, and for which grades there is none."""
    titles = {place: folded(layout.title(head)) for place, head in enumerate(book.heads) if head not in layout.who}
    places: dict[Column, int] = {}
    missing = []
    for column in grades.columns:
        names = {column.title, column.name, Unit(column.unit).short}
        wanted = set(filter(None, map(folded, (*names, *(name.replace("_", " ") for name in names)))))
        exact = [place for place, head in enumerate(book.heads) if head == column.title]
        found = exact or [place for place, title in titles.items() if title in wanted]
        if len(found) > 1:
            heads = " and ".join(book.heads[place] for place in found)
            raise book.wrong(1, f'{heads} may all be {column.name}: say which with --column "{column.name}=..."')
        if found:
            places[column] = found[0]
        elif grades.is_chosen:
            raise book.wrong(1, _no_column(column.name, list(titles), book))
        else:
            missing.append(column.name)
    if not places:
        raise book.wrong(1, _no_column(", ".join(missing), list(titles), book))
    return places, missing


def _no_column(names: str, places: Sequence[int], book: Table) -> str:
    there = ", ".join(filter(None, (book.heads[place] for place in places)))[:300] or "none"
    return f'no column is called like {names} (there are: {there}): name it with --column "UNIT=TITLE"'


def _lead_and_people(book: Table, layout: Layout) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows about the columns, which stand above all people, and those about people."""
    first = next((number for number, row in enumerate(book.rows) if layout.is_person(row)), len(book.rows))
    return book.rows[:first], book.rows[first:]


def _require_most(book: Table, layout: Layout, column: Column, place: int) -> None:
    """UsageError where the platform's column takes another number of points: the grade would mean something else."""
    if (said := layout.most(book, place)) is not None and said[1] != column.max_score:
        raise book.wrong(
            said[0],
            f"{book.heads[place]} has {number(said[1])} points there, and {column.name} {number(column.max_score)}: "
            f"change it there, or type  --out-of {number(said[1])}",
        )


def decimal(text: str) -> float | None:
    """A number with a decimal point or comma; None where it is none."""
    match = re.fullmatch(r"\s*(\d{1,9})(?:[.,](\d{1,9}))?\s*", text)
    return float(f"{match[1]}.{match[2] or 0}") if match else None
