"""Find students and their files: folders in both layouts, zips of them, single files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.basics.dataclass import dataclass
from autograder.errors import SubmissionError
from autograder.model.course import Unit
from autograder.model.submission import HandIns, Stray, Submission
from autograder.processes import Each, Here
from autograder.processes.portions import each_in_portions
from autograder.submissions.files import OutOfReachError, UnreadableError, reason
from autograder.submissions.found import Found, Walk
from autograder.submissions.layout import Wanted, chosen
from autograder.submissions.names import readable, same_student, shown
from autograder.submissions.places import Place, read_or_lost, reading
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


@dataclass(frozen=True, slots=True)
class ClassToRead:
    """A class of which it is known whose everything is, and nothing is read yet."""

    path: Path
    wanted: Wanted
    students: tuple[tuple[Place, ...], ...]
    """Each student's places, usually one, sorted by name."""
    strays: tuple[Stray, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences for the instructor on how it was read: as which platform's download, from which folder."""

    @property
    def names(self) -> list[str]:
        """The students."""
        return [places[0].student for places in self.students]

    def looks(self) -> Iterator[str | None]:
        """Of each student the digest of all that lies there; None where it cannot be told (see `looks`)."""
        from autograder.submissions.looks import look_at

        with _failures(self.path), tree_at(self.path, _most_of_class()) as tree:
            yield from (look_at(places, tree) for places in self.students)

    def read(self, students: Sequence[Sequence[Place]], workers: Each | None = None) -> list[Submission]:
        """What some of the students handed in, each read by one of the workers within the limits.

        Without workers they are read in this process, which knows no limit of time. What is wrong with a submission is
        said in it. SubmissionError where the class cannot be read at all.
        """
        places = [place for some in students for place in some]
        job = partial(reading, self.wanted, self.path, _most_of_class())
        with _failures(self.path):
            read = each_in_portions(workers or Here(), job, places, self.wanted.limits.read_seconds)
        handed_in = [
            HandedIn(place.label, read_or_lost(place, one, self.wanted.limits))
            for place, one in zip(places, read, strict=True)
        ]
        return list(_without_duplicates(handed_in))


def find_class(path: Path, wanted: Wanted, platform: str = "") -> ClassToRead:
    """Whose everything is that lies in a class.

    `path` is a folder or zip with a folder or zip for each student, or what a platform lets its instructors download;
    `platform` names it where it is not to be recognised by itself. SubmissionError where there is no student at all.
    """
    from autograder.submissions.students import students_in  # a class brings all platforms with it

    path = path.absolute() if path.exists() else path
    _refuse_what_holds_no_class(path)
    with _failures(path), tree_at(path, _most_of_class()) as tree:
        found = students_in(tree, path.stem if path.is_file() else path.name, wanted, platform)
    if all(place.student in wanted.functions for place in found.places):
        raise SubmissionError(_no_class(path, found, wanted))
    same: dict[str, list[Place]] = {}
    for place in found.places:
        same.setdefault(same_student(place.student), []).append(place)
    students = sorted((tuple(places) for places in same.values()), key=lambda places: places[0].student)
    return ClassToRead(path, wanted, tuple(students), found.strays, found.notes)


def read_class(path: Path, wanted: Wanted, workers: Each | None = None, platform: str = "") -> HandIns:
    """Every student's submission, and whatever else lies there: what `find_class` finds, read."""
    found = find_class(path, wanted, platform)
    submissions = sorted(found.read(found.students, workers), key=lambda submission: submission.student)
    return HandIns(tuple(submissions), found.strays, found.notes)


def _most_of_class() -> int:
    from autograder.submissions.class_root import MOST_ENTRIES_OF_CLASS

    return MOST_ENTRIES_OF_CLASS


@contextmanager
def _failures(path: Path) -> Iterator[None]:
    """Say as a SubmissionError why a class cannot be read."""
    try:
        yield
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read ({reason(error)}): see who may read it") from error
    except (UnreadableError, OutOfReachError) as error:
        raise SubmissionError(str(error)) from error


def _refuse_what_holds_no_class(path: Path) -> None:
    if not path.exists():
        raise SubmissionError(f"{path} does not exist: name the folder (or zip) that holds the students' folders")
    if not path.is_dir() and path.suffix.lower() != ".zip":
        raise SubmissionError(f"{path} is neither a folder nor a zip: name the one that holds the students' folders")


def _no_class(path: Path, found: FoundClass, wanted: Wanted) -> str:
    """Why a folder without students is none of a class."""
    files = {name for unit in wanted.functions for name in Unit(unit).files}
    if found.places or any(stray.name in files for stray in found.strays):
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
        return walk.first(FolderTree(path.absolute()), above, "" if path == Path() else f"{path}/")
    if not path.exists() and not path.is_symlink():
        raise SubmissionError(f"{path} does not exist: name a file, or the folder that holds your files")
    if meant_for(path.name, tuple(wanted.functions)) is None and not is_sheet(path.name) and not is_repair(path.name):
        known = ", ".join(Unit(unit).file for unit in wanted.units)
        raise SubmissionError(f"{path} is not a file of this course: it has {known}")
    return [_file(path, walk)]


def _beside(path: Path, wanted: Wanted, walk: Walk) -> Iterable[Found]:
    """What a file or a unit's folder that is named may import: Python files in its folder, and other units' files."""
    folder = path if path.is_dir() else path.parent
    if not path.is_dir():
        for other in islice(sorted(folder.glob("*.py")), wanted.limits.read_entries):
            yield _file(other, walk)
        notebooks = (folder / Unit(unit).notebook for unit in wanted.functions)
        yield from (_file(file, walk) for file in notebooks if file.is_file() and file.name != path.name)
    own = folder.resolve()
    if own.name in wanted.functions:
        for unit in (unit for unit in wanted.functions if unit != own.name):
            files = (own.parent / unit / name for name in Unit(unit).files)
            yield from (_file(file, walk, (unit, file.name)) for file in files if file.is_file())


def _walk(path: Path, wanted: Wanted, opened: ExitStack) -> Walk:
    return Walk(wanted.limits, opened, str(path), deepest=DEEPEST_OWN, passes_over=True)


def _file(path: Path, walk: Walk, parts: tuple[str, ...] = ()) -> Found:
    """One file on the disk, under the name by which it can be found from here, or its place among other units."""
    entry, label = Entry(path.name, is_link=path.is_symlink()), "/".join(parts) or str(path)
    return walk.file(FolderTree(path.absolute().parent), (path.name,), parts or (path.name,), label, entry)
