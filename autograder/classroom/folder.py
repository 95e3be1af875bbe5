"""The reports of a class as files, each whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from autograder import reports as reports_room
from autograder._version import __version__
from autograder.basics.atomic import write_whole
from autograder.classroom.finals import level_now
from autograder.classroom.page import Page, nameless
from autograder.classroom.page_marks import NAME, PageMarks
from autograder.errors import GraderError, StoreError
from autograder.grading.grade import Grader
from autograder.model.course import Course
from autograder.model.policy import Feedback
from autograder.model.roster import Attendance
from autograder.model.submission import HandIns
from autograder.quiz.statistics import statistics_of
from autograder.reports import csv, json
from autograder.reports.feedback_level import as_told
from autograder.reports.shared import ASSETS, ASSETS_FOLDER, EXPLAINED
from autograder.submissions import safe_file_name
from autograder.submissions.names import same_file

TABLES = "/"
HOW = "/how"
"""By what names the files about all are known beside students' pages, which no file can have."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages and tables of a class are to be."""

    excel: bool = False
    """Whether grades.csv begins with the byte order mark by which Excel knows UTF-8."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The pseudonyms of students: where there are any, nobody is named, nor what lay among the submissions, nor who is
    absent."""
    pages: bool = True
    """Whether each student has a page and a JSON file."""


def write_reports(
    pages: Sequence[Page],
    found: HandIns,
    course: Course,
    out: Path,
    look: Look,
    marks: PageMarks,
    attendance: Attendance | None = None,
) -> None:
    """Write grades.csv, a JSON file and a page for each student, the class page and what pages share, each whole.

    Students' own files hold as much as the course tells them now. What has not changed stays as it is, and is not made
    anew; the pages of people who are in no gradebook any more are removed.
    """
    if look.names:
        pages = sorted((nameless(one, look.names[one.student]) for one in pages), key=lambda one: one.student)
        found, attendance = HandIns(()), None
    make_private(out / "students")
    level = level_now(course.policy)
    made_with = _digest_of([_look_of_pages(), level, course.language.digest])
    names = file_names([one.student for one in pages]) if look.pages else {}
    for one in pages if look.pages else ():
        _write_page(one, out / "students" / names[one.student], level, made_with, marks)
    links = {student: f"students/{name}.html" for student, name in names.items()}
    _write_tables(pages, made_with, links, found, course, out, look, attendance, marks)
    remove_others(out / "students", names.values())


def _write_page(one: Page, place: Path, level: Feedback, made_with: str, marks: PageMarks) -> None:
    """Write a student's page and JSON file, where they are not as they should be."""
    files = [file, page] = [place.with_name(f"{place.name}.{end}") for end in ("json", "html")]
    made_of = f"{made_with} {_digest_of([one.made_of])}"
    if marks.holds(place.name, made_of, files):
        return
    from autograder.reports import html  # templates are loaded only where something has changed

    told = as_told(one.whole(), level)
    text = json.render(told)
    is_same = marks.is_untouched(place.name, made_with, files) and _holds(file, text)
    if not is_same:
        _write(page, html.student_page(told))
        _write(file, text)
    marks.note(place.name, made_of, files)


def has_pages(out: Path) -> bool:
    """Whether students have pages in a results folder."""
    return any((out / "students").glob("*.html"))


