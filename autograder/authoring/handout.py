"""Write what a course hands out, into a folder of the instructor's or a student's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.authoring.sheets import sheet_of_unit
from autograder.authoring.stubs import PACKAGED_MASTERS, stub_of_unit
from autograder.authoring.withheld import as_handed_out
from autograder.basics import extras
from autograder.basics.atomic import write_whole
from autograder.catalogue.course import BUILT_IN, load_course, texts_of
from autograder.catalogue.grading_settings import text_for_students
from autograder.catalogue.load import files_of
from autograder.expected.handed_out import is_handed_out, name_for_students, texts_for_students
from autograder.expected.lookup import Key, variants_for
from autograder.model import Exercise, ExerciseKey
from autograder.model.course import Course, Unit
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.sheets import FILE_NAME as SHEET


def course_files(course: Course, key: Key, folder: Path) -> Mapping[Path, str]:
    """The students' files of a course, its course file and its own rules, with the text that each should hold."""
    files = {}
    for unit in course.units:
        files[folder / unit / Unit(unit).file] = stub_of_unit(unit, key_of_unit(course, key, unit), course.choice(unit))
        if notebook := _notebook(course, key, unit):
            files[folder / unit / Unit(unit).notebook] = notebook
    quiz = CourseQuiz.of(course)
    files |= {folder / unit / SHEET: sheet_of_unit(quiz, unit) for unit in quiz.questions}
    if course.file.resolve() != BUILT_IN:
        files |= {folder / name: text for name, text in own_files(course, key).items()}
    return files


def own_files(course: Course, key: Key) -> Mapping[str, str]:
    """The course file and the rules of a course of the instructor's own, as students get them, by their paths."""
    here = [exercise for exercise in course.exercises if Path(exercise.folder) != BUILT_IN.parent]
    references = [exercise for exercise in here if exercise.is_reference and not is_handed_out(exercise)]
    texts = {"course.toml": text_for_students(course, {e.name: name_for_students(e) for e in references})}
    for exercise in references:
        texts |= texts_for_students(exercise, key.exercises[exercise.name], variants_for(exercise))
    own = [exercise for exercise in here if exercise not in references]
    return {**texts, **_texts_of(own), **_prose_of(course), **_sentences_of(course)}


def files_of_author(course: Course) -> Mapping[str, str]:
    """The course file, the rules and references, and the prose of an instructor's own course, as they are."""
    own = [exercise for exercise in course.exercises if Path(exercise.folder) != BUILT_IN.parent]
    texts = {"course.toml": course.file.read_text(encoding="utf-8-sig")}
    return {**texts, **_texts_of(own), **_prose_of(course), **_sentences_of(course)}


def _texts_of(exercises: Sequence[Exercise]) -> dict[str, str]:
    """The files that say what some exercises are, by their paths beside the course file."""
    files = {file.relative_to(e.folder).as_posix(): file for e in exercises for file in files_of(e)}
    return {name: file.read_text(encoding="utf-8") for name, file in files.items()}


def _sentences_of(course: Course) -> dict[str, str]:
    """The sentences that a course has of its own, in each language."""
    folder = texts_of(course.file)
    return {f"{folder.name}/{file.name}": file.read_text(encoding="utf-8-sig") for file in folder.glob("*.toml")}


def _prose_of(course: Course) -> dict[str, str]:
    return {choice.prose_file: f"{choice.prose}\n" for choice in course.unit_choices.values() if choice.prose_file}


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

    return student_notebook(unit, course.of_unit(unit), key_of_unit(course, key, unit), course.choice(unit))


def _is_built(course: Course, unit: str) -> bool:
    """Whether a unit is the built-in course's own, with its exercises, conventions and points."""
    usual = load_course()
    is_as_usual = course.choice(unit) == usual.choice(unit)
    return is_as_usual and unit in usual.units and _asked(course.of_unit(unit)) == _asked(usual.of_unit(unit))


def _asked(exercises: Sequence[Exercise]) -> list[tuple[object, ...]]:
    """All that a notebook shows of exercises."""
    return [(e.name, e.rule, e.folder, e.convention, e.points, e.formula) for e in exercises]


def key_of_unit(course: Course, key: Key, unit: str) -> Mapping[str, ExerciseKey]:
    """The keys of one unit's exercises, by name, with what students get to see of their formulas."""
    return {exercise.name: as_handed_out(exercise, key.exercises[exercise.name]) for exercise in course.of_unit(unit)}


def different(files: Mapping[Path, str]) -> list[Path]:
    """The files that are there and hold something else."""
    return [path for path, text in files.items() if path.is_file() and path.read_bytes() != text.encode()]


def overwrite(files: Mapping[Path, str], paths: Sequence[Path]) -> None:
    """Write some of the files anew, each whole."""
    for path in paths:
        write_whole(path, files[path])


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
