"""Find students and their files: folders in both layouts, zips of them, single files."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from autograder.errors import SubmissionError
from autograder.model import Limits
from autograder.model.course import Unit
from autograder.model.submission import HandIns, Stray, Submission
from autograder.processes import Each, Here
from autograder.submissions.files import OutOfReachError, UnreadableError, reason
from autograder.submissions.layout import Found, Wanted, chosen, is_hidden, is_sheet
from autograder.submissions.names import readable, same_student, shown
from autograder.submissions.places import Place, in_folder, on_disk, read_or_lost, reading
from autograder.submissions.zipped_class import MOST_ENTRIES_OF_CLASS, places_in_zip

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One thing that was handed in: a folder or zip by its name, and what is in it."""

    origin: str
    submission: Submission


# ---------------------------------------------------------------- a class


def read_class(
    path: Path,
    units: Sequence[str],
    limits: Limits,
    handed_out: Mapping[str, str] = NOTHING,
    workers: Each | None = None,
) -> HandIns:
    """Every student's submission, and whatever else lies there.

    `path` is a folder with a folder or zip for each student, or a zip of such a folder. What is wrong with one
    submission is said in it, and each is read by one of the `workers` within the limits (without workers, in this
    process, which knows no limit of time). `handed_out` is the text of each unit's file as students got it: of two
    forms of a file, the one that differs from it counts. SubmissionError where there is no student at all.
    """
    wanted = Wanted(tuple(units), limits, dict(handed_out))
    path = path.absolute() if path.exists() else path
    class_zip = None if path.is_dir() else path
    try:
        places = list(_places(path, wanted))
        job = partial(reading, wanted, class_zip, MOST_ENTRIES_OF_CLASS)
        read = dict((workers or Here()).each(job, places, limits.read_seconds))
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read ({reason(error)}): see who may read it") from error
    except (UnreadableError, OutOfReachError) as error:
        raise SubmissionError(str(error)) from error
    handed_in = [HandedIn(p.origin, read_or_lost(p, read[number], limits)) for number, p in enumerate(places)]
    if not handed_in:
        raise SubmissionError(f"{path} holds no student: it should hold a folder or a zip for each")
    if all(one.submission.student in units for one in handed_in):
        raise SubmissionError(f"{path} is the work of one student: name the folder that holds the students' folders")
    submissions = sorted(_without_duplicates(handed_in), key=lambda submission: submission.student)
    return HandIns(tuple(submissions), tuple(_strays(path, places)))


def _strays(path: Path, places: Sequence[Place]) -> Iterator[Stray]:
    """The files of a class's folder that are no student's."""
    known = {place.path for place in places}
    for entry in sorted(path.iterdir()) if path.is_dir() else ():
        if entry not in known and not is_hidden((entry.name,)):
            yield Stray(readable(entry.name), "neither a folder nor a zip")


def _places(path: Path, wanted: Wanted) -> Iterable[Place]:
    if path.is_dir():
        return _places_in_folder(path)
    if not path.exists():
        raise SubmissionError(f"{path} does not exist: name the folder (or zip) that holds the students' folders")
    if path.suffix.lower() != ".zip":
        raise SubmissionError(f"{path} is neither a folder nor a zip: name the one that holds the students' folders")
    return places_in_zip(path, wanted)


def _places_in_folder(path: Path) -> Iterator[Place]:
    for entry in sorted(path.iterdir()):
        if is_hidden((entry.name,)):
            continue
        try:
            mode = entry.lstat().st_mode
        except OSError as error:
            out_of_reach = f"{shown(entry.name)}: {reason(error)}"
            yield Place(entry, readable(entry.name), readable(entry.name), out_of_reach=out_of_reach)
            continue
        is_folder = stat.S_ISDIR(mode)
        zipped = entry.suffix.lower() == ".zip" and not is_folder
        student = readable(entry.stem if zipped else entry.name)
        if stat.S_ISLNK(mode):
            problem = f"{shown(entry.name)} is a symbolic link: hand in the folder or zip itself"
            yield Place(entry, student, readable(entry.name), problem=problem)
        elif is_folder or zipped:
            yield Place(entry, student, f"{readable(entry.name)}/" if is_folder else readable(entry.name))


def _without_duplicates(handed_in: Iterable[HandedIn]) -> Iterator[Submission]:
    """One submission for each student; where two differ, neither is graded and the sentence names both."""
    by_student: dict[str, list[HandedIn]] = {}
    for one in handed_in:
        by_student.setdefault(same_student(one.submission.student), []).append(one)
    for same in by_student.values():
        first, *others = same
        origins = " and ".join(f"'{shown(one.origin)}'" for one in same)
        broken = [one.submission for one in same if one.submission.broken]
        if not others or broken:
            yield (broken or [first.submission])[0]
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
    try:
        return chosen(readable(paths[0].resolve().name), found, wanted)
    except OutOfReachError as error:
        raise SubmissionError(f"a file cannot be read ({error}): see who may read it") from error


def _named(path: Path, wanted: Wanted) -> Iterator[Found]:
    """The files that one path on the command line stands for."""
    if path.is_dir():
        name = path.resolve().name
        return in_folder(path, (name,) if name in wanted.units else (), wanted.limits, label=path)
    if not path.exists() and not path.is_symlink():
        raise SubmissionError(f"{path} does not exist: name a file, or the folder that holds your files")
    if path.name not in {name for unit in wanted.units for name in Unit(unit).files} and not is_sheet(path.name):
        known = ", ".join(Unit(unit).file for unit in wanted.units)
        raise SubmissionError(f"{path} is not a file of this course: it has {known}")
    return iter([on_disk(path, (path.name,), wanted.limits, path)])
