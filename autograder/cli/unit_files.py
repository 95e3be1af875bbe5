"""Which units a check is about, and whether the file of each is where it belongs: the course is the list."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePath

from autograder.basics.dataclass import dataclass
from autograder.errors import UsageError, closest
from autograder.model import Exercise, Report
from autograder.model.course import Course, Unit
from autograder.model.submission import Submission


def units_of(paths: Sequence[Path], course: Course) -> tuple[str, ...]:
    """The units that paths on the command line stand for: a unit's file or folder for it alone, others for all."""
    meant = {unit for path in paths for unit in _units_of(path, course)}
    return tuple(unit for unit in course.units if unit in meant)


def _units_of(path: Path, course: Course) -> Sequence[str]:
    name = path.resolve().name
    if path.is_dir():
        return [unit for unit in course.units if name in (unit, Unit(unit).short)] or course.units
    return [unit for unit in course.units if name in Unit(unit).files] or course.units


def refuse_what_is_not_there(paths: Sequence[Path], course: Course) -> None:
    """UsageError for a path that is not there, where it is clear what was meant."""
    for path in paths:
        if not os.path.lexists(path) and (command := _meant(path, course)):
            raise UsageError(f"{path} does not exist: did you mean  {command}")


def _meant(path: Path, course: Course) -> str:
    """The command that was meant by a path that is not there; empty where there is no telling."""
    name = str(path)
    if any(name in (unit, Unit(unit).short) for unit in course.units):
        return f"grade check --unit {name}"
    exercises = {exercise.name: f"grade check --only {exercise.name}" for exercise in course.exercises}
    files = {unit_file: f"grade check {_typed(str(path.with_name(unit_file)))}" for unit_file in _there(path, course)}
    units = {key: f"grade check --unit {key}" for unit in course.units for key in (unit, Unit(unit).short)}
    known = {**units, **exercises, **files}
    like = closest(path.name, known)
    return known[like] if like and path.name not in files else ""


def _there(path: Path, course: Course) -> list[str]:
    """Units' files and folders that lie where a path leads to."""
    names = [name for unit in course.units for name in (unit, *Unit(unit).files)]
    return [name for name in names if os.path.exists(path.with_name(name))] if path.name else []


@dataclass(frozen=True, slots=True)
class OutOfPlace:
    """Units whose file is not there, or not where it belongs."""

    said: Mapping[str, str] = field(default_factory=dict)
    """By unit: what was found, and the command that mends it."""
    absent: frozenset[str] = frozenset()
    """Those of which nothing is there that may be renamed."""


def out_of_place(submission: Submission, paths: Sequence[Path], asked: Sequence[Exercise]) -> OutOfPlace:
    """The units that are asked for and whose file is not where it belongs."""
    folder = next((path for path in paths if path.is_dir()), None)
    if folder is None:  # files were named: they are what is checked
        return OutOfPlace()
    files = {unit: _file_of(unit, names, submission) for unit, names in _by_unit(asked).items()}
    # a function may stand in another unit's file, which has its own place
    borrowed = [unit for unit, file in files.items() if file and unit not in submission.files]
    around = {unit: _around(file, folder, unit) for unit, file in files.items() if file and unit not in borrowed}
    home = PurePath() if _is_a_units(folder, asked) else _most_common(list(around.values()))
    said = {}
    for unit, file in files.items():
        if not file:
            said[unit] = f"{unit}: there is no {Unit(unit).file}. {_found(folder / home, unit)}"
        elif unit in borrowed:
            there = f"there is no {Unit(unit).file}, and {file} holds what belongs there"
            said[unit] = f"{unit}: {there}. {_found(folder / home, unit)}"
        elif around[unit] != home or file.name not in Unit(unit).files:
            said[unit] = f"{unit}: {file} is not where {Unit(unit).file} belongs. {_mend(file, folder / home, unit)}"
    absent = (unit for unit, file in files.items() if not file and not _code_in(folder / home / unit))
    return OutOfPlace(said, frozenset(absent))


