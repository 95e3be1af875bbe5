"""The reports of a class as files, each whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from autograder.atomic import write_whole
from autograder.classroom.explained import how_grading_decides
from autograder.classroom.finals import level_now
from autograder.classroom.plan import Graded
from autograder.classroom.pseudonyms import anonymous
from autograder.errors import GraderError, StoreError
from autograder.model import ExerciseKey
from autograder.model.course import Course
from autograder.model.roster import Attendance
from autograder.model.submission import HandIns
from autograder.quiz.statistics import statistics_of
from autograder.reports import csv, html, json, sections
from autograder.reports.feedback_level import as_told
from autograder.reports.pages import ASSETS_FOLDER, assets
from autograder.submissions import safe_file_name
from autograder.submissions.names import same_file


def write_reports(
    graded: Sequence[Graded],
    found: HandIns,
    course: Course,
    out: Path,
    *,
    excel: bool,
    attendance: Attendance | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write grades.csv, a JSON file and a page for each student, the class page and what pages share, each whole.

    With `excel`, grades.csv begins with the byte order mark by which Excel knows UTF-8. With `names`, the pseudonyms of
    students, nobody is named, nor what lay among the submissions, nor who is absent. Students' own files hold as much
    as the course tells them now. A page whose report has not changed stays as it is; those of people who are in no
    gradebook any more are removed.
    """
    if names:
        graded = sorted((_nameless(one, names) for one in graded), key=lambda one: one.report.student)
        found, attendance = HandIns(()), None
    reports = [result.report for result in graded]
    files = file_names([report.student for report in reports])
    make_private(out / "students")
    mark, is_new = out / ".pages", True
    look = _look_of_pages()
    with suppress(OSError):
        is_new = mark.read_text(encoding="utf-8") != look
    level = level_now(course.policy)
    for result in graded:
        file = out / "students" / f"{files[result.report.student]}.json"
        page = file.with_suffix(".html")
        told = as_told(result.report, level)
        text = result.text if told is result.report else json.render(told)
        if is_new or not page.is_file() or not _holds(file, text):
            _write(page, html.student_page(told))
            _write(file, text)
    _write(mark, look)
    units = {unit.name for report in reports for unit in report.units}
    exercises = [exercise.name for exercise in course.exercises if exercise.unit in units]
    start = "\ufeff" if excel else ""
    _write(out / "grades.csv", start + csv.grades(reports, exercises, found.strays))
    links = {student: f"students/{name}.html" for student, name in files.items()}
    make_private(out / ASSETS_FOLDER)
    for name, text in assets().items():
        _write(out / ASSETS_FOLDER / name, text)
    questions = statistics_of([report.quiz for report in reports])
    _write(out / "index.html", html.class_page(reports, links, questions, found, attendance))
    remove_others(out / "students", files.values())


def write_explained(course: Course, keys: Mapping[str, ExerciseKey], out: Path) -> None:
    """Write the page that says how grading decides, where it is not there as it should be."""
    text = sections.as_page(how_grading_decides(course, keys), "How grading decides")
    file = out / ASSETS_FOLDER / sections.EXPLAINED
    if not _holds(file, text):
        _write(file, text)


def _nameless(one: Graded, names: Mapping[str, str]) -> Graded:
    report = anonymous(one.report, names[one.report.student])
    return replace(one, report=report, text=json.render(report))


def _look_of_pages() -> str:
    """Names how pages look: the digest of all that makes them. Where it is another, every page is made anew."""
    files = sorted(
        path for path in Path(html.__file__).parent.rglob("*") if path.suffix in (".py", ".css", ".js", ".html")
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _holds(file: Path, text: str) -> bool:
    """Whether a file holds this text already."""
    try:
        return file.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def remove_others(folder: Path, kept: Iterable[str]) -> None:
    """Remove the reports of everybody but those of some names: nothing but what is a report of ours."""
    ours = {_identity(folder / f"{name}.json") for name in kept}  # on the disk a name may be written in another case
    for file in sorted(folder.glob("*.json")):
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


def file_names(students: Sequence[str]) -> dict[str, str]:
    """A portable file name for each student; names that differ only in case get a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in students:
        name = base = safe_file_name(student)
        count = 1
        while same_file(name) in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(same_file(name))
        names[student] = name
    return names


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}): close it where it is open, see that the disk has room, and "
            "run the same again; what was graded is kept"
        ) from error
