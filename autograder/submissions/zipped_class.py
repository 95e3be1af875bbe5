"""A class handed in as one zip: which of its entries belong to which student."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from autograder.model.course import Unit
from autograder.submissions.layout import Wanted, is_hidden, is_unit_folder
from autograder.submissions.names import readable, shown
from autograder.submissions.places import Place
from autograder.submissions.zips import Parts, ZipArchive, open_zip

MOST_ENTRIES_OF_CLASS = 200_000


def places_in_zip(path: Path, wanted: Wanted) -> Iterator[Place]:
    """The students of a class's zip. A path that leaves its folder costs only the student whose it is."""
    with open_zip(path, shown(path.name), MOST_ENTRIES_OF_CLASS) as archive:
        inside = {parts: parts for parts in (*archive.files, *archive.folders) if not is_hidden(parts)}
        refused = {parts: problem for parts, problem in archive.refused if parts and _is_a_name(parts[0])}
        unit_files = {name for unit in wanted.units for name in Unit(unit).files}
        if _is_one_folder_around_all((*inside, *refused), archive, unit_files):
            inside = {parts[1:]: original for parts, original in inside.items() if len(parts) > 1}
            refused = {parts[1:]: problem for parts, problem in refused.items()}
        students: dict[str, dict[Parts, Parts]] = {}
        for parts, original in inside.items():
            if len(parts) > 1 or original in archive.folders:
                students.setdefault(parts[0], {})[parts[1:]] = original
            elif parts[0].lower().endswith(".zip"):
                problem = f"{shown(parts[0])} is a zip inside a zip: unpack {archive.name} and grade the folder"
                yield Place(path, readable(parts[0][:-4]), parts[0], problem=problem)
        problems = {parts[0]: problem for parts, problem in refused.items() if len(parts) > 1}
        for student, below in {**{name: {} for name in problems}, **students}.items():
            files = tuple((parts, original) for parts, original in below.items() if original in archive.files)
            problem = problems.get(student, "")
            if len(files) > wanted.limits.read_entries:
                problem = f"{shown(student)} holds more than {wanted.limits.read_entries} files: hand in your exercises"
            yield Place(path, readable(student), f"{student}/", () if problem else files, problem)


def _is_a_name(part: str) -> bool:
    """Whether a path's first part can be a student's folder; what lies above all folders is nobody's."""
    return part not in ("..", "/", "//") and "\0" not in part and re.match(r"[A-Za-z]:", part) is None


def _is_one_folder_around_all(inside: Iterable[Parts], archive: ZipArchive, unit_files: Collection[str]) -> bool:
    """Whether a class's zip holds the students in one folder, rather than being one student's folder."""
    inside = list(inside)
    if len({parts[0] for parts in inside}) != 1:
        return False
    below = [parts for parts in inside if len(parts) > 1]
    one_down = {parts[1] for parts in below if len(parts) > 2 and parts[-1] in unit_files}
    if sum(not is_unit_folder(name) for name in one_down) > 1:  # several students' files, whatever lies beside them
        return True
    direct = [parts[1].lower() for parts in below if len(parts) == 2 and parts in archive.files]
    folders = {parts[1] for parts in below if len(parts) > 2 or parts in archive.folders}
    has_code = any(name.endswith((".py", ".ipynb")) for name in direct)
    has_students = bool(folders) or any(name.endswith(".zip") for name in direct)
    return has_students and not has_code and not any(map(is_unit_folder, folders))
