"""Find students and their files: folders in both layouts, zips of them, single files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError
from autograder.model.course import Unit
from autograder.model.submission import HandIns, Submission
from autograder.processes import Each, Here
from autograder.submissions.files import OutOfReachError, UnreadableError, reason
from autograder.submissions.found import Found, Walk
from autograder.submissions.layout import Wanted, chosen
from autograder.submissions.names import readable, same_student, shown
from autograder.submissions.places import read_or_lost, reading
from autograder.submissions.repairs import is_repair
from autograder.submissions.sheets import is_sheet
from autograder.submissions.trees import Entry, FolderTree, tree_at
from autograder.submissions.unit_names import meant_for

if TYPE_CHECKING:
    from autograder.submissions.students import FoundClass

MOST_NAMED = 20
"""Entries that a sentence names."""
DEEPEST_OWN = 4
"""How deep a student's own folder is looked into: it may be any folder of a computer."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One thing that was handed in: a folder or zip by its name, and what is in it."""

    origin: str
    submission: Submission


# ---------------------------------------------------------------- a class


def read_class(path: Path, wanted: Wanted, workers: Each | None = None, platform: str = "") -> HandIns:
    """Every student's submission, and whatever else lies there.

    `path` is a folder or zip with a folder or zip for each student, or what a platform lets its instructors download;
    `platform` names it where it is not to be recognised by itself. What is wrong with one submission is said in it,
    and each is read by one of the `workers` within the limits (without workers, in this process, which knows no limit
    of time). SubmissionError where there is no student at all.
    """
    from autograder.submissions.class_root import MOST_ENTRIES_OF_CLASS  # a class brings all platforms with it
    from autograder.submissions.students import students_in

    path = path.absolute() if path.exists() else path
    _refuse_what_holds_no_class(path)
    try:
        with tree_at(path, MOST_ENTRIES_OF_CLASS) as tree:
            found = students_in(tree, path.stem if path.is_file() else path.name, wanted, platform)
        job = partial(reading, wanted, path, MOST_ENTRIES_OF_CLASS)
        read = dict((workers or Here()).each(job, found.places, wanted.limits.read_seconds))
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read ({reason(error)}): see who may read it") from error
    except (UnreadableError, OutOfReachError) as error:
        raise SubmissionError(str(error)) from error
    places = enumerate(found.places)
    handed_in = [HandedIn(place.label, read_or_lost(place, read[n], wanted.limits)) for n, place in places]
    if all(one.submission.student in wanted.functions for one in handed_in):
        raise SubmissionError(_no_class(path, handed_in, found, wanted))
    submissions = sorted(_without_duplicates(handed_in), key=lambda submission: submission.student)
    return HandIns(tuple(submissions), found.strays, found.notes)


def _refuse_what_holds_no_class(path: Path) -> None:
    if not path.exists():
        raise SubmissionError(f"{path} does not exist: name the folder (or zip) that holds the students' folders")
    if not path.is_dir() and path.suffix.lower() != ".zip":
        raise SubmissionError(f"{path} is neither a folder nor a zip: name the one that holds the students' folders")


def _no_class(path: Path, handed_in: Sequence[HandedIn], found: FoundClass, wanted: Wanted) -> str:
    """Why a folder without students is none of a class."""
    files = {name for unit in wanted.functions for name in Unit(unit).files}
    if handed_in or any(stray.name in files for stray in found.strays):
        return f"{path} is the work of one student: name the folder that holds the students' folders"
    names = ", ".join(shown(stray.name) for stray in found.strays[:MOST_NAMED])
    beside = f"; what lies there is no submission: {names}" if names else ""
    return f"{path} holds no student: it should hold a folder or a zip for each{beside}"


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


def read_student(paths: Sequence[Path], wanted: Wanted) -> Submission:
    """One student's own folder, units' folders or files, as `grade check` is given them.

    SubmissionError where a path does not exist, cannot be read, or cannot be a file of the course.
    """
    found: list[Found] = []
    beside: list[Found] = []
    with ExitStack() as opened:
        walks = [_walk(path, wanted, opened) for path in paths]
        for path, walk in zip(paths, walks, strict=True):
            try:
                found += _named(path, wanted, walk)
                beside += _beside(path, wanted, walk)
            except OSError as error:
                raise SubmissionError(f"{path} cannot be read ({reason(error)}): see who may read it") from error
        try:
            return chosen(
                readable(paths[0].resolve().name), found, wanted, beside, walks[0] if len(walks) == 1 else None
            )
        except OutOfReachError as error:
            raise SubmissionError(f"a file cannot be read ({error}): see who may read it") from error


def _named(path: Path, wanted: Wanted, walk: Walk) -> Iterable[Found]:
    """The files that one path on the command line stands for; of a folder that holds very many, the first."""
    if path.is_dir():
        name = path.resolve().name
        above = (name,) if name in wanted.functions else ()
        return walk.first(FolderTree(path), above, "" if path == Path() else f"{path}/")
    if not path.exists() and not path.is_symlink():
        raise SubmissionError(f"{path} does not exist: name a file, or the folder that holds your files")
    if meant_for(path.name, tuple(wanted.functions)) is None and not is_sheet(path.name) and not is_repair(path.name):
        known = ", ".join(Unit(unit).file for unit in wanted.units)
        raise SubmissionError(f"{path} is not a file of this course: it has {known}")
    return [_file(path, walk)]


def _beside(path: Path, wanted: Wanted, walk: Walk) -> Iterable[Found]:
    """The Python files in the folder of a file that is named: it may import them."""
    if path.is_dir():
        return
    for other in islice(sorted(path.parent.glob("*.py")), wanted.limits.read_entries):
        yield _file(other, walk)


def _walk(path: Path, wanted: Wanted, opened: ExitStack) -> Walk:
    return Walk(wanted.limits, opened, str(path), deepest=DEEPEST_OWN, passes_over=True)


def _file(path: Path, walk: Walk) -> Found:
    """One file on the disk, under the name by which it can be found from here."""
    entry = Entry(path.name, is_link=path.is_symlink())
    return walk.file(FolderTree(path.parent), (path.name,), (path.name,), str(path), entry)
