"""A repository for students: exercises, course file, rules, a README, and CI that checks every push."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder._version import __version__
from autograder.authoring.handout import course_files, files_of_author, own_files
from autograder.authoring.templates import template
from autograder.catalogue.course import BUILT_IN
from autograder.expected.lookup import Key
from autograder.model.course import Course, Unit

STUDENTS = "student-repository"
CLASSROOM_50 = "classroom50"
PLACES: Mapping[str, str] = {"github": ".github/workflows/grade.yml", "gitlab": ".gitlab-ci.yml"}
"""Service -> where its file lies in a student's repository."""
SERVICES = (*PLACES, CLASSROOM_50)
IGNORED = ".venv/\n__pycache__/\n.ipynb_checkpoints/\n*.bak\n"
PUSHED: Mapping[str, str] = {
    "github": "Every push is checked: the Actions tab has a summary, and what is wrong stands beside your lines.",
    "gitlab": "Every push is checked: the pipeline's Tests tab lists each check.",
    CLASSROOM_50: "Every submission is graded: its release on the page of this repository holds your points.",
}


def repository_files(course: Course, key: Key, service: str) -> dict[str, str]:
    """The text of each file that an instructor needs for a service, by its path: the students' repository first.

    For Classroom 50 there is an autograder beside it, which belongs into the config repository and not to students.
    """
    files = student_files(course, key, service)
    found = {f"{STUDENTS}/{path}": text for path, text in files.items()}
    if service == CLASSROOM_50:
        found |= {f"{CLASSROOM_50}/{path}": text for path, text in autograder_files(course).items()}
    return found


def student_files(course: Course, key: Key, service: str) -> dict[str, str]:
    """The text of each file of a student's repository; the version of the grader is this one."""
    files = {"course.toml": f'extends = "default"\nrequires = "=={__version__}"\n'}
    files |= {path.as_posix(): text for path, text in course_files(course, key, Path()).items()}
    rules = [] if _is_built_in(course) else [path for path in own_files(course, key) if path != "course.toml"]
    beside = f" and {', '.join(f'`{path}`' for path in rules)}" if rules else ""
    files["README.md"] = template(
        "student-readme.md",
        title="Optimizers" if _is_built_in(course) else course.name,
        units="\n".join(_in_readme(course, unit) for unit in course.units),
        version=__version__,
        pushed=PUSHED[service],
        beside=beside,
    )
    files[".gitignore"] = IGNORED
    if service in PLACES:
        files[PLACES[service]] = ci_file(service)
    return files


def autograder_files(course: Course) -> dict[str, str]:
    """What Classroom 50's runner carries out, with the course and its rules beside it."""
    options = [] if course.seed is not None else ["--seed", "0"]
    files = {"autograder.py": template("classroom50.py.txt", version=__version__, options=repr(options))}
    return files if _is_built_in(course) else {**files, **files_of_author(course)}


def _is_built_in(course: Course) -> bool:
    return course.file.resolve() == BUILT_IN


def ci_file(service: str) -> str:
    """The text of a service's file."""
    return template(f"{service}.yml", version=__version__)


def _in_readme(course: Course, unit: str) -> str:
    exercises = course.of_unit(unit)
    names = ", ".join(f"`{exercise.name}`" for exercise in exercises)
    points = sum(exercise.points for exercise in exercises)
    worth = f"{points:g} points" if points else "for practice"
    apart = ", counted apart from the others" if points and unit not in course.core.units else ""
    return f"- `{unit}/{Unit(unit).file}` ({worth}{apart}): {names}"
