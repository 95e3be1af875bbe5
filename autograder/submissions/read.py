"""Find students and their files: folders in both layouts, zips of them, single files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from autograder.errors import SubmissionError
from autograder.model import Limits
from autograder.model.course import Unit
from autograder.model.submission import Submission
from autograder.submissions.files import UnreadableError, read_bytes, reason
from autograder.submissions.layout import (
    Found,
    Wanted,
    chosen,
    is_hidden,
    is_unit_folder,
    most_bytes,
    stray_notes,
)
from autograder.submissions.names import readable, same_student, shown
from autograder.submissions.zips import Parts, ZipArchive, open_zip

MOST_ENTRIES = 10_000
"""In one student's zip."""
MOST_ENTRIES_OF_CLASS = 200_000
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One thing that was handed in: a folder or zip by its name, and what is in it."""

    origin: str
    submission: Submission


# ---------------------------------------------------------------- a class


def read_class(
    path: Path, units: Sequence[str], limits: Limits, handed_out: Mapping[str, str] = NOTHING
) -> tuple[Submission, ...]:
    """Every student's submission, sorted by name.

    `path` is a folder with a folder or zip for each student, or a zip of such a folder. What is wrong with one
    submission is said in it. `handed_out` is the text of each unit's file as students got it: of two forms of a file,
    the one that differs from it counts. SubmissionError where there is no student at all.
    """
    wanted = Wanted(units, limits, handed_out)
    try:
        handed_in = list(_handed_in(path, wanted))
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read ({reason(error)}): see who may read it") from error
    except UnreadableError as error:
        raise SubmissionError(str(error)) from error
    if not handed_in:
        raise SubmissionError(f"{path} holds no student: it should hold a folder or a zip for each")
    if all(one.submission.student in units for one in handed_in):
        raise SubmissionError(f"{path} is the work of one student: name the folder that holds the students' folders")
    return tuple(sorted(_without_duplicates(handed_in), key=lambda submission: submission.student))


def _handed_in(path: Path, wanted: Wanted) -> Iterator[HandedIn]:
    if path.is_dir():
        return _of_class_folder(path, wanted)
    if not path.exists():
        raise SubmissionError(f"{path} does not exist: name the folder (or zip) that holds the students' folders")
    if path.suffix.lower() != ".zip":
        raise SubmissionError(f"{path} is neither a folder nor a zip: name the one that holds the students' folders")
    return _of_class_zip(path.resolve(), wanted)


def _of_class_folder(path: Path, wanted: Wanted) -> Iterator[HandedIn]:
    for entry in sorted(path.iterdir()):
        zipped = entry.suffix.lower() == ".zip" and not entry.is_dir()
        student = readable(entry.stem if zipped else entry.name)
        if is_hidden((entry.name,)):
            continue
        if entry.is_symlink():
            problem = f"{shown(entry.name)} is a symbolic link: hand in the folder or zip itself"
            yield HandedIn(readable(entry.name), Submission(student, {}, (), problem))
        elif entry.is_dir():
            yield HandedIn(f"{readable(entry.name)}/", _of_folder(entry, student, wanted))
        elif zipped:
            yield HandedIn(readable(entry.name), _of_zip(entry, student, wanted))


def _of_folder(folder: Path, student: str, wanted: Wanted) -> Submission:
    try:
        return _with_notes(student, list(_in_folder(folder, (), wanted.limits)), wanted)
    except OSError as error:
        return Submission(student, {}, (), f"The folder cannot be read ({reason(error)}): hand it in again")


def _of_zip(path: Path, student: str, wanted: Wanted) -> Submission:
    try:
        with open_zip(path, shown(path.name), MOST_ENTRIES) as archive:
            files = {parts: parts for parts in archive.files}
            return _with_notes(student, _in_zip(archive, files, wanted.limits), wanted)
    except UnreadableError as error:
        return Submission(student, {}, (), str(error))


def _of_class_zip(path: Path, wanted: Wanted) -> Iterator[HandedIn]:
    with open_zip(path, shown(path.name), MOST_ENTRIES_OF_CLASS) as archive:
        inside = {parts: parts for parts in (*archive.files, *archive.folders) if not is_hidden(parts)}
        if _is_one_folder_around_all(inside, archive):
            inside = {parts[1:]: original for parts, original in inside.items() if len(parts) > 1}
        students: dict[str, dict[Parts, Parts]] = {}
        for parts, original in inside.items():
            if len(parts) > 1 or original in archive.folders:
                students.setdefault(parts[0], {})[parts[1:]] = original
            elif parts[0].lower().endswith(".zip"):
                problem = f"{shown(parts[0])} is a zip inside a zip: unpack {archive.name} and grade the folder"
                yield HandedIn(parts[0], Submission(readable(parts[0][:-4]), {}, (), problem))
        for student, below in students.items():
            files = {parts: original for parts, original in below.items() if original in archive.files}
            yield HandedIn(f"{student}/", _with_notes(student, _in_zip(archive, files, wanted.limits), wanted))


def _is_one_folder_around_all(inside: Iterable[Parts], archive: ZipArchive) -> bool:
    """Whether a class's zip holds the students in one folder, rather than being one student's folder."""
    tops = {parts[0] for parts in inside}
    below = [parts for parts in inside if len(parts) > 1]
    direct = [parts[1].lower() for parts in below if len(parts) == 2 and parts in archive.files]
    folders = {parts[1] for parts in below if len(parts) > 2 or parts in archive.folders}
    has_code = any(name.endswith((".py", ".ipynb")) for name in direct)
    has_students = bool(folders) or any(name.endswith(".zip") for name in direct)
    return len(tops) == 1 and has_students and not has_code and not any(map(is_unit_folder, folders))


def _with_notes(student: str, found: Sequence[Found], wanted: Wanted) -> Submission:
    submission = chosen(student, found, wanted)
    return replace(submission, notes=(*submission.notes, *stray_notes(submission, found, wanted.units)))


def _without_duplicates(handed_in: Iterable[HandedIn]) -> Iterator[Submission]:
    """One submission for each student; where two differ, neither is graded and the sentence names both."""
    by_student: dict[str, list[HandedIn]] = {}
    for one in handed_in:
        by_student.setdefault(same_student(one.submission.student), []).append(one)
    for same in by_student.values():
        first, *others = same
        origins = " and ".join(f"'{shown(one.origin)}'" for one in same)
        if not others:
            yield first.submission
        elif all(other.submission.digest == first.submission.digest for other in others):
            note = f"Handed in more than once with the same content: {origins}"
            yield replace(first.submission, notes=(*first.submission.notes, note))
        else:
            problem = f"Handed in more than once, and the files differ: {origins}. Keep one of them and grade again"
            yield Submission(first.submission.student, {}, (), problem)


# ---------------------------------------------------------------- one student


def read_student(
    paths: Sequence[Path], units: Sequence[str], limits: Limits, handed_out: Mapping[str, str] = NOTHING
) -> Submission:
    """One student's own folder, units' folders or files, as `grade check` is given them.

    SubmissionError where a path does not exist, cannot be read, or cannot be a file of the course.
    """
    wanted = Wanted(units, limits, handed_out)
    found: list[Found] = []
    for path in paths:
        try:
            found += _named(path, wanted)
        except OSError as error:
            raise SubmissionError(f"{path} cannot be read ({reason(error)}): see who may read it") from error
    return chosen(readable(paths[0].resolve().name), found, wanted)


def _named(path: Path, wanted: Wanted) -> Iterator[Found]:
    """The files that one path on the command line stands for."""
    if path.is_dir():
        name = path.resolve().name
        return _in_folder(path, (name,) if name in wanted.units else (), wanted.limits, label=path)
    if not path.exists() and not path.is_symlink():
        raise SubmissionError(f"{path} does not exist: name a file, or the folder that holds your files")
    if path.name not in {name for unit in wanted.units for name in Unit(unit).files}:
        known = ", ".join(Unit(unit).file for unit in wanted.units)
        raise SubmissionError(f"{path} is not a file of this course: it has {known}")
    return iter([_on_disk(path, (path.name,), wanted.limits, path)])


# ---------------------------------------------------------------- files


def _in_folder(folder: Path, above: Parts, limits: Limits, label: Path = Path()) -> Iterator[Found]:
    """The files of a student's folder, those in the folders in it, and in units' folders below these."""
    for entry in sorted(folder.iterdir()):
        parts = (*above, entry.name)
        if is_hidden((entry.name,)):
            continue
        if not entry.is_dir() or entry.name.endswith((".py", ".ipynb")):
            yield _on_disk(entry, parts, limits, label / entry.name)
        elif entry.is_symlink():
            yield _linked_folder(entry, parts, label / entry.name)
        elif not above or (len(above) == 1 and not is_unit_folder(above[0]) and is_unit_folder(entry.name)):
            yield from _in_folder(entry, parts, limits, label / entry.name)


def _linked_folder(entry: Path, parts: Parts, label: Path) -> Found:
    """A linked folder is not followed; it stands for the file that it would hold."""

    def refuse(name: str) -> bytes:
        raise UnreadableError(f"{shown(entry.name)} is a symbolic link: hand in the folder itself")

    return Found((*parts, Unit(entry.name).file), readable(label.as_posix()), refuse)


def _on_disk(path: Path, parts: Parts, limits: Limits, label: Path) -> Found:
    return Found(parts, readable(label.as_posix()), lambda name: read_bytes(path, name, most_bytes(name, limits)))


def _in_zip(archive: ZipArchive, files: Mapping[Parts, Parts], limits: Limits) -> list[Found]:
    """Files of a zip, by their path below the student's folder."""

    def found(parts: Parts, original: Parts) -> Found:
        return Found(parts, "/".join(parts), lambda name: archive.read(original, name, most_bytes(name, limits)))

    return [found(parts, original) for parts, original in files.items() if not is_hidden(parts)]
