"""What was handed in, for JPlag and compare50: a folder for each student, what was handed out beside it, how to go on.

Both compare the folders of a class with each other, and leave out what stands in the base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from autograder.classroom.exports.grades import Exported, Grades
from autograder.classroom.folder import file_names
from autograder.errors import UsageError
from autograder.submissions.cells import read_file
from autograder.submissions.files import UnreadableError

HOW = """What was handed in by {students} students, without what could not be read. Source: results.db.

JPlag (https://github.com/jplag/JPlag):
    java -jar jplag.jar -l python3 -bc base submissions

compare50 (https://cs50.readthedocs.io/projects/compare50):
    compare50 submissions/* -d base/*

Functions of three lines are often written alike. Both programs show what to look at; neither shows who copied, or
whether anybody did.
"""


def export(grades: Grades) -> Exported:
    """The files, each unit's as plain Python whatever the form it was handed in; UsageError where none was kept."""
    names = file_names([learner.student for learner in grades.learners])
    files: dict[str, bytes] = {}
    without: list[str] = []
    for learner in grades.learners:
        own = dict(_python(grades.handed_in.get(learner.student, {}), grades))
        folder = f"submissions/{names[learner.student]}"
        files |= {f"{folder}/{name}": text.encode("utf-8", "replace") for name, text in own.items()}
        without += [] if own else [learner.student]
    if not files:
        raise UsageError("nothing that was handed in is kept in that folder: grade the class again")
    files |= {f"base/{name}": text.encode("utf-8") for name, text in grades.handed_out.items()}
    files["HOW.txt"] = HOW.format(students=len(grades.learners) - len(without)).encode("utf-8")
    return Exported(files, tuple(f"nothing to compare: {student}" for student in without))


def _python(handed_in: Mapping[str, tuple[str, str]], grades: Grades) -> Iterator[tuple[str, str]]:
    """A student's files of the units that are wanted, by the name of the unit."""
    for unit, (name, text) in handed_in.items():
        if not grades.asks(unit):
            continue
        if PurePath(name).suffix == ".ipynb":
            try:
                text = "\n\n".join(cell.source for cell in read_file(text, name).cells)
            except UnreadableError:
                continue
        if text.strip():
            yield f"{unit}.py", text
