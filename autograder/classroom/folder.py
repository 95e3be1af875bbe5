"""The reports of a class as files, each whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from autograder.atomic import write_whole
from autograder.classroom.plan import ClassRun, Graded
from autograder.errors import GraderError, StoreError
from autograder.model.submission import HandIns
from autograder.quiz.statistics import statistics_of
from autograder.reports import csv, html, json
from autograder.reports.pages import ASSETS_FOLDER, assets
from autograder.submissions import safe_file_name


def write_reports(graded: Sequence[Graded], found: HandIns, plan: ClassRun, out: Path) -> tuple[str, ...]:
    """Write grades.csv, a JSON file and a page for each student, the class page and what pages share, each whole.

    The pages of students who were graded before, and are not any more, are removed; returns their names.
    """
    exercises = [exercise.name for exercise in plan.grader.course.exercises if _asked(exercise.unit, plan)]
    reports = [result.report for result in graded]
    names = file_names([report.student for report in reports])
    make_private(out / "students")
    for result in graded:
        name = names[result.report.student]
        _write(out / "students" / f"{name}.json", result.text)
        _write(out / "students" / f"{name}.html", html.student_page(result.report))
    mark = "\ufeff" if plan.excel else ""
    _write(out / "grades.csv", mark + csv.grades(reports, exercises, found.strays))
    links = {student: f"students/{name}.html" for student, name in names.items()}
    make_private(out / ASSETS_FOLDER)
    for name, text in assets().items():
        _write(out / ASSETS_FOLDER / name, text)
    questions = statistics_of([report.quiz for report in reports])
    _write(out / "index.html", html.class_page(reports, links, questions, found))
    return tuple(_remove_others(out / "students", {name.casefold() for name in names.values()}))


def _remove_others(folder: Path, kept: Collection[str]) -> Iterator[str]:
    """Remove the reports of everybody else: nothing but what is a report of ours."""
    for file in sorted(folder.glob("*.json")):
        if file.stem.casefold() in kept:
            continue
        try:
            report = json.from_text(file.read_text(encoding="utf-8"))
            file.with_suffix(".html").unlink(missing_ok=True)
            file.unlink()
        except (GraderError, OSError, UnicodeDecodeError):  # somebody else's file, or one that is open elsewhere
            continue
        yield report.student


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may look into, if it is not there; StoreError where it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made ({error.strerror}): name another folder with -o") from error


def _asked(unit: str, plan: ClassRun) -> bool:
    return not plan.units or unit in plan.units


def file_names(students: Sequence[str]) -> dict[str, str]:
    """A portable file name for each student; names that differ only in case get a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in students:
        name = base = safe_file_name(student)
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name.casefold())
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
