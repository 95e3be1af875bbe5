"""An instructor's course folder for nbgrader: its settings, source notebooks, gradebook, roster and our course file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.course import Course
from autograder.errors import UsageError
from autograder.key import Key
from autograder.notebook.extra import programs_on_path
from autograder.notebook.units import instructor_notebook
from autograder.stubs import notebook_name

CONFIG = "nbgrader_config.py"
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


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """Where nbgrader keeps things, as its own settings say."""

    directory: CourseDirectory
    root: Path

    @classmethod
    def at(cls, root: Path) -> CourseFolder:
        """The course folder with these settings; UsageError where there are none."""
        if not (root / CONFIG).is_file():
            raise UsageError(f"{root} is no course folder of nbgrader (no {CONFIG}): make one with  grade init DIR")
        config: Any = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
        return cls(CourseDirectory(config=config), root)

    @classmethod
    def around(cls, path: Path) -> CourseFolder:
        """The nearest course folder from a path upwards; UsageError where there is none."""
        path = path.resolve()
        for folder in (path, *path.parents):
            if (folder / CONFIG).is_file():
                return cls.at(folder)
        raise UsageError(
            f"no folder above {path} is a course folder of nbgrader: put the results into one (grade init makes it), "
            "or name its course.toml with --course"
        )

    def gradebook(self) -> Gradebook:
        """The gradebook, made if it is not there; close it by leaving `with`."""
        with programs_on_path():
            return Gradebook(self.directory.db_url, self.directory.course_id)


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


def make_gradebook(folder: CourseFolder, course: Course) -> None:
    """Enter the units as assignments, with their deadlines; what is in the gradebook already stays."""
    (folder.root / "exchange").mkdir(exist_ok=True)
    with folder.gradebook() as gradebook:
        for unit in course.units:
            gradebook.update_or_create_assignment(unit, **due(course, unit))


def due(course: Course, unit: str) -> dict[str, str]:
    """The deadline of a unit as nbgrader takes it; nothing where there is none, so that another one stays."""
    return next(({"duedate": deadline.due} for deadline in course.deadlines if deadline.unit == unit), {})
