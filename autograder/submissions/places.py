"""Read what one student handed in, within its limits, whatever happens: the job of a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from autograder.model import Limits
from autograder.model.course import Unit
from autograder.model.submission import Submission
from autograder.processes import Lost
from autograder.submissions.budget import memory_within
from autograder.submissions.files import OutOfReachError, UnreadableError, read_bytes, reason
from autograder.submissions.layout import Found, Wanted, chosen, is_hidden, is_unit_folder, most_bytes, stray_notes
from autograder.submissions.names import readable, shown
from autograder.submissions.zips import Parts, ZipArchive, open_zip


@dataclass(frozen=True, slots=True)
class Place:
    """Where one student's work lies: a folder, a zip, or some entries of a class's zip."""

    path: Path
    student: str
    origin: str
    """Its name as the instructor knows it."""
    entries: tuple[tuple[Parts, Parts], ...] | None = None
    """In a class's zip: each file's path below the student's folder, and in the zip."""
    problem: str = ""
    """Why it is not to be read at all."""
    out_of_reach: str = ""
    """Why we cannot read it, though it may be well."""


@contextmanager
def reading(wanted: Wanted, class_zip: Path | None, most: int) -> Iterator[Callable[[Place], Submission]]:
    """The job: from a place to a submission; a class's zip, of at most `most` entries, is opened once."""
    with ExitStack() as opened:
        archive = opened.enter_context(open_zip(class_zip, class_zip.name, most)) if class_zip else None
        yield lambda place: read_place(place, wanted, archive)


def read_place(place: Place, wanted: Wanted, class_zip: ZipArchive | None = None) -> Submission:
    """What one student handed in. What is wrong with it is said in it; where we fail on it, it is broken."""
    if place.problem:
        return Submission(place.student, {}, (), place.problem)
    if place.out_of_reach:
        return broken(place.student, place.out_of_reach)
    try:
        with memory_within(wanted.limits.read_memory_mib):
            return _submission(place, wanted, class_zip)
    except UnreadableError as error:
        return Submission(place.student, {}, (), str(error))
    except OutOfReachError as error:
        return broken(place.student, str(error))
    except OSError as error:
        return broken(place.student, f"{shown(place.origin)}: {reason(error)}")
    except MemoryError:
        return too_large(place.student, f"{wanted.limits.read_memory_mib} MiB of memory")
    except Exception as error:
        return broken(place.student, f"{type(error).__name__}: {error}"[:200])


def read_or_lost(place: Place, result: Submission | Lost, limits: Limits) -> Submission:
    """The submission, also where the process that read it did not come to its end."""
    if isinstance(result, Submission):
        return result
    if result.late:
        return too_large(place.student, f"{limits.read_seconds:g} s")
    return broken(place.student, "the process that read it ended, and ended again")


def too_large(student: str, what: str) -> Submission:
    """A submission that takes more than its limit to read."""
    problem = f"What was handed in takes more than {what} to read: hand in your own code only, and clear all outputs"
    return Submission(student, {}, (), problem)


def broken(student: str, why: str) -> Submission:
    """A submission that we failed to read."""
    return Submission(student, {}, (), "", broken=f"it could not be read ({why})")


def _submission(place: Place, wanted: Wanted, class_zip: ZipArchive | None) -> Submission:
    most = wanted.limits.read_entries
    if place.entries is not None and class_zip is not None:
        return _with_notes(place.student, in_zip(class_zip, dict(place.entries), wanted.limits), wanted)
    if place.path.is_dir():
        found = list(islice(in_folder(place.path, (), wanted.limits, most=most), most + 1))
        if len(found) > most:
            raise _too_many_files(place.origin, most)
        return _with_notes(place.student, found, wanted)
    with open_zip(place.path, shown(place.path.name), most) as archive:
        archive.refuse_paths()
        files = {parts: parts for parts in archive.files}
        return _with_notes(place.student, in_zip(archive, files, wanted.limits), wanted)


def _with_notes(student: str, found: Sequence[Found], wanted: Wanted) -> Submission:
    submission = chosen(student, found, wanted)
    return replace(submission, notes=(*submission.notes, *stray_notes(submission, found, wanted.units)))


def _too_many_files(name: str, most: int) -> UnreadableError:
    return UnreadableError(f"{shown(name)} holds more than {most} files: hand in only your exercises")


# ---------------------------------------------------------------- files


def in_folder(
    folder: Path, above: Parts, limits: Limits, label: Path = Path(), most: int | None = None
) -> Iterator[Found]:
    """The files of a student's folder, those in the folders in it, and in units' folders below these.

    UnreadableError where one folder holds more than `most` entries.
    """
    entries = list(folder.iterdir())
    if most is not None and len(entries) > most:
        raise _too_many_files(f"{readable(folder.name)}/", most)
    for entry in sorted(entries):
        parts = (*above, entry.name)
        if is_hidden((entry.name,)):
            continue
        if not entry.is_dir() or entry.name.endswith((".py", ".ipynb")):
            yield on_disk(entry, parts, limits, label / entry.name)
        elif entry.is_symlink():
            yield _linked_folder(entry, parts, label / entry.name)
        elif not above or (len(above) == 1 and not is_unit_folder(above[0]) and is_unit_folder(entry.name)):
            yield from in_folder(entry, parts, limits, label / entry.name, most)


def _linked_folder(entry: Path, parts: Parts, label: Path) -> Found:
    """A linked folder is not followed; it stands for the file that it would hold."""

    def refuse(name: str) -> bytes:
        raise UnreadableError(f"{shown(entry.name)} is a symbolic link: hand in the folder itself")

    return Found((*parts, Unit(entry.name).file), readable(label.as_posix()), refuse)


def on_disk(path: Path, parts: Parts, limits: Limits, label: Path) -> Found:
    """A file of a folder."""
    return Found(parts, readable(label.as_posix()), lambda name: read_bytes(path, name, most_bytes(name, limits)))


def in_zip(archive: ZipArchive, files: Mapping[Parts, Parts], limits: Limits) -> list[Found]:
    """Files of a zip, by their path below the student's folder."""

    def found(parts: Parts, original: Parts) -> Found:
        return Found(parts, "/".join(parts), lambda name: archive.read(original, name, most_bytes(name, limits)))

    return [found(parts, original) for parts, original in files.items() if not is_hidden(parts)]
