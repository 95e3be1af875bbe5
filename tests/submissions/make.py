"""Submissions made on disk for the tests of this folder."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.model import Limits
from autograder.model.submission import SourceFile, Submission
from autograder.submissions import Wanted, read_class

UNITS = ("01_gradient_descent", "02_momentum")
LIMITS = Limits(source_kib=4)
FUNCTIONS = {
    "01_gradient_descent": ("gradient_descent",),
    "02_momentum": ("exponential_moving_average", "momentum", "nesterov"),
}
WANTED = Wanted(UNITS, FUNCTIONS, LIMITS)
TOO_MUCH = b"#" * (LIMITS.source_kib * 1024 + 1)


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with the given files; a path that ends in a slash is an empty folder."""
    for name, data in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return folder


def pack(
    path: Path, entries: Sequence[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    """A zip with the given entries in this order, whatever their names are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def read(path: Path, units: Sequence[str] = UNITS) -> dict[str, Submission]:
    """A class by student."""
    return {one.student: one for one in read_class(path, replace(WANTED, units=tuple(units))).submissions}


def momentum(path: Path, student: str = "ada") -> SourceFile:
    """What was read as one student's momentum.py."""
    return read(path)[student].files["02_momentum"]


def texts(submission: Submission) -> dict[str, str | None]:
    """A submission's files as text by unit."""
    return {unit: file.text for unit, file in submission.files.items()}