def _write_tables(
    pages: Sequence[Page],
    made_with: str,
    links: Mapping[str, str],
    found: HandIns,
    course: Course,
    out: Path,
    look: Look,
    attendance: Attendance | None,
    marks: PageMarks,
) -> None:
    """Write what is about all: grades.csv, the class page, and what pages share."""
    make_private(out / ASSETS_FOLDER)
    table, page = out / "grades.csv", out / "index.html"
    files = [table, page, *(out / ASSETS_FOLDER / name for name in ASSETS)]
    exercises_of_course = [exercise.name for exercise in course.exercises]
    about = repr((found.strays, found.notes, found.alike, attendance, look.excel, look.pages, exercises_of_course))
    made_of = _digest_of([made_with, about, *(f"{one.student} {one.made_of}" for one in pages)])
    if marks.holds(TABLES, made_of, files):
        return
    from autograder.reports import html
    from autograder.reports.pages import assets

    reports = [one.lean() for one in pages]
    units = {unit.name for report in reports for unit in report.units}
    exercises = [exercise.name for exercise in course.exercises if exercise.unit in units]
    start = "\ufeff" if look.excel else ""
    _write(table, start + csv.grades(reports, exercises, found.strays))
    for name, text in assets().items():
        _write(out / ASSETS_FOLDER / name, text)
    questions = statistics_of([report.quiz for report in reports])
    _write(page, html.class_page(reports, links, questions, found, attendance))
    marks.note(TABLES, made_of, files)


def write_marks(marks: PageMarks, out: Path) -> None:
    """Keep which pages are as they should be."""
    try:
        marks.write()
    except OSError as error:
        raise _not_written(out / NAME, error) from error


def _digest_of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def write_explained(grader: Grader, out: Path, marks: PageMarks) -> None:
    """Write the page that says how grading decides, where it is not there as it should be."""
    course, key, file = grader.course, grader.key, out / ASSETS_FOLDER / EXPLAINED
    made_of = _digest_of([_look_of_pages(), __version__, key.digest, repr(course), course.language.digest])
    if marks.holds(HOW, made_of, [file]):
        return
    from autograder.classroom.explained import how_grading_decides
    from autograder.reports import sections

    text = sections.as_page(how_grading_decides(course, key.exercises), "How grading decides")
    if not _holds(file, text):
        _write(file, text)
    marks.note(HOW, made_of, [file])


def _look_of_pages() -> str:
    """Names how pages look: the digest of all that makes them. Where it is another, every page is made anew."""
    folder = Path(reports_room.__path__[0])
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".css", ".js", ".html"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _holds(file: Path, text: str) -> bool:
    """Whether a file holds this text already."""
    try:
        return file.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def remove_others(folder: Path, kept: Collection[str]) -> None:
    """Remove the reports of everybody but those of some names: nothing but what is a report of ours."""
    names = {f"{name}.json" for name in kept}
    files = [file for file in sorted(folder.glob("*.json")) if file.name not in names]
    if not files:
        return
    ours = {_identity(folder / f"{name}.json") for name in kept}  # on the disk a name may be written in another case
    for file in files:
        if _identity(file) in ours:
            continue
        with suppress(GraderError, OSError, UnicodeDecodeError):  # somebody else's file, or one that is open elsewhere
            json.from_text(file.read_text(encoding="utf-8"))
            file.with_suffix(".html").unlink(missing_ok=True)
            file.unlink()


def _identity(file: Path) -> tuple[int, int] | None:
    """What is the same for two names of one file; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may look into, if it is not there; StoreError where it cannot be made.

    One that is there, and is empty or holds results, is closed to others too.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (folder / "results.db").exists() or not any(folder.iterdir()):
            folder.chmod(0o700)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made ({error.strerror}): name another folder with -o") from error


class FileNames:
    """A portable file name for each student; names that differ only in case get a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self.given: list[str] = []
        """All that were given so far."""

    def of(self, student: str) -> str:
        """The name of a student's files; ask once for each."""
        name = base = safe_file_name(student)
        count = 1
        while same_file(name) in self._taken:
            count += 1
            name = f"{base}-{count}"
        self._taken.add(same_file(name))
        self.given.append(name)
        return name


def file_names(students: Sequence[str]) -> dict[str, str]:
    """A file name for each student."""
    names = FileNames()
    return {student: names.of(student) for student in students}


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{path} cannot be written ({error.strerror}): close it where it is open, see that the disk has room, and "
        "run the same again; what was graded is kept"
    )
