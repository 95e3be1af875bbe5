"""Classroom 50: `result.json` for each student, as its runner collects it from a student's repository."""

from __future__ import annotations

from autograder.classroom.exports.gradebooks import without_grade
from autograder.classroom.exports.grades import Exported, Grades
from autograder.classroom.folder import file_names
from autograder.reports import classroom50


def export(grades: Grades) -> Exported:
    """Each student's result; of one student alone it is called as the runner looks for it."""
    names = file_names([learner.student for learner in grades.learners])
    is_alone = len(names) == 1
    files = {
        "result.json" if is_alone else f"{names[one.student]}/result.json": classroom50.render(
            one.report, grades.environment
        ).encode("ascii")
        for one in grades.learners
    }
    return Exported(files, tuple(without_grade(grades)))
