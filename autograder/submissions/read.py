"""Find students and their files: folders in both layouts, zips of them, single files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.model import Limits
from autograder.submissions.base import SourceFile, Submission
from autograder.submissions.files import UnreadableError, from_bytes, read_source, unreadable
from autograder.submissions.names import readable, same_student
from autograder.submissions.zips import ZipArchive, ZipEntry

IGNORED = ("__MACOSX", "__pycache__")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be one of the course: its path below the student's folder, and how to read it."""

    parts: tuple[str, ...]
    read: Callable[[str], SourceFile]
    """Takes the name by which the student knows the file."""


def file_name(unit: str) -> str:
    """The file of a unit: its name without the number."""
    return f"{unit.partition('_')[2]}.py"


# ---------------------------------------------------------------- a class


def read_class(path: Path, units: Sequence[str], limits: Limits) -> tuple[Submission, ...]:
    """Every student's submission, sorted by name; SubmissionError where there is no student at all."""
    if not path.exists():
        raise SubmissionError(f"{path} does not exist: name the folder (or zip) that holds the students' folders")
    if path.is_dir():
        found = list(_students_of_folder(path, units, limits))
    elif path.suffix.lower() == ".zip":
        found = list(_students_of_zip(path, units, limits))
    else:
        raise SubmissionError(f"{path} is neither a folder nor a zip: name the one that holds the students' folders")
    if not found:
        raise SubmissionError(f"{path} holds no student: it should hold a folder or a zip for each")
    return tuple(sorted(_without_duplicates(found), key=lambda submission: submission.student))


def _students_of_folder(path: Path, units: Sequence[str], limits: Limits) -> Iterator[tuple[str, Submission]]:
    """Each student with the name of the folder or zip that was handed in."""
    for entry in sorted(path.iterdir()):
        if entry.name.startswith(".") or entry.name in IGNORED:
            continue
        student = readable(entry.stem if entry.suffix.lower() == ".zip" and not entry.is_dir() else entry.name)
        if entry.is_symlink():
            problem = f"{readable(entry.name)} is a symbolic link: hand in the folder itself"
            yield readable(entry.name), Submission(student, {}, (), problem)
        elif entry.is_dir():
            yield f"{readable(entry.name)}/", _of_folder(entry, student, units, limits)
        elif entry.suffix.lower() == ".zip":
            yield readable(entry.name), _of_zip(entry, student, units, limits)


def _students_of_zip(path: Path, units: Sequence[str], limits: Limits) -> Iterator[tuple[str, Submission]]:
    try:
        archive = ZipArchive(path)
    except UnreadableError as error:
        raise SubmissionError(str(error)) from None
    with ExitStack() as stack:
        stack.callback(archive.close)
        files = _without_common_folder(dict(archive.entries))
        by_student: dict[str, dict[tuple[str, ...], ZipEntry]] = {}
        for parts, entry in files.items():
            if len(parts) > 1 and not _hidden(parts):
                by_student.setdefault(parts[0], {})[parts[1:]] = entry
        for student, entries in by_student.items():
            yield f"{student}/", _chosen(student, _in_zip(archive, entries, limits), units)


def _without_common_folder(files: Mapping[tuple[str, ...], ZipEntry]) -> dict[tuple[str, ...], ZipEntry]:
    """Students' files without the one folder that a class's zip may hold them in."""
    visible = {parts: entry for parts, entry in files.items() if not _hidden(parts)}
    tops = {parts[0] for parts in visible}
    deep = all(len(parts) > 2 for parts in visible)
    names = {parts[1] for parts in visible if len(parts) > 1}
    if len(tops) == 1 and deep and not any(name[:2].isdigit() and name[2:3] == "_" for name in names):
        return {parts[1:]: entry for parts, entry in visible.items()}
    return visible


def _without_duplicates(found: Iterable[tuple[str, Submission]]) -> Iterator[Submission]:
    """One submission for each student; where two differ, neither is graded and the sentence names both."""
    by_student: dict[str, list[tuple[str, Submission]]] = {}
    for origin, submission in found:
        by_student.setdefault(same_student(submission.student), []).append((origin, submission))
    for same in by_student.values():
        (_, first), *others = same
        origins = " and ".join(f"'{origin}'" for origin, _ in same)
        if not others:
            yield first
        elif all(other.digest == first.digest for _, other in others):
            yield replace(first, notes=(*first.notes, f"handed in more than once with the same content: {origins}"))
        else:
            problem = f"handed in more than once, and the files differ: {origins}. Keep one of them and grade again"
            yield Submission(first.student, {}, (), problem)


# ---------------------------------------------------------------- one student


