"""Gradescope: `results.json` for each student, and the zip of an autograder that makes it there."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.exports.autograder_zip import COURSE, PACKAGE, autograder_zip
from autograder.classroom.exports.gradebooks import without_grade
from autograder.classroom.exports.grades import Exported, Grades
from autograder.classroom.folder import file_names
from autograder.model.course import Course
from autograder.reports import gradescope


def export(grades: Grades) -> Exported:
    """Each student's results, and the autograder of the course."""
    names = file_names([learner.student for learner in grades.learners])
    files = {
        f"results/{names[one.student]}.json": gradescope.render(one.report).encode("ascii") for one in grades.learners
    }
    units = [column.unit for column in grades.columns if column.unit]
    course = grades.course
    asked = units if grades.is_chosen else ()
    files["autograder.zip"] = autograder_zip(asked, _course_files(course), has_seed=course.seed is not None)
    return Exported(files, tuple(without_grade(grades)))


def _course_files(course: Course) -> dict[str, bytes]:
    """The course file and the rules of its own exercises, by their paths beside it; nothing for the built-in course."""
    home = course.file.parent
    if home.is_relative_to(PACKAGE):
        return {}
    rules = {Path(e.folder) / e.rule for e in course.exercises if Path(e.folder).is_relative_to(home)}
    return {
        COURSE: course.file.read_bytes(),
        **{path.relative_to(home).as_posix(): path.read_bytes() for path in rules},
    }
