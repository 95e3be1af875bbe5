"""An instructor's course folder for nbgrader: its settings, source notebooks, gradebook, roster and our course file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.authoring.handout import key_of_unit
from autograder.authoring.notebooks.units import instructor_notebook
from autograder.authoring.templates import template
from autograder.expected.lookup import Key
from autograder.model.course import Course, Unit


def files_of(course: Course, key: Key, name: str) -> Mapping[str, str]:
    """The text of each file of a course folder, by its path in it."""
    course_id = re.sub(r"[^\w-]+", "_", name).strip("_") or "course"
    deadlines = "\n".join(f"# {unit} = 2027-01-31T23:59:00+01:00" for unit in course.units)
    files = {
        "nbgrader_config.py": template("nbgrader_config.py.txt", course_id=course_id),
        "course.toml": template("course.toml", deadlines=deadlines),
        "roster.csv": template("roster.csv"),
    }
    for unit in course.units:
        exercises = course.of_unit(unit)
        keys = key_of_unit(course, key, unit)
        files[f"source/{unit}/{Unit(unit).notebook}"] = instructor_notebook(unit, exercises, keys, course.choice(unit))
    return files