def _is_a_units(folder: Path, asked: Sequence[Exercise]) -> bool:
    """Whether a folder is that of one unit."""
    return any(folder.resolve().name in (exercise.unit, Unit(exercise.unit).short) for exercise in asked)


def _most_common(folders: Sequence[PurePath]) -> PurePath:
    """The folder that is there most often; of several, the one that lies highest; the one that is checked for none."""
    return max(folders, key=lambda folder: (folders.count(folder), -len(folder.parts)), default=PurePath())


def _found(home: Path, unit: str) -> str:
    """What may be the file of a unit that is not there, or how to get it, in a sentence."""
    candidates = sorted(_code_in(home / unit))
    if len(candidates) == 1:
        return f"There is {candidates[0].name}. {_mend(candidates[0], home, unit)}"
    if candidates:
        names = ", ".join(file.name for file in candidates)
        return f"Rename the one that holds it, of {names}, to {Unit(unit).file}"
    return f"To get it, type  {_start(home, unit)}"


def _code_in(folder: Path) -> list[Path]:
    endings = (".py", ".ipynb", ".py.txt", ".ipynb.txt", ".ipynb.json", ".pyw")
    return [file for file in folder.iterdir() if file.name.lower().endswith(endings)] if folder.is_dir() else []


def _file_of(unit: str, names: Sequence[str], submission: Submission) -> PurePath | None:
    """The file that a unit, or a function of it, is read from; None where there is none."""
    sources = [submission.files.get(unit), *(submission.elsewhere.get(name) for name in names)]
    return next((PurePath(source.name) for source in sources if source is not None), None)


def _around(file: PurePath, folder: Path, unit: str) -> PurePath:
    """The folder that holds a unit's folder, or its file alone, below the folder that is checked."""
    above = file.relative_to(folder).parent if file.is_relative_to(folder) else file.parent
    return above.parent if above.name == unit else above


def nothing_found(paths: Sequence[Path], asked: Sequence[Exercise]) -> str:
    """That nothing of what is asked for is there, and what to type."""
    units = list(_by_unit(asked))
    where, wanted = ", ".join(map(str, paths)), ", ".join(Unit(unit).file for unit in units)
    folder = next((path for path in paths if path.is_dir()), None)
    if folder is None:
        return f"what was asked for is in {wanted}, and not in {where}: name that file"
    start = _start(folder, units[0])
    if len(units) > 1:
        return f"there is none of {wanted} in {where}: to get the exercises, type  {start}"
    return f"there is no {wanted} in {where}: to get the exercises, type  {start}"


def _by_unit(asked: Sequence[Exercise]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for exercise in asked:
        names.setdefault(exercise.unit, []).append(exercise.name)
    return names


def _start(folder: Path, unit: str) -> str:
    """The command that brings back a unit's file; those that are there it leaves as they are."""
    above = folder.parent if folder.name not in ("", os.pardir) else folder / os.pardir
    root = above if folder.resolve().name == unit else folder
    return " ".join(["grade start", *([] if root == Path() else [_typed(str(root))])])


def _mend(file: PurePath, home: Path, unit: str) -> str:
    """How to bring a file to where it belongs, in a sentence."""
    zipped = [part for part in file.parts[:-1] if part.lower().endswith(".zip")]
    if zipped:
        return f"Unpack {zipped[0]}, and put it there"
    name = Unit(unit).notebook if ".ipynb" in file.name.lower() else Unit(unit).file
    place = (home / unit if (home / unit).is_dir() else home) / name
    return f"To put it there, type  {'move' if os.name == 'nt' else 'mv'} {_typed(str(file))} {_typed(str(place))}"


def _typed(path: str) -> str:
    """A path as it is typed in a shell."""
    if os.name == "nt":
        return f'"{path}"' if set(path) & set(" ()&") else path
    import shlex

    return shlex.quote(path)


def saved_at(report: Report) -> dict[str, float]:
    """When each file of a report was saved last, in seconds, by its name there."""
    files = {exercise.file for exercise in report.exercises if exercise.file}
    return {file: os.path.getmtime(file) for file in files if os.path.exists(file)}
