"""An instructor's course folder for nbgrader: its settings, source notebooks, gradebook, roster and our course file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.authoring.notebooks.units import instructor_notebook
from autograder.classroom.exports.nbgrader_folder import CONFIG
from autograder.expected.lookup import Key
from autograder.model.course import Course, notebook_name

ROSTER = "roster.csv"

CONFIG_TEXT = '''\
"""nbgrader's settings for this course; it reads them where its commands are typed, in this folder."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{course_id}"
c.CourseDirectory.root = HERE

# Assignments are handed out and collected through this folder. On a machine with many users, name one that everybody
# can write to, such as /srv/nbgrader/exchange (chmod a+rwx).
c.Exchange.root = os.path.join(HERE, "exchange")

# nbgrader starts a program of its own environment by name: alembic.
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)])
'''

COURSE_TEXT = """\
extends = "default"
requires = ">=1.0"

# Conventions by the name of a library or book: default torch optax keras d2l cs231n
# preset = "torch"

# [conventions]
# momentum = "ema"

# [exercise.nesterov]
# points = 10

# [deadlines]
{deadlines}
"""

ROSTER_TEXT = "id,first_name,last_name,email\n"


def files_of(course: Course, key: Key, name: str) -> Mapping[str, str]:
    """The text of each file of a course folder, by its path in it."""
    course_id = re.sub(r"[^\w-]+", "_", name).strip("_") or "course"
    deadlines = "\n".join(f"# {unit} = 2027-01-31T23:59:00+01:00" for unit in course.units)
    files = {
        CONFIG: CONFIG_TEXT.format(course_id=course_id),
        "course.toml": COURSE_TEXT.format(deadlines=deadlines),
        ROSTER: ROSTER_TEXT,
    }
    for unit in course.units:
        exercises = course.of_unit(unit)
        keys = {exercise.name: key.exercises[exercise.name] for exercise in exercises}
        files[f"source/{unit}/{notebook_name(unit)}"] = instructor_notebook(unit, exercises, keys)
    return files
