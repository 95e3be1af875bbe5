"""Feedback for students as a platform takes it: a zip in the layout of the download that it answers.

Moodle wants `Full name_1000234_assignsubmission_file_/...`, in which no other underscore may stand before
the file. Canvas knows a student by the numbers in the name of the file that was downloaded, keeps the end of that name,
and shows the file as what it ends in: so a page goes back inside a zip, and text where the work was text.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping

from autograder.classroom.exports.grades import Exported, Grades, Learner
from autograder.classroom.people import matched
from autograder.errors import UsageError
from autograder.model import Report
from autograder.model.roster import Person
from autograder.reports.comment import comment

PAGE = "feedback.html"
_ON_NO_SYSTEM = re.compile(r'[\x00-\x1f/\\:*?"<>|_]')
_CANVAS = re.compile(r"([^/_]+)(?:_LATE)?_(\d+)_\d+_[^/]+")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip, byte for byte the same whenever it is made; what begins with #! may be run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if content.startswith(b"#!") else 0o644) << 16
            archive.writestr(entry, content)
    return out.getvalue()


def of_moodle(grades: Grades, whose: Mapping[int, tuple[str, str]]) -> bytes:
    """Pages for Moodle's "Upload multiple feedback files in a zip".

    `whose` says full name and participant's number of each of the learners who gets one, by their place.
    """
    files = {}
    for place, (name, participant) in whose.items():
        folder = f"{_ON_NO_SYSTEM.sub(' ', name)[:100].strip()}_{participant}_assignsubmission_file_"
        files[f"{folder}/{PAGE}"] = _page(grades.learners[place].report)
    return zipped(files)


def of_canvas(grades: Grades) -> Exported:
    """What goes back to Canvas's "Upload submissions", under the names of the files of the download."""
    if not grades.download:
        raise UsageError(
            "Canvas knows feedback by the names of the files that were downloaded: name the download with --submissions"
        )
    entries = {match[2]: name for name in sorted(grades.download, reverse=True) if (match := _CANVAS.fullmatch(name))}
    rows = [Person(name=name.partition("_")[0], platform_id=number) for number, name in entries.items()]
    names = list(entries.values())
    found = matched([learner.person for learner in grades.learners], rows, names)
    files = {names[row]: _as(names[row], grades.learners[n], grades) for n, row in found.rows.items()}
    if not files:
        raise UsageError(
            "no file of the download is known to be a student's of this class: grade Canvas's own download, or name "
            "its gradebook with --gradebook"
        )
    notes = [f"no file in the download: {grades.learners[n].student} {why}" for n, why in found.unmatched.items()]
    return Exported({"canvas-feedback.zip": zipped(files)}, tuple(notes))


def _as(name: str, learner: Learner, grades: Grades) -> bytes:
    """Feedback in the form that the end of a file's name promises."""
    report = learner.report
    end = name.rpartition(".")[2].lower()
    if end == "zip":
        return zipped({PAGE: _page(report)})
    if end in ("html", "htm"):
        return _page(report)
    said = _text(report, grades)
    return _notebook(said) if end == "ipynb" else said.encode("utf-8")


def _page(report: Report) -> bytes:
    """A student's page."""
    from autograder.reports import html  # with all that pages need, only where one is made

    return html.student_page_alone(report).encode("utf-8")


def _text(report: Report, grades: Grades) -> str:
    """What is said of each column, one below the other."""
    return "\n".join(comment(report, column.unit) for column in grades.columns)


def _notebook(text: str) -> bytes:
    """Text as a notebook of one cell."""
    cell = {"cell_type": "raw", "id": "feedback", "metadata": {}, "source": text.splitlines(keepends=True)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode("ascii")