def read_student(paths: Sequence[Path], units: Sequence[str], limits: Limits) -> Submission:
    """One student's own folder, units' folders or files, as `grade check` is given them.

    SubmissionError where a path does not exist or cannot be a file of the course.
    """
    found: list[Found] = []
    for path in paths:
        if path.is_dir():
            found += [replace(f, parts=(path.resolve().name, *f.parts)) for f in _in_folder(path, limits, path)]
        elif not path.exists():
            raise SubmissionError(f"{path} does not exist")
        elif path.name not in map(file_name, units):
            known = ", ".join(map(file_name, units))
            raise SubmissionError(f"{path} is not a file of this course: it has {known}")
        else:
            found.append(_on_disk(path, (path.name,), limits, path))
    return _chosen(paths[0].resolve().name, found, units)


def _of_folder(folder: Path, student: str, units: Sequence[str], limits: Limits) -> Submission:
    try:
        return _chosen(student, _in_folder(folder, limits), units)
    except OSError as error:
        return Submission(student, {}, (), f"the folder cannot be read: {error.strerror}")


def _of_zip(path: Path, student: str, units: Sequence[str], limits: Limits) -> Submission:
    try:
        archive = ZipArchive(path)
    except UnreadableError as error:
        return Submission(student, {}, (), str(error))
    try:
        return _chosen(student, _in_zip(archive, archive.entries, limits), units)
    finally:
        archive.close()


def _in_folder(folder: Path, limits: Limits, shown: Path = Path()) -> list[Found]:
    """Files of a folder and of the folders in it; messages name them below the folder `shown`."""
    found: list[Found] = []
    for entry in sorted(folder.iterdir()):
        if _hidden((entry.name,)):
            continue
        if entry.is_symlink() and entry.is_dir():
            found.append(_linked_folder(entry))
        elif entry.is_dir() and not entry.name.endswith(".py"):
            inner = [e for e in sorted(entry.iterdir()) if not _hidden((e.name,))]
            found += [_on_disk(e, (entry.name, e.name), limits, shown / entry.name / e.name) for e in inner]
        else:
            found.append(_on_disk(entry, (entry.name,), limits, shown / entry.name))
    return found


def _linked_folder(entry: Path) -> Found:
    """A linked folder stands for the file that it would hold."""
    problem = f"{entry.name} is a symbolic link: hand in the folder itself"
    return Found((entry.name, f"{entry.name.partition('_')[2]}.py"), lambda name: unreadable(name, problem))


def _on_disk(path: Path, parts: tuple[str, ...], limits: Limits, shown: Path) -> Found:
    return Found(parts, lambda name: replace(read_source(path, name, limits), name=shown.as_posix()))


def _in_zip(archive: ZipArchive, entries: Mapping[tuple[str, ...], ZipEntry], limits: Limits) -> list[Found]:
    def reader(entry: ZipEntry, parts: tuple[str, ...]) -> Callable[[str], SourceFile]:
        def read(name: str) -> SourceFile:
            try:
                return replace(
                    from_bytes(archive.read(entry, name, limits.source_kib << 10), name), name="/".join(parts)
                )
            except UnreadableError as error:
                return unreadable(name, str(error))

        return read

    return [Found(parts, reader(entry, parts)) for parts, entry in entries.items() if not _hidden(parts)]


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part in IGNORED for part in parts)


def _chosen(student: str, found: Sequence[Found], units: Sequence[str]) -> Submission:
    """The units' files among those found."""
    files: dict[str, SourceFile] = {}
    for unit in units:
        candidates = [
            f for f in found if f.parts[-1] == file_name(unit) and (len(f.parts) == 1 or _fits(f.parts, unit))
        ]
        if candidates:
            files[unit] = _one_of(candidates, unit)
        elif any(f.parts[-1] == file_name(unit).replace(".py", ".ipynb") for f in found):
            notebook = file_name(unit).replace(".py", ".ipynb")
            files[unit] = unreadable(notebook, f"{notebook} cannot be read yet: hand in {file_name(unit)}")
    return Submission(student, files, (), "")


def _fits(parts: tuple[str, ...], unit: str) -> bool:
    """A file lies in its unit's folder, or at most one folder deep outside of any unit's folder."""
    folders = parts[:-1]
    return folders[-1] == unit or (len(folders) == 1 and not (folders[0][:2].isdigit() and folders[0][2:3] == "_"))


def _one_of(candidates: Sequence[Found], unit: str) -> SourceFile:
    """The only candidate, or the first of equal ones; where they differ, the sentence names all."""
    files = [candidate.read(file_name(unit)) for candidate in candidates]
    if all((file.text, file.problem) == (files[0].text, files[0].problem) for file in files):
        return files[0]
    names = " and ".join("/".join(candidate.parts) for candidate in candidates)
    return unreadable(file_name(unit), f"{names} differ: hand in one {file_name(unit)}")
