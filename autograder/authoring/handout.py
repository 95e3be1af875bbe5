"""Write what a course hands out, into a folder of the instructor's or a student's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder import extras
from autograder.authoring.sheets import sheet_of_unit
from autograder.authoring.stubs import PACKAGED_MASTERS, stub_of_unit
from autograder.catalogue.course import BUILT_IN, load_course
from autograder.catalogue.grading_settings import text_for_students
from autograder.catalogue.load import files_of
from autograder.expected.lookup import Key
from autograder.model import Exercise, ExerciseKey
from autograder.model.course import Course, Unit
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.sheets import FILE_NAME as SHEET


def write_course(course: Course, key: Key, folder: Path) -> list[Path]:
    """Write the students' files of a course, its course file and its own rules into a folder; never overwrites."""
    files = {}
    for unit in course.units:
        files[folder / unit / Unit(unit).file] = stub_of_unit(unit, key_of_unit(course, key, unit))
        if notebook := _notebook(course, key, unit):
            files[folder / unit / Unit(unit).notebook] = notebook
    quiz = CourseQuiz.of(course)
    files |= {folder / unit / SHEET: sheet_of_unit(quiz, unit) for unit in quiz.questions}
    if course.file.resolve() != BUILT_IN:
        files[folder / "course.toml"] = text_for_students(course)
        own = [exercise for exercise in course.exercises if Path(exercise.folder) != BUILT_IN.parent]
        for exercise in own:
            for file in files_of(exercise):
                files[folder / file.relative_to(exercise.folder)] = file.read_text(encoding="utf-8")
    return write_new(files)


def missing_notebooks(course: Course) -> str:
    """A sentence on units whose notebook cannot be made here; empty where there are none.

    Those are the ones that the course changes, where nbgrader is not installed.
    """
    changed = [unit for unit in course.units if not _is_built(course, unit)]
    if not changed or extras.is_installed("notebook"):
        return ""
    install = extras.install_command("notebook")
    return f"This course changes {', '.join(changed)}: for notebooks of it too, type  {install}  and the same again."


def _notebook(course: Course, key: Key, unit: str) -> str:
    """A unit's notebook: the one that ships where the course has the unit as it is, else made anew where it can be."""
    if _is_built(course, unit):
        return (PACKAGED_MASTERS / unit / Unit(unit).notebook).read_text(encoding="utf-8")
    if not extras.is_installed("notebook"):
        return ""
    from autograder.authoring.notebooks.units import student_notebook

    return student_notebook(unit, course.of_unit(unit), key_of_unit(course, key, unit))


def _is_built(course: Course, unit: str) -> bool:
    """Whether a unit is the built-in course's own, with its exercises, conventions and points."""
    built_in = load_course().of_unit(unit)
    return bool(built_in) and _asked(course.of_unit(unit)) == _asked(built_in)


def _asked(exercises: Sequence[Exercise]) -> list[tuple[object, ...]]:
    """All that a notebook shows of exercises."""
    return [(e.name, e.rule, e.folder, e.convention, e.points) for e in exercises]


def key_of_unit(course: Course, key: Key, unit: str) -> Mapping[str, ExerciseKey]:
    """The keys of one unit's exercises, by name."""
    return {exercise.name: key.exercises[exercise.name] for exercise in course.of_unit(unit)}


def write_new(files: Mapping[Path, str]) -> list[Path]:
    """Write files that are not there yet; those that are stay as they are. Returns the ones written."""
    written = []
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        written.append(path)
    return written
