"""An nbgrader course folder: where its gradebook is, and what is entered in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.basics.ownership import nearest, require_ours
from autograder.errors import UsageError
from autograder.model.course import Course

CONFIG = f"{NbGrader().config_file_name}.py"
"""The file with a course's settings, by the name that nbgrader gives it."""


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
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
        return cls(CourseDirectory(config=config), root)

    @classmethod
    def around(cls, path: Path, *, is_named: bool) -> CourseFolder:
        """The nearest course folder from a path upwards.

        UsageError where there is none, or where its settings, which are a program, may be somebody else's (see
        `ownership`) and nobody named the course.
        """
        config = nearest(CONFIG, path)
        if config is None:
            raise UsageError(
                f"no folder above {path.resolve()} is a course folder of nbgrader: put the results into one (grade "
                "init makes it), or name its course.toml with --course"
            )
        if not is_named:
            require_ours(config, config.with_name("course.toml"))
        return cls.at(config.parent)

    def gradebook(self) -> Gradebook:
        """The gradebook, made if it is not there; close it by leaving `with`."""
        with programs_on_path():
            return Gradebook(self.directory.db_url, self.directory.course_id)


def make_gradebook(folder: CourseFolder, course: Course) -> None:
    """Enter the units as assignments, with their deadlines; what is in the gradebook already stays."""
    (folder.root / "exchange").mkdir(exist_ok=True)
    with folder.gradebook() as gradebook:
        for unit in course.units:
            gradebook.update_or_create_assignment(unit, **due(course, unit))


def due(course: Course, unit: str) -> dict[str, str]:
    """The deadline of a unit as nbgrader takes it; nothing where there is none, so that another one stays."""
    return next(({"duedate": deadline.due} for deadline in course.deadlines if deadline.unit == unit), {})


@contextmanager
def programs_on_path() -> Iterator[None]:
    """nbgrader starts `alembic` by name: let it find the one beside this Python, whatever PATH says."""
    before = os.environ.get("PATH")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before or os.defpath])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before
